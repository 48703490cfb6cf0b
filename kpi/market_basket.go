package kpi

import (
	"strconv"
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi/association"
	"github.com/ecomkpi/ecomkpi/model"
)

// BasketRules is what is bought together.
type BasketRules[K comparable] struct {
	Orders int64                 `json:"orders"` // with at least one item: the baskets
	Rules  []association.Rule[K] `json:"rules"`  // the highest lift first
}

// String returns the number of orders and the rules, one a line.
func (b BasketRules[K]) String() string {
	lines := []string{strconv.FormatInt(b.Orders, 10) + " orders"}
	for _, r := range b.Rules {
		lines = append(lines, r.String())
	}
	return strings.Join(lines, "\n")
}

// MarketBasket is T5, products bought together: association rules of the
// products of counted orders.
//
//	support = orders with all products of a rule / orders with lines; confidence = them / orders with its antecedent; lift = confidence / consequent's support
//
// A product counts once per order, whatever its quantity, and returned lines
// count. Of no order there are no rules. It is undefined where an option's limit
// is exceeded (OutOfRange, with the limit), and without lines (MissingFacts). It
// panics on options out of their range, see [association.Options.Check].
func MarketBasket(p Policy, o association.Options) KPI[BasketRules[model.ProductID]] {
	return MarketBasketBy(p, model.LineProduct, o)
}

// MarketBasketBy is MarketBasket of what a key of the lines says, such as the
// category. Lines of which it is not known are left out and counted in a
// warning, and so are orders without any other; where it is known of none, the
// result is undefined (MissingField).
func MarketBasketBy[K comparable](p Policy, item model.Key[model.LineRow, K], o association.Options) KPI[BasketRules[K]] {
	if err := o.Check(); err != nil {
		panic("kpi: MarketBasketBy: " + err.Error())
	}
	rules := Fold("rules: "+o.String(), Folding[Entry[model.OrderID, Groups[K, int64]], *association.Baskets[K], BasketRules[K]]{
		New: func() *association.Baskets[K] { return association.NewBasketsFunc(item.Compare) },
		Step: func(b *association.Baskets[K], order Entry[model.OrderID, Groups[K, int64]]) *association.Baskets[K] {
			var items []K
			for k := range order.Value.All() {
				items = append(items, k)
			}
			if len(items) > 0 {
				b.Add(items...)
			}
			return b
		},
		Merge: func(a, b *association.Baskets[K]) *association.Baskets[K] { a.Merge(b); return a },
		Result: func(b *association.Baskets[K]) Result[BasketRules[K]] {
			rules, err := b.Rules(o)
			if err != nil {
				return Undefined[BasketRules[K]](OutOfRange, err.Error())
			}
			return Value(BasketRules[K]{b.Len(), rules})
		},
	})
	counted := model.ViaPred(model.LineParent, p.counted())
	lines := Count[model.LineRow]()
	sold := On(model.LineFacts, Where(counted, Both(Both(lines, Where(item.Known(), lines)), Across(model.LineOrder, By(item, lines), rules))))
	orders := onOrders(Where(p.counted(), Distinct(model.OrderKey)))
	m := joinResults("baskets", orders, sold, func(n Result[int64], s Result[Pair[Pair[int64, int64], BasketRules[K]]]) Result[BasketRules[K]] {
		parts, ok := s.Value()
		if !ok {
			return undefinedAs[BasketRules[K]](s)
		}
		all, known := counts(parts.A)
		if all > 0 && known == 0 {
			return Undefined[BasketRules[K]](MissingField, item.ID())
		}
		number, _ := n.Value()
		r := parts.B
		found, ok := r.Value()
		if !ok {
			return r
		}
		return warned(r,
			Warning{Count: all - known, Of: all, Text: "lines of counted orders without " + item.ID()},
			Warning{Count: number - found.Orders, Of: number, Text: "counted orders without " + item.ID()},
		)
	})
	return placed(p, needsOrders(m))
}
