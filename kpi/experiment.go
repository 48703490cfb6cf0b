package kpi

import (
	"fmt"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
)

// Experiment is what the variants of an A/B test converted to.
type Experiment struct {
	Variants    Groups[model.Code, Ratio] `json:"variants"` // visitors who reached the goal / visitors of the variant
	Mixed       int64                     `json:"mixed"`    // visitors who saw several variants, left out
	Comparisons []VariantComparison       `json:"comparisons"`
}

// VariantComparison holds a variant against the control.
type VariantComparison struct {
	Variant    model.Code          `json:"variant"`
	Difference proportion.Estimate `json:"difference"` // variant less control, with its Newcombe interval at 95 %
	PValue     float64             `json:"p_value"`    // two-sided, of equal rates
	// NeededSize is the visitors per variant that a test needs to tell the two
	// rates apart, at 5 % with a power of 80 %; 0 where the rates are equal.
	NeededSize int64 `json:"needed_size"`
}

// String returns a line for each variant, and each comparison.
func (e Experiment) String() string {
	var s strings.Builder
	s.WriteString(e.Variants.String())
	for _, c := range e.Comparisons {
		fmt.Fprintf(&s, "\n%s: %+.4f [%.4f, %.4f], p %.4f, needs %d", c.Variant, c.Difference.Value, c.Difference.Interval.Low, c.Difference.Interval.High, c.PValue, c.NeededSize)
	}
	return s.String()
}

// ABTest is T6: conversion by variant of an experiment, and what can be said
// about the difference to the control.
//
//	visitors of the variant who reach the goal at or after first seeing it / visitors of the variant
//
// Visitors are the unit that variants are assigned to, or what the policy's
// Subject says. A visitor who saw several variants is left out and counted. Rates
// are exact; intervals and tests are estimates (package proportion). It is
// undefined where no session says whose it is (MissingField), and where nobody
// took part (NoData).
func ABTest(p Policy, experiment, control model.Code) KPI[Experiment] {
	variant := model.SessionVariant(experiment)
	seen := onVisits(Where(variant.Known(), By(variant, Earliest(model.SessionStartedAt))))
	type run struct {
		variant        model.Code
		mixed, reached bool
	}
	per := joinResults("variant", seen, p.goalReached(), func(seen Result[Groups[model.Code, time.Time]], goal Result[time.Time]) Result[run] {
		groups, _ := seen.Value()
		var r run
		for code, first := range groups.All() {
			r.mixed, r.variant = r.variant != "", code
			from, _ := first.Value()
			at, ok := goal.Value()
			r.reached = ok && !at.Before(from)
		}
		return Value(r)
	})
	type entry = Entry[SubjectID, run]
	count := Count[entry]()
	pure := EntryIf[SubjectID]("one variant", func(r run) bool { return !r.mixed })
	tookPart := EntryIf[SubjectID]("took part", func(r run) bool { return r.variant != "" })
	reached := EntryIf[SubjectID]("reached", func(r run) bool { return r.reached })
	code := model.TextKey("variant", func(e entry) (model.Code, bool) { return e.Value.variant, true })
	rates := Where(pure, By(code, Share(Where(reached, count), count)))
	over := Where(tookPart, joinResults("experiment against "+string(control), rates, Where(model.Not(pure), count),
		func(rates Result[Groups[model.Code, Ratio]], mixed Result[int64]) Result[Experiment] {
			groups, _ := rates.Value()
			n, _ := mixed.Value()
			if groups.Len() == 0 && n == 0 {
				return Undefined[Experiment](NoData, "")
			}
			return Value(Experiment{groups, n, compareVariants(groups, control)})
		}))
	unit := subjectKeys[SubjectVisitor]
	if p.Subject != SubjectDefault {
		unit = p.subject()
	}
	m := Where(visiting(p.goalFacts()), Across(unit, per, over))
	session, _ := p.identityKnown()
	if p.Subject == SubjectDefault {
		session = keyKnown(model.SessionVisitor)
	}
	m = recordedOf(model.SessionFacts, visits, session.pred, session.id, m)
	return needs(model.SessionFacts, withGoal(p, m))
}

func compareVariants(groups Groups[model.Code, Ratio], control model.Code) []VariantComparison {
	base, ok := groups.Get(control)
	if !ok {
		return nil
	}
	b, known := trials(base)
	if !known {
		return nil
	}
	var out []VariantComparison
	for code, r := range groups.All() {
		a, ok := trials(r)
		if code == control || !ok {
			continue
		}
		c := VariantComparison{Variant: code, PValue: 1}
		c.Difference, _ = proportion.Difference(a, b, 0.95, proportion.Newcombe)
		if test, err := proportion.TwoProportionTest(a, b, proportion.TwoSided, proportion.Uncorrected); err == nil {
			c.PValue = test.P
		}
		if size, err := proportion.SampleSize(rateOf(b), rateOf(a), proportion.Plan{Alpha: 0.05, Power: 0.8}); err == nil {
			c.NeededSize = size.Trials
		}
		out = append(out, c)
	}
	return out
}

func trials(r Result[Ratio]) (proportion.Group, bool) {
	v, ok := r.Value()
	num, fits := fit(v.num)
	den, also := fit(v.den)
	return proportion.Group{Successes: num, Trials: den}, ok && fits && also
}

func rateOf(g proportion.Group) float64 { return float64(g.Successes) / float64(g.Trials) }
