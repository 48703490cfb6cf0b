package dictionary_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

var saleMarkets = rapid.Custom(func(t *rapid.T) *market {
	m := new(market)
	m.drawAccounts(t)
	m.drawOrders(t, 7)
	m.drawRefunds(t)
	return m.drawn(t)
})

// TestReturnRate is T18: return rate by count and amount, by reason.
func TestReturnRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := saleMarkets.Draw(t, "market")
		counted := that(m.givenOrders(), m.counts)
		isReturn := func(r model.Refund) bool {
			return r.Kind == model.RefundReturn || r.Kind == "" && r.Goods.Amount().IsPositive()
		}
		var sold, back purse
		var returned int64
		for _, o := range counted {
			sum, any := new(big.Rat), false
			for _, r := range m.refunds {
				if r.OrderID == o.ID && isReturn(r) {
					any = true
					sum.Add(sum, r.Goods.Amount().Rat())
				}
			}
			sold.addRat(net(o), goods(o).Currency())
			back.addRat(sum, goods(o).Currency())
			if any {
				returned++
			}
		}
		type reason struct {
			n     int64
			goods purse
		}
		want := map[model.Code]*reason{}
		for _, r := range m.refunds {
			o, ok := m.order(r.OrderID)
			if !ok || !m.counts(o) || !isReturn(r) || !m.given(r.RefundedAt) {
				continue
			}
			if want[r.Reason] == nil {
				want[r.Reason] = new(reason)
			}
			want[r.Reason].n++
			want[r.Reason].goods.add(r.Goods)
		}
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		why.add(len(counted) == 0, kpi.NoDenominator)
		check(t, m, of(m, kpi.ReturnRate(m.policy)), why, func(v kpi.Returns) string {
			var d differ
			d.share("orders", v.Orders, returned, int64(len(counted)))
			d.moneyRatio("amount", v.Amount, back, sold)
			groups(&d, "by reason", v.ByReason, want, func(d *differ, name string, got kpi.Result[kpi.ReturnReason], want *reason) {
				r, ok := got.Value()
				d.holds(name, ok, got)
				d.is(name+" returns", r.Returns, want.n)
				d.money(name+" goods", r.Goods, want.goods, nil)
			})
			return d.text()
		})
	})
}

// TestReturnedProducts is T18 by product: counted orders of the product with
// goods of it returned ÷ counted orders of the product.
func TestReturnedProducts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := saleMarkets.Draw(t, "market")
		type rate struct{ returned, sold int64 }
		want := map[model.ProductID]rate{}
		for _, o := range that(m.givenOrders(), m.counts) {
			for _, product := range []model.ProductID{"x", "y"} {
				sold, returned := false, false
				for _, l := range o.Lines {
					if l.ProductID != product {
						continue
					}
					sold = true
					for _, r := range m.refunds {
						returns := r.OrderID == o.ID && r.Kind != model.RefundCancellation && r.Kind != model.RefundAllowance
						returned = returned || returns && slices.ContainsFunc(r.Lines, func(b model.RefundLine) bool { return b.No == l.No })
					}
				}
				r := want[product]
				if sold {
					r.sold++
				}
				if returned {
					r.returned++
				}
				if sold {
					want[product] = r
				}
			}
		}
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		why.add(!slices.ContainsFunc(m.orders, func(o model.Order) bool { return len(o.Lines) > 0 }), kpi.MissingFacts)
		check(t, m, of(m, kpi.ReturnedProducts(m.policy)), why, func(v kpi.Groups[model.ProductID, kpi.Ratio]) string {
			var d differ
			groups(&d, "by product", v, want, func(d *differ, name string, got kpi.Result[kpi.Ratio], want rate) {
				d.shareOf(name, got, want.returned, want.sold)
			})
			return d.text()
		})
	})
}

// tier is what was sold in one.
type tier struct {
	orders         map[model.OrderID]bool
	amount, margin purse
}

// tiers are the tiers from 0 on, by name.
func tierOf(n decimal.Decimal) string {
	switch {
	case n.LessThan(decimal.New(10, 0)):
		return "below"
	case n.LessThan(decimal.New(100, 0)):
		return "middle"
	}
	return "above"
}

func (d *differ) tiers(got kpi.Groups[kpi.Tier, kpi.TierSales], names map[string]string, want map[string]*tier) {
	seen := 0
	for k, r := range got.All() {
		v, ok := r.Value()
		w := want[names[k.String()]]
		d.holds(k.String(), ok && w != nil, r)
		if w == nil {
			continue
		}
		seen++
		d.is(k.String()+" orders", v.Orders, int64(len(w.orders)))
		d.money(k.String()+" amount", v.Amount, w.amount, nil)
		var none reasons
		none.add(w.margin.n == 0, kpi.MissingField)
		d.money(k.String()+" margin", v.Margin, w.margin, none)
	}
	d.is("tiers", seen, len(want))
}

// margin is what remains of a line, false where its cost is not known.
func margin(l model.Line) (*big.Rat, bool) {
	left := new(big.Rat).Mul(l.Quantity.Rat(), new(big.Rat).Sub(l.UnitPrice.Amount().Rat(), l.UnitCost.Amount().Rat()))
	return left.Sub(left, l.Discount.Amount().Rat()), !l.UnitCost.IsNone()
}

