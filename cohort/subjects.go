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
	history func(kpi.Buckets) kpi.Metric[F, kpi.Moments]
	start   kpi.Metric[F, Start]
	ready   func() (kpi.Metric[F, int64], bool) // undefined where histories cannot be told
}

// Start is when a subject starts.
type Start struct {
	At time.Time
	// Unsure: it is only the first event supplied, and there may be earlier ones.
	Unsure bool
}

// Of returns the subjects of a key, whose events are all rows that have the
// instant. They start with their first event. The amount is what a row is worth;
// the zero Field is nothing.
func Of[F any, K comparable](key model.Key[F, K], at model.Field[F, time.Time], amount model.Field[F, model.Money]) Subjects[F, K] {
	return Subjects[F, K]{
		key: key,
		history: func(b kpi.Buckets) kpi.Metric[F, kpi.Moments] {
			return kpi.History(at, kpi.HistoryOptions[F]{Amount: amount, Buckets: b})
		},
		start: kpi.Map("first supplied", kpi.Earliest(at), func(t time.Time) Start { return Start{t, true} }),
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
	counted := func(m kpi.Metric[model.OrderRow, time.Time]) kpi.KPI[time.Time] {
		return kpi.On(model.OrderFacts, kpi.Where(p.CountedOrders(), m))
	}
	first := counted(kpi.Earliest(model.OrderPlacedAt))
	s := Subjects[model.Fact, kpi.SubjectID]{
		key: p.SubjectKey(),
		history: func(b kpi.Buckets) kpi.KPI[kpi.Moments] {
			o := kpi.HistoryOptions[model.OrderRow]{Amount: amount, Buckets: b}
			return kpi.On(model.OrderFacts, kpi.Where(p.CountedOrders(), kpi.History(model.OrderPlacedAt, o)))
		},
		start: kpi.Map("first supplied", first, func(t time.Time) Start { return Start{t, true} }),
		ready: func() (kpi.KPI[int64], bool) { return kpi.OrderHistory(p), true },
	}
	if p.Subject == kpi.SubjectAccount || p.Subject == kpi.SubjectCompany {
		older := kpi.On(model.AccountFacts, kpi.Earliest(model.AccountFirstOrderAt))
		s.start = kpi.Then("first known", kpi.Both(first, older), firstKnown)
	}
	return s
}

// firstKnown is the earlier one of the first order and of that in an older
// system.
func firstKnown(p kpi.Pair[time.Time, time.Time]) kpi.Result[Start] {
	at, ok := p.A.Value()
	older, known := p.B.Value()
	switch {
	case known && (!ok || older.Before(at)):
		return kpi.Value(Start{older, false})
	case ok:
		return kpi.Value(Start{at, !known})
	}
	return kpi.Undefined[Start](kpi.NoData, "")
}

// StartingAt returns the subjects with starts of their own: the creation of the
// account, the first session after a sign-in, the first order through a
// channel. The metric is taken over the rows of each subject; where it is
// undefined, the subject has not started. Events before the start do not count.
func (s Subjects[F, K]) StartingAt(start kpi.Metric[F, time.Time]) Subjects[F, K] {
	s.start = kpi.Map("start", start, func(t time.Time) Start { return Start{t, false} })
	return s
}

// AccountCreation is the start of an account at its creation, for StartingAt.
func AccountCreation() kpi.KPI[time.Time] {
	return kpi.On(model.AccountFacts, kpi.Earliest(model.AccountCreatedAt))
}

// FirstSession is the start with the first session that names the subject, for
// StartingAt.
func FirstSession() kpi.KPI[time.Time] {
	return kpi.On(model.SessionFacts, kpi.Earliest(model.SessionStartedAt))
}

// life is what is needed of one subject.
type life struct {
	start   int64 // microseconds
	started bool
	unsure  bool
	moments kpi.Moments
}

type lifeEntry[K comparable] = kpi.Entry[K, life]

// across is a metric on the lives of the subjects.
func across[F any, K comparable, R any](s Subjects[F, K], b kpi.Buckets, over kpi.Metric[lifeEntry[K], R]) kpi.Metric[F, R] {
	per := kpi.Then("life", kpi.Both(s.start, s.history(b)), func(p kpi.Pair[Start, kpi.Moments]) kpi.Result[life] {
		var l life
		if start, ok := p.A.Value(); ok {
			l.start, l.started, l.unsure = period.Micros(start.At), true, start.Unsure
		}
		l.moments, _ = p.B.Value()
		return kpi.Value(l)
	})
	return usable(s, kpi.Across(s.key, per, over))
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
