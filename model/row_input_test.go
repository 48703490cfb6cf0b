package model

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What rows return as facts is what is recorded: appended to other facts it is
// accepted and gives the same rows again.
func TestRowsAsFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, again := NewFacts(FactsOptions{}), NewFacts(FactsOptions{})
		o, a := orderFacts.Draw(t, "order"), accountFacts.Draw(t, "account")
		a.FirstOrderAt = maybeInstants.Draw(t, "first")
		if f.Orders.Append(o) != nil || f.Accounts.Append(a) != nil {
			t.Skip("they contradict each other")
		}
		row, _ := f.Orders.Find(string(o.ID))
		account, _ := f.Accounts.Find(string(a.ID))
		if err := errors.Join(again.Orders.Append(row.Order()), again.Accounts.Append(account.Account())); err != nil {
			t.Fatal(err)
		}
		back, _ := again.Orders.Find(string(o.ID))
		if diff := cmp.Diff(orderIn(row), orderIn(back), sameOrders); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(a, account.Account(), compareFacts...); diff != "" {
			t.Errorf("account (-want +got):\n%s", diff)
		}
	})
}

// Goods of 24 places, which no text of an amount may have, are left to the
// lines.
func TestOrderLeavesGoodsToLines(t *testing.T) {
	o := goodOrder()
	fine := dec("0.000000000001")
	o.Goods, o.Discount = Money{}, Money{}
	o.Lines = []Line{{No: 1, ProductID: "p", Quantity: fine, UnitPrice: MoneyOf(1, 12, EUR)}}
	o.Total = Money{}
	table, err := NewOrders(o)
	if err != nil {
		t.Fatal(err)
	}
	row, _ := table.Find(string(o.ID))
	if in := row.Order(); row.Goods().IsNone() || !in.Goods.IsNone() || len(in.Lines) != 1 {
		t.Errorf("goods %v, as a fact %v", row.Goods(), in.Goods)
	}
	must(t, table, row.Order())
	if table.Duplicates() != 1 {
		t.Errorf("%d duplicates", table.Duplicates())
	}
}

func TestParseAmount(t *testing.T) {
	for _, text := range []string{"12.50", "-0", "1e3", "123456789012345678901234", "0.000000000001"} {
		got, err := ParseAmount(text, EUR)
		if want := eur(text); err != nil || !got.Equal(want) {
			t.Errorf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
	if _, err := ParseAmount("1,5", EUR); !errors.Is(err, ErrSyntax) {
		t.Error(err)
	}
	if _, err := ParseAmount("1e999999999", EUR); !errors.Is(err, ErrOutOfRange) {
		t.Error(err)
	}
	if _, err := ParseAmount("1", 0); !errors.Is(err, ErrUnknownCurrency) {
		t.Error(err)
	}
}
