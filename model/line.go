package model

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// Line is a line of an order. It is recorded with its order, and read from
// there or from Lines. Zero values mean "not known", but for UnitPrice, where
// a free line has 0 with its currency.
type Line struct {
	No           int64     // required: unique in its order
	ProductID    ProductID // required
	Category     Code
	Quantity     decimal.Decimal // required: above 0
	UnitPrice    Money           // required: agreed with this buyer, before discounts, without tax
	ListPrice    Money           // per unit
	Discount     Money           // for the whole line
	UnitCost     Money           // for margins
	DeliveryMode DeliveryMode    // where it differs from the order's
}

// goods returns quantity times unit price of a line within the limits of a
// fact.
func (l *Line) goods() Money { return times(l.UnitPrice, l.Quantity) }

func times(m Money, d decimal.Decimal) Money {
	product, err := m.Mul(d)
	if err != nil {
		return Money{}
	}
	return product
}

const (
	lineOrder = iota
	lineProduct
	lineCategory
	lineDelivery
)

const (
	lineNo = iota
	lineQuantity
	lineUnitPrice
	lineListPrice
	lineDiscount
	lineUnitCost
	lineGoods // Quantity x UnitPrice
	lineCost  // Quantity x UnitCost
)

var lineSchema = schema{
	kind: KindLine,
	refs: []string{"order_id", "product_id", "category", "delivery_mode"},
	nums: []string{"no", "quantity", "unit_price", "list_price", "discount", "unit_cost", "goods", "cost"},
	at:   -1,
}

// Lines is the table of order lines. Lines are appended with their orders.
type Lines = View[LineRow]

func newLines(f *Facts) *Lines {
	t := &Lines{}
	d := &f.dict
	t.init(&lineSchema, f, &d.order, &d.product, &d.category, &d.delivery)
	return t
}

func checkLines(c *check, lines []Line) {
	var seen map[int64]bool
	if len(lines) > 1 {
		seen = make(map[int64]bool, len(lines))
	}
	for i := range lines {
		l, before := &lines[i], len(c.errs)
		c.item("lines", i)
		c.count("no", l.No)
		if seen[l.No] {
			c.fail(ErrContradiction, "no", strconv.FormatInt(l.No, 10), "used by an earlier line")
		}
		if seen != nil {
			seen[l.No] = true
		}
		if l.ProductID == "" {
			c.missing("product_id")
		}
		c.ident("product_id", string(l.ProductID))
		c.code("category", string(l.Category))
		c.code("delivery_mode", string(l.DeliveryMode))
		if c.decimal("quantity", l.Quantity) && !l.Quantity.IsPositive() {
			c.fail(ErrInvalid, "quantity", plain(l.Quantity).String(), "not above 0")
		}
		priced := c.needMoney("unit_price", l.UnitPrice)
		c.money("list_price", l.ListPrice)
		c.money("unit_cost", l.UnitCost)
		if c.money("discount", l.Discount) && priced && len(c.errs) == before {
			c.atMost("discount", l.Discount, "quantity x unit_price", l.goods())
		}
	}
	c.noItem()
}

func fillLine(l *Line, r *record) {
	r.words[lineProduct] = string(l.ProductID)
	r.words[lineCategory] = string(l.Category)
	r.words[lineDelivery] = string(l.DeliveryMode)
	r.nums[lineNo] = whole(l.No)
	r.nums[lineQuantity] = numberOf(l.Quantity)
	r.nums[lineUnitPrice] = numberOfMoney(l.UnitPrice)
	r.nums[lineListPrice] = numberOfMoney(l.ListPrice)
	r.nums[lineDiscount] = numberOfMoney(l.Discount)
	r.nums[lineUnitCost] = numberOfMoney(l.UnitCost)
	r.nums[lineGoods] = numberOfMoney(l.goods())
	if !l.UnitCost.IsNone() {
		r.nums[lineCost] = numberOfMoney(times(l.UnitCost, l.Quantity))
	}
}
