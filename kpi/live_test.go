package kpi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// followed is a KPI that is followed, its type erased.
type followed struct {
	name  string
	start func(f *model.Facts, stretch int) follower
}

// follower has the live result of some facts, and that of a run over them.
type follower struct {
	live, run func() (shown func() string)
	mended    func() int
}

func followedOf[R any](name string, m kpi.KPI[R]) followed {
	all := func(r kpi.Result[R]) func() string {
		return func() string {
			b, err := json.Marshal(r)
			noError(err)
			return string(b) + "\n" + text(r)
		}
	}
	return followed{name, func(f *model.Facts, stretch int) follower {
		l := kpi.NewLive(f, m)
		l.Stretches(stretch)
		return follower{
			func() func() string { return all(l.Result()) },
			func() func() string {
				r, err := kpi.Run(context.Background(), f, m, kpi.RunOptions{Goroutines: 1})
				noError(err)
				return all(r)
			},
			l.Mended,
		}
	}}
}

// liveKPIs look at one kind and at several, at the row and far from it, have
// small states and large ones.
func liveKPIs() []followed {
	p, w := kpi.Policy{}, kpi.Window{Range: within("2025-Q1"), Calendar: utc, AsOf: instant("2025-03-15")}
	quarter, at := months("2025-01/2025-04"), model.OrderPlacedAt
	net := kpi.Policy{Amount: kpi.AmountNetAfterReturns, Refunds: kpi.RefundsByOrderDate}
	bySession := kpi.Policy{ConversionBy: kpi.ConversionBySession}
	segment := model.ViaKey(model.OrderOwner, model.AccountSegment)
	opaque := model.If("the session saw the home page", func(o model.OrderRow) bool {
		s, ok := model.OrderVisit.Of(o)
		return ok && s.HomeSeen()
	})
	first := model.EarliestOf(model.SessionVisitor, model.OrderFacts, model.OrderVisitor, at, model.OrderChannel.Is("web"))
	weekday := model.IntKey("weekday", func(o model.OrderRow) (int, bool) { return int(o.PlacedAt().Weekday()), true }).WithLookup(model.Lookup{})
	count := kpi.Count[model.OrderRow]()
	ofOrder := model.ViaKey(model.RefundParent, model.ViaKey(model.OrderVisit, model.SessionCatalogue))
	ofOwner := model.ViaKey(model.RefundParent, segment)
	sentBack := model.Matched(model.SessionKey, model.OrderFacts, model.OrderSession, model.Above(model.OrderReturned, model.MoneyOf(0, 0, model.EUR)))
	return []followed{
		followedOf("conversion", kpi.ConversionRate(p)), followedOf("conversion by session", kpi.ConversionRate(bySession)),
		followedOf("login to order", kpi.LoginToOrderRate(p, w)), followedOf("quote to order", kpi.QuoteToOrderRate(p, w)),
		followedOf("retention", kpi.CustomerRetentionRate(p, months("2025-02"))), followedOf("average basket", kpi.AverageBasket(p)),
		followedOf("maximum basket", kpi.MaximumBasket(p)), followedOf("interval", kpi.OrderInterval(p, within("2025"))),
		followedOf("series", kpi.Every(model.FactAt, quarter, kpi.AverageOrderValue(p))), followedOf("value after returns", kpi.AverageOrderValue(net)), followedOf("goods after returns", kpi.GrossMerchandiseValue(net)),
		followedOf("submissions", kpi.OrdersSubmittedForApproval(p)), followedOf("approvals", kpi.ApprovalSubmissionRate(p, w)),
		followedOf("abandonment", kpi.CartAbandonmentRate(p, w)), followedOf("requests", kpi.AccountRequests(p)), followedOf("quotes", kpi.Quotes(p, w)),
		followedOf("tiers", kpi.QuantityTiers(p, decimal.New(5, 0))), followedOf("returned", kpi.ReturnedProducts(p)), followedOf("return rate", kpi.ReturnRate(p)),
		followedOf("visitors", kpi.UniqueVisitors(p)), followedOf("baskets", kpi.BasketTiers(p, decimal.New(100, 0))), followedOf("online research", kpi.ResearchOnlineBuyOffline(p, w)),
		followedOf("facts", kpi.By(model.FactCompany, kpi.Count[model.Fact]())), followedOf("visits", kpi.By(model.FactVisitor, kpi.Count[model.Fact]())),
		followedOf("segments", kpi.On(model.OrderFacts, kpi.By(segment, kpi.Sum(model.OrderNet)))), followedOf("opaque", kpi.On(model.OrderFacts, kpi.Where(opaque, count))),
		// These judge rows by facts that are judged by others in turn.
		followedOf("refunds by catalogue", kpi.On(model.RefundFacts, kpi.By(ofOrder, kpi.Sum(model.RefundGoods)))),
		followedOf("refunds by segment", kpi.On(model.RefundFacts, kpi.By(ofOwner, kpi.Count[model.RefundRow]()))),
		followedOf("sent back", kpi.On(model.SessionFacts, kpi.By(model.SessionSource, kpi.Where(sentBack, kpi.Count[model.SessionRow]())))),
		// These have groups that cannot be mended one by one, and one has some that could.
		followedOf("payments", kpi.On(model.OrderFacts, kpi.Both(kpi.ByEach(model.OrderPaymentMethods, kpi.Sum(model.OrderNet)), kpi.By(model.OrderAccount, count)))),
		followedOf("days", kpi.On(model.OrderFacts, kpi.By(weekday, kpi.Both(count, kpi.Distinct(model.OrderAccount))))),
		followedOf("rolling", kpi.On(model.OrderFacts, kpi.Both(kpi.Rolling(at, quarter, 2, kpi.Both(count, kpi.Distinct(model.OrderAccount))), kpi.By(model.OrderAccount, count)))),
		followedOf("earliest", kpi.On(model.SessionFacts, kpi.Earliest(first))),
		followedOf("exists", kpi.On(model.OrderFacts, kpi.Where(model.Exists[model.OrderRow](model.SessionFacts, model.Not(model.SessionIsBot)), count))),
		followedOf("lines by month", kpi.Every(model.FactAtIn(utc), quarter, kpi.On(model.LineFacts, kpi.Sum(model.LineNet)))),
		followedOf("list", kpi.List(kpi.On(model.OrderFacts, count), kpi.On(model.SessionFacts, kpi.Distinct(model.SessionVisitor)), kpi.On(model.LineFacts, kpi.Count[model.LineRow]()))),
	}
}

