package kpi

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// TestDefinition: a metric prints as what it is.
func TestDefinition(t *testing.T) {
	at, orders, web := model.OrderPlacedAt, Count[model.OrderRow](), model.OrderChannel.Is("web")
	year := Buckets{Range: span("2025"), Grain: period.Month, Calendar: period.In(berlin.Zone())}
	value := EntryValue[model.AccountID, model.Money]()
	for want, m := range map[string]interface {
		String() string
		Tree() model.Expr
	}{
		"count":                           orders,
		"sum(order.net) by order.account": By(model.OrderAccount, Sum(model.OrderNet)),
		"sum(order.net) where (order.channel is web and order.net > 100.00 EUR) by order.region": By(model.OrderRegion,
			Where(model.And(web, model.Above(model.OrderNet, model.MoneyOf(100, 0, model.EUR))), Sum(model.OrderNet))),
		"max(order.net) where order.placed_at during 2025-01-01T00:00:00+01:00/2026-01-01T00:00:00+01:00": During(at, span("2025"), Max(model.OrderNet)),
		"sum(order.net) by order.placed_at every month of 2025 in Europe/Berlin":                          Every(at, year, Sum(model.OrderNet)),
		"sum(order.net) by order.placed_at every month of 2025 in Europe/Berlin, rolling 12":              Rolling(at, year, 12, Sum(model.OrderNet)),
		"sum(order.net) by order.placed_at every month of 2025 in Europe/Berlin, year to date":            ToDate(at, year, period.Year, Sum(model.OrderNet)),
		"sum(order.net) by order.placed_at every month of 2025 in Europe/Berlin, cumulative":              Cumulative(at, year, Sum(model.OrderNet)),
		"share(count where order.channel is web, count)":                                                  Share(Where(web, orders), orders),
		"per(sum(order.net), distinct(order.account))":                                                    Per(Sum(model.OrderNet), Distinct(model.OrderAccount)),
		"quantiles(value) over (sum(order.net) by order.account)":                                         Across(model.OrderAccount, Sum(model.OrderNet), Quantiles(value)),
		"ratio(sum(refund.goods), sum(order.net))":                                                        RatioOf(On(model.RefundFacts, Sum(model.RefundGoods)), On(model.OrderFacts, Sum(model.OrderNet))),
		"both(count(order), count(line)) by fact.account":                                                 By(model.FactAccount, Both(On(model.OrderFacts, orders), On(model.LineFacts, Count[model.LineRow]()))),
		"sum(order.net) unless order.status is odd":                                                       Refuse(model.OrderState.Is("odd"), model.OrderState, UnplacedStatus, Sum(model.OrderNet)),
		"sum(order.net) by order.payment_method":                                                          ByEach(model.OrderPaymentMethods, Sum(model.OrderNet)),
		"min(line.net) by order.channel via line.order":                                                   By(lineChannel, Min(model.LineNet)),
	} {
		if got := m.String(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// TestFingerprint: equal definitions have equal fingerprints, made anew each
// time, and those of the table of laws are all different where their
// definitions are.
func TestFingerprint(t *testing.T) {
	first, again := lawTable(), lawTable()
	seen := map[[16]byte]string{}
	for _, l := range first {
		if text, ok := seen[l.fingerprint]; ok && text != l.text {
			t.Errorf("%s and %s have the same fingerprint", text, l.text)
		}
		seen[l.fingerprint] = l.text
	}
	for _, l := range again {
		if seen[l.fingerprint] != l.text {
			t.Errorf("%s, made again, has another fingerprint", l.text)
		}
	}
	at, b := model.OrderPlacedAt, bucketed("2025", period.Month)
	orders, other := Count[model.OrderRow](), b
	other.Calendar = b.Calendar.WithFirstDay(0)
	later := b
	later.Range = span("2026")
	different := map[string][16]byte{}
	for what, m := range map[string]Metric[model.OrderRow, Series[int64]]{
		"every": Every(at, b, orders), "rolling 1": Rolling(at, b, 1, orders), "rolling 2": Rolling(at, b, 2, orders),
		"year": ToDate(at, b, period.Year, orders), "fiscal": ToDate(at, b, period.FiscalYear, orders), "cumulative": Cumulative(at, b, orders),
		"calendar": Every(at, other, orders), "range": Every(at, later, orders), "instant": Every(model.OrderCancelledAt, b, orders),
	} {
		for before, print := range different {
			if print == m.Tree().Fingerprint() {
				t.Errorf("%s and %s have the same fingerprint", what, before)
			}
		}
		different[what] = m.Tree().Fingerprint()
	}
	own := model.NewField(model.OrderNet.ID(), func(o model.OrderRow) (model.Money, bool) { return o.Tax(), true })
	if Sum(own).Tree().Fingerprint() == Sum(model.OrderNet).Tree().Fingerprint() {
		t.Error("a function of the name of a stored field has its fingerprint")
	}
	if Refuse(orderOdd.Is(true), orderOdd, MissingField, orders).Tree().Fingerprint() == Refuse(orderOdd.Is(true), orderOdd, NoHistory, orders).Tree().Fingerprint() {
		t.Error("metrics that refuse for different reasons have the same fingerprint")
	}
}

// TestTree: a definition can be walked down to fields and constants.
func TestTree(t *testing.T) {
	m := By(model.OrderAccount, Where(model.OrderChannel.Is("web"), Map("doubled", Sum(orderNumber), func(n int64) int64 { return 2 * n })))
	want := []struct {
		op, value string
		opaque    bool
	}{
		{"by", "", false}, {"where", "", false}, {"map", "doubled", true}, {"sum", "", false}, {"field", "order.number", true},
		{"is", "", false}, {"field", "order.channel", false}, {"const", "web", false}, {"field", "order.account", false},
	}
	i := 0
	for e := range m.Tree().All() {
		if i >= len(want) || e.Op() != want[i].op || e.Value() != want[i].value || e.Opaque() != want[i].opaque {
			t.Errorf("node %d: %s %q %t", i, e.Op(), e.Value(), e.Opaque())
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d nodes, want %d", i, len(want))
	}
}

// TestRefuseUnnamed: a row that is refused is so although its key is not
// known. It was let through.
func TestRefuseUnnamed(t *testing.T) {
	f := model.NewFacts(model.FactsOptions{})
	must(f.Orders.Append(model.Order{ID: "1", PlacedAt: edges[0], Status: "odd", Goods: model.MoneyOf(1, 0, model.EUR)}))
	r := Refuse(model.OrderState.Is("odd"), model.OrderAccount, UnplacedStatus, Count[model.OrderRow]()).Of(f.Orders.All())
	if r.Why() != UnplacedStatus || r.Detail() != "order.account" {
		t.Errorf("%v, want it refused by the key's name", r)
	}
}
