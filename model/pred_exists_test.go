package model

import "testing"

func TestExists(t *testing.T) {
	facts := NewFacts(FactsOptions{})
	if err := facts.Carts.Append(Cart{ID: "c", CreatedAt: at("2025-02-01T00:00:00Z"), Outcome: CartOpen}); err != nil {
		t.Fatal(err)
	}
	named := Exists[CartRow](OrderFacts, OrderQuote.Known())
	is := func() (holds, other bool) {
		for c := range facts.Carts.All() {
			holds, _ = named.Of(c)
			other, _ = Not(named).Of(c)
		}
		return holds, other
	}
	if holds, other := is(); holds || !other {
		t.Error("holds without orders")
	}
	for _, o := range []struct {
		order Order
		want  bool
	}{
		{Order{ID: "a", PlacedAt: at("2025-02-01T00:00:00Z"), Status: StatusPlaced, Goods: MustParseMoney("1 EUR")}, false},
		{Order{ID: "b", PlacedAt: at("2025-02-01T00:00:00Z"), Status: StatusPlaced, Goods: MustParseMoney("1 EUR"), QuoteID: "k"}, true},
	} {
		if err := facts.Orders.Append(o.order); err != nil {
			t.Fatal(err)
		}
		if holds, other := is(); holds != o.want || other == o.want {
			t.Errorf("with order %s: %t and %t, want %t", o.order.ID, holds, other, o.want)
		}
	}
}
