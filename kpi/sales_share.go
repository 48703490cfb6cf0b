package kpi

import "github.com/ecomkpi/ecomkpi/model"

// ECommerceSalesShare is O1, ecommerce-sales-share: the share of sales made
// online, in [0, 1]; higher is better. Only amounts after returns by refund date
// may leave [0, 1], in a range where refunds exceed sales.
//
//	amount of online counted orders / amount of counted orders of known channel
//
// It is undefined without sales (NoDenominator), in several currencies
// (MixedCurrency), and where no order has a channel (MissingField). Orders of
// unknown channel stay out of both sides and are counted in a warning.
func ECommerceSalesShare(p Policy) KPI[Ratio] {
	online := model.And(p.counted(), p.online())
	known := model.And(p.counted(), model.OrderChannel.Known())
	return placed(p, channelled(p.counted(), "counted orders", RatioOf(p.amount(online), p.amount(known))))
}
