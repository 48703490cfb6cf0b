package cohort

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// OrderMargin is what remains of one order after the costs of its lines, for
// [OrdersWorth]: the money of tables, flows and values over life is margin then.
//
//	amount - sum of quantity x unit cost
//
// The amount is the policy's. The margin is not known of orders without lines,
// and where a line has no unit cost: they count as events without amount. It
// may be negative.
func OrderMargin(p kpi.Policy) model.Field[model.OrderRow, model.Money] {
	amount := p.OrderAmount()
	return model.NewField("margin of "+amount.ID(), func(o model.OrderRow) (model.Money, bool) {
		left, ok := amount.Of(o)
		lines := 0
		for l := range o.Lines() {
			cost, known := model.LineCost.Of(l)
			rest, err := left.Sub(cost)
			if ok = ok && known && err == nil; !ok {
				break
			}
			left, lines = rest, lines+1
		}
		return left, ok && lines > 0
	})
}

// OrderMarginOf is the margin of one order as a share of its amount, such as
// 0.3, for shops that do not record costs.
//
//	amount x share
//
// The amount is the policy's. It is exact, and not known only where it exceeds
// the limits of amounts.
func OrderMarginOf(p kpi.Policy, share decimal.Decimal) model.Field[model.OrderRow, model.Money] {
	amount := p.OrderAmount()
	return model.NewField("margin of "+share.String()+" of "+amount.ID(), func(o model.OrderRow) (model.Money, bool) {
		whole, ok := amount.Of(o)
		part, err := whole.Mul(share)
		return part, ok && err == nil
	})
}
