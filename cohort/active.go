package cohort

import (
	"fmt"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// ActiveCount is how many subjects were active around a period.
type ActiveCount struct {
	Period   period.Period `json:"period"`
	Status   Status        `json:"status"` // Partial where the period is not over
	Subjects int64         `json:"subjects"`
}

// ActiveCounts is a count for every period, in the order of time.
type ActiveCounts []ActiveCount

// String returns a line for every period.
func (a ActiveCounts) String() string {
	lines := make([]string, len(a))
	for i, one := range a {
		lines[i] = fmt.Sprintf("%s: %d", one.Period.Label(), one.Subjects)
		if one.Status != Complete {
			lines[i] += " (" + one.Status.String() + ")"
		}
	}
	return strings.Join(lines, "\n")
}

// Active is the number of subjects with an event in each period or in the n-1
// periods before it: with days and 30 it is the monthly active subjects of every
// day. The periods are those of the grain that the range touches, whole, up to
// the instant as of which all is known; the window of the first one may begin
// before it. Without subjects all counts are 0. It panics where n is below 1.
func Active[F any, K comparable](s Subjects[F, K], b kpi.Buckets, n int, asOf time.Time) kpi.Metric[F, ActiveCounts] {
	if n < 1 {
		panic("cohort: Active needs at least one period")
	}
	f := newFrame("Active", b, n-1, asOf)
	name := fmt.Sprintf("active in %d of %v as of %s", n, b, asOf.UTC().Format(time.RFC3339Nano))
	empty := func() []int64 { return make([]int64, len(f.periods)) }
	step := func(counts []int64, l life) []int64 {
		next := 0 // the first period that does not count the subject yet
		for m := range l.moments.All() {
			if m.Period < 0 || !l.started || f.over(m, l.start) {
				continue
			}
			for next = max(next, m.Period); next < min(m.Period+n, len(counts)); next++ {
				counts[next]++
			}
		}
		return counts
	}
	result := func(counts []int64) kpi.Result[ActiveCounts] {
		out := ActiveCounts{}
		for i := f.skip; i < len(f.periods); i++ {
			out = append(out, ActiveCount{f.periods[i].whole, f.status(i), counts[i]})
		}
		return kpi.Value(out)
	}
	return across(s, f.buckets, folded[K](name, empty, step, addCounts, result))
}

func addCounts(a, b []int64) []int64 {
	for i := range a {
		a[i] += b[i]
	}
	return a
}

// Stickiness is how many of the subjects active in a long period are active in
// a short one of it, on average over all short ones.
type Stickiness struct {
	Period period.Period         `json:"period"` // the long one
	Status Status                `json:"status"`
	Short  int                   `json:"short"`  // short periods in it that have begun
	Sum    int64                 `json:"sum"`    // of the subjects active in each short period
	Active int64                 `json:"active"` // in the long one
	Rate   kpi.Result[kpi.Ratio] `json:"rate"`   // Sum / (Short x Active), in [0, 1]
}

// Stickinesses is a stickiness for every long period, in the order of time.
type Stickinesses []Stickiness

// String returns a line for every period.
func (s Stickinesses) String() string {
	lines := make([]string, len(s))
	for i, one := range s {
		lines[i] = fmt.Sprintf("%s: %v", one.Period.Label(), one.Rate)
	}
	return strings.Join(lines, "\n")
}

// Sticky is the stickiness of each long period, such as the daily by the
// monthly active subjects.
//
//	mean of the subjects active in a short period / subjects active in the long period
//
// The long periods are those of the grain that the range touches, whole, up to
// the instant as of which all is known; a short period belongs to the long one
// it begins in. Short periods that have begun count, also the last one. A rate is
// undefined where nobody was active (NoDenominator).
func Sticky[F any, K comparable](s Subjects[F, K], long kpi.Buckets, short period.Grain, asOf time.Time) kpi.Metric[F, Stickinesses] {
	months := newFrame("Sticky", long, 0, asOf)
	days := newFrame("Sticky", kpi.Buckets{Range: months.buckets.Range, Grain: short, Calendar: long.Calendar}, 0, asOf)
	of := make([]int, len(days.periods)) // the long period of each short one; -1 for one that begins before all
	out := make(Stickinesses, len(months.periods))
	for i, p := range months.periods {
		out[i] = Stickiness{Period: p.whole, Status: months.status(i)}
	}
	for i, d := range days.periods {
		if of[i] = int(months.cuts.Find(period.CeilMicros(d.whole.Start()))); of[i] >= 0 {
			out[of[i]].Short++
		}
	}
	type sums struct{ sum, active []int64 }
	empty := func() *sums { return &sums{make([]int64, len(out)), make([]int64, len(out))} }
	step := func(t *sums, l life) *sums {
		last := -1
		for m := range l.moments.All() {
			if m.Period < 0 || !l.started || days.over(m, l.start) || of[m.Period] < 0 {
				continue
			}
			t.sum[of[m.Period]]++
			if of[m.Period] != last {
				last = of[m.Period]
				t.active[last]++
			}
		}
		return t
	}
	merge := func(a, b *sums) *sums { return &sums{addCounts(a.sum, b.sum), addCounts(a.active, b.active)} }
	result := func(t *sums) kpi.Result[Stickinesses] {
		out := append(Stickinesses{}, out...)
		for i := range out {
			one := &out[i]
			one.Sum, one.Active = t.sum[i], t.active[i]
			one.Rate = kpi.NewRatio(one.Sum, int64(one.Short)*one.Active)
		}
		return kpi.Value(out)
	}
	name := fmt.Sprintf("%v by %v as of %s", short, long, asOf.UTC().Format(time.RFC3339Nano))
	return across(s, days.buckets, folded[K](name, empty, step, merge, result))
}
