package model

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// answer is one of the three answers of Kleene's logic, as a number: not is
// 1-x, and is the least, or the greatest.
type answer float64

const (
	no    answer = 0
	maybe answer = 0.5
	yes   answer = 1
)

func answerOf(holds, known bool) answer {
	switch {
	case !known:
		return maybe
	case holds:
		return yes
	default:
		return no
	}
}

// filtered is a predicate with the naive evaluation of it on one row.
type filtered struct {
	pred  Pred[OrderRow]
	naive func(OrderRow) answer
	text  string
}

func compareMoney(f Field[OrderRow, Money], limit Money, holds func(c int) bool) func(OrderRow) answer {
	return func(r OrderRow) answer {
		m, ok := f.Of(r)
		if !ok || !limit.IsNone() && m.Currency() != limit.Currency() {
			return maybe
		}
		return answerOf(holds(m.Amount().Cmp(limit.Amount())), true)
	}
}

var opening = mustHours(time.UTC, "Mon-Fri 08:00-18:00; Sat 22:00-06:00")

func mustHours(zone *time.Location, text string) period.Hours {
	h, err := period.ParseHours(period.In(zone), text)
	if err != nil {
		panic(err)
	}
	return h
}

// leaves draws a predicate without logic in it.
var leaves = rapid.Custom(func(t *rapid.T) filtered {
	field := oneOf(OrderGoods, OrderNet, OrderTax, Via(OrderOwner, NewField("fixed", func(a AccountRow) (Money, bool) { return eur("1"), a.Test() }))).Draw(t, "field")
	limit := drawMoney(t, "limit", currencies.Draw(t, "currency"))
	if rapid.IntRange(0, 5).Draw(t, "no currency") == 0 {
		limit = Money{}
	}
	instant := rapid.Map(instants, func(v time.Time) time.Time { return v.Add(300) }).Draw(t, "instant")
	switch rapid.IntRange(0, 12).Draw(t, "leaf") {
	case 0:
		return filtered{Above(field, limit), compareMoney(field, limit, func(c int) bool { return c > 0 }), "above"}
	case 1:
		return filtered{AtLeast(field, limit), compareMoney(field, limit, func(c int) bool { return c >= 0 }), "at least"}
	case 2:
		return filtered{Below(field, limit), compareMoney(field, limit, func(c int) bool { return c < 0 }), "below"}
	case 3:
		return filtered{AtMost(field, limit), compareMoney(field, limit, func(c int) bool { return c <= 0 }), "at most"}
	case 4:
		set := rapid.SliceOfN(accountIDs, 0, 4).Draw(t, "accounts")
		return filtered{OrderAccount.In(set...), func(r OrderRow) answer {
			a, ok := OrderAccount.Of(r)
			return answerOf(slices.Contains(set, a), ok)
		}, fmt.Sprint("account in ", set)}
	case 5:
		return filtered{OrderChannel.Is(ChannelWeb), func(r OrderRow) answer { return answerOf(r.Channel() == ChannelWeb, r.Channel() != "") }, "web"}
	case 6:
		return filtered{OrderBuyer.Known(), func(r OrderRow) answer { return answerOf(r.BuyerID() != "", true) }, "buyer known"}
	case 7:
		return filtered{Before(OrderCancelledAt, instant), func(r OrderRow) answer {
			return answerOf(r.CancelledAt().Before(instant), !r.CancelledAt().IsZero())
		}, "before"}
	case 8:
		r, err := period.NewRange(instant, max2(instant, instant.Add(1e6*time.Second)))
		if err != nil {
			r = period.Range{}
		}
		return filtered{During(OrderPlacedAt, r), func(o OrderRow) answer { return answerOf(r.Contains(o.PlacedAt()), true) }, "during"}
	case 9:
		return filtered{ClosedAt(OrderPlacedAt, opening), func(o OrderRow) answer { return answerOf(!opening.Open(o.PlacedAt()), true) }, "closed"}
	case 11:
		return filtered{NoEarlier(OrderCancelledAt, OrderPlacedAt), func(o OrderRow) answer {
			return answerOf(!o.CancelledAt().Before(o.PlacedAt()), !o.CancelledAt().IsZero())
		}, "no earlier"}
	case 10:
		even := NewKey("even", func(r OrderRow) (int, bool) { return len(r.ID()) % 2, r.Channel() != "" }, func(a, b int) int { return a - b })
		return filtered{even.Is(0), func(r OrderRow) answer { return answerOf(len(r.ID())%2 == 0, r.Channel() != "") }, "a key that is not stored"}
	default:
		return filtered{If("test", OrderRow.Test), func(r OrderRow) answer { return answerOf(r.Test(), true) }, "test"}
	}
})

