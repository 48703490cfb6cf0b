package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// spent is media spend on acquisition, with changes.
func spent(id, from, to, amount string, changes ...func(*model.Spend)) model.Spend {
	s := model.Spend{ID: model.SpendID(id), From: date(from), To: date(to), Amount: model.MustParseMoney(amount), Kind: model.SpendMedia}
	for _, change := range changes {
		change(&s)
	}
	return s
}

func TestCustomerAcquisitionCost(t *testing.T) {
	kind := func(k model.SpendKind) func(*model.Spend) { return func(s *model.Spend) { s.Kind = k } }
	purpose := func(p model.SpendPurpose) func(*model.Spend) { return func(s *model.Spend) { s.Purpose = p } }
	won := []model.Order{order("1", "2025-01-10", "1 EUR", by("a")), order("2", "2025-01-31T23:59:59Z", "1 EUR", by("b"))}
	january := asOf("2025-01", "")
	avoid(t, kpi.CustomerAcquisitionCost, []trap{
		{name: "paid and loaded", window: january, book: book{orders: won, spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "100 EUR"), spent("2", "2025-01-01", "2025-02-01", "60 EUR", kind(model.SpendSalaries)),
			spent("3", "2025-01-01", "2025-02-01", "5000 EUR", purpose(model.ForRetention)),
		}}, want: "loaded 80.0000 EUR, paid 50.0000 EUR, 2 customers"},
		{name: "a credit is negative", window: january, book: book{orders: won, spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "100 EUR"), spent("2", "2025-01-05", "2025-01-06", "-40 EUR"),
		}}, want: "loaded 30.0000 EUR, paid 30.0000 EUR, 2 customers"},
		{name: "days at the range's edge, divided once", window: january, book: book{orders: won, spend: []model.Spend{
			spent("1", "2025-01-30", "2025-02-02", "10 EUR"), spent("2", "2024-12-31", "2025-01-03", "10 EUR"), spent("3", "2025-01-10", "2025-01-13", "10 EUR"),
		}}, want: "loaded 11.6667 EUR, paid 11.6667 EUR, 2 customers"},
		{name: "spend of other months", window: january, book: book{orders: won, spend: []model.Spend{spent("1", "2025-02-01", "2025-03-01", "10 EUR")}},
			want: "loaded 0.0000, paid 0.0000, 2 customers"},
		{name: "a lag shifts the spend", policy: kpi.Policy{SpendLag: 31}, window: january, book: book{orders: won, spend: []model.Spend{
			spent("1", "2024-12-01", "2025-01-01", "10 EUR"), spent("2", "2025-01-01", "2025-02-01", "500 EUR"),
		}}, want: "loaded 5.0000 EUR, paid 5.0000 EUR, 2 customers"},
		{name: "trap: leads are no customers", window: january, book: book{
			orders:   append([]model.Order{order("3", "2025-01-10", "1 EUR", by("c"), in("cancelled")), order("4", "2025-01-10", "1 EUR", by(""))}, won...),
			accounts: []model.Account{{ID: "lead", CreatedAt: instant("2025-01-10")}},
			requests: []model.AccountRequest{{ID: "q", ReceivedAt: instant("2025-01-05"), Contact: "x", Decision: model.DecisionPending}},
			spend:    []model.Spend{spent("1", "2025-01-01", "2025-02-01", "100 EUR")},
		}, want: "loaded 50.0000 EUR, paid 50.0000 EUR, 2 customers\n! 1 rows without fact.account"},
		{name: "trap: reactivated customers are not new", window: january, book: book{
			orders:   append([]model.Order{order("0", "2023-06-01", "1 EUR", by("a")), order("3", "2025-01-10", "1 EUR", by("c"))}, won...),
			accounts: []model.Account{{ID: "c", FirstOrderAt: instant("2020-01-01")}},
			spend:    []model.Spend{spent("1", "2025-01-01", "2025-02-01", "100 EUR")},
		}, want: "loaded 100.0000 EUR, paid 100.0000 EUR, 1 customers"},
		{name: "nobody was won", window: asOf("2025-03", ""), book: book{orders: won, spend: []model.Spend{spent("1", "2025-03-01", "2025-04-01", "100 EUR")}},
			want: "loaded (no denominator), paid (no denominator), 0 customers"},
		{name: "several currencies", window: january, book: book{orders: won, spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "100 EUR"), spent("2", "2025-01-01", "2025-02-01", "60 USD", kind(model.SpendTools)),
		}}, want: "loaded (mixed currency: EUR, USD), paid 50.0000 EUR, 2 customers"},
		{name: "a currency outside of the range does not mix", window: january, book: book{orders: won, spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "100 EUR"), spent("2", "2025-02-01", "2025-03-01", "60 USD"),
		}}, want: "loaded 50.0000 EUR, paid 50.0000 EUR, 2 customers"},
		{name: "no range", window: kpi.Window{Calendar: utc}, book: book{orders: won, spend: []model.Spend{spent("1", "2025-01-01", "2025-02-01", "1 EUR")}}, want: "(missing field: range)"},
		{name: "no calendar", window: kpi.Window{Range: within("2025")}, book: book{orders: won}, want: "(missing field: calendar)"},
		{name: "no spend", window: january, book: book{orders: won}, want: "(missing facts: spend)"},
		{name: "no orders", window: january, book: book{spend: []model.Spend{spent("1", "2025-01-01", "2025-02-01", "1 EUR")}}, want: "(missing facts: order)"},
	})
}

func TestAcquisitionCostByTheChannelThatWonTheAccount(t *testing.T) {
	through := func(c model.Channel) func(*model.Spend) { return func(s *model.Spend) { s.Channel = c } }
	b := book{
		accounts: []model.Account{{ID: "a", AcquiredBy: model.Attribution{Channel: "web"}}, {ID: "b", AcquiredBy: model.Attribution{Channel: "rep-visit"}}, {ID: "c"}},
		orders:   []model.Order{order("1", "2025-01-10", "1 EUR", by("a")), order("2", "2025-01-10", "1 EUR", by("b")), order("3", "2025-01-10", "1 EUR", by("c"))},
		spend: []model.Spend{
			spent("1", "2025-01-01", "2025-02-01", "30 EUR", through("web")), spent("2", "2025-01-01", "2025-02-01", "90 EUR", through("rep-visit")),
			spent("3", "2025-01-01", "2025-02-01", "6 EUR", through("email")),
		},
	}
	cost, _ := of(kpi.CustomerAcquisitionCost(kpi.Policy{}, asOf("2025-01", "")), b).Value()
	want := "email: loaded (no denominator), paid (no denominator), 0 customers\n" +
		"rep-visit: loaded 90.0000 EUR, paid 90.0000 EUR, 1 customers\n" +
		"web: loaded 30.0000 EUR, paid 30.0000 EUR, 1 customers"
	if got := cost.ByChannel.String(); got != want || cost.String() != "loaded 42.0000 EUR, paid 42.0000 EUR, 3 customers" {
		t.Errorf("got %v and\n%s", cost, got)
	}
}
