package kpi_test

import (
	"encoding/json"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func TestMaximumBasket(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string
	}{
		{"per account, with the order", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "30 EUR"), order("3", "2025-01-11", "20 EUR", by("b")),
		}}, "a: 30.00 EUR (2, 2025-01-11T00:00:00Z)\nb: 20.00 EUR (3, 2025-01-11T00:00:00Z)"},
		{"tie: the earliest", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-09", "10.00 EUR")}},
			"a: 10.00 EUR (2, 2025-01-09T00:00:00Z)"},
		{"tie of one instant: the lowest ID", kpi.Policy{}, book{orders: []model.Order{order("2", "2025-01-10", "10 EUR"), order("10", "2025-01-10", "10 EUR")}},
			"a: 10.00 EUR (10, 2025-01-10T00:00:00Z)"},
		{"trap: across currencies", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "3000 JPY"), order("3", "2025-01-11", "20 USD", by("b")),
		}}, "a: (mixed currency: EUR, JPY)\nb: 20.00 USD (3, 2025-01-11T00:00:00Z)"},
		{"after returns another order is the largest", kpi.Policy{Amount: kpi.AmountNetAfterReturns}, book{
			orders:  []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "30 EUR")},
			refunds: []model.Refund{refund("r", "2", "2025-03-11", "25 EUR")},
		}, "a: 10.00 EUR (1, 2025-01-10T00:00:00Z)"},
		{"merged accounts are one, guests a group of their own", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", MergedInto: "a"}},
			orders:   []model.Order{order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "20 EUR", by("b")), order("3", "2025-01-11", "5 EUR", by(""))},
		}, "a: 20.00 EUR (2, 2025-01-11T00:00:00Z)\n(unknown): 5.00 EUR (3, 2025-01-11T00:00:00Z)"},
		{"no order counts", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", in("rejected"))}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, of(kpi.MaximumBasket(c.policy), c.book), c.want) })
	}
}

func TestMaximumBasketMarshals(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10T01:00:00+01:00", "10.50 EUR")}}
	got, err := json.Marshal(of(kpi.MaximumBasket(kpi.Policy{}), b))
	want := `{"value":[{"key":"a","result":{"value":{"value":"10.5","currency":"EUR","key":"1","at":"2025-01-10T00:00:00Z"}}}]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}

// The largest of all, and of each month: of whichever account, in one currency.
func TestLargestBasketInReport(t *testing.T) {
	o := kpi.ReportOptions{Range: within("2025-01-01/2025-03-01"), KPIs: []string{"K15"}, Series: period.Month, Compare: kpi.CompareNothing}
	orders := []model.Order{
		order("1", "2025-01-10", "10 EUR"), order("2", "2025-01-11", "30 EUR", by("")), order("3", "2025-02-11", "20 EUR", by("b")),
		order("4", "2025-02-12", "90 EUR", in("rejected")),
	}
	line := reportOf(t, o, book{orders: orders}).Lines[0]
	wantText(t, line.Value, "30.00 EUR")
	if got, want := line.Series.String(), "2025-01: 30.00 EUR\n2025-02: 20.00 EUR"; got != want {
		t.Errorf("by month: got %q, want %q", got, want)
	}
	f, _ := line.Value.Value()
	if got, want := f.Detail(), of(kpi.MaximumBasket(kpi.Policy{}), book{orders: orders}).String(); got != want {
		t.Errorf("parts: got %q, want %q", got, want)
	}
	line = reportOf(t, o, book{orders: append(orders, order("5", "2025-02-13", "1 USD", by("c")))}).Lines[0]
	wantText(t, line.Value, "(mixed currency: EUR, USD)")
	if got, want := line.Series.String(), "2025-01: 30.00 EUR\n2025-02: (mixed currency: EUR, USD)"; got != want {
		t.Errorf("by month: got %q, want %q", got, want)
	}
}
