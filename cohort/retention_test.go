package cohort_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func tableOptions(t *rapid.T, w world) cohort.TableOptions {
	o := cohort.TableOptions{
		Cohorts: w.buckets, AsOf: w.asOf,
		Flavour:   cohort.Flavour(rapid.IntRange(0, 2).Draw(t, "flavour")),
		Entry:     cohort.Entry(rapid.IntRange(0, 1).Draw(t, "entry")),
		AtLeast:   int64(rapid.IntRange(0, 2).Draw(t, "at least")),
		Reference: cohort.Reference(rapid.IntRange(0, 1).Draw(t, "reference")),
		Columns:   rapid.SampledFrom([]int{0, 0, 3}).Draw(t, "columns"),
	}
	if rapid.Bool().Draw(t, "brackets") {
		o.Brackets = rapid.SampledFrom([][]int{{0, 1, 4}, {1, 3}, {0, 2, 3, 9}}).Draw(t, "which")
	}
	if rapid.Bool().Draw(t, "elapsed") {
		o.Days = rapid.SampledFrom([]int{1, 7, 30}).Draw(t, "days")
		if o.Brackets == nil {
			o.Columns = 4
		}
	}
	return o
}

// naiveTable is the retention table by its definition, one subject, cohort and
// column after the other.
func naiveTable(w world, o cohort.TableOptions) string {
	rows, all := w.periods()
	edges := o.Brackets
	if len(edges) == 0 {
		n := o.Columns
		if n == 0 {
			n = len(all)
		}
		for i := range n + 1 {
			edges = append(edges, i)
		}
	}
	least := int(max(1, o.AtLeast))
	window := time.Duration(o.Days) * 24 * time.Hour
	var out strings.Builder
	for r, cohortPeriod := range rows {
		// Who enters this cohort, and when.
		var members []subject
		for _, s := range w.histories() {
			if s.start.IsZero() || !s.start.Before(w.asOf) {
				continue
			}
			if o.Entry == cohort.FirstTime {
				if !cohortPeriod.Contains(s.start) {
					continue
				}
			} else {
				from := cohortPeriod.Start()
				if o.Days > 0 && s.start.After(from) {
					from = s.start
				}
				in := w.within(s, from, cohortPeriod.End())
				if len(in) < least || !cohortPeriod.End().After(s.start) {
					continue
				}
				s.start = in[0].at
			}
			members = append(members, s)
		}
		fmt.Fprintf(&out, "%s %d:", cohortPeriod.Label(), len(members))
		previous := len(members)
		for c := range len(edges) - 1 {
			var status cohort.Status
			span := func(s subject, c int) (from, to time.Time, ok bool) {
				if o.Days > 0 {
					return s.start.Add(time.Duration(edges[c]) * window), s.start.Add(time.Duration(edges[c+1]) * window), true
				}
				if r+edges[c] >= len(all) {
					return from, to, false
				}
				return all[r+edges[c]].Start(), all[min(r+edges[c+1], len(all))-1].End(), true
			}
			if o.Days > 0 {
				// The windows of members, or of those that there could be.
				starts := []time.Time{cohortPeriod.Start(), cohortPeriod.End().Add(-time.Microsecond)}
				if len(members) > 0 {
					starts = nil
				}
				for _, s := range members {
					starts = append(starts, s.start)
				}
				begun, over := 0, 0
				for _, s := range starts {
					if s.Add(time.Duration(edges[c]) * window).Before(w.asOf) {
						begun++
					}
					if !s.Add(time.Duration(edges[c+1]) * window).After(w.asOf) {
						over++
					}
				}
				switch {
				case over == len(starts) && !cohortPeriod.End().After(w.asOf):
					status = cohort.Complete
				case begun > 0:
					status = cohort.Partial
				}
			} else if r+edges[c] < len(all) {
				status = cohort.Partial
				if r+edges[c+1] <= len(all) && !all[r+edges[c+1]-1].End().After(w.asOf) {
					status = cohort.Complete
				}
			}
			if status == cohort.NotYet {
				out.WriteString(" -")
				continue
			}
			active := func(s subject, c int) bool {
				from, to, ok := span(s, c)
				return ok && len(w.within(s, from, to)) >= least
			}
			subjects, orders, sum := 0, 0, int64(0)
			for _, s := range members {
				from, to, _ := span(s, c)
				in := w.within(s, from, to)
				orders += len(in)
				sum += cents(in)
				counts := active(s, c)
				switch o.Flavour {
				case cohort.OnOrAfter:
					for later := c + 1; later < len(edges)-1; later++ {
						counts = counts || active(s, later)
					}
				case cohort.EveryPeriod:
					for earlier := 1; earlier < c; earlier++ {
						counts = counts && active(s, earlier)
					}
				}
				if counts {
					subjects++
				}
			}
			of := len(members)
			if o.Reference == cohort.PreviousColumn {
				of = previous
			}
			fmt.Fprintf(&out, " %v %d/%d %d %d", status, subjects, of, orders, sum)
			previous = subjects
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func tableText(r kpi.Result[cohort.Table]) string {
	table, _ := r.Value()
	var out strings.Builder
	for _, row := range table.Rows {
		fmt.Fprintf(&out, "%s %d:", row.Cohort.Label(), row.Size)
		for _, c := range row.Cells {
			if c.Status == cohort.NotYet {
				if c.Subjects != 0 || c.Of != 0 || c.Orders != 0 {
					out.WriteString(" counted before it began")
				}
				out.WriteString(" -")
				continue
			}
			money, ok := c.Money.Value()
			if !ok {
				out.WriteString(" undefined money")
			}
			fmt.Fprintf(&out, " %v %d/%d %d %d", c.Status, c.Subjects, c.Of, c.Orders, money.Amount().Shift(2).IntPart())
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// Tables of every flavour against their definition, whole and by shards.
func TestRetentionAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		o := tableOptions(t, w)
		sameBySplits(t, w, cohort.Retention(w.subjects(), o), tableText, naiveTable(w, o))
	})
}

// Rates fall from column to column where they can only fall, lie in their
// intervals, and the means are those of the complete cells.
func TestTableLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		o := tableOptions(t, w)
		table, _ := cohort.Retention(w.subjects(), o).Of(slices.Values(w.rows)).Value()
		for _, row := range table.Rows {
			for c, cell := range row.Cells {
				rate, ok := cell.Rate().Value()
				if ok != (cell.Status != cohort.NotYet && cell.Of > 0) {
					t.Fatalf("%+v has the rate %v", cell, cell.Rate())
				}
				if in, has := cell.Interval(); has && ok {
					if share, _ := rate.Round(9).Float64(); !(in.Low <= share+1e-9 && share <= in.High+1e-9) {
						t.Fatalf("%v is not in %v", rate, in)
					}
				}
				if c == 0 || cell.Status == cohort.NotYet {
					continue
				}
				before := row.Cells[c-1].Subjects
				if o.Flavour == cohort.OnOrAfter && cell.Subjects > before || o.Flavour == cohort.EveryPeriod && c > 1 && cell.Subjects > before {
					t.Fatalf("%v grows from %d to %d", o.Flavour, before, cell.Subjects)
				}
			}
		}
		for c, m := range table.Means() {
			pooled, ok := m.Pooled().Value()
			simple, too := m.Simple().Value()
			if ok != too || ok != (m.Cells > 0) {
				t.Fatalf("means of %d cells: %v, %v", m.Cells, m.Pooled(), m.Simple())
			}
			if !ok {
				continue
			}
			// The means by their definitions, in rationals.
			subjects, of, cells, sum := int64(0), int64(0), int64(0), new(big.Rat)
			for _, row := range table.Rows {
				if cell := row.Cells[c]; cell.Status == cohort.Complete && cell.Of > 0 {
					subjects, of, cells = subjects+cell.Subjects, of+cell.Of, cells+1
					sum.Add(sum, big.NewRat(cell.Subjects, cell.Of))
				}
			}
			if p := new(big.Rat).Quo(pooled.Numerator().Rat(), pooled.Denominator().Rat()); p.Cmp(big.NewRat(subjects, of)) != 0 {
				t.Fatalf("pooled %v, want %d of %d", pooled, subjects, of)
			}
			if simple.Rat().Cmp(sum.Quo(sum, big.NewRat(cells, 1))) != 0 {
				t.Fatalf("simple %v, want %v", simple, sum)
			}
		}
	})
}

