package kpi_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Entries of accounts, and what is counted of them.
type (
	accountOrders = kpi.Entry[model.AccountID, int64]
	visitorOrders = kpi.Entry[model.VisitorID, int64]
)

// liveGroups are metrics of which the groups of accounts and visitors are mended
// one by one, with a state of each kind below them.
func liveGroups() []followed {
	orders, account, net, at := kpi.Count[model.OrderRow](), model.OrderAccount, model.OrderNet, model.OrderPlacedAt
	placed, web := model.OrderState.In(model.StatusPlaced, model.StatusShipped), model.OrderChannel.Is("web")
	onOrders := func(name string, m kpi.Metric[model.OrderRow, kpi.Groups[model.AccountID, int64]]) followed {
		return followedOf(name, kpi.On(model.OrderFacts, m))
	}
	spent := kpi.Sum(kpi.EntryValue[model.AccountID, int64]())
	often := kpi.EntryIf[model.AccountID]("orders often", func(n int64) bool { return n > 1 })
	all := kpi.Count[accountOrders]()
	monthly := months("2025-01/2025-04")
	ordersAndSessions := model.Or(model.PredOf(model.OrderFacts, placed), model.PredOf(model.SessionFacts, model.Not(model.SessionIsBot)))
	return []followed{
		onOrders("orders", kpi.By(account, orders)),
		onOrders("placed", kpi.Where(placed, kpi.By(account, orders))),
		onOrders("placed below", kpi.By(account, kpi.Where(placed, orders))),
		onOrders("visitors", kpi.By(account, kpi.Distinct(model.OrderVisitor))),
		groupOf("amounts", kpi.Both(kpi.Sum(net), kpi.Both(kpi.Max(net), kpi.Mean(net)))),
		groupOf("values", kpi.Quantiles(net)), groupOf("gaps", kpi.Gaps(at, within("2025"))),
		groupOf("history", kpi.History(at, kpi.HistoryOptions[model.OrderRow]{Amount: net})),
		groupOf("first", kpi.Both(kpi.First(net, at, model.OrderKey), kpi.Last(net, at, model.OrderKey))), groupOf("largest", kpi.Largest(net, at, model.OrderKey)),
		groupOf("smallest", kpi.Smallest(model.OrderKey)), groupOf("channels", kpi.By(model.OrderChannel, orders)),
		groupOf("months", kpi.Every(at, months("2025-01/2025-04"), kpi.Both(orders, kpi.Distinct(model.OrderChannel)))),
		groupOf("channels of visitors", kpi.Across(model.OrderVisitor, orders, kpi.Count[visitorOrders]())),
		followedOf("repeat", kpi.On(model.OrderFacts, kpi.Where(web, kpi.Both(kpi.Across(account, orders, kpi.Share(kpi.Where(often, all), all)), kpi.Sum(net))))),
		followedOf("pool", kpi.On(model.OrderFacts, kpi.Across(account, kpi.Quantiles(net), kpi.Pool(kpi.EntryValue[model.AccountID, kpi.Distribution[model.Money]]())))),
		followedOf("two keys", kpi.On(model.OrderFacts, kpi.Both(kpi.Across(account, orders, spent), kpi.By(model.OrderVisitor, kpi.Sum(net))))),
		followedOf("accounts", kpi.On(model.OrderFacts, kpi.Both(kpi.Distinct(account), kpi.Both(kpi.Smallest(account), kpi.By(account, orders))))),
		followedOf("first account", kpi.On(model.OrderFacts, kpi.Both(kpi.Smallest(account), kpi.By(account, orders)))),
		followedOf("facts of accounts", kpi.Where(ordersAndSessions, kpi.Across(model.FactAccount, kpi.Count[model.Fact](), spent))),
		followedOf("orders of companies", kpi.Where(model.PredOf(model.OrderFacts, web), kpi.Both(kpi.By(model.FactCompany, kpi.Count[model.Fact]()), kpi.On(model.SessionFacts, kpi.Count[model.SessionRow]())))),
		everyOf("series", kpi.Both(kpi.By(account, orders), kpi.Both(orders, kpi.By(model.OrderVisitor, kpi.Max(net))))),
		everyOf("series of distinct", kpi.Both(kpi.Distinct(account), kpi.Both(kpi.Smallest(model.OrderChannel), kpi.Count[model.OrderRow]()))),
		everyOf("series of values", kpi.By(account, kpi.Quantiles(net))),
		everyOf("series of pairs", kpi.By(account, kpi.Both(kpi.Distinct(model.OrderVisitor), kpi.By(model.OrderChannel, orders)))),
		everyOf("series across", kpi.Across(account, orders, spent)),
		followedOf("series of facts", kpi.Every(model.FactAt, monthly, kpi.Where(ordersAndSessions, kpi.Both(
			kpi.Across(model.FactAccount, kpi.Count[model.Fact](), spent), kpi.On(model.OrderFacts, kpi.Distinct(model.OrderVisitor)))))),
		followedOf("refused", kpi.On(model.OrderFacts, kpi.Refuse(model.OrderState.Is(model.StatusCancelled), account, kpi.NoData, kpi.By(account, orders)))),
	}
}

func groupOf[R any](name string, m kpi.Metric[model.OrderRow, R]) followed {
	return followedOf(name, kpi.On(model.OrderFacts, kpi.Both(kpi.By(model.OrderAccount, m), kpi.Count[model.OrderRow]())))
}

func everyOf[R any](name string, m kpi.Metric[model.OrderRow, R]) followed {
	return followedOf(name, kpi.On(model.OrderFacts, kpi.Both(kpi.Every(model.OrderPlacedAt, months("2025-01/2025-04"), m), kpi.Count[model.OrderRow]())))
}

