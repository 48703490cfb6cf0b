package kpi

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// Submissions are orders that somebody else had to approve.
type Submissions struct {
	Orders int64               `json:"orders"`
	Value  Result[model.Money] `json:"value"`
}

// String returns number and value.
func (s Submissions) String() string { return fmt.Sprintf("%d orders, %v", s.Orders, s.Value) }

// OrdersSubmittedForApproval is K10, orders-submitted-for-approval: a count,
// with the value in money; neither good nor bad.
//
//	count of distinct orders submitted to a third party's approval
//
// An order counts once, however many steps it takes, where its earliest
// submission to a third party lies. Automatic decisions and approving one's own
// order are none. The value is the amount of the orders as the policy has it,
// returns by order date; orders that were not supplied are counted in a warning,
// and where the amount of none is known it is undefined (MissingField). Of no
// submissions both are 0.
//
// What became of an order plays no part: a cancelled one was submitted all the
// same. K12 is a share of the orders that count, are pending or were rejected.
func OrdersSubmittedForApproval(p Policy) KPI[Submissions] {
	value := model.Via(model.ApprovalParent, p.amountField())
	worth := Both(Sum(value), Mean(value))
	first := Where(model.ApprovalIsFirst.Is(true), joinResults("submissions", Count[model.ApprovalRow](), worth,
		func(n Result[int64], r Result[Pair[model.Money, Average[model.Money]]]) Result[Submissions] {
			orders, _ := n.Value()
			b, _ := r.Value()
			sum := b.A
			if orders > 0 && b.B.Why() == NoDenominator {
				sum = Undefined[model.Money](MissingField, p.amountField().ID())
			}
			return Value(Submissions{orders, sum}, b.A.Warnings()...)
		}))
	return Where(model.Not(model.FactIsTest), On(model.ApprovalFacts, first))
}
