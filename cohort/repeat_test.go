package cohort_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// always is the world without an end of what is known.
func (w world) always() world {
	w.asOf = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	return w
}

// since are the events of a subject in a range from its start on.
func (w world) since(s subject, from, to time.Time) []deal {
	if s.start.IsZero() {
		return nil
	}
	if s.start.After(from) {
		from = s.start
	}
	return w.within(s, from, to)
}

// Who repeats and who returns, against every subject's history.
func TestRepeatingAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world").always()
		r := w.buckets.Range
		var want cohort.Repeat
		for _, s := range w.histories() {
			if n := len(w.since(s, r.Start(), r.End())); n > 0 {
				want.Active++
				if n > 1 {
					want.Repeating++
				}
				if s.start.Before(r.Start()) {
					want.Returning++
				}
			}
		}
		sameBySplits(t, w, cohort.Repeating(w.subjects(), r), kpi.Result[cohort.Repeat].String, want.String())
	})
}

func TestRepeatRates(t *testing.T) {
	rows := []deal{
		dealt("twice", "2025-03-01", 1), dealt("twice", "2025-03-09", 1), dealt("once", "2025-03-02", 1), dealt("old", "2025-01-02", 1), dealt("old", "2025-03-02", 1),
		dealt("gone", "2025-01-02", 1),
	}
	march, err := year2025(t).Calendar.Month(2025, time.March)
	if err != nil {
		t.Fatal(err)
	}
	r := cohort.Repeating(dealers, march).Of(slices.Values(rows))
	v, _ := r.Value()
	if a, b := v.RepeatPurchaseRate().String(), v.ReturningCustomerRate().String(); a != "33.33 %" || b != "33.33 %" || len(r.Warnings()) != 0 {
		t.Errorf("%v: %s repeat, %s return, %v", v, a, b, r.Warnings())
	}
	r = cohort.Repeating(dealers, march).Of(slices.Values(rows[:3]))
	if v, _ := r.Value(); v.Returning != 0 || fmt.Sprint(r.Warnings()) != "[2 of 2 subjects may have started before the supplied history]" {
		t.Errorf("%v, %v", v, r.Warnings())
	}
}

// The ladder against every subject's history.
func TestLadderAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world").always()
		r := w.buckets.Range
		var want []string
		for n := 1; ; n++ {
			reached := 0
			for _, s := range w.histories() {
				if !s.start.Before(r.Start()) && len(w.since(s, r.Start(), r.End())) >= n {
					reached++
				}
			}
			if reached == 0 {
				break
			}
			want = append(want, fmt.Sprint(reached))
		}
		sameBySplits(t, w, cohort.Ladder(w.subjects(), r), func(r kpi.Result[cohort.Rungs]) string {
			rungs, _ := r.Value()
			var out []string
			for n := range rungs.Len() {
				out = append(out, fmt.Sprint(rungs.Reached(n+1)))
				if step, ok := rungs.Step(n + 1).Value(); !ok || step.Numerator().GreaterThan(step.Denominator()) {
					t.Fatalf("step %d is %v", n+1, rungs.Step(n+1))
				}
			}
			return strings.Join(out, " ")
		}, strings.Join(want, " "))
	})
}

// The time to the second event against every subject's history.
func TestSecondOrderAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		r := w.buckets.Range
		subjects := 0
		var waits []time.Duration
		for _, s := range w.histories() {
			in := w.since(s, s.start, w.asOf)
			if len(in) == 0 || !r.Contains(s.start) || !s.start.Before(w.asOf) {
				continue
			}
			subjects++
			if len(in) > 1 {
				waits = append(waits, in[1].at.Sub(in[0].at))
			}
		}
		slices.Sort(waits)
		want := fmt.Sprint(subjects, len(waits))
		if n := len(waits); n > 0 {
			sum := time.Duration(0)
			for _, d := range waits {
				sum += d
			}
			want += fmt.Sprint(" ", waits[0], waits[n-1], sum)
		}
		sameBySplits(t, w, cohort.SecondOrder(w.subjects(), r, w.asOf), func(r kpi.Result[cohort.Second]) string {
			v, _ := r.Value()
			out := fmt.Sprint(v.Subjects, v.Reached)
			if d, ok := v.Times.Value(); ok {
				out += fmt.Sprint(" ", d.Min(), d.Max(), d.Total())
			}
			return out
		}, want)
	})
}

