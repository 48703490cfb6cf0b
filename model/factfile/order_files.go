package factfile

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// Orders is the layout of orders. In a folder of CSV files their lines stand in
// a file of their own, "lines", with the order's ID and a currency in each.
var Orders = withPart(newLayout(model.KindOrder, "orders", func(in *model.Order) string { return string(in.ID) },
	func(f *model.Facts) *model.Orders { return f.Orders }, model.OrderRow.Order,
	ident("id", func(in *model.Order) *model.OrderID { return &in.ID }).required(),
	instant("placed_at", func(in *model.Order) *time.Time { return &in.PlacedAt }).required(),
	code("status", func(in *model.Order) *model.OrderStatus { return &in.Status }).required(),
	instant("cancelled_at", func(in *model.Order) *time.Time { return &in.CancelledAt }),
	ident("account_id", func(in *model.Order) *model.AccountID { return &in.AccountID }),
	ident("buyer_id", func(in *model.Order) *model.PersonID { return &in.BuyerID }),
	ident("visitor_id", func(in *model.Order) *model.VisitorID { return &in.VisitorID }),
	ident("session_id", func(in *model.Order) *model.SessionID { return &in.SessionID }),
	ident("cart_id", func(in *model.Order) *model.CartID { return &in.CartID }),
	ident("quote_id", func(in *model.Order) *model.QuoteID { return &in.QuoteID }),
	code("quote_terms", func(in *model.Order) *model.QuoteTerms { return &in.QuoteTerms }),
	code("channel", func(in *model.Order) *model.Channel { return &in.Channel }),
	code("placed_by", func(in *model.Order) *model.PlacedBy { return &in.PlacedBy }),
	amount("goods", func(in *model.Order) *model.Money { return &in.Goods }).sometimes(),
	amount("discount", func(in *model.Order) *model.Money { return &in.Discount }),
	amount("tax", func(in *model.Order) *model.Money { return &in.Tax }),
	amount("shipping", func(in *model.Order) *model.Money { return &in.Shipping }),
	amount("fees", func(in *model.Order) *model.Money { return &in.Fees }),
	amount("total", func(in *model.Order) *model.Money { return &in.Total }),
	list("payments", payments, func(in *model.Order) *[]model.Payment { return &in.Payments }),
	code("delivery_mode", func(in *model.Order) *model.DeliveryMode { return &in.DeliveryMode }),
	code("branch", func(in *model.Order) *model.Branch { return &in.Branch }),
	ident("sales_rep", func(in *model.Order) *model.SalesRepID { return &in.SalesRep }),
	code("country", func(in *model.Order) *model.Country { return &in.Country }),
	code("region", func(in *model.Order) *model.Region { return &in.Region }),
	codes("promotions", func(in *model.Order) *[]model.Code { return &in.Promotions }),
	list("lines", lines, func(in *model.Order) *[]model.Line { return &in.Lines }),
	truth("test", func(in *model.Order) *bool { return &in.Test }),
), "lines", "lines", "order_id", model.KindLine, lines, func(in *model.Order) *[]model.Line { return &in.Lines })

var payments = newColumns([]column[model.Payment]{
	code("method", func(in *model.Payment) *model.PaymentMethod { return &in.Method }).required(),
	amount("amount", func(in *model.Payment) *model.Money { return &in.Amount }).sometimes(),
})

var lines = newColumns([]column[model.Line]{
	integer("no", func(in *model.Line) *int64 { return &in.No }).counted(),
	ident("product_id", func(in *model.Line) *model.ProductID { return &in.ProductID }).required(),
	code("category", func(in *model.Line) *model.Code { return &in.Category }),
	number("quantity", func(in *model.Line) *decimal.Decimal { return &in.Quantity }).counted(),
	amount("unit_price", func(in *model.Line) *model.Money { return &in.UnitPrice }).required(),
	amount("list_price", func(in *model.Line) *model.Money { return &in.ListPrice }),
	amount("discount", func(in *model.Line) *model.Money { return &in.Discount }),
	amount("unit_cost", func(in *model.Line) *model.Money { return &in.UnitCost }),
	code("delivery_mode", func(in *model.Line) *model.DeliveryMode { return &in.DeliveryMode }),
})

// Refunds is the layout of refunds. In a folder of CSV files their lines stand
// in a file of their own, "refund_lines", with the refund's ID and a currency
// in each.
var Refunds = withPart(newLayout(model.KindRefund, "refunds", func(in *model.Refund) string { return string(in.ID) },
	func(f *model.Facts) *model.Refunds { return f.Refunds }, model.RefundRow.Refund,
	ident("id", func(in *model.Refund) *model.RefundID { return &in.ID }).required(),
	ident("order_id", func(in *model.Refund) *model.OrderID { return &in.OrderID }).sometimes(),
	ident("account_id", func(in *model.Refund) *model.AccountID { return &in.AccountID }).sometimes(),
	instant("refunded_at", func(in *model.Refund) *time.Time { return &in.RefundedAt }).required(),
	amount("goods", func(in *model.Refund) *model.Money { return &in.Goods }).required(),
	amount("tax", func(in *model.Refund) *model.Money { return &in.Tax }),
	amount("shipping", func(in *model.Refund) *model.Money { return &in.Shipping }),
	amount("fees", func(in *model.Refund) *model.Money { return &in.Fees }),
	code("kind", func(in *model.Refund) *model.RefundKind { return &in.Kind }),
	code("reason", func(in *model.Refund) *model.Code { return &in.Reason }),
	list("lines", refundLines, func(in *model.Refund) *[]model.RefundLine { return &in.Lines }),
), "lines", "refund_lines", "refund_id", model.KindRefund, refundLines, func(in *model.Refund) *[]model.RefundLine { return &in.Lines })

var refundLines = newColumns([]column[model.RefundLine]{
	integer("no", func(in *model.RefundLine) *int64 { return &in.No }).counted(),
	number("quantity", func(in *model.RefundLine) *decimal.Decimal { return &in.Quantity }).counted(),
	amount("goods", func(in *model.RefundLine) *model.Money { return &in.Goods }).required(),
})
