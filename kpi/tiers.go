package kpi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// TierSales is what was sold in one tier, for one basket size or by one
// promotion.
type TierSales struct {
	Orders int64               `json:"orders"`
	Amount Result[model.Money] `json:"amount"` // net of discounts
	Margin Result[model.Money] `json:"margin"` // net less unit costs, of the lines that have one
}

// String returns orders, amount and margin.
func (t TierSales) String() string {
	return fmt.Sprintf("%d orders, %v, margin %v", t.Orders, t.Amount, t.Margin)
}

// LineMargin is what remains of a line: its net amount less quantity times unit
// cost; not known where the cost is not.
var LineMargin = model.NewField("line.margin", func(l model.LineRow) (model.Money, bool) {
	cost := l.UnitCost()
	net, ok := model.LineNet.Of(l)
	if cost.IsNone() || !ok {
		return model.Money{}, false
	}
	all, err := cost.Mul(l.Quantity())
	if err != nil {
		return model.Money{}, false
	}
	left, err := net.Sub(all)
	return left, err == nil
}).WithLookup(model.Lookup{})

// Tier is a span of quantities or amounts, from its lower bound up to that of
// the next tier, which is excluded.
type Tier struct{ from, to string }

// String returns the tier as text, such as "10 to below 50" or "100 and more".
func (t Tier) String() string {
	if t.to == "" {
		return t.from + " and more"
	}
	return t.from + " to below " + t.to
}

// MarshalText returns the tier as text.
func (t Tier) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// tiersOf says into which tier a number falls. Below the first bound there is a
// tier that begins at 0.
type tiersOf []decimal.Decimal

func newTiers(bounds []decimal.Decimal) tiersOf {
	t := append(tiersOf{{}}, bounds...)
	slices.SortFunc(t, decimal.Decimal.Cmp)
	t = slices.CompactFunc(t, decimal.Decimal.Equal)
	return slices.DeleteFunc(t, decimal.Decimal.IsNegative)
}

func (t tiersOf) of(d decimal.Decimal) int64 {
	i, found := slices.BinarySearchFunc(t, d, decimal.Decimal.Cmp)
	if !found {
		i--
	}
	return int64(max(i, 0))
}

func (t tiersOf) String() string {
	parts := make([]string, len(t))
	for i, d := range t {
		parts[i] = d.String()
	}
	return strings.Join(parts, ", ")
}

// named turns groups by number of the tier into groups by tier.
func (t tiersOf) named(groups Groups[int64, TierSales]) Groups[Tier, TierSales] {
	index := map[Tier]int{}
	tier := func(k int64) Tier {
		x := Tier{from: t[k].String()}
		if int(k)+1 < len(t) {
			x.to = t[k+1].String()
		}
		index[x] = int(k)
		return x
	}
	var entries []groupEntry[Tier, TierSales]
	for k, r := range groups.All() {
		entries = append(entries, groupEntry[Tier, TierSales]{key: tier(k), known: true, result: r})
	}
	return newGroups(entries, func(a, b Tier) int { return index[a] - index[b] })
}

// tierSales are the sales of lines.
func tierSales() Metric[model.LineRow, TierSales] {
	return joinResults("tier", Distinct(model.LineOrder), Both(Sum(model.LineNet), marginOf()),
		func(n Result[int64], sums Result[Pair[model.Money, model.Money]]) Result[TierSales] {
			orders, _ := n.Value()
			s, _ := sums.Value()
			return Value(TierSales{orders, s.A, s.B})
		})
}

// marginOf is the margin of lines; undefined where none has a cost.
func marginOf() Metric[model.LineRow, model.Money] {
	known := Where(model.Given(LineMargin), Count[model.LineRow]())
	return joinResults("margin", known, Sum(LineMargin), func(n Result[int64], sum Result[model.Money]) Result[model.Money] {
		if k, _ := n.Value(); k == 0 {
			return Undefined[model.Money](MissingField, model.LineCost.ID())
		}
		return sum
	})
}

