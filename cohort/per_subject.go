package cohort

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// perSubject is over, a metric on the results of per over the counted orders of
// each subject. It is undefined where no history can be told: without orders
// (MissingFacts), where the policy does not place the status of some order
// (UnplacedStatus), and where no counted order says whose it is (MissingField).
func perSubject[A, R any](
	p kpi.Policy, per kpi.Metric[model.OrderRow, A], over kpi.Metric[kpi.Entry[kpi.SubjectID, A], R],
) kpi.KPI[R] {
	counted := model.PredOf(model.OrderFacts, p.CountedOrders())
	return told(p, kpi.Where(counted, kpi.Across(p.SubjectKey(), kpi.On(model.OrderFacts, per), over)))
}

// told makes a KPI undefined where no history can be told.
func told[R any](p kpi.Policy, m kpi.KPI[R]) kpi.KPI[R] {
	return kpi.Then("order history", kpi.Both(kpi.OrderHistory(p), m), func(b kpi.Pair[int64, R]) kpi.Result[R] {
		if _, ok := b.A.Value(); !ok {
			return kpi.Undefined[R](b.A.Why(), b.A.Detail())
		}
		return b.B
	})
}

// until leaves out the orders placed at an instant or after it.
func until[R any](asOf time.Time, m kpi.KPI[R]) kpi.KPI[R] {
	return kpi.Where(model.PredOf(model.OrderFacts, model.Before(model.OrderPlacedAt, asOf)), m)
}

// withAmounts makes a KPI on amounts undefined (MissingField) where there are
// counted orders and the amount of none is known, and warns about those
// without an amount where some have one.
func withAmounts[R any](p kpi.Policy, m kpi.KPI[R]) kpi.KPI[R] {
	amount := p.OrderAmount()
	missing := kpi.On(model.OrderFacts, kpi.Where(p.CountedOrders(), kpi.Both(
		kpi.Count[model.OrderRow](), kpi.Where(model.Given(amount), kpi.Count[model.OrderRow]()),
	)))
	return kpi.Then("amounts of orders", kpi.Both(missing, m), func(b kpi.Pair[kpi.Pair[int64, int64], R]) kpi.Result[R] {
		n, _ := b.A.Value()
		all, _ := n.A.Value()
		has, _ := n.B.Value()
		if all > 0 && has == 0 {
			return kpi.Undefined[R](kpi.MissingField, amount.ID())
		}
		return warned(b.B, kpi.Warning{Count: all - has, Of: all, Text: "orders without " + amount.ID()})
	})
}

// instants is the history of one subject.
func instants() kpi.Metric[model.OrderRow, kpi.Moments] {
	return kpi.History(model.OrderPlacedAt, kpi.HistoryOptions[model.OrderRow]{})
}

// stamp is an instant as part of a metric's name.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