// A cohort's money up to a column, per customer and against its cost.
func TestValueOverLife(t *testing.T) {
	rows := []deal{
		dealt("a", "2025-01-05", 100), dealt("b", "2025-01-20", 50), dealt("c", "2025-01-25", 10), dealt("a", "2025-03-01", 7), dealt("b", "2025-04-02", 3),
	}
	table, _ := cohort.Retention(dealers, cohort.TableOptions{Cohorts: year2025(t), AsOf: date("2025-04-15"), Columns: 6}).Of(slices.Values(rows)).Value()
	row := table.Rows[0]
	for c, want := range []string{"53.3333 EUR", "53.3333 EUR", "55.6667 EUR", "56.6667 EUR", "(window open)"} {
		if got := row.ValuePerCustomer(c).String(); got != want {
			t.Errorf("column %d: %s, want %s", c, got, want)
		}
	}
	if m, _ := row.Cumulative(3).Value(); m.String() != "170.00 EUR" {
		t.Errorf("cumulative %v", m)
	}
	for cost, want := range map[int64]string{
		0: "{0 complete 160.00 EUR}", 160: "{0 complete 0.00 EUR}", 161: "{2 complete 6.00 EUR}", 168: "{3 partial 2.00 EUR}", 171: "(window open: 1.00 EUR missing)",
	} {
		if got := fmt.Sprint(row.Payback(eur(cost))); got != want {
			t.Errorf("cost of %d: %s, want %s", cost, got, want)
		}
	}
	if v := table.Rows[1].ValuePerCustomer(0); v.Why() != kpi.NoDenominator {
		t.Errorf("nobody is worth %v", v)
	}
}

// Payback against the first column whose cells add up to the cost.
func TestPaybackAgainstCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		cost := rapid.Int64Range(-200, 9000).Draw(t, "cost")
		table, _ := cohort.Retention(w.subjects(), tableOptions(t, w)).Of(slices.Values(w.rows)).Value()
		for _, row := range table.Rows {
			want, sum := "", int64(0)
			for c, cell := range row.Cells {
				if cell.Status == cohort.NotYet {
					break
				}
				m, _ := cell.Money.Value()
				if sum += m.Amount().Shift(2).IntPart(); sum >= cost {
					want = fmt.Sprint(c, cell.Status, sum-cost)
					break
				}
			}
			got, r := "", row.Payback(model.MoneyOf(cost, 2, model.EUR))
			if p, ok := r.Value(); ok {
				got = fmt.Sprint(p.Column, p.Status, p.Surplus.Amount().Shift(2).IntPart())
			}
			if got != want {
				t.Fatalf("cost of %d: %v, want %q", cost, r, want)
			}
		}
	})
}

// Cells of a table add up to what its cohorts are worth by the rows.
func TestCumulativeAgainstRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		table, _ := cohort.Retention(w.subjects(), cohort.TableOptions{Cohorts: w.buckets, AsOf: w.asOf}).Of(slices.Values(w.rows)).Value()
		for r, row := range table.Rows {
			for c := range row.Cells {
				end := w.asOf
				if r+c < len(table.Rows) {
					end = table.Rows[r+c].Cohort.End()
				} else if row.Cells[c].Status != cohort.NotYet {
					continue // beyond the last cohort: another period's end
				}
				want := int64(0)
				for _, s := range w.histories() {
					if !s.start.IsZero() && s.start.Before(w.asOf) && row.Cohort.Contains(s.start) {
						want += cents(w.within(s, row.Cohort.Start(), end))
					}
				}
				m, ok := row.Cumulative(c).Value()
				if ok != (row.Cells[c].Status != cohort.NotYet) || ok && m.Amount().Shift(2).IntPart() != want {
					t.Fatalf("cohort %v, column %d: %v, want %d", row.Cohort, c, row.Cumulative(c), want)
				}
				if v, ok := row.ValuePerCustomer(c).Value(); ok {
					each, _ := v.Rat().Float64()
					if math.Abs(each*float64(row.Size)-float64(want)/100) > 1e-6 {
						t.Fatalf("%v each of %d", v, row.Size)
					}
				}
			}
		}
	})
}
