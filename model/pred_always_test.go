package model

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// checkAnswers holds a predicate beside what it should say of each row: which rows it
// selects, and that what it says of a whole block is so. Where exact is asked for, it
// has to say so of every block.
func checkAnswers[R any](t *testing.T, view *View[R], p Pred[R], naive func(R) answer, exact bool) {
	t.Helper()
	rows, k := slices.Collect(view.All()), 0
	for piece := range view.Pieces() {
		for b := range view.Piece(piece) {
			for _, want := range []bool{true, false} {
				wanted := no
				if want {
					wanted = yes
				}
				expect := []int32{}
				for i := range b.Len() {
					if naive(rows[k+i]) == wanted {
						expect = append(expect, int32(i))
					}
				}
				test := p.Bind()
				said := Always(test, b, want)
				if got := test.Select(b, nil, []int32{}, want); !slices.Equal(got, expect) {
					t.Errorf("%s, %v: %v, want %v", p, want, got, expect)
				}
				truth := SomeRows
				switch len(expect) {
				case b.Len():
					truth = AllRows
				case 0:
					truth = NoRow
				}
				if said != truth && (exact || said != SomeRows) {
					t.Errorf("%s, %v: %d of all rows, want %d", p, want, said, truth)
				}
			}
			k += b.Len()
		}
	}
}

// Where a column's values end is known to the value: limits there, and beside them.
func TestWhatIsSaidOfWholeBlocks(t *testing.T) {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	second := func(i int) time.Time { return start.Add(time.Duration(i) * time.Second) }
	order := func(i int) Order {
		return Order{ID: OrderID(fmt.Sprint("o", i)), PlacedAt: second(i), Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR), Tax: MoneyOf(int64(i), 0, EUR)}
	}
	for name, more := range map[string][]Order{
		"":                  nil,
		"another currency":  {{ID: "x", PlacedAt: second(5), Status: StatusPlaced, Goods: MoneyOf(1, 0, USD), Tax: MoneyOf(5, 0, USD)}},
		"a wide amount":     {{ID: "x", PlacedAt: second(5), Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR), Tax: eur("5000000000000000000000")}},
		"values not known":  {{ID: "x", PlacedAt: second(5), Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR)}},
		"finer than before": {{ID: "x", PlacedAt: second(5).Add(time.Microsecond), Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR), Tax: MoneyOf(5001, 3, EUR)}},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFacts(FactsOptions{})
			for i := 3; i <= 7; i++ {
				must(t, f.Orders, order(i))
			}
			must(t, f.Orders, more...)
			exact := len(more) == 0 || name == "finer than before"
			for i := 2; i <= 8; i++ {
				limit := MoneyOf(int64(i), 0, EUR)
				compared := func(holds func(c int) bool) func(OrderRow) answer {
					return compareMoney(OrderTax, limit, holds)
				}
				checkAnswers(t, &f.Orders.View, Above(OrderTax, limit), compared(func(c int) bool { return c > 0 }), exact)
				checkAnswers(t, &f.Orders.View, AtLeast(OrderTax, limit), compared(func(c int) bool { return c >= 0 }), exact)
				checkAnswers(t, &f.Orders.View, Below(OrderTax, limit), compared(func(c int) bool { return c < 0 }), exact)
				checkAnswers(t, &f.Orders.View, AtMost(OrderTax, limit), compared(func(c int) bool { return c <= 0 }), exact)
				checkAnswers(t, &f.Orders.View, Before(OrderPlacedAt, second(i)), func(o OrderRow) answer {
					return answerOf(o.PlacedAt().Before(second(i)), true)
				}, true)
				for k := i; k <= 9; k++ {
					r, err := period.NewRange(second(i), second(k))
					if err != nil {
						t.Fatal(err)
					}
					// Of a range within, nothing is said unless it is empty.
					checkAnswers(t, &f.Orders.View, During(OrderPlacedAt, r), func(o OrderRow) answer {
						return answerOf(r.Contains(o.PlacedAt()), true)
					}, i != k && !(name == "finer than before" && k-i == 1))
				}
				checkAnswers(t, &f.Orders.View, Before(OrderCancelledAt, second(i)), func(OrderRow) answer { return maybe }, false)
			}
		})
	}
}