func max2(a, b time.Time) time.Time {
	if b.Before(a) || b.Year() > 9999 {
		return a
	}
	return b
}

// filters draws a predicate of some depth.
func filters(depth int) *rapid.Generator[filtered] {
	if depth == 0 {
		return leaves
	}
	return rapid.Custom(func(t *rapid.T) filtered {
		parts := rapid.SliceOfN(filters(depth-1), 0, 3).Draw(t, "parts")
		preds := make([]Pred[OrderRow], len(parts))
		for i, p := range parts {
			preds[i] = p.pred
		}
		switch rapid.IntRange(0, 4).Draw(t, "op") {
		case 4:
			if len(parts) == 0 {
				return leaves.Draw(t, "leaf")
			}
			return filtered{Answered(preds[0]), func(r OrderRow) answer { return answerOf(parts[0].naive(r) != maybe, true) }, fmt.Sprint("answered ", parts[0])}
		case 0:
			return filtered{And(preds...), func(r OrderRow) answer {
				least := yes
				for _, p := range parts {
					least = min(least, p.naive(r))
				}
				return least
			}, fmt.Sprint("and", parts)}
		case 1:
			return filtered{Or(preds...), func(r OrderRow) answer {
				most := no
				for _, p := range parts {
					most = max(most, p.naive(r))
				}
				return most
			}, fmt.Sprint("or", parts)}
		case 2:
			p := filters(depth-1).Draw(t, "not")
			return filtered{Not(p.pred), func(r OrderRow) answer { return 1 - p.naive(r) }, fmt.Sprint("not", p)}
		default:
			return leaves.Draw(t, "leaf")
		}
	})
}

// Predicates select what a naive evaluation of Kleene's logic on each row
// selects: over whole tables, over picked rows, over selections, and one row
// at a time; and they leave what dst held before.
func TestPredAgainstKleene(t *testing.T) {
	tree := filters(2)
	rapid.Check(t, func(t *rapid.T) {
		f := someFacts.Draw(t, "facts")
		rows := slices.Collect(f.Orders.All())
		if len(rows) == 0 {
			return
		}
		p := tree.Draw(t, "filter")
		for _, r := range rows {
			holds, known := p.pred.Of(r)
			if got := answerOf(holds, known); got != p.naive(r) || holds && !known {
				t.Fatalf("%s of order %s is %v, want %v", p.pred, r.ID(), got, p.naive(r))
			}
		}
		picked := rapid.SliceOfN(rapid.SampledFrom(rows), 0, 20).Draw(t, "picked")
		test := p.pred.Bind()
		check := func(how string, rows []OrderRow, blocks func(func(*Block) bool)) {
			k := 0
			blocks(func(b *Block) bool {
				for _, want := range []bool{true, false} {
					wanted := no
					if want {
						wanted = yes
					}
					every := 0
					for i := range b.Len() {
						if p.naive(rows[k+i]) == wanted {
							every++
						}
					}
					if a := Always(p.pred.Bind(), b, want); a == AllRows && every < b.Len() || a == NoRow && every > 0 {
						t.Fatalf("%s, %s, %v: answer %d for all rows, which holds for %d of %d", p.pred, how, want, a, every, b.Len())
					}
					var sel []int32
					for i := range int32(b.Len()) {
						if i%3 != 1 {
							sel = append(sel, i)
						}
					}
					if sel == nil {
						sel = []int32{}
					}
					for _, s := range [][]int32{nil, sel, {}} {
						expect := []int32{-7}
						for i := range int32(b.Len()) {
							if (s == nil || slices.Contains(s, i)) && p.naive(rows[k+int(i)]) == wanted {
								expect = append(expect, i)
							}
						}
						if got := test.Select(b, s, []int32{-7}, want); !slices.Equal(got, expect) {
							t.Fatalf("%s, %s, %v of %v: %v, want %v", p.pred, how, want, s, got, expect)
						}
					}
				}
				var chained []int32 // nil is all rows
				for _, part := range p.pred.Conjuncts() {
					chained = part.Bind().Select(b, chained, []int32{}, true)
				}
				if got := test.Select(b, nil, []int32{}, true); len(p.pred.Conjuncts()) > 0 && !slices.Equal(got, chained) {
					t.Fatalf("%s, %s: %v, its parts one after the other %v", p.pred, how, got, chained)
				}
				k += b.Len()
				return true
			})
		}
		check("table", rows, func(yield func(*Block) bool) { f.Orders.Piece(0)(yield) })
		check("picked", picked, Blocks(slices.Values(picked)))
	})
}

