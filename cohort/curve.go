package cohort

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// Curve is the Kaplan–Meier estimate (1958) of how many subjects nothing has
// happened to yet, by the time since their start: a step function that falls
// where events are. Who has only been watched so far is censored: counted as
// long as watched, and neither dropped nor taken for an event.
//
// A Curve keeps counts per distinct time; what is made of them is floating
// point, and none of it is ever NaN or infinite. Curves are made by metrics and
// hold at least one subject, but for the zero Curve.
type Curve struct {
	steps   []Step
	entries []entry // of those who came after time 0, by time
}

// Step is a time at which something was seen to end.
type Step struct {
	Time     time.Duration // since the start
	AtRisk   int64         // watched just before it
	Events   int64         // what happened at it
	Censored int64         // watched to here, and no longer; after the events of the same time
	Survival float64       // share to which nothing has happened up to and with it, in [0, 1]
	Hazard   float64       // cumulative, of Nelson and Aalen: the sum of events / at risk

	variance float64 // Greenwood's sum, until survival falls to 0
}

// entry counts those who came under watch at a time after 0.
type entry struct {
	at time.Duration
	n  int64
}

// exit counts those who were no longer watched from a time on.
type exit struct {
	at               time.Duration
	events, censored int64
}

// newCurve makes the curve of counts in ascending order of time; nobody leaves
// before having come.
func newCurve(exits []exit, entries []entry) Curve {
	c := Curve{steps: make([]Step, 0, len(exits)), entries: entries}
	atRisk, late := int64(0), int64(0)
	for _, e := range exits {
		atRisk += e.events + e.censored
	}
	for _, e := range entries {
		late += e.n
	}
	atRisk -= late // those there from the start
	next := 0
	survival, hazard, variance := 1.0, 0.0, 0.0
	// While nobody comes or is censored the factors (n-d)/n cancel out: one
	// quotient of whole numbers stands for their product, and 3 of 6 is 0.5.
	block, blockAtRisk, expected := 1.0, int64(0), int64(-1)
	for _, e := range exits {
		for next < len(entries) && entries[next].at < e.at {
			atRisk += entries[next].n
			next++
		}
		if e.events > 0 {
			n, d := float64(atRisk), float64(e.events)
			if atRisk != expected {
				block, blockAtRisk = survival, atRisk
			}
			expected = atRisk - e.events
			survival = block * (float64(expected) / float64(blockAtRisk))
			hazard += d / n
			if expected > 0 {
				variance += d / n / (n - d)
			}
		}
		c.steps = append(c.steps, Step{
			Time: e.at, AtRisk: atRisk, Events: e.events, Censored: e.censored, Survival: survival, Hazard: hazard, variance: variance,
		})
		atRisk -= e.events + e.censored
	}
	return c
}

// Steps yields the times at which an event or a censoring was seen, in
// ascending order. Survival falls at those with events.
func (c Curve) Steps() iter.Seq[Step] { return slices.Values(c.steps) }

// Subjects returns how many are in the estimate: events and censored.
func (c Curve) Subjects() int64 { return c.Events() + c.Censored() }

// Events returns to how many it has happened.
func (c Curve) Events() int64 {
	n := int64(0)
	for i := range c.steps {
		n += c.steps[i].Events
	}
	return n
}

// Censored returns of how many it is only known that it had not happened yet.
func (c Curve) Censored() int64 {
	n := int64(0)
	for i := range c.steps {
		n += c.steps[i].Censored
	}
	return n
}

// Last returns the longest time that somebody was watched, 0 for the zero
// Curve.
func (c Curve) Last() time.Duration {
	if len(c.steps) == 0 {
		return 0
	}
	return c.steps[len(c.steps)-1].Time
}

// At returns the last step up to and with a time: its survival is that of the
// time. Before the first step it is a step of survival 1 at time 0. It is false
// beyond the longest time that somebody was watched, where survival is not
// known unless it is 0, and for the zero Curve.
func (c Curve) At(t time.Duration) (Step, bool) {
	k, found := slices.BinarySearchFunc(c.steps, t, func(s Step, t time.Duration) int { return cmp.Compare(s.Time, t) })
	if found {
		k++
	}
	switch {
	case len(c.steps) == 0:
		return Step{}, false
	case k == 0:
		return Step{Survival: 1, AtRisk: c.steps[0].AtRisk}, true
	}
	return c.steps[k-1], t <= c.Last() || c.steps[k-1].Survival == 0
}

// StandardError returns Greenwood's standard error (1926) of the survival;
// false, and 0, where it is not defined: where survival is 0.
func (s Step) StandardError() (float64, bool) {
	if s.Survival == 0 {
		return 0, false
	}
	return s.Survival * math.Sqrt(s.variance), true
}

// String returns the numbers of subjects and events, and the median with its
// 95 % limits; what is not reached yet is a dash.
func (c Curve) String() string {
	if len(c.steps) == 0 {
		return "n 0"
	}
	return fmt.Sprintf("n %d, %d events, median %v", c.Subjects(), c.Events(), c.Median(Limits{}))
}

// MarshalJSON returns an object with subjects, events, censored, and steps:
// time (seconds, as a string), at_risk, events, censored, survival and its
// 95 % limits, which are left out where they are not defined.
func (c Curve) MarshalJSON() ([]byte, error) {
	type step struct {
		Time     string   `json:"time"`
		AtRisk   int64    `json:"at_risk"`
		Events   int64    `json:"events"`
		Censored int64    `json:"censored"`
		Survival float64  `json:"survival"`
		Low      *float64 `json:"low,omitempty"`
		High     *float64 `json:"high,omitempty"`
	}
	out := struct {
		Subjects int64  `json:"subjects"`
		Events   int64  `json:"events"`
		Censored int64  `json:"censored"`
		Steps    []step `json:"steps"`
	}{c.Subjects(), c.Events(), c.Censored(), make([]step, len(c.steps))}
	for i, s := range c.steps {
		out.Steps[i] = step{
			Time: decimal.New(int64(s.Time), -9).String(), AtRisk: s.AtRisk, Events: s.Events, Censored: s.Censored, Survival: s.Survival,
		}
		if iv, ok := s.Interval(Limits{}); ok {
			out.Steps[i].Low, out.Steps[i].High = &iv.Low, &iv.High
		}
	}
	return json.Marshal(out)
}
