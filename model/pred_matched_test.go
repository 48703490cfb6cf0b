package model

import (
	"fmt"
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