// A breakdown is the table of the rows of each group.
func TestRetentionByKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		o := tableOptions(t, w)
		m := cohort.Retention(w.subjects(), o)
		groups, _ := kpi.By(dealChannel, m).Of(slices.Values(w.rows)).Value()
		for channel, r := range groups.All() {
			var rows []deal
			for _, d := range w.rows {
				if d.channel == channel {
					rows = append(rows, d)
				}
			}
			if got, want := tableText(r), tableText(m.Of(slices.Values(rows))); got != want {
				t.Fatalf("%s: got\n%swant\n%s", channel, got, want)
			}
		}
	})
}

// Everything that changes a table is part of its definition.
func TestTableOptionsAreTheDefinition(t *testing.T) {
	base := cohort.TableOptions{Cohorts: year2025(t)}
	seen := map[[16]byte]string{}
	for name, change := range map[string]func(*cohort.TableOptions){
		"nothing": func(*cohort.TableOptions) {}, "as of": func(o *cohort.TableOptions) { o.AsOf = date("2025-07-01") },
		"days": func(o *cohort.TableOptions) { o.Days = 30 }, "columns": func(o *cohort.TableOptions) { o.Columns = 3 },
		"brackets": func(o *cohort.TableOptions) { o.Brackets = []int{0, 3} }, "flavour": func(o *cohort.TableOptions) { o.Flavour = cohort.OnOrAfter },
		"full":  func(o *cohort.TableOptions) { o.Flavour = cohort.EveryPeriod },
		"entry": func(o *cohort.TableOptions) { o.Entry = cohort.Recurring }, "at least": func(o *cohort.TableOptions) { o.AtLeast = 2 },
		"reference": func(o *cohort.TableOptions) { o.Reference = cohort.PreviousColumn }, "level": func(o *cohort.TableOptions) { o.Level = 0.9 },
		"grain": func(o *cohort.TableOptions) { o.Cohorts.Grain = 6 },
	} {
		o := base
		change(&o)
		print := cohort.Retention(dealers, o).Tree().Fingerprint()
		if other, found := seen[print]; found {
			t.Errorf("%s and %s have one fingerprint", name, other)
		}
		seen[print] = name
	}
}

