package kpi_test

import (
	"encoding/json"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestOnlineAndOfflineOrders(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"both", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-10", "20 EUR", through("edi")), order("3", "2025-01-10", "40 EUR", through("rep-visit")),
		}}, "online 2 orders, average 15.0000 EUR; offline 1 orders, average 40.0000 EUR; 0 of unknown channel"},
		{"trap: unknown channel counted as offline", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-10", "20 EUR", through("")),
		}}, "online 1 orders, average 10.0000 EUR; offline 0 orders, average (no denominator); 1 of unknown channel\n! 1 of 2 counted orders without order.channel"},
		{"channels by policy", kpi.Policy{Online: []model.Channel{"phone"}}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-10", "20 EUR", through("phone")),
		}}, "online 1 orders, average 20.0000 EUR; offline 1 orders, average 10.0000 EUR; 0 of unknown channel"},
		{"each part in its currency", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-10", "20 USD", through("phone")), order("3", "2025-01-10", "20 EUR", through("phone")),
		}}, "online 1 orders, average 10.0000 EUR; offline 2 orders, average (mixed currency: EUR, USD); 0 of unknown channel"},
		{"no order has a channel", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", through(""))}}, "(missing field: order.channel)"},
		{"no order counts", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", in("draft"))}},
			"online 0 orders, average (no denominator); offline 0 orders, average (no denominator); 0 of unknown channel"},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.OnlineAndOfflineOrders(c.policy), c.book), c.want) })
	}
}

func TestOrderMixMarshals(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-10", "20 EUR", through(""))}}
	got, err := json.Marshal(of(kpi.OnlineAndOfflineOrders(kpi.Policy{}), b))
	want := `{"value":{"online":{"orders":1,"average_value":{"value":{"value":"10.0000","total":"10","count":1,"currency":"EUR"}}},` +
		`"offline":{"orders":0,"average_value":{"why":"no denominator"}},"unknown":1},"warnings":["1 of 2 counted orders without order.channel"]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}
