package kpi

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// FunnelResult is who got how far.
type FunnelResult struct {
	Rate  Ratio        `json:"rate"`  // Converted / (Converted + Expired)
	Steps []FunnelStep `json:"steps"` // of the entries whose window has elapsed
	// Converted and Expired are the entries whose window has elapsed.
	Converted int64 `json:"converted"`
	Expired   int64 `json:"expired"`
	// Open are those whose window has not, Early those of them that have
	// converted already; Early is not a part of Open.
	Open  int64 `json:"open"`
	Early int64 `json:"early"`
	// TimeToConvert is from the first step to the last, of Converted.
	TimeToConvert Result[Distribution[time.Duration]] `json:"time_to_convert"`
}

// FunnelStep is how many entries reached a step.
type FunnelStep struct {
	Name         string        `json:"name"`
	Reached      int64         `json:"reached"`
	FromFirst    Result[Ratio] `json:"from_first"`    // Reached / entries
	FromPrevious Result[Ratio] `json:"from_previous"` // Reached / those who reached the step before
}

// String returns the rate, and a line for each step.
func (r FunnelResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v (%d of %d), %d open, %d converted early", r.Rate, r.Converted, r.Converted+r.Expired, r.Open, r.Early)
	for _, s := range r.Steps {
		fmt.Fprintf(&b, "\n%s: %d, %v of the step before", s.Name, s.Reached, s.FromPrevious)
	}
	return b.String()
}

// attempts are the entries of one or more subjects.
type attempts struct {
	reached   []int64 // by step, of the entries whose window has elapsed
	converted int64
	open      int64
	early     int64
	took      []int64 // microseconds to convert
}

func (a *attempts) add(b attempts) {
	if len(a.reached) < len(b.reached) {
		a.reached = append(slices.Clip(a.reached), make([]int64, len(b.reached)-len(a.reached))...)
	}
	for i, n := range b.reached {
		a.reached[i] += n
	}
	a.converted += b.converted
	a.open += b.open
	a.early += b.early
	a.took = append(a.took, b.took...)
}

type funnelSum struct{ attempts }

func (f *funnel) result(a attempts) Result[FunnelResult] {
	r := FunnelResult{Converted: a.converted, Open: a.open, Early: a.early, TimeToConvert: Undefined[Distribution[time.Duration]](NoData, "")}
	entries := int64(0)
	for i, s := range f.steps {
		step := FunnelStep{Name: s.name}
		before := entries
		if i < len(a.reached) {
			step.Reached = a.reached[i]
		}
		if i == 0 {
			entries, before = step.Reached, step.Reached
		}
		step.FromFirst, step.FromPrevious = ratioOf(step.Reached, entries, true), ratioOf(step.Reached, before, true)
		if i > 0 {
			step.FromPrevious = ratioOf(step.Reached, r.Steps[i-1].Reached, true)
		}
		r.Steps = append(r.Steps, step)
	}
	r.Expired = entries - a.converted
	rate := matured(ratioOf(r.Converted, entries, true), a.open+a.early, "entries whose window is still open")
	v, ok := rate.Value()
	if !ok {
		return undefinedAs[FunnelResult](rate)
	}
	r.Rate = v
	if len(a.took) > 0 {
		took := slices.Clone(a.took)
		slices.Sort(took)
		r.TimeToConvert = Value(Distribution[time.Duration]{values: sortedValues{scale: 6, small: took}})
	}
	return Value(r, rate.Warnings()...)
}