// A limit at the end of int64 used to wrap around and let all rows pass.
func TestPredAtTheEndOfInt64(t *testing.T) {
	values := []int64{math.MinInt64, math.MinInt64 + 1, math.MinInt64 + 2, -1, 0, 1, math.MaxInt64 - 1, math.MaxInt64}
	f := NewField("value", func(v int64) (int64, bool) { return v, true })
	for _, limit := range values {
		for _, c := range []struct {
			pred Pred[int64]
			want func(v int64) bool
		}{
			{Above(f, limit), func(v int64) bool { return v > limit }}, {AtLeast(f, limit), func(v int64) bool { return v >= limit }},
			{Below(f, limit), func(v int64) bool { return v < limit }}, {AtMost(f, limit), func(v int64) bool { return v <= limit }},
		} {
			for _, set := range [][]int64{values, values[2:], values[3:7], values[7:]} { // with and without what has to stand aside
				var want []int32
				for i, v := range set {
					if c.want(v) {
						want = append(want, int32(i))
					}
				}
				if got := c.pred.Bind().Select(SliceBlock(&set), nil, nil, true); !slices.Equal(got, want) {
					t.Errorf("%v of %v selects %v, want %v", c.pred, set, got, want)
				}
			}
		}
	}
}

// Limits of another scale than the column's, of both signs.
func TestPredBetweenScales(t *testing.T) {
	f := NewField("value", func(v string) (decimal.Decimal, bool) { return dec(v), true })
	values := []string{"-2", "-1.5", "-1.49", "-1", "-0.01", "0", "0.01", "1", "1.49", "1.5", "1.51", "2", "1000000000000000000000"}
	for _, limit := range append(slices.Clone(values), "1.499999999999", "-1.500000000001", "0.000000000001") {
		for n := 1; n <= len(values); n++ {
			set := values[:n]
			for _, c := range []struct {
				pred  Pred[string]
				holds func(c int) bool
			}{
				{Above(f, dec(limit)), func(c int) bool { return c > 0 }}, {AtMost(f, dec(limit)), func(c int) bool { return c <= 0 }},
			} {
				var want []int32
				for i, v := range set {
					if c.holds(dec(v).Cmp(dec(limit))) {
						want = append(want, int32(i))
					}
				}
				if got := c.pred.Bind().Select(SliceBlock(&set), nil, nil, true); !slices.Equal(got, want) {
					t.Errorf("%v of %v selects %v, want %v", c.pred, set, got, want)
				}
			}
		}
	}
}