// Some of a column's values are known, and in which order they come.
func TestWhatIsSaidOfKnownKeys(t *testing.T) {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, reps := range [][]SalesRepID{{"", ""}, {"", "r"}, {"r", ""}, {"r", "s"}} {
		for _, visitors := range [][]VisitorID{{"", ""}, {"", "v"}, {"v", ""}, {"v", "w"}} {
			for _, of := range [][]VisitorID{{"", ""}, {"", "v"}, {"v", ""}, {"v", "w"}} {
				f := NewFacts(FactsOptions{})
				for i := range 2 {
					if of[i] == "" || visitors[i] == "" || of[i] == visitors[i] {
						must(t, f.Sessions, Session{ID: SessionID(fmt.Sprint("s", i)), StartedAt: start, VisitorID: of[i]})
					}
					must(t, f.Orders, Order{
						ID: OrderID(fmt.Sprint("o", i)), PlacedAt: start, Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR),
						SalesRep: reps[i], VisitorID: visitors[i], SessionID: SessionID(fmt.Sprint("s", i)),
					})
				}
				checkAnswers(t, &f.Orders.View, OrderSalesRep.Known(), func(o OrderRow) answer { return answerOf(o.SalesRep() != "", true) }, true)
				checkAnswers(t, &f.Orders.View, OrderVisitor.Known(), func(o OrderRow) answer { return answerOf(o.VisitorID() != "", true) }, true)
				checkAnswers(t, &f.Orders.View, OrderOrSessionVisitor.Known(), func(o OrderRow) answer {
					_, known := OrderOrSessionVisitor.Of(o)
					return answerOf(known, true)
				}, false)
			}
		}
	}
}

// Keys of integers and truth values of columns are looked for in whole columns.
func TestColumnsHoldValues(t *testing.T) {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, revisions := range [][]int64{{1, 1}, {1, 2, 3}, {2, 2}, {0, 1}} {
		f := NewFacts(FactsOptions{})
		for i, revision := range revisions {
			id := fmt.Sprint("x", i)
			q := Quote{ID: QuoteID(id), Revision: revision, AccountID: "a", RequestedAt: start, Outcome: QuoteOpen}
			if revision > 0 {
				q.OfferedAt, q.Value = start, MoneyOf(1, 0, EUR)
			}
			must(t, f.Quotes, q)
			must(t, f.Carts, Cart{ID: CartID(id), CreatedAt: start, Lines: revision, Value: MoneyOf(1, 0, EUR), Outcome: CartOpen})
			s := Session{ID: SessionID(id), StartedAt: start, EndedAt: start.Add(time.Hour), HomeSeen: revision == 1}
			if revision > 1 {
				s.IdentifiedAt = start.Add(time.Minute)
			}
			must(t, f.Sessions, s)
		}
		for _, values := range [][]int64{{}, {1}, {2}, {1, 2}, {7}, {3, 1}} {
			checkAnswers(t, &f.Quotes.View, QuoteRevision.In(values...), func(q QuoteRow) answer {
				return answerOf(slices.Contains(values, q.Revision()), true)
			}, false)
		}
		for _, values := range [][]bool{{}, {true}, {false}, {true, false}} {
			checkAnswers(t, &f.Carts.View, CartFilled.In(values...), func(c CartRow) answer {
				return answerOf(slices.Contains(values, c.Filled()), true)
			}, false)
			checkAnswers(t, &f.Sessions.View, SessionIdentified.In(values...), func(s SessionRow) answer {
				return answerOf(slices.Contains(values, s.Identified()), true)
			}, false)
			checkAnswers(t, &f.Sessions.View, SessionHomeSeen.In(values...), func(s SessionRow) answer {
				return answerOf(slices.Contains(values, s.HomeSeen()), true)
			}, false)
		}
		checkAnswers(t, &f.Sessions.View, Given(SessionConnected), func(s SessionRow) answer {
			_, known := SessionConnected.Of(s)
			return answerOf(known, true)
		}, true)
	}
	if _, known := SessionHomeSeen.Of(SessionRow{}); known {
		t.Error("no session is known not to have seen the home page")
	}
}