// deal records an order or a session, most often in place of one there is.
func (s *liveShop) deal() {
	var err error
	switch what := rapid.IntRange(0, 9).Draw(s.T, "kind"); what {
	default:
		err = s.facts.Orders.Correct(s.order())
	case 7:
		err = s.facts.Sessions.Correct(s.session())
	case 8, 9: // many at once
		for range rapid.IntRange(2, 6).Draw(s.T, "of them") {
			s.refused(s.facts.Orders.Correct(s.order()))
		}
	}
	s.refused(err)
}

// mendedIn checks a metric in so many shops, and returns how many groups were mended in
// them in the end.
func mendedIn(t *testing.T, shops int, m followed, happen func(*liveShop)) (mended int) {
	rapid.Check(t, kpi.AtMost(shops, func(t *rapid.T) {
		var l follower
		seen := followed{m.name, func(f *model.Facts, stretch int) follower {
			l = m.start(f, stretch)
			return l
		}}
		checkLiveWhile(t, 10, happen, seen)
		mended += l.mended()
	}))
	return mended
}

// check holds the result beside that of a run, and so many groups beside those that
// were mended.
func (l follower) check(t *testing.T, what string, mended int) {
	t.Helper()
	if got, want := l.live()(), l.run()(); got != want {
		t.Fatalf("%s: got\n%s\nwant\n%s", what, apart(got, want), apart(want, got))
	}
	if got := l.mended(); got != mended {
		t.Errorf("%s: %d groups were mended, want %d", what, got, mended)
	}
}

// Groups that facts leave and join by corrections are those of a run, and most of
// them are mended one by one.
func TestLiveGroups(t *testing.T) {
	t.Parallel()
	metrics := liveGroups()
	for _, m := range metrics {
		t.Run(m.name, func(t *testing.T) {
			if mended := mendedIn(t, 40, m, (*liveShop).deal); mended < 10 {
				t.Errorf("%d groups were mended", mended)
			}
		})
	}
}

// In a shop of many accounts an order that moves from one to another one costs
// these two, and later ones too.
func TestLiveGroupsOfManyAccounts(t *testing.T) {
	const accounts = 5000
	facts := model.NewFacts(model.FactsOptions{})
	order := func(i, account int) model.Order {
		o := model.Order{ID: model.OrderID(strconv.Itoa(i)), PlacedAt: instant("2025-01-01"), Status: model.StatusPlaced, Channel: "web", Goods: model.MoneyOf(int64(i), 2, model.EUR)}
		if account >= 0 {
			o.AccountID = model.AccountID("a" + strconv.Itoa(account))
		}
		return o
	}
	for i := range 2 * accounts {
		noError(facts.Orders.Append(order(i, i%accounts-1)))
	}
	m := followedOf("baskets", kpi.List(
		kpi.Map("baskets", kpi.AverageBasket(kpi.Policy{}), kpi.Baskets.String),
		kpi.Map("repeat", kpi.On(model.OrderFacts, kpi.Across(model.OrderAccount, kpi.Count[model.OrderRow](), kpi.Sum(kpi.EntryValue[model.AccountID, int64]()))), func(n int64) string { return strconv.FormatInt(n, 10) }),
	))
	l := m.start(facts, 100)
	correct := func(i, account int) { noError(facts.Orders.Correct(order(i, account))) }
	l.check(t, "at first", 0)
	correct(1, 7)
	l.check(t, "the first correction", 0)
	correct(7, 8) // from 6 to 8
	l.check(t, "one that moves", 4)
	correct(7, 4321)
	l.check(t, "it moves again", 8)
	correct(8, -1) // from 7 to none
	l.check(t, "one that nobody's", 12)
	noError(facts.Orders.Append(order(2*accounts, 6), order(2*accounts+1, accounts)))
	l.check(t, "later ones", 12)
	correct(2*accounts+1, accounts+1) // its account is empty then
	l.check(t, "a new account", 14)
	for i := range 20 {
		correct(100+i, 10)
	}
	l.check(t, "many at once", 14+2*21)
	for i := range 2 * accounts {
		correct(i, i%accounts)
	}
	l.check(t, "all of them", 0)
	correct(3, 4)
	l.check(t, "and then one", 4)
}

// A key of few groups is left in the stretches, until there are many.
func TestLiveGroupsBecomeMany(t *testing.T) {
	facts := model.NewFacts(model.FactsOptions{})
	order := func(i, accounts int) model.Order {
		return model.Order{
			ID: model.OrderID(strconv.Itoa(i)), PlacedAt: instant("2025-01-01"), Status: model.StatusPlaced, Channel: "web", Goods: model.MoneyOf(int64(i), 2, model.EUR),
			AccountID: model.AccountID("a" + strconv.Itoa(i%accounts)),
		}
	}
	l := groupOf("orders", kpi.Sum(model.OrderNet)).start(facts, 640)
	for i := range 20 {
		noError(facts.Orders.Append(order(i, 5)))
	}
	l.check(t, "at first", 0)
	for i := range 3 {
		noError(facts.Orders.Correct(order(i, 4)))
		noError(facts.Orders.Correct(order(4+i, 3)))
		l.check(t, "few", 0)
	}
	for i := 20; i < 100; i++ {
		noError(facts.Orders.Append(order(i, 50)))
	}
	l.check(t, "many", 0)
	noError(facts.Orders.Correct(order(0, 7)))
	noError(facts.Orders.Correct(order(99, 7)))
	l.check(t, "the first correction of many", 0)
	noError(facts.Orders.Correct(order(99, 50)))
	l.check(t, "and the next", 2)
}
