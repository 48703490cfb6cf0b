package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Sessions in which an order was placed through a channel, against a loop over
// the orders; corrections and late orders are seen.
func TestMatched(t *testing.T) {
	web := Matched(SessionKey, OrderFacts, OrderSession, OrderChannel.Is(ChannelWeb))
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		const sessions = 5
		for i := range sessions {
			if err := f.Sessions.Append(Session{ID: SessionID(fmt.Sprint("s", i)), StartedAt: start}); err != nil {
				t.Fatal(err)
			}
		}
		var orders []Order
		for i := range rapid.IntRange(0, 8).Draw(t, "orders") {
			o := Order{ID: OrderID(fmt.Sprint("o", i)), PlacedAt: start, Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR)}
			o.Channel = rapid.SampledFrom([]Channel{"", ChannelWeb, ChannelFax}).Draw(t, "channel")
			if n := rapid.IntRange(0, sessions).Draw(t, "session"); n < sessions {
				o.SessionID = SessionID(fmt.Sprint("s", n))
			}
			orders = append(orders, o)
		}
		same := func() {
			t.Helper()
			for s := range f.Sessions.All() {
				want := false
				for o := range f.Orders.All() {
					want = want || o.SessionID() == s.ID() && o.Channel() == ChannelWeb
				}
				if got, known := web.Of(s); got != want || !known {
					t.Fatalf("%s: got %t, %t, want %t of %+v", s.ID(), got, known, want, orders)
				}
			}
		}
		same()
		if err := f.Orders.Append(orders...); err != nil {
			t.Fatal(err)
		}
		same()
		for _, o := range orders {
			o.Channel = ChannelWeb
			if err := f.Orders.Correct(o); err != nil {
				t.Fatal(err)
			}
		}
		same()
	})
}

// Whatever is appended and corrected between one reading and the next, of the rows
// themselves and of facts that the predicate looks up, and however many rows match.
func TestMatchedWhileFactsChange(t *testing.T) {
	sold := Matched(SessionKey, OrderFacts, OrderSession, And(Not(OrderIsTest), OrderChannel.Is(ChannelWeb)))
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		sessions := 0
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		drawn := func(prefix, label string, most int) string {
			if n := rapid.IntRange(0, most).Draw(t, label); n < most {
				return fmt.Sprint(prefix, n)
			}
			return ""
		}
		test := sold.Bind()
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 7).Draw(t, "step") {
			case 0:
				must(f.Sessions.Append(Session{ID: SessionID(fmt.Sprint("s", sessions)), StartedAt: start}))
				sessions++
			case 1:
				must(f.Accounts.Correct(Account{ID: AccountID(fmt.Sprint("a", rapid.IntRange(0, 2).Draw(t, "account"))), Test: rapid.Bool().Draw(t, "test")}))
			default:
				o := Order{ID: OrderID(fmt.Sprint("o", rapid.IntRange(0, 9).Draw(t, "order"))), PlacedAt: start, Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR)}
				o.Channel = rapid.SampledFrom([]Channel{ChannelWeb, ChannelWeb, ChannelFax}).Draw(t, "channel")
				o.SessionID, o.AccountID = SessionID(drawn("s", "session", 2)), AccountID(drawn("a", "account", 3))
				must(f.Orders.Correct(o))
			case 7: // a reading
			}
			if rapid.IntRange(0, 2).Draw(t, "read") > 0 {
				continue
			}
			var got, want []SessionID
			for b := range f.Rows(KindSession, 0, sessions) {
				for _, i := range test.Select(b, nil, nil, true) {
					row, _ := RowAt[SessionRow](b, i)
					got = append(got, row.ID())
				}
			}
			for s := range f.Sessions.All() {
				for o := range f.Orders.All() {
					isTest, _ := OrderIsTest.Of(o)
					if o.SessionID() == s.ID() && o.Channel() == ChannelWeb && !isTest {
						want = append(want, s.ID())
						break
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v", got, want)
			}
		}
	})
}

// A session of several orders matches until the last of them does no more.
func TestMatchedUntilTheLast(t *testing.T) {
	sold := Matched(SessionKey, OrderFacts, OrderSession, OrderChannel.Is(ChannelWeb))
	f := NewFacts(FactsOptions{})
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	correct := func(id OrderID, c Channel) {
		if err := f.Orders.Correct(Order{ID: id, PlacedAt: start, Status: StatusPlaced, Channel: c, SessionID: "s", Goods: MoneyOf(1, 0, EUR)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Sessions.Append(Session{ID: "s", StartedAt: start}); err != nil {
		t.Fatal(err)
	}
	s, _ := f.Sessions.Find("s")
	check := func(what string, want bool) {
		t.Helper()
		if got, _ := sold.Of(s); got != want {
			t.Errorf("%s: %t, want %t", what, got, want)
		}
	}
	ids := []OrderID{"1", "2", "3", "4"}
	check("no order", false)
	for _, id := range ids {
		correct(id, ChannelWeb)
		check(string(id), true)
	}
	for i, id := range ids {
		correct(id, ChannelFax)
		check(string(id)+" by fax", i < len(ids)-1)
	}
	correct("2", ChannelWeb)
	check("2 again", true)
}

func TestMatchedIsNotKnownWithoutTheKey(t *testing.T) {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	f := NewFacts(FactsOptions{})
	if err := f.Sessions.Append(Session{ID: "s", StartedAt: start}); err != nil {
		t.Fatal(err)
	}
	p := Matched(SessionVisitor, OrderFacts, OrderVisitor, And[OrderRow]())
	s, _ := f.Sessions.Find("s")
	if holds, known := p.Of(s); holds || known {
		t.Errorf("got %t, %t, want not known", holds, known)
	}
	if text := p.String(); !strings.Contains(text, "among") {
		t.Errorf("got %q", text)
	}
	defer func() {
		if recover() == nil {
			t.Error("keys that are no codes were taken")
		}
	}()
	Matched(SessionIdentified, OrderFacts, OrderOnTerms, And[OrderRow]())
}
