package model

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// Links lead to the same rows whatever came first: what is linked to, what links, or
// some of either; and also after a batch was refused.
func TestLinksInAnyOrderOfFacts(t *testing.T) {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	session := func(i int) Session {
		return Session{ID: SessionID(fmt.Sprint("s", i)), StartedAt: start.Add(time.Duration(i) * time.Minute), VisitorID: VisitorID(fmt.Sprint("v", i))}
	}
	order := func(i, of int) Order {
		o := Order{ID: OrderID(fmt.Sprint("o", i)), PlacedAt: start.Add(time.Hour), Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR)}
		if of >= 0 {
			o.SessionID = SessionID(fmt.Sprint("s", of))
		}
		return o
	}
	links := []int{3, -1, 0, 9, 2, 1, 4, 0, 7, 5}
	refused := func(f *Facts) {
		if err := f.Sessions.Append(session(0), session(7), Session{ID: "s8"}); err == nil {
			t.Fatal("a session without a start was taken")
		}
	}
	for name, fill := range map[string]func(f *Facts){
		"sessions first": func(f *Facts) {
			for i := range 6 {
				must(t, f.Sessions, session(i))
			}
		},
		"another order": func(f *Facts) {
			for _, i := range []int{0, 1, 4, 3, 5, 2} {
				must(t, f.Sessions, session(i))
			}
		},
		"named before": func(f *Facts) {
			must(t, f.Orders, order(100, 4))
			for i := range 6 {
				must(t, f.Sessions, session(i))
			}
		},
		"refused at first": func(f *Facts) {
			refused(f)
			for i := range 6 {
				must(t, f.Sessions, session(i))
			}
		},
		"refused at last": func(f *Facts) {
			for i := range 6 {
				must(t, f.Sessions, session(i))
			}
			refused(f)
		},
		"corrected": func(f *Facts) {
			must(t, f.Sessions, session(0), session(1))
			if err := f.Sessions.Correct(session(0)); err != nil {
				t.Fatal(err)
			}
			must(t, f.Sessions, session(2))
		},
		"none": func(*Facts) {},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFacts(FactsOptions{})
			fill(f)
			for i, of := range links {
				must(t, f.Orders, order(i, of))
			}
			begun := Via(OrderVisit, SessionStartedAt)
			found := 0
			var n Numbers
			for b := range f.Orders.Piece(0) {
				begun.Read(b, nil, &n)
				for i := range int32(b.Len()) {
					row, _ := RowAt[OrderRow](b, i)
					want, known := f.Sessions.Find(string(row.SessionID()))
					got, _, ok := n.At(i)
					if ok != known || ok && got.IntPart() != period.Micros(want.StartedAt()) {
						t.Errorf("session of order %s: %v %v, want %v %v", row.ID(), got, ok, want.StartedAt(), known)
					}
					if known {
						found++
					}
				}
			}
			if name != "none" && found < 3 {
				t.Errorf("%d sessions found", found)
			}
		})
	}
}
