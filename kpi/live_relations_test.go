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
			if mended := mendedIn(t, 100, m, (*liveShop).swap); mended == 0 && !testing.Short() { // of few shops there may be none
				t.Error("no groups were mended")
			}
		})
	}
}

// manyOrders is a shop of so many orders, each in a session and of an account of its
// own, and of as many sessions without, two to a visitor.
type manyOrders struct {
	*model.Facts
	n int
}

func newManyOrders(n int) manyOrders {
	s := manyOrders{model.NewFacts(model.FactsOptions{}), n}
	for i := range 2 * n {
		noError(s.Sessions.Append(model.Session{
			ID: model.SessionID("s" + strconv.Itoa(i)), StartedAt: instant("2025-01-01"), VisitorID: model.VisitorID("v" + strconv.Itoa(i/2)),
		}))
		if i%2 == 0 {
			s.order(i, i)
		}
	}
	return s
}

// order places an order, or moves it to another session.
func (s manyOrders) order(i, session int) {
	noError(s.Orders.Correct(model.Order{
		ID: model.OrderID(strconv.Itoa(i)), PlacedAt: instant("2025-01-02"), Status: model.StatusPlaced, Channel: "web", Goods: model.MoneyOf(int64(i)+5, 2, model.EUR),
		AccountID: model.AccountID("a" + strconv.Itoa(i/2%s.n)), SessionID: model.SessionID("s" + strconv.Itoa(session)),
	}))
}

// refund gives something back of an order, or of another one instead.
func (s manyOrders) refund(id model.RefundID, order int) {
	noError(s.Refunds.Correct(model.Refund{ID: id, OrderID: model.OrderID(strconv.Itoa(order)), RefundedAt: instant("2025-01-03"), Goods: model.MoneyOf(1, 2, model.EUR)}))
}

func liveRelation(t *testing.T, name string, of *model.Facts) follower {
	for _, m := range liveRelations() {
		if m.name == name {
			return m.start(of, 100)
		}
	}
	t.Fatal("no " + name)
	return follower{}
}

// A refund costs the account of its order, and where it is corrected those of both.
func TestLiveRefundsOfManyAccounts(t *testing.T) {
	s := newManyOrders(5000)
	l := liveRelation(t, "amounts after returns", s.Facts)
	l.check(t, "at first", 0)
	s.refund("1", 8)
	l.check(t, "the first refund", 0)
	s.refund("2", 10)
	l.check(t, "another one", 1)
	s.refund("1", 12)
	l.check(t, "the first one corrected", 1+2)
}

// An order costs the visitor of its session, and where it is moved those of both.
func TestLiveOrdersOfManyVisitors(t *testing.T) {
	const n = 5000
	s := newManyOrders(n)
	l := liveRelation(t, "sessions of visitors", s.Facts)
	l.check(t, "at first", 0)
	s.order(2*n, 9)
	l.check(t, "an order", 0)
	s.order(2*n+2, 11)
	s.order(2*n+4, 11)
	l.check(t, "two in one session", 1)
	s.order(2*n+2, 13)
	l.check(t, "one of them moved", 1+2)
}
