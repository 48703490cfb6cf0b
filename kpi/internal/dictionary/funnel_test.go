package dictionary_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// A funnel against a brute force: every choice of one event for each step is
// tried. Steps are marks of sessions, so that any sequence can be drawn.

type happening struct {
	name string
	at   time.Time
}

var funnelStart = time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)

func hour(n int) time.Time { return funnelStart.Add(time.Duration(n) * time.Hour) }

// reaches returns how many steps an entry reaches, and when the last one is
// reached first, by trying every choice.
func reaches(events []happening, entry int, steps []string, o kpi.FunnelOptions, exclude []string, asOf time.Time) (best int, last time.Time) {
	start := events[entry].at
	var walk func(taken []int)
	walk = func(taken []int) {
		n, at := len(taken), events[taken[len(taken)-1]].at
		if n > best || n == best && at.Before(last) {
			best, last = n, at
		}
		if n == len(steps) {
			return
		}
		for j, e := range events {
			if e.name != steps[n] || slices.Contains(taken, j) || e.at.Before(at) || o.Later && !e.at.After(at) ||
				e.at.Sub(start) > o.Within || e.at.After(asOf) {
				continue
			}
			if n-1 < len(o.StepWithin) && o.StepWithin[n-1] > 0 && e.at.Sub(at) > o.StepWithin[n-1] {
				continue
			}
			if slices.ContainsFunc(events, func(x happening) bool {
				return slices.Contains(exclude, x.name) && x.at.After(at) && !x.at.After(e.at) && !x.at.After(asOf)
			}) {
				continue
			}
			if o.Order == kpi.StepsStrict && slices.ContainsFunc(events, func(x happening) bool {
				return slices.Contains(steps, x.name) && x.name != steps[n] && x.name != steps[n-1] && x.at.After(at) && x.at.Before(e.at)
			}) {
				continue
			}
			walk(append(slices.Clone(taken), j))
		}
	}
	walk([]int{entry})
	return best, last
}

// gathers is reaches for steps in any order: each needs an event of its own.
func gathers(events []happening, start time.Time, steps []string, o kpi.FunnelOptions, exclude []string, asOf time.Time) (best int, last time.Time) {
	last = start
	used := map[int]bool{}
	for _, s := range steps {
		pick := -1
		for j, e := range events {
			barred := slices.ContainsFunc(events, func(x happening) bool {
				return slices.Contains(exclude, x.name) && x.at.After(start) && !x.at.After(e.at) && !x.at.After(asOf)
			})
			if e.name != s || used[j] || e.at.Before(start) || e.at.Sub(start) > o.Within || e.at.After(asOf) || barred {
				continue
			}
			if pick < 0 || e.at.Before(events[pick].at) {
				pick = j
			}
		}
		if pick >= 0 {
			used[pick] = true
			best++
			if events[pick].at.After(last) {
				last = events[pick].at
			}
		}
	}
	return best, last
}