func TestRetentionRefusesOptions(t *testing.T) {
	for name, o := range map[string]cohort.TableOptions{
		"no zone":           {Cohorts: kpi.Buckets{Range: year2025(t).Range, Grain: 5}},
		"no grain":          {Cohorts: kpi.Buckets{Range: year2025(t).Range, Calendar: year2025(t).Calendar}},
		"negative days":     {Cohorts: year2025(t), Days: -1},
		"falling brackets":  {Cohorts: year2025(t), Brackets: []int{0, 2, 2}},
		"negative brackets": {Cohorts: year2025(t), Brackets: []int{-1, 2}},
		"too many cells":    {Cohorts: year2025(t), Columns: 1 << 20},
		"a level of 1":      {Cohorts: year2025(t), Level: 1},
		"a flavour of none": {Cohorts: year2025(t), Flavour: 3},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			cohort.Retention(dealers, o)
		})
	}
}

// The start of an account in an older system is its start here, and silences
// the warning about it.
func TestRetentionOfOrders(t *testing.T) {
	facts := model.NewFacts(model.FactsOptions{})
	for _, a := range []model.Account{{ID: "old", FirstOrderAt: date("2024-03-01")}, {ID: "known", FirstOrderAt: date("2025-01-02")}, {ID: "idle"}} {
		if err := facts.Accounts.Append(a); err != nil {
			t.Fatal(err)
		}
	}
	for i, o := range []model.Order{
		{AccountID: "old", PlacedAt: date("2025-01-10")}, {AccountID: "known", PlacedAt: date("2025-02-10")}, {AccountID: "new", PlacedAt: date("2025-01-20")},
		{AccountID: "new", PlacedAt: date("2025-02-20")}, {AccountID: "new", PlacedAt: date("2025-03-20"), Status: model.StatusCancelled},
	} {
		o.ID, o.Goods = model.OrderID(fmt.Sprint(i)), model.MoneyOf(10, 0, model.EUR)
		if o.Status == "" {
			o.Status = model.StatusPlaced
		}
		if err := facts.Orders.Append(o); err != nil {
			t.Fatal(err)
		}
	}
	r := cohort.Retention(cohort.Orders(kpi.Policy{}), cohort.TableOptions{Cohorts: year2025(t), AsOf: date("2025-03-15"), Columns: 3}).Of(facts.All())
	want := "2025-01 2: complete 1/2 1 1000 complete 2/2 2 2000 partial 0/2 0 0\n2025-02 0: complete 0/0 0 0 partial 0/0 0 0 -\n2025-03 0: partial 0/0 0 0 - -\n"
	if got := tableText(r); got != want || len(r.Warnings()) != 0 {
		t.Errorf("got\n%s%v\nwant\n%s", got, r.Warnings(), want)
	}
	none := cohort.Retention(cohort.Orders(kpi.Policy{}), cohort.TableOptions{Cohorts: year2025(t)}).Of(model.NewFacts(model.FactsOptions{}).All())
	if none.Why() != kpi.MissingFacts {
		t.Errorf("without orders: %v", none)
	}
}
