package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// The presets reproduce how other tools count, so that their numbers can be held
// beside one's own. They are policies like any other: change a field, and the rest
// stays. What a tool does not measure, such as quotes, keeps its default.

// AsShopify counts as the reports of Shopify do: orders whatever became of them,
// cancelled ones included; their value net of discounts, without tax and
// shipping, before returns; conversion by session; and a checkout as abandoned
// after 10 minutes.
func AsShopify() Policy {
	return Policy{
		Counted: withCancelled(), Amount: AmountNet, ConversionBy: ConversionBySession,
		Carts: CartsAtCheckout, CartWindow: 10 * time.Minute,
	}
}

// AsWooCommerce counts as the Analytics of WooCommerce do: orders that are
// neither pending, failed nor cancelled; their value net of discounts and
// returns, without tax and shipping; and returns on the day they are made.
func AsWooCommerce() Policy {
	return Policy{Amount: AmountNetAfterReturns, Refunds: RefundsByRefundDate}
}

// AsGA4 counts as Google Analytics 4 does: purchases on the web and in the app
// only, which it does not see cancelled or returned; sessions that are not
// engaged bounce.
func AsGA4() Policy {
	return Policy{
		Counted: withCancelled(), Online: []model.Channel{model.ChannelWeb, model.ChannelApp},
		Refunds: RefundsIgnored, Bounce: BounceNotEngaged,
	}
}

// AsMatomo counts as the e-commerce reports of Matomo do: orders on the web and
// in the app, whatever became of them, at their total with tax and shipping;
// conversion by visit; visits of one page bounce, and a cart is abandoned with
// the visit, after 30 minutes.
func AsMatomo() Policy {
	return Policy{
		Counted: withCancelled(), Online: []model.Channel{model.ChannelWeb, model.ChannelApp}, Amount: AmountTotal,
		Refunds: RefundsIgnored, ConversionBy: ConversionBySession, Bounce: BounceSinglePage, CartWindow: 30 * time.Minute,
	}
}

// withCancelled are the orders that a tool counts which takes an order as an
// event.
func withCancelled() []model.OrderStatus {
	return append(append([]model.OrderStatus(nil), defaultCounted...), model.StatusCancelled)
}
