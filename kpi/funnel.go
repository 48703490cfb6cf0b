package kpi

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Step is one step of a funnel: the instants at which a subject does something.
// Steps are made by NewStep.
type Step struct {
	name   string
	id     string // steps of one ID are the same: each needs an event of its own
	facts  model.Pred[model.Fact]
	events KPI[Moments]
}

// String returns the step's name.
func (s Step) String() string { return s.name }

// NewStep makes a step of the rows of a kind for which a predicate holds, at the
// instant of a field, such as the login of sessions. It panics without a name.
func NewStep[G any](name string, kind model.OfKind[G], p model.Pred[G], at model.Field[G, time.Time]) Step {
	if name == "" {
		panic("kpi: NewStep needs a name")
	}
	m := On(kind, Where(p, History(at, HistoryOptions[G]{})))
	return Step{name: name, id: m.String(), facts: model.PredOf(kind, p), events: m}
}

// StepOrder says in which order the steps of a funnel have to be taken.
type StepOrder uint8

// The orders of steps.
const (
	StepsOrdered  StepOrder = iota // one after the other, whatever else happens between
	StepsStrict                    // one after the other, none of the other steps between two
	StepsAnyOrder                  // any
)

// FunnelOptions say how a funnel counts. The zero value is an ordered funnel of
// visitors, to be gone through within 30 days.
type FunnelOptions struct {
	// By is who goes through the funnel. Default: visitors; see SubjectBy.
	By model.Key[model.Fact, SubjectID]
	// Order is the order of the steps.
	Order StepOrder
	// Within is how long after the first step the last one may come. Default:
	// 30 days of 24 h.
	Within time.Duration
	// StepWithin is how long after the step before each step may come; 0, or no
	// entry, does not limit it. The first entry is that of the second step.
	StepWithin []time.Duration
	// Exclude are steps that must not happen between the entry and the last step:
	// what comes after such an event is not reached.
	Exclude []Step
	// Later asks that each step is later than the one before. By default a step
	// may come at the same instant, as systems write several in one go.
	Later bool
	// Constant is a property that has to be the same in all steps, such as the
	// branch: a subject enters once for each value. Facts without it are left out.
	Constant model.Key[model.Fact, string]
	// Every counts each entry that begins when the one before it is over: converted
	// or its window elapsed. By default a subject enters once, with his first entry
	// in the range.
	Every bool
}

// SubjectBy is a key of facts as the subject of a funnel, such as
// model.FactSession or model.FactAccount.
func SubjectBy[K ~string](key model.Key[model.Fact, K]) model.Key[model.Fact, SubjectID] {
	return model.KeyAs[SubjectID](key)
}

// Funnel is T13: who gets how far through some steps, and how long it takes.
//
//	entries that took all steps within the window / entries whose window has elapsed
//
// An entry is a first step in the window's range; later steps count up to its
// as-of. Whatever a subject does before his entry does not count. An entry is
// judged once its whole window has elapsed, converted or not; beside the rate
// stand those still open, and those that converted already. Steps of equal
// definition need an event each.
//
// The state keeps every instant of every step of a subject. It is undefined
// without an as-of or range (MissingField), without entries (NoDenominator),
// while all windows are open (WindowOpen), and where the facts of a step were
// not supplied at all (MissingFacts). It panics without steps.
func Funnel(w Window, o FunnelOptions, steps ...Step) KPI[FunnelResult] {
	if len(steps) == 0 {
		panic("kpi: Funnel needs steps")
	}
	if w.asOf().IsZero() {
		return undefined[FunnelResult](MissingField, "as-of")
	}
	o.Within = orDefault(o.Within, days(30))
	f := newFunnel(w, o, steps)
	all := slices.Concat(steps, o.Exclude)
	events, facts := make([]KPI[Moments], len(all)), make([]model.Pred[model.Fact], len(all))
	for i, s := range all {
		events[i], facts[i] = s.events, s.facts
	}
	list := List(events...)
	name := "funnel " + o.String() + ", " + w.String()
	per := Then(name, list, func(parts []Result[Moments]) Result[attempts] { return f.run(parts) })
	key := o.By
	if key == (model.Key[model.Fact, SubjectID]{}) {
		key = subjectKeys[SubjectVisitor]
	}
	over := Fold("funnel of "+f.names(), Folding[Entry[SubjectID, attempts], *funnelSum, FunnelResult]{
		New:    func() *funnelSum { return new(funnelSum) },
		Step:   func(s *funnelSum, e Entry[SubjectID, attempts]) *funnelSum { s.add(e.Value); return s },
		Merge:  func(a, b *funnelSum) *funnelSum { a.add(b.attempts); return a },
		Result: func(s *funnelSum) Result[FunnelResult] { return f.result(s.attempts) },
	})
	m := Where(model.Or(facts...), Across(o.subject(key), per, over))
	for _, s := range steps {
		m = joinResults("needs step "+s.name, s.events, m, func(n Result[Moments], r Result[FunnelResult]) Result[FunnelResult] {
			if n.Why() == MissingFacts {
				return undefinedAs[FunnelResult](n)
			}
			return r
		})
	}
	return m
}

// subject is who enters: with a constant property, a subject and its value.
func (o FunnelOptions) subject(key model.Key[model.Fact, SubjectID]) model.Key[model.Fact, SubjectID] {
	if o.Constant == (model.Key[model.Fact, string]{}) {
		return key
	}
	return model.TextKey(key.ID()+" and "+o.Constant.ID(), func(f model.Fact) (SubjectID, bool) {
		s, ok := key.Of(f)
		v, known := o.Constant.Of(f)
		return s + "\x00" + SubjectID(v), ok && known
	})
}

// String returns the options as text, a part of the definition.
func (o FunnelOptions) String() string {
	parts := []string{[...]string{"ordered", "strict", "any order"}[min(int(o.Order), 2)], "within " + o.Within.String()}
	for i, d := range o.StepWithin {
		if d > 0 {
			parts = append(parts, fmt.Sprintf("step %d within %v", i+2, d))
		}
	}
	for _, s := range o.Exclude {
		parts = append(parts, "without "+s.name)
	}
	if o.Later {
		parts = append(parts, "each later")
	}
	if o.Every {
		parts = append(parts, "every entry")
	}
	return strings.Join(parts, ", ")
}