func TestOracleOfFunnel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"a", "b", "c", "x"}
		steps := rapid.SliceOfN(rapid.SampledFrom(names[:3]), 1, 4).Draw(t, "steps")
		var exclude []string
		o := kpi.FunnelOptions{
			Order: kpi.StepOrder(rapid.IntRange(0, 2).Draw(t, "order")), Within: time.Duration(rapid.IntRange(1, 8).Draw(t, "within")) * time.Hour,
			Later: rapid.Bool().Draw(t, "later"), Every: rapid.Bool().Draw(t, "every"),
		}
		if o.Order == kpi.StepsAnyOrder {
			o.Later = false
		} else if rapid.Bool().Draw(t, "limits") {
			o.StepWithin = []time.Duration{time.Duration(rapid.IntRange(0, 4).Draw(t, "second")) * time.Hour, time.Duration(rapid.IntRange(0, 4).Draw(t, "third")) * time.Hour}
		}
		if rapid.Bool().Draw(t, "exclude") {
			exclude = []string{"x"}
		}
		step := func(name string) kpi.Step {
			return kpi.NewStep(name, model.OrderFacts, model.OrderChannel.Is(model.Channel(name)), model.OrderPlacedAt)
		}
		for _, x := range exclude {
			o.Exclude = append(o.Exclude, step(x))
		}
		var metricSteps []kpi.Step
		for _, s := range steps {
			metricSteps = append(metricSteps, step(s))
		}
		o.By = kpi.SubjectBy(model.FactAccount)
		constant := rapid.Bool().Draw(t, "constant")
		if constant {
			o.Constant = model.KeyAs[string](model.FactBranch)
		}

		bySubject := map[string][]happening{}
		f := model.NewFacts(model.FactsOptions{})
		for i := range rapid.IntRange(1, 12).Draw(t, "events") {
			who := rapid.SampledFrom([]string{"p", "q"}).Draw(t, "who")
			e := happening{rapid.SampledFrom(names).Draw(t, "name"), hour(rapid.IntRange(0, 14).Draw(t, "at"))}
			branch := rapid.SampledFrom([]string{"", "b", "c"}).Draw(t, "branch")
			if subject := who; !constant || branch != "" {
				if constant {
					subject += " in " + branch
				}
				bySubject[subject] = append(bySubject[subject], e)
			}
			if err := f.Orders.Append(model.Order{
				ID: model.OrderID(fmt.Sprint(i)), PlacedAt: e.at, Status: model.StatusPlaced, AccountID: model.AccountID(who), Branch: model.Branch(branch),
				Channel: model.Channel(e.name), Goods: model.MoneyOf(1, 0, model.EUR),
			}); err != nil {
				t.Fatal(err)
			}
		}
		in, err := period.NewRange(hour(2), hour(10))
		if err != nil {
			t.Fatal(err)
		}
		w := kpi.Window{Range: in, AsOf: hour(rapid.IntRange(8, 16).Draw(t, "as of"))}

		want := make([]int64, len(steps))
		var converted, open, early int64
		var took []time.Duration
		for _, events := range bySubject {
			slices.SortStableFunc(events, func(a, b happening) int { return a.at.Compare(b.at) })
			over := time.Time{}
			for i, e := range events {
				enters := e.name == steps[0]
				if o.Order == kpi.StepsAnyOrder {
					enters = slices.Contains(steps, e.name)
				}
				if !enters || !in.Contains(e.at) || e.at.After(w.AsOf) || !over.IsZero() && !e.at.After(over) {
					continue
				}
				n, last := 0, time.Time{}
				if o.Order == kpi.StepsAnyOrder {
					n, last = gathers(events, e.at, steps, o, exclude, w.AsOf)
				} else {
					n, last = reaches(events, i, steps, o, exclude, w.AsOf)
				}
				over = e.at.Add(o.Within)
				if n == len(steps) {
					over = last
				}
				switch {
				case e.at.Add(o.Within).After(w.AsOf) && n == len(steps):
					early++
				case e.at.Add(o.Within).After(w.AsOf):
					open++
				default:
					for k := range n {
						want[k]++
					}
					if n == len(steps) {
						converted++
						took = append(took, last.Sub(e.at))
					}
				}
				if !o.Every {
					break
				}
			}
		}
		r := kpi.Funnel(w, o, metricSteps...).Of(f.All())
		v, ok := r.Value()
		if want[0] == 0 {
			why := kpi.NoDenominator
			if open+early > 0 {
				why = kpi.WindowOpen
			}
			if r.Why() != why {
				t.Fatalf("got %v, want %v", r, why)
			}
			return
		}
		if !ok || v.Converted != converted || v.Expired != want[0]-converted || v.Open != open || v.Early != early {
			t.Fatalf("got %v\nwant reached %v, %d converted, %d open, %d early, of %v", r, want, converted, open, early, bySubject)
		}
		for i, s := range v.Steps {
			if s.Reached != want[i] {
				t.Fatalf("step %d: got %v\nwant %v of %v", i, r, want, bySubject)
			}
		}
		var sum time.Duration
		for _, d := range took {
			sum += d
		}
		if d, ok := v.TimeToConvert.Value(); ok != (len(took) > 0) || ok && (d.Total() != sum || d.Count() != int64(len(took))) {
			t.Fatalf("time to convert: got %v, want %v", v.TimeToConvert, took)
		}
	})
}
