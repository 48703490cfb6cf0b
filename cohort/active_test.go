package cohort_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// Rolling windows against a look at every subject in every period of the window.
func TestActiveAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		n := rapid.IntRange(1, 4).Draw(t, "n")
		var want strings.Builder
		asked, _ := w.periods()
		for _, p := range asked {
			subjects := 0
			for _, s := range w.histories() {
				found := false
				for q, k := p, 0; k < n; q, k = w.before(q), k+1 {
					found = found || len(w.counted(s, q)) > 0
				}
				if found {
					subjects++
				}
			}
			fmt.Fprintf(&want, "%s %v %d\n", p.Label(), w.status(p), subjects)
		}
		sameBySplits(t, w, cohort.Active(w.subjects(), w.buckets, n, w.asOf), func(r kpi.Result[cohort.ActiveCounts]) string {
			var out strings.Builder
			counts, _ := r.Value()
			for _, c := range counts {
				fmt.Fprintf(&out, "%s %v %d\n", c.Period.Label(), c.Status, c.Subjects)
			}
			return out.String()
		}, want.String())
	})
}

// Stickiness against a look at every subject on every day.
func TestStickyAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		w.buckets.Grain = rapid.SampledFrom([]period.Grain{period.ISOWeek, period.Month}).Draw(t, "long")
		short := rapid.SampledFrom([]period.Grain{period.Day, period.ISOWeek}).Draw(t, "short")
		var want strings.Builder
		asked, _ := w.periods()
		for _, p := range asked {
			days, sum := 0, 0
			active := map[int]bool{}
			for d := w.cal.Of(p.Start(), short); d.Start().Before(p.End()) && d.Start().Before(w.asOf); d = w.cal.Of(d.End(), short) {
				if d.Start().Before(p.Start()) {
					continue
				}
				days++
				for i, s := range w.histories() {
					if len(w.counted(s, d)) > 0 {
						sum++
						active[i] = true
					}
				}
			}
			fmt.Fprintf(&want, "%s %v %d %d %d\n", p.Label(), w.status(p), days, sum, len(active))
		}
		sameBySplits(t, w, cohort.Sticky(w.subjects(), w.buckets, short, w.asOf), func(r kpi.Result[cohort.Stickinesses]) string {
			var out strings.Builder
			all, _ := r.Value()
			for _, s := range all {
				fmt.Fprintf(&out, "%s %v %d %d %d\n", s.Period.Label(), s.Status, s.Short, s.Sum, s.Active)
				if rate, ok := s.Rate.Value(); ok && (rate.Numerator().GreaterThan(rate.Denominator()) || s.Active == 0) {
					t.Fatalf("rate %v", rate)
				}
			}
			return out.String()
		}, want.String())
	})
}
