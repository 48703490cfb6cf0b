package shop

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// basket is what is ordered or quoted, amounts in cents.
type basket struct {
	lines    []model.Line
	goods    []int // of the lines, rounded to cents
	discount []int // likewise
	list     int   // all at list price
	eco      int   // contribution for electrical goods
}

func (b *basket) total() (goods, discount int) {
	for i := range b.lines {
		goods += b.goods[i]
		discount += b.discount[i]
	}
	return goods, discount
}

// tierPercent is what larger quantities are below the list price.
func tierPercent(halves int) int {
	switch {
	case halves >= 200:
		return 12
	case halves >= 100:
		return 8
	case halves >= 20:
		return 4
	}
	return 0
}

// roundQuantity brings a quantity to one that people order.
func roundQuantity(q int) int {
	switch {
	case q < 1:
		return 1
	case q < 10:
		return q
	case q < 25:
		return q / 5 * 5
	case q < 100:
		return q / 10 * 10
	}
	return min(q/50*50, 1000)
}

// fill makes a basket of about some cents; extra is a further percentage below
// list prices, as in a quote.
func (m *maker) fill(r *random, c *customer, cents, extra int) basket {
	var b basket
	n := draw(r, []share[int]{{28, 1}, {25, 2}, {19, 3}, {13, 4}, {9, 6}, {6, 8}})
	n = min(n, 1+cents/4000)
	used := make(map[int]bool, n)
	last := -1
	for range n {
		at := m.choose(r, c, last, cents/n, used)
		if at < 0 {
			continue
		}
		used[at], last = true, at
		m.add(r, c, &b, m.products[at], cents/n, extra)
	}
	return b
}

// choose draws a product that is not in the basket: often the one that goes
// with the last, or of a category that the customer likes.
func (m *maker) choose(r *random, c *customer, last, cents int, used map[int]bool) int {
	if last >= 0 && last%perCategory < perCategory-1 && !used[last+1] && r.chance(300) {
		return last + 1
	}
	best := -1
	for range 6 {
		k := r.below(len(categories))
		if r.chance(600) {
			k = c.favourites[r.below(2)]
		}
		at := k*perCategory + r.below(perCategory)
		if used[at] {
			continue
		}
		if best = at; m.products[at].list <= cents {
			break
		}
	}
	return best
}

func (m *maker) add(r *random, c *customer, b *basket, p product, cents, extra int) {
	halves := 2 * roundQuantity(cents/p.list)
	if p.byHalf && r.chance(500) {
		halves++
	}
	unit := p.list * (100 - tierPercent(halves) - c.percent - extra) / 100
	goods := (unit*halves + 1) / 2
	line := model.Line{
		No: int64(len(b.lines) + 1), ProductID: p.id, Category: categories[p.category].code,
		Quantity:  decimal.New(int64(halves)*5, -1),
		UnitPrice: money(unit, c.currency), ListPrice: money(p.list, c.currency), UnitCost: money(p.cost, c.currency),
	}
	discount := 0
	if r.chance(60) {
		discount = unit * halves / 2 * 5 / 100
		line.Discount = money(discount, c.currency)
	}
	if r.chance(15) {
		line.DeliveryMode = model.DeliverDropShip
	}
	if categories[p.category].code == "electrical" {
		b.eco += 4 * halves
	}
	b.lines = append(b.lines, line)
	b.goods = append(b.goods, goods)
	b.discount = append(b.discount, discount)
	b.list += (p.list*halves + 1) / 2
}

// keep leaves only the first lines.
func (b basket) keep(n int) basket {
	return basket{lines: b.lines[:n:n], goods: b.goods[:n:n], discount: b.discount[:n:n], eco: b.eco * n / len(b.lines)}
}