// Filters are told apart by what they select. A key without texts tells by
// values that may print alike, so that two filters are never taken for one.
func TestPredIdentity(t *testing.T) {
	type odd struct{ s string }
	key := NewKey("odd", func(r OrderRow) (odd, bool) { return odd{string(r.ID())}, true }, func(a, b odd) int { return 0 })
	same := [][2]Pred[OrderRow]{
		{OrderChannel.Is("a"), OrderChannel.In("a", "a")}, {OrderChannel.In("a", "b"), OrderChannel.In("b", "a")},
		{Not(OrderTest.Is(true)), Not(OrderTest.Is(true))}, {Above(OrderNet, eur("1")), Above(OrderNet, eur("1.00"))},
		{Before(Via(OrderOwner, AccountCreatedAt), noon), Before(Via(OrderOwner, AccountCreatedAt), noon)},
	}
	for _, p := range same {
		if p[0].Identity() != p[1].Identity() {
			t.Errorf("%v and %v are told apart", p[0], p[1])
		}
	}
	closed := ClosedAt(OrderPlacedAt, opening)
	differ := []Pred[OrderRow]{
		OrderChannel.Is("a"), OrderChannel.Is("b"), OrderChannel.In("a", "b"), OrderChannel.In(`a,"b`), OrderChannel.Known(), OrderTerms.Is("a"),
		key.Is(odd{"a"}), key.Is(odd{"a"}), closed, OpenAt(OrderPlacedAt, opening), Above(OrderNet, eur("1")), AtLeast(OrderNet, eur("1")),
		Above(OrderNet, eur("1.000000000001")), Above(OrderGoods, eur("1")), Before(OrderPlacedAt, noon), Before(OrderPlacedAt, noon.Add(1)),
		And(OrderTest.Is(true), OrderTest.Is(false)), Or(OrderTest.Is(true), OrderTest.Is(false)), And(OrderTest.Is(true)), Not(OrderTest.Is(true)),
		If("a", OrderRow.Test), If("a", OrderRow.Test),
	}
	for i, p := range differ {
		for j, q := range differ[:i] {
			if p.Identity() == q.Identity() {
				t.Errorf("filters %d and %d, %v and %v, are taken for one", j, i, q, p)
			}
		}
	}
	first, again := closed.Identity(), closed.Identity()
	if first != again || closed.Bind() == closed.Bind() {
		t.Error("a filter keeps its identity, and each goroutine gets a test of its own")
	}
}

// The table of opening hours gives what the hours themselves say, whatever
// blocks it has covered before: at the very instants of opening and closing, in
// years far apart, and at both ends of time.
func TestHoursTable(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	hours := mustHours(zone, "Mon-Sat 22:00-03:00; Sun 02:15-02:45")
	var anchors []time.Time
	for _, text := range []string{"2025-03-30T01:00:00Z", "2025-10-26T01:00:00Z", "2025-06-02T20:00:00Z", "2025-06-03T01:00:00Z", "2019-12-31T23:00:00Z",
		"0001-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z", "1600-06-01T12:00:00Z", "2400-06-01T12:00:00Z"} {
		anchors = append(anchors, at(text))
	}
	field := NewField("at", func(v time.Time) (time.Time, bool) { return v, !v.IsZero() })
	rapid.Check(t, func(t *rapid.T) {
		test := OpenAt(field, hours).Bind()
		for range 2 {
			rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) time.Time {
				v := oneOf(anchors...).Draw(t, "anchor").Add(time.Duration(rapid.IntRange(-8*3600, 8*3600).Draw(t, "seconds")) * time.Second)
				v = v.Add(time.Duration(oneOf(-1, 0, 0, 1).Draw(t, "micros")) * time.Microsecond)
				if y := v.Year(); y < 1 || y > 9999 {
					return time.Time{}
				}
				return v
			}), 0, 10).Draw(t, "instants")
			var want []int32
			for i, v := range rows {
				if !v.IsZero() && hours.Open(v) {
					want = append(want, int32(i))
				}
			}
			if got := test.Select(SliceBlock(&rows), nil, nil, true); !slices.Equal(got, want) {
				t.Fatalf("open are %v of %v, want %v", got, rows, want)
			}
		}
	})
}
