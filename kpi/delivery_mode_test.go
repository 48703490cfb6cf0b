package kpi_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func delivered(m model.DeliveryMode) func(*model.Order) {
	return func(o *model.Order) { o.DeliveryMode = m }
}

func TestMostUsedDeliveryMode(t *testing.T) {
	tied := []model.Order{
		order("1", "2025-01-10", "1 EUR", delivered("standard")), order("2", "2025-01-10", "1 EUR", delivered("express")),
		order("3", "2025-01-10", "1 EUR", delivered("standard")), order("4", "2025-01-10", "1 EUR", delivered("express")),
		order("5", "2025-01-10", "1 EUR", delivered("digital")),
	}
	for _, c := range []struct {
		name   string
		orders []model.Order
		want   string
		first  []model.DeliveryMode
	}{
		{"trap: one of several ties named", tied, "express 2, standard 2, digital 1", []model.DeliveryMode{"express", "standard"}},
		{"orders that do not count", append(slices.Clone(tied), order("6", "2025-01-10", "1 EUR", delivered("digital"), test),
			order("7", "2025-01-10", "1 EUR", delivered("digital"), in("cancelled"))), "express 2, standard 2, digital 1", []model.DeliveryMode{"express", "standard"}},
		{"unknown modes", append(slices.Clone(tied[:1]), order("6", "2025-01-10", "1 EUR"), order("7", "2025-01-10", "1 EUR")),
			"standard 1\n! 2 rows of unknown key", []model.DeliveryMode{"standard"}},
		{"no order has a mode", []model.Order{order("6", "2025-01-10", "1 EUR")}, "(missing field: order.delivery_mode)", nil},
		{"no order counts", []model.Order{order("6", "2025-01-10", "1 EUR", test)}, "(no data)", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := of(kpi.MostUsedDeliveryMode(kpi.Policy{}), book{orders: c.orders})
			wantText(t, r, c.want)
			if ranking, _ := r.Value(); !slices.Equal(ranking.First(), c.first) {
				t.Errorf("first: got %v, want %v", ranking.First(), c.first)
			}
		})
	}
}

func TestRanking(t *testing.T) {
	b := book{orders: []model.Order{
		order("1", "2025-01-10", "1 EUR", delivered("standard")), order("2", "2025-01-10", "1 EUR", delivered("express")), order("3", "2025-01-10", "1 EUR", delivered("standard")),
	}}
	r := of(kpi.MostUsedDeliveryMode(kpi.Policy{}), b)
	ranking, _ := r.Value()
	var keys []model.DeliveryMode
	for k, n := range ranking.All() {
		if keys = append(keys, k); n < 1 {
			t.Errorf("%s: %d", k, n)
		}
	}
	if !slices.Equal(keys, []model.DeliveryMode{"standard", "express"}) || ranking.Len() != 2 {
		t.Errorf("got %v", keys)
	}
	for range ranking.All() {
		break // an iteration may end early
	}
	got, err := json.Marshal(r)
	if want := `{"value":[{"key":"standard","count":2},{"key":"express","count":1}]}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
	var none kpi.Ranking[model.DeliveryMode]
	if got, err := json.Marshal(none); err != nil || string(got) != "[]" || none.First() != nil || none.String() != "" {
		t.Errorf("the zero Ranking: %s, %v", got, err)
	}
}
