package kpi_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// liveRelations are metrics of which groups are mended where their rows are judged by
// other facts: by their order or its refunds, by the orders in a session.
func liveRelations() []followed {
	orders, net := kpi.Count[model.OrderRow](), model.OrderNetAfterReturns
	spent := kpi.Sum(kpi.EntryValue[model.AccountID, int64]())
	ordered := model.Matched(model.SessionKey, model.OrderFacts, model.OrderSession, model.OrderChannel.Is("web"))
	refunded := model.PredOf(model.RefundFacts, model.Above(model.RefundGoods, model.MoneyOf(0, 0, model.EUR)))
	first := model.EarliestOf(model.OrderAccount, model.OrderFacts, model.OrderAccount, model.OrderPlacedAt, model.OrderChannel.Is("web"))
	return []followed{
		groupOf("amounts after returns", kpi.Sum(net)),
		everyOf("series after returns", kpi.By(model.OrderAccount, kpi.Max(net))),
		followedOf("refunds of accounts", kpi.On(model.RefundFacts, kpi.By(model.RefundAccount, kpi.Count[model.RefundRow]()))),
		followedOf("facts of accounts", kpi.Where(model.Or(refunded, model.PredOf(model.OrderFacts, model.OrderChannel.Is("web"))), kpi.Across(model.FactAccount, kpi.Count[model.Fact](), spent))),
		followedOf("sessions of visitors", kpi.On(model.SessionFacts, kpi.By(model.SessionVisitor, kpi.Where(ordered, kpi.Count[model.SessionRow]())))),
		followedOf("visitors who ordered", kpi.On(model.SessionFacts, kpi.Where(ordered, kpi.Distinct(model.SessionVisitor)))),
		groupOf("since the first order", kpi.Where(model.Given(first), kpi.Both(orders, kpi.Earliest(first)))),
	}
}

// swap records an order, a refund, a session, or now and then an account.
func (s *liveShop) swap() {
	var err error
	switch what := rapid.IntRange(0, 19).Draw(s.T, "kind"); what {
	default:
		err = s.facts.Orders.Correct(s.order())
	case 10, 11, 12, 13, 14:
		err = s.facts.Refunds.Correct(s.refund())
	case 15, 16, 17, 18:
		err = s.facts.Sessions.Correct(s.session())
	case 19:
		err = s.facts.Accounts.Correct(s.account())
	}
	s.refused(err)
}

func TestLiveRelations(t *testing.T) {
	t.Parallel()
	for _, m := range liveRelations() {
		t.Run(m.name, func(t *testing.T) {
			mended := 0
			rapid.Check(t, kpi.AtMost(100, func(t *rapid.T) {
				started := m.start
				follow := m
				var l follower
				follow.start = func(f *model.Facts, stretch int) follower {
					l = started(f, stretch)
					return l
				}
				checkLiveWhile(t, 10, (*liveShop).swap, follow)
				mended += l.mended()
			}))
			if mended == 0 && !testing.Short() { // of few shops there may be none
				t.Error("no groups were mended")
			}
		})
	}
}

// In a shop of many accounts a refund costs the account of its order, and an order in
// a session the visitor of that.
func TestLiveRelationsOfMany(t *testing.T) {
	const many = 5000
	facts := model.NewFacts(model.FactsOptions{})
	order := func(i, session int) model.Order {
		return model.Order{
			ID: model.OrderID(strconv.Itoa(i)), PlacedAt: instant("2025-01-02"), Status: model.StatusPlaced, Channel: "web", Goods: model.MoneyOf(int64(i)+5, 2, model.EUR),
			AccountID: model.AccountID("a" + strconv.Itoa(i%many)), SessionID: model.SessionID("s" + strconv.Itoa(session)),
		}
	}
	for i := range 2 * many {
		id := strconv.Itoa(i)
		noError(facts.Sessions.Append(model.Session{ID: model.SessionID("s" + id), StartedAt: instant("2025-01-01"), VisitorID: model.VisitorID("v" + strconv.Itoa(i/2))}))
		if i%2 == 0 {
			noError(facts.Orders.Append(order(i, i)))
		}
	}
	for i, c := range liveRelations() {
		if c.name != "amounts after returns" && c.name != "sessions of visitors" {
			continue
		}
		l := c.start(facts, 100)
		check := func(what string, mended int) {
			t.Helper()
			if got, want := l.live()(), l.run()(); got != want {
				t.Fatalf("%s, %s: got\n%s\nwant\n%s", c.name, what, apart(got, want), apart(want, got))
			}
			if got := l.mended(); got != mended {
				t.Errorf("%s, %s: %d groups were mended, want %d", c.name, what, got, mended)
			}
		}
		refund := func(n, of int) {
			noError(facts.Refunds.Correct(model.Refund{
				ID: model.RefundID(strconv.Itoa(10*i + n)), OrderID: model.OrderID(strconv.Itoa(of)), RefundedAt: instant("2025-01-03"), Goods: model.MoneyOf(1, 2, model.EUR),
			}))
		}
		check("at first", 0)
		if c.name == "amounts after returns" {
			refund(1, 8)
			check("the first refund", 0)
			refund(2, 10)
			check("another one", 1)
			refund(1, 12)
			check("the first one corrected", 1+2)
			continue
		}
		noError(facts.Orders.Append(order(2*many+1, 9)))
		check("an order", 0)
		noError(facts.Orders.Append(order(2*many+3, 11), order(2*many+5, 11)))
		check("two in one session", 1)
		noError(facts.Orders.Correct(order(2*many+3, 13)))
		check("one of them moved", 1+2)
	}
}
