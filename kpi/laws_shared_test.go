package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// sharedLaws have every leaf that metrics share at one place several times: it
// may be counted, merged, written and read once for each of them, or once for
// all.
func sharedLaws() []law {
	net, at := model.OrderNet, model.OrderPlacedAt
	return slices.Concat(
		sharedLawsOf(Count[model.OrderRow]()), sharedLawsOf(Sum(net)), sharedLawsOf(Mean(net)), sharedLawsOf(Min(net)), sharedLawsOf(Latest(at)),
		sharedLawsOf(Distinct(model.OrderBuyer)), sharedLawsOf(Smallest(model.OrderChannel)), sharedLawsOf(Quantiles(net)),
		sharedLawsOf(Gaps(at, span("1960/2030"))), sharedLawsOf(Largest(net, at, model.OrderKey)), sharedLawsOf(First(net, at, model.OrderKey)),
		sharedLawsOf(ByEach(model.OrderPaymentMethods, Sum(net))),
	)
}

func sharedLawsOf[R any](m Metric[model.OrderRow, R]) []law {
	account, n := model.OrderAccount, Count[Entry[model.AccountID, R]]()
	return []law{
		lawOf("List", List(m, m)),
		lawOf("Both", Both(Both(By(account, m), By(account, m)), Both(Across(account, m, n), Across(account, m, n)))),
		lawOf("Rolling", Rolling(model.OrderPlacedAt, bucketed("2025", period.Quarter), 2, Both(m, m))),
	}
}
