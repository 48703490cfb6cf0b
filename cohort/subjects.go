package cohort

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Subjects says whose histories are looked at: who they are, what counts in
// their histories and what that is worth, and when each of them starts. It is
// made by [Orders], [OrdersWorth] or [Of], immutable and safe to share.
type Subjects[F any, K comparable] struct {
	key     model.Key[F, K]
	history func(b kpi.Buckets, before bool) kpi.Metric[F, kpi.Moments]
	start   startOf[F]
	ready   func() (kpi.Metric[F, int64], bool) // undefined where histories cannot be told
}

// startOf is when a subject starts, apart from its first event.
type startOf[F any] struct {
	at func() kpi.Metric[F, time.Time] // nil: with its first event
	or bool                            // or then, whichever is earlier
}

// Of returns the subjects of a key, whose events are all rows that have the
// instant. They start with their first event. The amount is what a row is worth;
// the zero Field is nothing.
func Of[F any, K comparable](key model.Key[F, K], at model.Field[F, time.Time], amount model.Field[F, model.Money]) Subjects[F, K] {
	return Subjects[F, K]{
		key: key,
		history: func(b kpi.Buckets, before bool) kpi.Metric[F, kpi.Moments] {
			return kpi.History(at, kpi.HistoryOptions[F]{Amount: amount, Buckets: b, Before: before})
		},
		ready: func() (m kpi.Metric[F, int64], has bool) { return m, false },
	}
}

// Orders returns the subjects of a policy with their counted orders, worth its
// amount. They start with their first counted order, or with that of an older
// system where their account says so. Results on them are undefined where
// those of kpi.OrderHistory are.
func Orders(p kpi.Policy) Subjects[model.Fact, kpi.SubjectID] { return OrdersWorth(p, p.OrderAmount()) }

// OrdersWorth is Orders with another amount of an order, such as its margin.
func OrdersWorth(p kpi.Policy, amount model.Field[model.OrderRow, model.Money]) Subjects[model.Fact, kpi.SubjectID] {
	s := Subjects[model.Fact, kpi.SubjectID]{
		key: p.SubjectKey(),
		history: func(b kpi.Buckets, before bool) kpi.KPI[kpi.Moments] {
			o := kpi.HistoryOptions[model.OrderRow]{Amount: amount, Buckets: b, Before: before}
			return kpi.On(model.OrderFacts, kpi.Where(p.CountedOrders(), kpi.History(model.OrderPlacedAt, o)))
		},
		ready: func() (kpi.KPI[int64], bool) { return kpi.OrderHistory(p), true },
	}
	if p.Subject != kpi.SubjectPerson && p.Subject != kpi.SubjectVisitor {
		s.start.or = true
		s.start.at = func() kpi.KPI[time.Time] { return kpi.On(model.AccountFacts, kpi.Earliest(model.AccountFirstOrderAt)) }
	}
	return s
}

// StartingAt returns the subjects with starts of their own: the creation of the
// account, the first session after a sign-in, the first order through a
// channel. The metric is taken over the rows of each subject; where it is
// undefined, the subject has not started. Events before the start do not count.
func (s Subjects[F, K]) StartingAt(start kpi.Metric[F, time.Time]) Subjects[F, K] {
	s.start = startOf[F]{at: func() kpi.Metric[F, time.Time] { return start }}
	return s
}

// AccountCreation is the start of an account at its creation, for StartingAt.
func AccountCreation() kpi.KPI[time.Time] {
	return kpi.On(model.AccountFacts, kpi.Earliest(model.AccountCreatedAt))
}

// FirstSession is the start with the first session that names the subject, for
// StartingAt: of accounts and persons the first identified one. Test sessions
// and robots do not count.
func FirstSession() kpi.KPI[time.Time] {
	counted := model.And(model.Not(model.SessionIsTest), model.Not(model.SessionIsBot))
	return kpi.On(model.SessionFacts, kpi.Where(counted, kpi.Earliest(model.SessionStartedAt)))
}

// life is what is needed of one subject.
type life struct {
	start   int64 // microseconds; for a first event that of its period, or before all
	started bool
	unsure  bool // the start is only the first event supplied
	moments kpi.Moments
}

type lifeEntry[K comparable] = kpi.Entry[K, life]

// across is a metric on the lives of the subjects.
func across[F any, K comparable, R any](s Subjects[F, K], b kpi.Buckets, over kpi.Metric[lifeEntry[K], R]) kpi.Metric[F, R] {
	var per kpi.Metric[F, life]
	switch {
	case s.start.at == nil:
		per = kpi.Map("from the first event", s.history(b, true), firstLife)
	case s.start.or:
		per = kpi.Then("from the first event or start", kpi.Both(s.start.at(), s.history(b, true)), firstOrStart)
	default:
		per = kpi.Then("from the start", kpi.Both(s.start.at(), s.history(b, false)), fromStart)
	}
	return usable(s, kpi.Across(s.key, per, over))
}

func firstLife(m kpi.Moments) life {
	l := life{moments: m}
	for first := range m.All() {
		l.start, l.started, l.unsure = first.Micros, true, true
		break
	}
	return l
}

func firstOrStart(p kpi.Pair[time.Time, kpi.Moments]) kpi.Result[life] {
	m, _ := p.B.Value()
	l := firstLife(m)
	if at, ok := p.A.Value(); ok {
		l.unsure = false
		if t := period.Micros(at); !l.started || t < l.start {
			l.start, l.started = t, true
		}
	}
	return kpi.Value(l)
}

func fromStart(p kpi.Pair[time.Time, kpi.Moments]) kpi.Result[life] {
	var l life
	l.moments, _ = p.B.Value()
	if at, ok := p.A.Value(); ok {
		l.start, l.started = period.Micros(at), true
	}
	return kpi.Value(l)
}

// usable makes a metric undefined where the histories cannot be told.
func usable[F any, K comparable, R any](s Subjects[F, K], m kpi.Metric[F, R]) kpi.Metric[F, R] {
	ready, has := s.ready()
	if !has {
		return m
	}
	return kpi.Then("usable", kpi.Both(ready, m), func(p kpi.Pair[int64, R]) kpi.Result[R] {
		if _, ok := p.A.Value(); !ok {
			return kpi.Undefined[R](p.A.Why(), p.A.Detail())
		}
		return p.B
	})
}

// folded is a metric on lives with a state of one's own.
func folded[K comparable, S any, R any](name string, empty func() S, step func(S, life) S, merge func(a, b S) S, result func(S) kpi.Result[R]) kpi.Metric[lifeEntry[K], R] {
	return kpi.Fold(name, kpi.Folding[lifeEntry[K], S, R]{
		New:    empty,
		Step:   func(s S, e lifeEntry[K]) S { return step(s, e.Value) },
		Merge:  merge,
		Result: result,
	})
}
