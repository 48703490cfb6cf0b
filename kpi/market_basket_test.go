package kpi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/association"
	"github.com/ecomkpi/ecomkpi/model"
)

// of products, "product" or "product/category".
func products(names ...string) func(*model.Order) {
	return func(o *model.Order) {
		o.Goods = model.Money{}
		for i, name := range names {
			id, category, _ := strings.Cut(name, "/")
			o.Lines = append(o.Lines, model.Line{
				No: int64(i + 1), ProductID: model.ProductID(id), Category: model.Code(category), Quantity: decimal.New(1, 0), UnitPrice: model.MoneyOf(5, 0, model.EUR),
			})
		}
	}
}

// baskets are orders of the products, in the order given.
func baskets(lists ...[]string) book {
	var b book
	for i, names := range lists {
		b.orders = append(b.orders, order(strconv.Itoa(i), "2025-01-10", "0 EUR", products(names...)))
	}
	return b
}

func TestMarketBasket(t *testing.T) {
	pairs := association.Options{MinConfidence: association.Percent(60)}
	never := baskets([]string{"a", "b"}, []string{"a", "b"})
	for i, change := range []func(*model.Order){in("cancelled"), func(o *model.Order) { o.Test = true }} {
		never.orders = append(never.orders, order("x"+strconv.Itoa(i), "2025-01-10", "0 EUR", products("c", "d"), change))
	}
	bare := baskets([]string{"a", "b"}, []string{"a", "b"})
	bare.orders = append(bare.orders, order("bare", "2025-01-10", "5 EUR"))
	odd := baskets([]string{"a", "b"})
	odd.orders[0].Status = "odd"
	for _, c := range []struct {
		name    string
		options association.Options
		book    book
		want    string
	}{
		{"both ways", pairs, baskets([]string{"a", "b", "c"}, []string{"a", "b"}, []string{"a"}, []string{"d"}),
			"4 orders\n{b} => {a}: support 2/4, confidence 2/2, lift 1.3333\n{a} => {b}: support 2/4, confidence 2/3, lift 1.3333"},
		{"trap: a product on two lines of an order is in one basket", pairs, baskets([]string{"a", "a", "b"}, []string{"a", "b"}, []string{"b"}),
			"3 orders\n{a} => {b}: support 2/3, confidence 2/2, lift 1.0000\n{b} => {a}: support 2/3, confidence 2/3, lift 1.0000"},
		{"trap: cancelled and test orders", association.Options{MinCount: 1}, never,
			"2 orders\n{a} => {b}: support 2/2, confidence 2/2, lift 1.0000\n{b} => {a}: support 2/2, confidence 2/2, lift 1.0000"},
		{"trap: orders without lines dilute the support", pairs, bare,
			"2 orders\n{a} => {b}: support 2/2, confidence 2/2, lift 1.0000\n{b} => {a}: support 2/2, confidence 2/2, lift 1.0000\n! 1 of 3 counted orders without line.product"},
		{"nothing often enough", pairs, baskets([]string{"a", "b"}), "1 orders"},
		{"no counted order", pairs, book{orders: []model.Order{order("1", "2025-01-10", "0 EUR", products("a", "b"), in("draft"))}}, "0 orders"},
		{"no lines", pairs, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR")}}, "(missing facts: line)"},
		{"no facts", pairs, book{}, "(missing facts: order)"},
		{"a status not placed", pairs, odd, "(unplaced status: odd)"},
		{"beyond the limit", association.Options{MinCount: 1, MaxResults: 2}, baskets([]string{"a", "b", "c"}),
			"(out of range: association: more than 2 itemsets: limit exceeded; ask for a higher support or smaller sets)"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.MarketBasket(kpi.Policy{}, c.options), c.book), c.want) })
	}
}

func TestMarketBasketByCategory(t *testing.T) {
	b := baskets([]string{"a/x", "b/y", "c"}, []string{"d/x", "e/y"}, []string{"c"})
	wantText(t, of(kpi.MarketBasketBy(kpi.Policy{}, model.LineCategory, association.Options{}), b),
		"2 orders\n{x} => {y}: support 2/2, confidence 2/2, lift 1.0000\n{y} => {x}: support 2/2, confidence 2/2, lift 1.0000\n"+
			"! 2 of 6 lines of counted orders without line.category\n! 1 of 3 counted orders without line.category")
	wantText(t, of(kpi.MarketBasketBy(kpi.Policy{}, model.LineCategory, association.Options{}), baskets([]string{"a", "b"})), "(missing field: line.category)")
	defer func() {
		if got := fmt.Sprint(recover()); got != "kpi: MarketBasketBy: association: option out of range: MinCount = -1" {
			t.Errorf("got %s", got)
		}
	}()
	kpi.MarketBasket(kpi.Policy{}, association.Options{MinCount: -1})
}

