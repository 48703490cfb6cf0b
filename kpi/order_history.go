package kpi

import "github.com/ecomkpi/ecomkpi/model"

// The parts of a policy that metrics outside this package are built from.

// CountedOrders holds for the orders that count: those of the policy's
// statuses, test orders left out.
func (p Policy) CountedOrders() model.Pred[model.OrderRow] { return p.counted() }

// OrderAmount is what one order is worth. Returns are dated by their order,
// whatever the policy's Refunds say, unless those are ignored: the amount of an
// order is one number.
func (p Policy) OrderAmount() model.Field[model.OrderRow, model.Money] { return p.amountField() }

// SubjectKey is who comes back: the policy's Subject as a key of facts. It is
// one key for all policies of one Subject, so that metrics share its groups.
func (p Policy) SubjectKey() model.Key[model.Fact, SubjectID] { return p.subject() }

// OrderHistory is the number of counted orders, for KPIs of your own on who
// comes back: it is undefined where those of this package are. That is where no
// orders were supplied (MissingFacts), where no counted order says whose it is
// (MissingField), and where the policy does not place a status
// (UnplacedStatus). Of no counted order it is 0.
func OrderHistory(p Policy) KPI[int64] {
	return placed(p, needsOrders(withSubject(p, onOrders(Where(p.counted(), Count[model.OrderRow]())))))
}