var bounds = []decimal.Decimal{decimal.New(10, 0), decimal.New(100, 0)}

// TestQuantityTiers is T7: orders, amount and margin by tier of the quantity of
// lines.
func TestQuantityTiers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := saleMarkets.Draw(t, "market")
		want := map[string]*tier{}
		for _, o := range that(m.givenOrders(), m.counts) {
			for _, l := range o.Lines {
				name := tierOf(l.Quantity)
				if want[name] == nil {
					want[name] = &tier{orders: map[model.OrderID]bool{}}
				}
				w := want[name]
				w.orders[o.ID] = true
				cur := l.UnitPrice.Currency()
				w.amount.addRat(new(big.Rat).Sub(new(big.Rat).Mul(l.Quantity.Rat(), l.UnitPrice.Amount().Rat()), l.Discount.Amount().Rat()), cur)
				if v, ok := margin(l); ok {
					w.margin.addRat(v, cur)
				}
			}
		}
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		why.add(!slices.ContainsFunc(m.orders, func(o model.Order) bool { return len(o.Lines) > 0 }), kpi.MissingFacts)
		check(t, m, of(m, kpi.QuantityTiers(m.policy, bounds...)), why, func(v kpi.Groups[kpi.Tier, kpi.TierSales]) string {
			var d differ
			d.tiers(v, tierNames, want)
			return d.text()
		})
	})
}

var tierNames = map[string]string{"0 to below 10": "below", "10 to below 100": "middle", "100 and more": "above"}

// TestBasketTiers is T7 for basket thresholds: orders, amount and margin by tier
// of the order's amount.
func TestBasketTiers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := saleMarkets.Draw(t, "market")
		want := map[string]*tier{}
		for _, o := range that(m.givenOrders(), m.counts) {
			worth, ok := m.worth(o)
			if !ok {
				continue
			}
			name := tierOf(decimal.RequireFromString(worth.FloatString(12)))
			if want[name] == nil {
				want[name] = &tier{orders: map[model.OrderID]bool{}}
			}
			w := want[name]
			w.orders[o.ID] = true
			w.amount.addRat(worth, goods(o).Currency())
			sum, all := new(big.Rat), len(o.Lines) > 0
			for _, l := range o.Lines {
				v, ok := margin(l)
				sum.Add(sum, v)
				all = all && ok
			}
			if all {
				w.margin.addRat(sum, goods(o).Currency())
			}
		}
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		_, unknown := m.worthOf(that(m.givenOrders(), m.counts))
		why = append(why, unknown...)
		check(t, m, of(m, kpi.BasketTiers(m.policy, bounds...)), why, func(v kpi.Groups[kpi.Tier, kpi.TierSales]) string {
			var d differ
			d.tiers(v, tierNames, want)
			return d.text()
		})
	})
}

// orderSales are some orders and their amount.
func orderSales[K comparable](m *market, of func(o model.Order) []K) map[K][]model.Order {
	want := map[K][]model.Order{}
	for _, o := range that(m.givenOrders(), m.counts) {
		for _, k := range of(o) {
			want[k] = append(want[k], o)
		}
	}
	return want
}

// TestPromotionSales is T7 for promotions and bundles: orders and amount.
func TestPromotionSales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := saleMarkets.Draw(t, "market")
		want := orderSales(m, func(o model.Order) []model.Code {
			if len(o.Promotions) == 0 {
				return []model.Code{""}
			}
			return o.Promotions
		})
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		check(t, m, of(m, kpi.PromotionSales(m.policy)), why, func(v kpi.Groups[model.Code, kpi.OrderSales]) string {
			var d differ
			groups(&d, "by promotion", v, want, func(d *differ, name string, got kpi.Result[kpi.OrderSales], orders []model.Order) {
				s, ok := got.Value()
				d.holds(name, ok, got)
				d.is(name+" orders", s.Orders, int64(len(orders)))
				worth, unknown := m.worthOf(orders)
				d.money(name+" amount", s.Amount, worth, unknown)
			})
			return d.text()
		})
	})
}

// TestOrdersByPlacer is T15: orders the buyer placed himself against orders placed
// on his behalf.
func TestOrdersByPlacer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := saleMarkets.Draw(t, "market")
		want := orderSales(m, func(o model.Order) []model.PlacedBy { return []model.PlacedBy{o.PlacedBy} })
		delete(want, "") // orders of an unknown placer stand in a warning
		var why reasons
		m.orderReasons(&why, m.givenOrders())
		unrecorded(&why, that(m.givenOrders(), m.counts), func(o model.Order) bool { return o.PlacedBy != "" })
		check(t, m, of(m, kpi.OrdersByPlacer(m.policy)), why, func(v kpi.Groups[model.PlacedBy, kpi.OrderPart]) string {
			var d differ
			groups(&d, "by placer", v, want, func(d *differ, name string, got kpi.Result[kpi.OrderPart], orders []model.Order) {
				p, ok := got.Value()
				d.holds(name, ok, got)
				d.is(name+" orders", p.Orders, int64(len(orders)))
				worth, unknown := m.worthOf(orders)
				d.mean(name, p.AverageValue, worth, unknown)
			})
			return d.text()
		})
	})
}