func liveReport(p kpi.Policy, kpis ...string) followed {
	m, err := kpi.NewReport(p, kpi.ReportOptions{
		Range: within("2025-02"), Calendar: utc, KPIs: kpis, Series: period.ISOWeek, By: []string{"account", "channel"}, AsOf: instant("2025-03-15"),
		Rates: rates(rate("2025-01-01", model.EUR, model.USD, "1.04")), Currency: model.USD,
	})
	noError(err)
	return followedOf("report", m)
}

// At every step a live metric has the result of a run over all facts, and the
// result that was read before stays as it was.
func checkLive(t *rapid.T, steps int, metrics ...followed) {
	checkLiveWhile(t, steps, (*liveShop).happen, metrics...)
}

func checkLiveWhile(t *rapid.T, steps int, happen func(*liveShop), metrics ...followed) {
	s := &liveShop{t, model.NewFacts(model.FactsOptions{})}
	for range rapid.IntRange(0, 12).Draw(t, "before") {
		happen(s)
	}
	// Of 60 rows the groups of a few can leave; of 1000, all keys have few groups.
	stretch := rapid.SampledFrom([]int{1, 2, 3, 60, 60, 1000}).Draw(t, "stretch")
	lives := make([]follower, len(metrics))
	read, held := make([]func() string, len(metrics)), make([]string, len(metrics))
	for i, m := range metrics {
		lives[i] = m.start(s.facts, stretch)
	}
	for step := range steps {
		for range rapid.IntRange(0, 3).Draw(t, "facts") {
			happen(s)
		}
		for i, l := range lives {
			now := l.live()
			got := now()
			if want := l.run()(); got != want {
				t.Fatalf("%s, step %d: got\n%s\nwant\n%s", metrics[i].name, step, apart(got, want), apart(want, got))
			}
			if read[i] != nil && read[i]() != held[i] {
				t.Fatalf("%s, step %d: the result read before has become\n%s\nand was\n%s", metrics[i].name, step, read[i](), held[i])
			}
			read[i], held[i] = now, got
		}
	}
}

