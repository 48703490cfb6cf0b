package cohort

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// Rungs is how many subjects have reached their first, second, third … event.
type Rungs struct {
	reached []int64 // by number of events, from 1
}

// Len returns the largest number of events of a subject.
func (r Rungs) Len() int { return len(r.reached) }

// Reached returns how many subjects have n events or more; n counts from 1, and
// beyond Len it is 0.
func (r Rungs) Reached(n int) int64 {
	if n < 1 || n > len(r.reached) {
		return 0
	}
	return r.reached[n-1]
}

// Step returns the share of the subjects with n events that went on to the
// next, in [0, 1]; some of the others may still do. It is undefined where none
// has n (NoDenominator).
func (r Rungs) Step(n int) kpi.Result[kpi.Ratio] { return kpi.NewRatio(r.Reached(n+1), r.Reached(n)) }

// String returns a line for each number of events.
func (r Rungs) String() string {
	lines := make([]string, len(r.reached))
	for i, n := range r.reached {
		lines[i] = fmt.Sprintf("%d: %d", i+1, n)
		if i+1 < len(r.reached) {
			lines[i] += fmt.Sprintf(", %v go on", r.Step(i+1))
		}
	}
	return strings.Join(lines, "\n")
}

// MarshalJSON returns an array of the numbers of subjects, from one event on.
func (r Rungs) MarshalJSON() ([]byte, error) { return json.Marshal(append([]int64{}, r.reached...)) }

// maxRungs bounds a ladder: a subject with more events counts up to it.
const maxRungs = 1 << 20

// Ladder is how many subjects have reached their first, second, third … event
// in a range: 1 to 2 to 3. Events before a subject's start do not count; those
// of one instant are as many as there are. A subject that had events before the
// range is left out, or its first one there would be taken for its first. So is
// every event beyond the 1,048,576th. Without subjects it has no rungs.
func Ladder[F any, K comparable](s Subjects[F, K], r period.Range) kpi.Metric[F, Rungs] {
	from, to := r.Micros()
	step := func(exact []int64, l life) []int64 {
		if !l.started || l.start < from {
			return exact
		}
		n := int64(0)
		for m := range l.moments.All() {
			if m.Micros >= l.start && m.Micros < to {
				n += m.Rows
			}
		}
		if n = min(n, maxRungs); n > 0 {
			exact = longer(exact, int(n))
			exact[n-1]++
		}
		return exact
	}
	merge := func(a, b []int64) []int64 { return addCountsTo(longer(a, len(b)), b) }
	result := func(exact []int64) kpi.Result[Rungs] {
		reached := slices.Clone(exact)
		for i := len(reached) - 2; i >= 0; i-- {
			reached[i] += reached[i+1]
		}
		return kpi.Value(Rungs{reached})
	}
	empty := func() []int64 { return nil }
	return across(s, kpi.Buckets{}, folded[K]("ladder in "+r.String(), empty, step, merge, result))
}

func longer(s []int64, n int) []int64 {
	if n <= len(s) {
		return s
	}
	return append(s, make([]int64, n-len(s))...)
}

// addCountsTo adds the counts of a shorter list.
func addCountsTo(a, b []int64) []int64 {
	for i, n := range b {
		a[i] += n
	}
	return a
}

// Second is how long subjects take to their second event.
type Second struct {
	Subjects int64                                       `json:"subjects"` // that started in the range
	Reached  int64                                       `json:"reached"`  // their second event
	Times    kpi.Result[kpi.Distribution[time.Duration]] `json:"times"`    // from the first to the second, of those who reached it
}

// Rate returns the share of subjects that reached their second event, in
// [0, 1]; some of the others may still do. It is undefined without subjects
// (NoDenominator).
func (s Second) Rate() kpi.Result[kpi.Ratio] { return kpi.NewRatio(s.Reached, s.Subjects) }

// String returns the counts and the median time in days of 24 h.
func (s Second) String() string {
	text := fmt.Sprintf("%d of %d", s.Reached, s.Subjects)
	if d, ok := s.Times.Value(); ok {
		text += fmt.Sprintf(", median %.2f days", d.Median().Hours()/24)
	}
	return text
}

// SecondOrder is how long the subjects that started in a range take from their
// first event to their second, both at or after their start and before the
// instant as of which all is known. Two events of one instant are 0 apart. Those
// who have no second event yet are counted and not timed, so that the times are
// those of the fast ones: to estimate when all of them come, see the survival
// curves of this package. Without subjects it is 0 of 0.
func SecondOrder[F any, K comparable](s Subjects[F, K], r period.Range, asOf time.Time) kpi.Metric[F, Second] {
	from, to := r.Micros()
	known := micros(asOf)
	times := func(l life) (wait time.Duration, n int) {
		first := int64(0)
		for m := range l.moments.All() {
			switch {
			case m.Micros < l.start || m.Micros >= known:
			case n == 0 && m.Rows == 1:
				first, n = m.Micros, 1
			case n == 0:
				return 0, 2
			default:
				return time.Duration(m.Micros-first) * time.Microsecond, 2
			}
		}
		return 0, n
	}
	started := kpi.EntryIf[K]("started in "+r.String(), func(l life) bool {
		_, n := times(l)
		return l.started && l.start >= from && l.start < to && l.start < known && n > 0
	})
	wait := kpi.EntryField[K]("time to the second as of "+asOf.UTC().Format(time.RFC3339Nano), func(l life) (time.Duration, bool) {
		d, n := times(l)
		return d, n > 1
	})
	over := kpi.Then("second", kpi.Both(kpi.Count[lifeEntry[K]](), kpi.Quantiles(wait)),
		func(p kpi.Pair[int64, kpi.Distribution[time.Duration]]) kpi.Result[Second] {
			out := Second{}
			out.Subjects, _ = p.A.Value()
			if d, ok := p.B.Value(); ok {
				out.Reached, out.Times = d.Count(), kpi.Value(d)
			} else {
				out.Times = kpi.Undefined[kpi.Distribution[time.Duration]](p.B.Why(), p.B.Detail())
			}
			return kpi.Value(out)
		})
	return across(s, kpi.Buckets{}, kpi.Where(started, over))
}
