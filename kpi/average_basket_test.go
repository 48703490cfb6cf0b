package kpi_test

import (
	"encoding/json"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestAverageBasket(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"trap: mean of the accounts' means", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "10 EUR"), order("3", "2025-01-11", "40 EUR", by("b")),
		}}, "overall: 20.0000 EUR\na: 10.0000 EUR\nb: 40.0000 EUR"},
		{"guests", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "20 EUR", by(""))}},
			"overall: 15.0000 EUR\na: 10.0000 EUR\n(unknown): 20.0000 EUR"},
		{"merged accounts are one", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", MergedInto: "a"}},
			orders:   []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "20 EUR", by("b"))},
		}, "overall: 15.0000 EUR\na: 15.0000 EUR"},
		{"every account in its currency", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "20 USD", by("b"))}},
			"overall: (mixed currency: EUR, USD)\na: 10.0000 EUR\nb: 20.0000 USD"},
		{"after returns by order date", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders: []model.Order{order("1", "2025-01-10", "10 EUR")}, refunds: []model.Refund{refund("r", "1", "2026-01-10", "4 EUR")},
		}, "overall: 6.0000 EUR\na: 6.0000 EUR"},
		{"no order counts", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", in("rejected"))}}, "overall: (no denominator)"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.AverageBasket(c.policy), c.book), c.want) })
	}
}

func TestBasketsMarshal(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "20 USD", by(""))}}
	got, err := json.Marshal(of(kpi.AverageBasket(kpi.Policy{}), b))
	want := `{"value":{"overall":{"why":"mixed currency","detail":"EUR, USD"},"per_account":[` +
		`{"key":"a","result":{"value":{"value":"10.0000","total":"10","count":1,"currency":"EUR"}}},` +
		`{"key":null,"result":{"value":{"value":"20.0000","total":"20","count":1,"currency":"USD"}}}]}}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}
