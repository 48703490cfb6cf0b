package kpi_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// February against January, in UTC, over a history that begins in 2024.
func TestCustomerRetentionRate(t *testing.T) {
	old := order("0", "2024-06-01", "1 EUR", by("old"))
	buyer := func(person string) func(*model.Order) {
		return func(o *model.Order) { o.BuyerID = model.PersonID(person) }
	}
	visitor := func(id string) func(*model.Order) { return func(o *model.Order) { o.VisitorID = model.VisitorID(id) } }
	for _, c := range []struct {
		name   string
		policy kpi.Policy
		book   book
		want   string // S, retained, active, new, reactivated
	}{
		{"one came back, one did not, one is new, one woke up", kpi.Policy{}, book{orders: []model.Order{
			old, order("1", "2025-01-10", "1 EUR", by("a")), order("2", "2025-01-10", "1 EUR", by("b")), order("3", "2025-02-10", "1 EUR", by("a")),
			order("4", "2025-02-10", "1 EUR", by("c")), order("5", "2025-02-28T23:59:59.999999Z", "1 EUR", by("old")),
		}}, "2 1 3 1 1"},
		{"the edges belong to the interval that starts there", kpi.Policy{}, book{orders: []model.Order{
			old, order("1", "2025-01-01", "1 EUR", by("a")), order("2", "2024-12-31T23:59:59.999999Z", "1 EUR", by("b")),
			order("3", "2025-02-01", "1 EUR", by("a")), order("4", "2025-03-01", "1 EUR", by("a")), order("5", "2025-03-01", "1 EUR", by("c")),
		}}, "1 1 1 0 0"},
		{"orders that do not count", kpi.Policy{}, book{orders: []model.Order{
			old, order("1", "2025-01-10", "1 EUR"), order("2", "2025-02-10", "1 EUR", in("cancelled")), order("3", "2025-02-10", "1 EUR", test),
		}}, "1 0 0 0 0"},
		{"guests are nobody", kpi.Policy{}, book{orders: []model.Order{
			old, order("1", "2025-01-10", "1 EUR"), order("2", "2025-01-10", "1 EUR", by("")), order("3", "2025-02-10", "1 EUR", by("")),
		}}, "1 0 0 0 0\n! 2 rows without fact.account"},
		{"another look-back", kpi.Policy{LookBack: within("2024")}, book{orders: []model.Order{
			order("x", "2023-12-31", "1 EUR"), old, order("1", "2025-02-10", "1 EUR", by("old")),
		}}, "1 1 1 0 0"},
		{"older systems know the first order", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "b", FirstOrderAt: instant("2020-01-01")}},
			orders:   []model.Order{old, order("1", "2025-01-10", "1 EUR"), order("2", "2025-02-10", "1 EUR", by("b"))},
		}, "1 0 1 0 1"},
		{"merged accounts are one", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", MergedInto: "a", FirstOrderAt: instant("2020-01-01")}},
			orders:   []model.Order{old, order("1", "2025-01-10", "1 EUR", by("b")), order("2", "2025-02-10", "1 EUR", by("a"))},
		}, "1 1 1 0 0"},
		{"accounts of one company are two", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", ParentID: "a"}},
			orders:   []model.Order{old, order("1", "2025-01-10", "1 EUR", by("b")), order("2", "2025-02-10", "1 EUR", by("a"))},
		}, "1 0 1 1 0"},
		{"a company is one", kpi.Policy{Subject: kpi.SubjectCompany}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b", ParentID: "a"}, {ID: "c", ParentID: "b", FirstOrderAt: instant("2020-01-01")}},
			orders:   []model.Order{old, order("1", "2025-01-10", "1 EUR", by("b")), order("2", "2025-02-10", "1 EUR", by("a"))},
		}, "1 1 1 0 0"},
		{"persons, without a word about accounts", kpi.Policy{Subject: kpi.SubjectPerson}, book{
			accounts: []model.Account{{ID: "a"}, {ID: "b"}},
			orders: []model.Order{
				order("0", "2024-06-01", "1 EUR", buyer("p")), order("1", "2025-01-10", "1 EUR", by("a"), buyer("p")), order("2", "2025-02-10", "1 EUR", by("b"), buyer("p")),
				order("3", "2025-02-10", "1 EUR", by("a"), buyer("q")), order("4", "2025-02-10", "1 EUR"),
			},
		}, "1 1 2 1 0\n! 1 rows without fact.person"},
		{"visitors", kpi.Policy{Subject: kpi.SubjectVisitor}, book{orders: []model.Order{
			order("0", "2024-06-01", "1 EUR", visitor("v")), order("1", "2025-01-10", "1 EUR", visitor("v")), order("2", "2025-02-10", "1 EUR", visitor("w")),
		}}, "1 0 1 1 0"},
		{"trap: first only because older history was not supplied", kpi.Policy{}, book{
			accounts: []model.Account{{ID: "c", FirstOrderAt: instant("2025-02-03")}},
			orders: []model.Order{
				order("1", "2025-01-10", "1 EUR", by("a")), order("2", "2025-02-10", "1 EUR", by("b")), order("3", "2025-02-10", "1 EUR", by("c")),
			},
		}, "1 0 2 2 0\n! 1 customers of a look-back that begins before the supplied history\n! 1 of 2 new customers may have ordered before the supplied history"},
		{"a history that begins with the look-back", kpi.Policy{}, book{orders: []model.Order{
			order("1", "2025-01-01", "1 EUR", by("a")), order("2", "2025-02-10", "1 EUR", by("b")),
		}}, "1 0 1 1 0"},
		{"nobody was there before", kpi.Policy{}, book{orders: []model.Order{old, order("1", "2025-02-10", "1 EUR")}}, "(no history)"},
		{"a look-back inside the range", kpi.Policy{LookBack: within("2025-01-15/2025-02-15")}, book{orders: []model.Order{old}},
			"(no history: the look-back ends inside the range)"},
		{"nobody has an account", kpi.Policy{}, book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", by(""))}}, "(missing field: order.account)"},
		{"nobody has a buyer", kpi.Policy{Subject: kpi.SubjectPerson}, book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, "(missing field: order.buyer)"},
		{"nobody has a visitor", kpi.Policy{Subject: kpi.SubjectVisitor}, book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, "(missing field: order.visitor)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			numbers := kpi.Map("numbers", kpi.CustomerRetentionRate(c.policy, months("2025-02")), func(r kpi.Retention) string {
				return fmt.Sprint(r.Before, r.Retained, r.Active, r.New, r.Reactivated)
			})
			wantText(t, of(numbers, c.book), c.want)
		})
	}
}

