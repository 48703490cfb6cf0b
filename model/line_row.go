package model

import "github.com/shopspring/decimal"

// LineRow is a row of Lines. Its methods return the fields of Line; zero
// values mean "not known". The zero LineRow is no line.
type LineRow struct{ row }

// OrderID returns the order that the line belongs to.
func (r LineRow) OrderID() OrderID { return OrderID(r.text(lineOrder)) }

// No returns the number of the line in its order.
func (r LineRow) No() int64 { return r.int(lineNo) }

// ProductID returns the product.
func (r LineRow) ProductID() ProductID { return ProductID(r.text(lineProduct)) }

// Category returns the category of the product; "" where not known.
func (r LineRow) Category() Code { return Code(r.text(lineCategory)) }

// Quantity returns the ordered quantity, above 0.
func (r LineRow) Quantity() decimal.Decimal { return r.decimal(lineQuantity) }

// UnitPrice returns the agreed price of one unit, before discounts and without
// tax.
func (r LineRow) UnitPrice() Money { return r.money(lineUnitPrice) }

// ListPrice returns the list price of one unit; zero Money where not known.
func (r LineRow) ListPrice() Money { return r.money(lineListPrice) }

// Discount returns the discount on the whole line; zero Money where not known.
func (r LineRow) Discount() Money { return r.money(lineDiscount) }

// UnitCost returns the cost of one unit; zero Money where not known.
func (r LineRow) UnitCost() Money { return r.money(lineUnitCost) }

// DeliveryMode returns how the line reaches the buyer where that differs from
// the order; else "".
func (r LineRow) DeliveryMode() DeliveryMode { return DeliveryMode(r.text(lineDelivery)) }

// Goods returns quantity times unit price.
func (r LineRow) Goods() Money { return r.money(lineGoods) }

// Line returns the line as its order was appended with it.
func (r LineRow) Line() Line {
	return Line{
		No: r.No(), ProductID: r.ProductID(), Category: r.Category(), Quantity: r.Quantity(), UnitPrice: r.UnitPrice(),
		ListPrice: r.ListPrice(), Discount: r.Discount(), UnitCost: r.UnitCost(), DeliveryMode: r.DeliveryMode(),
	}
}

// LineParent leads from a line to its order.
var LineParent = refLink[LineRow]("line.order", lineOrder,
	func(f *Facts) *table { return &f.Orders.table }, func(r row) OrderRow { return OrderRow{r} })

// Keys of lines; what the line does not say itself is its order's.
var (
	LineOrder    = refKey[LineRow, OrderID]("line.order", lineOrder)
	LineProduct  = refKey[LineRow, ProductID]("line.product", lineProduct)
	LineCategory = refKey[LineRow, Code]("line.category", lineCategory)
	LineAccount  = ViaKey(LineParent, OrderAccount)
	LineCompany  = ViaKey(LineParent, OrderCompany)
	LineBranch   = ViaKey(LineParent, OrderBranch)
	LineChannel  = ViaKey(LineParent, OrderChannel)
)

// Fields of lines. LineNet is quantity times unit price less the line's
// discount, LineCost quantity times unit cost.
var (
	LineQuantity  = decimalField[LineRow]("line.quantity", lineQuantity)
	LineUnitPrice = moneyField[LineRow]("line.unit_price", lineUnitPrice)
	LineListPrice = moneyField[LineRow]("line.list_price", lineListPrice)
	LineDiscount  = moneyField[LineRow]("line.discount", lineDiscount)
	LineGoods     = moneyField[LineRow]("line.goods", lineGoods)
	LineCost      = moneyField[LineRow]("line.cost", lineCost)
	LineNet       = netField[LineRow]("line.net", lineGoods, lineDiscount)
	LinePlacedAt  = Via(LineParent, OrderPlacedAt)
)