// QuantityTiers is T7 for volume prices: orders, amount and margin of the
// counted orders' lines, by the tier that their quantity falls into. The bounds
// are the quantities at which tiers begin; below the first one is a tier of its
// own.
//
//	distinct orders, net amount and margin of lines, by tier of their quantity
//
// An order with lines of several tiers is in each of them. Margins are undefined
// where no line of the tier has a unit cost (MissingField).
func QuantityTiers(p Policy, bounds ...decimal.Decimal) KPI[Groups[Tier, TierSales]] {
	t := newTiers(bounds)
	key := model.IntKey("tier of line.quantity: "+t.String(), func(l model.LineRow) (int64, bool) { return t.of(l.Quantity()), true }).WithLookup(model.Lookup{})
	counted := model.ViaPred(model.LineParent, p.counted())
	m := On(model.LineFacts, Where(counted, By(key, tierSales())))
	return placed(p, Map("tiers "+t.String(), m, t.named))
}

// OrderMargin is what remains of an order: the margins of its lines; not known
// where it has none, or one of them has no unit cost.
var OrderMargin = model.NewField("order.margin", func(o model.OrderRow) (model.Money, bool) {
	var sum model.MoneySum
	lines := 0
	for l := range o.Lines() {
		m, ok := LineMargin.Of(l)
		if !ok {
			return model.Money{}, false
		}
		sum.Add(m)
		lines++
	}
	total, err := sum.Total()
	return total, err == nil && lines > 0
}).WithLookup(model.Lookup{}) // its lines are recorded and corrected with it

// BasketTiers is T7 for thresholds on the basket, such as free shipping: orders,
// amount and margin by the tier that the order's amount falls into.
//
//	count, amount and margin of counted orders, by tier of their amount
//
// The amount is the policy's, returns by order date; orders of which it is not
// known are left out. Thresholds are numbers of the order's own currency: break
// down by currency where there are several. Margins are undefined where no order of
// the tier has one (MissingField).
func BasketTiers(p Policy, bounds ...decimal.Decimal) KPI[Groups[Tier, TierSales]] {
	t := newTiers(bounds)
	amount := p.amountField()
	key := model.IntKey("tier of "+amount.ID()+": "+t.String(), func(o model.OrderRow) (int64, bool) {
		v, ok := amount.Of(o)
		return t.of(v.Amount()), ok
	}).WithLookup(model.Lookup{}, amount.Expr())
	count := Count[model.OrderRow]()
	numbers := Both(count, Where(model.Given(OrderMargin), count))
	sales := joinResults("tier", numbers, Both(Sum(amount), Sum(OrderMargin)),
		func(n Result[Pair[int64, int64]], sums Result[Pair[model.Money, model.Money]]) Result[TierSales] {
			orders, known := counts(n)
			s, _ := sums.Value()
			if known == 0 {
				s.B = Undefined[model.Money](MissingField, model.LineCost.ID())
			}
			return Value(TierSales{orders, s.A, s.B})
		})
	m := onOrders(Where(p.counted(), withAmount(amount, Where(key.Known(), By(key, sales)))))
	return placed(p, Map("tiers "+t.String(), m, t.named))
}

// PromotionSales is T7 for promotions and bundles: orders and amount of the
// counted orders, by promotion. An order with two promotions is in both groups,
// once each; those without any form the group of the unknown promotion.
//
//	count and amount of counted orders, by promotion
func PromotionSales(p Policy) KPI[Groups[model.Code, OrderSales]] {
	sales := joinResults("sales", Count[model.OrderRow](), withAmount(p.amountField(), Sum(p.amountField())),
		func(n Result[int64], sum Result[model.Money]) Result[OrderSales] {
			orders, _ := n.Value()
			return Value(OrderSales{orders, sum})
		})
	return placed(p, onOrders(Where(p.counted(), ByEach(model.OrderPromotions, sales))))
}

// OrderSales is a number of orders and their amount.
type OrderSales struct {
	Orders int64               `json:"orders"`
	Amount Result[model.Money] `json:"amount"`
}

// String returns orders and amount.
func (s OrderSales) String() string { return fmt.Sprintf("%d orders, %v", s.Orders, s.Amount) }