func TestRetentionOfAPartOfAMonthLooksAtTheWholeMonthBefore(t *testing.T) {
	b := book{orders: []model.Order{
		order("0", "2024-01-01", "1 EUR"), order("1", "2025-01-31", "1 EUR", by("a")), order("2", "2025-02-05", "1 EUR", by("a")), order("3", "2025-02-12", "1 EUR", by("b")),
	}}
	buckets := months("2025-02")
	buckets.Range = within("2025-02-01/2025-02-10")
	r, _ := of(kpi.CustomerRetentionRate(kpi.Policy{}, buckets), b).Value()
	if got := r.String(); got != "100.00 % (1 of 1), business form 100.00 %" {
		t.Errorf("%v", got)
	}
}

func TestRetentionOfPartsOfTwoMonthsLooksAtTwoMonths(t *testing.T) {
	b := book{orders: []model.Order{
		order("0", "2024-01-01", "1 EUR"), order("1", "2024-11-01", "1 EUR", by("a")), order("2", "2025-01-20", "1 EUR", by("a")), order("3", "2025-01-05", "1 EUR", by("b")),
	}}
	buckets := months("2025-01")
	buckets.Range = within("2025-01-15/2025-02-10")
	r, _ := of(kpi.CustomerRetentionRate(kpi.Policy{}, buckets), b).Value()
	if r.Before != 1 || r.Retained != 1 {
		t.Errorf("%v", r)
	}
}

func TestRetentionInAFilterIsThatOfTheSlice(t *testing.T) {
	b := book{orders: []model.Order{
		order("0", "2024-01-01", "1 EUR", through("phone")), order("1", "2025-01-10", "1 EUR", through("phone")), order("2", "2025-02-05", "1 EUR"),
	}}
	m := kpi.CustomerRetentionRate(kpi.Policy{}, months("2025-02"))
	whole, _ := of(m, b).Value()
	sliced := of(kpi.Where(model.FactChannel.Is(model.ChannelWeb), m), b)
	if whole.Retained != 1 || sliced.Why() != kpi.NoHistory {
		t.Errorf("got %v and %v", whole, sliced)
	}
}

func TestRetentionMarshals(t *testing.T) {
	b := book{orders: []model.Order{order("0", "2024-06-01", "1 EUR", by("x"))}}
	for i := range 3 {
		b.orders = append(b.orders, order(fmt.Sprint("b", i), "2025-01-10", "1 EUR", by(fmt.Sprint("c", i))))
	}
	b.orders = append(b.orders, order("9", "2025-02-10", "1 EUR", by("c1")), order("8", "2025-02-10", "1 EUR", by("x")))
	got, err := json.Marshal(of(kpi.CustomerRetentionRate(kpi.Policy{}, months("2025-02")), b))
	want := `{"value":{"before":3,"retained":1,"active":2,"new":0,"reactivated":1,` +
		`"rate":{"value":"0.333333","numerator":"1","denominator":"3"},"business":{"value":"0.666667","numerator":"2","denominator":"3"}}}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestRetentionRateHasAnIntervalAndTheBusinessFormHasNone(t *testing.T) {
	b := book{orders: []model.Order{order("0", "2024-06-01", "1 EUR"), order("1", "2025-01-10", "1 EUR"), order("2", "2025-02-10", "1 EUR")}}
	r, _ := of(kpi.CustomerRetentionRate(kpi.Policy{}, months("2025-02")), b).Value()
	if _, ok := r.Rate.Interval(0.95); !ok {
		t.Error("the rate is a share of counts")
	}
	if _, ok := r.Business.Interval(0.95); ok {
		t.Error("the business form is no share")
	}
}

func TestRetentionInAZone(t *testing.T) {
	paris := zoned("Europe/Paris")
	february, err := paris.Month(2025, time.February)
	noError(err)
	b := book{orders: []model.Order{
		order("0", "2024-01-01", "1 EUR"), order("1", "2024-12-31T23:00:00Z", "1 EUR", by("a")), order("2", "2025-01-31T23:00:00Z", "1 EUR", by("a")),
	}}
	r, _ := of(kpi.CustomerRetentionRate(kpi.Policy{}, kpi.Buckets{Range: february, Grain: months("2025-02").Grain, Calendar: paris}), b).Value()
	if r.Before != 1 || r.Retained != 1 {
		t.Errorf("got %v", r)
	}
}