// apart is where a text begins to differ from another one.
func apart(s, from string) string {
	i := 0
	for i < min(len(s), len(from)) && s[i] == from[i] {
		i++
	}
	return s[max(0, i-300):min(len(s), i+1000)]
}

func TestLive(t *testing.T) {
	t.Parallel()
	metrics := liveKPIs()
	rapid.Check(t, func(t *rapid.T) {
		some := make([]followed, 5)
		for i := range some {
			some[i] = metrics[rapid.IntRange(0, len(metrics)-1).Draw(t, "metric")]
			t.Log(some[i].name)
		}
		checkLive(t, 8, some...)
	})
}

// All KPIs of the catalogue at once, each kept up to date by itself.
func TestLiveReport(t *testing.T) {
	t.Parallel()
	all, few := liveReport(kpi.Policy{}), liveReport(kpi.Policy{Amount: kpi.AmountNetAfterReturns, Hours: shopHours}, "O2", "O5", "O6", "K14")
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		if n++; n%10 == 0 {
			checkLive(t, 5, all)
			return
		}
		checkLive(t, 4, few)
	})
}

// Each live KPI has something to say in some shop, and changes now and then:
// one that never does would keep any promise.
func TestLiveKPIsSaySomething(t *testing.T) {
	for _, m := range liveKPIs() {
		results := rapid.Custom(func(t *rapid.T) string {
			s := &liveShop{t, model.NewFacts(model.FactsOptions{})}
			for range 30 {
				s.happen()
			}
			return m.start(s.facts, 1).live()()
		})
		seen := map[string]bool{}
		for seed := 0; seed < 200 && len(seen) <= 3; seed++ { // the same shops in each run
			seen[results.Example(seed)] = true
		}
		if len(seen) <= 3 {
			t.Errorf("%s: %d different results", m.name, len(seen))
		}
	}
}

func ExampleNewLive() {
	facts := model.NewFacts(model.FactsOptions{})
	aov := kpi.NewLive(facts, kpi.AverageOrderValue(kpi.Policy{}))
	placed := model.Order{
		ID: "1", PlacedAt: time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC), Status: model.StatusPlaced, Channel: model.ChannelWeb, Goods: model.MustParseMoney("100 EUR"),
	}
	noError(facts.Orders.Append(placed))
	fmt.Println(aov.Result())

	second := placed
	second.ID, second.Goods = "2", model.MustParseMoney("300 EUR")
	noError(facts.Orders.Append(second))
	fmt.Println(aov.Result())

	second.Status = model.StatusCancelled
	noError(facts.Orders.Correct(second))
	fmt.Println(aov.Result())
	// Output:
	// 100.0000 EUR
	// 200.0000 EUR
	// 100.0000 EUR
}

// A report that follows the facts: only the KPIs to which something happened
// are computed again.
func ExampleNewLive_report() {
	facts := model.NewFacts(model.FactsOptions{})
	cal := period.In(time.UTC)
	march, err := cal.Month(2025, time.March)
	noError(err)
	m, err := kpi.NewReport(kpi.Policy{}, kpi.ReportOptions{Range: march, Calendar: cal, KPIs: []string{"O6", "O7"}, Compare: kpi.CompareNothing})
	noError(err)
	report := kpi.NewLive(facts, m)
	for _, id := range []model.OrderID{"1", "2"} {
		noError(facts.Orders.Append(model.Order{
			ID: id, PlacedAt: time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC), Status: model.StatusPlaced, Channel: model.ChannelWeb, Goods: model.MustParseMoney("100 EUR"),
		}))
		fmt.Print(report.Result())
	}
	// Output:
	// O6  Average order value (AOV)      100.00 EUR
	// O7  Gross merchandise value (GMV)  100.00 EUR
	// O6  Average order value (AOV)      100.00 EUR
	// O7  Gross merchandise value (GMV)  200.00 EUR
}