func TestMarketBasketMarshals(t *testing.T) {
	got, err := json.Marshal(of(kpi.MarketBasket(kpi.Policy{}, association.Options{MinConfidence: association.Percent(100)}), baskets([]string{"a", "b"}, []string{"a", "b"}, []string{"b"})))
	want := `{"value":{"orders":3,"rules":[{"antecedent":["a"],"consequent":["b"],"both":2,"with_antecedent":2,"with_consequent":3,"baskets":3,"lift":1,"leverage":0,` +
		`"conviction":"inf","cosine":0.8164965809277261,"jaccard":0.6666666666666666,"kulczynski":0.8333333333333334,"chi_square":null}]}}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestMarketBasketOracle counts pairs by loops over the orders as they were
// given.
func TestMarketBasketOracle(t *testing.T) {
	drawn := rapid.Custom(func(t *rapid.T) book {
		names := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 5)
		b := baskets(rapid.SliceOfN(names, 1, 8).Draw(t, "baskets")...)
		for i := range b.orders {
			b.orders[i].Status = rapid.SampledFrom([]model.OrderStatus{"placed", "shipped", "cancelled"}).Draw(t, "status")
			b.orders[i].Test = rapid.IntRange(0, 5).Draw(t, "test") == 0
		}
		return b
	})
	rapid.Check(t, func(t *rapid.T) {
		b := drawn.Draw(t, "book")
		single, pair, orders := map[model.ProductID]int64{}, map[[2]model.ProductID]int64{}, int64(0)
		for _, o := range b.orders {
			if o.Test || o.Status == "cancelled" {
				continue
			}
			orders++
			in := map[model.ProductID]bool{}
			for _, l := range o.Lines {
				in[l.ProductID] = true
			}
			for x := range in {
				single[x]++
				for y := range in {
					if x != y {
						pair[[2]model.ProductID{x, y}]++
					}
				}
			}
		}
		maps.DeleteFunc(pair, func(_ [2]model.ProductID, n int64) bool { return n < 2 })
		r, ok := of(kpi.MarketBasket(kpi.Policy{}, association.Options{MaxItems: 2}), b).Value()
		if !ok || r.Orders != orders || len(r.Rules) != len(pair) {
			t.Fatalf("got %v, want %d orders and %v", r, orders, pair)
		}
		for _, rule := range r.Rules {
			x, y := rule.Antecedent[0], rule.Consequent[0]
			if rule.Both() != pair[[2]model.ProductID{x, y}] || rule.WithAntecedent() != single[x] || rule.WithConsequent() != single[y] || rule.Baskets() != orders {
				t.Fatalf("got %v, want %v of %v and %d", rule, pair, single, orders)
			}
		}
		backwards := book{orders: slices.Clone(b.orders)}
		slices.Reverse(backwards.orders)
		if again, _ := of(kpi.MarketBasket(kpi.Policy{}, association.Options{MaxItems: 2}), backwards).Value(); again.String() != r.String() {
			t.Fatalf("backwards %v, want %v", again, r)
		}
	})
}

func ExampleMarketBasket() {
	line := func(no int64, product model.ProductID) model.Line {
		return model.Line{No: no, ProductID: product, Quantity: decimal.New(10, 0), UnitPrice: model.MoneyOf(3, 0, model.EUR)}
	}
	placed := instant("2025-01-10")
	facts := model.NewFacts(model.FactsOptions{})
	err := facts.Orders.Append(
		model.Order{ID: "1", PlacedAt: placed, Status: "placed", Lines: []model.Line{line(1, "screws"), line(2, "plugs")}},
		model.Order{ID: "2", PlacedAt: placed, Status: "placed", Lines: []model.Line{line(1, "screws"), line(2, "plugs"), line(3, "paint")}},
		model.Order{ID: "3", PlacedAt: placed, Status: "placed", Lines: []model.Line{line(1, "screws")}},
		model.Order{ID: "4", PlacedAt: placed, Status: "placed", Lines: []model.Line{line(1, "paint"), line(2, "brush")}},
	)
	if err != nil {
		panic(err)
	}
	fmt.Println(kpi.MarketBasket(kpi.Policy{}, association.Options{}).Of(facts.All()))
	// Output:
	// 4 orders
	// {plugs} => {screws}: support 2/4, confidence 2/2, lift 1.3333
	// {screws} => {plugs}: support 2/4, confidence 2/3, lift 1.3333
}
