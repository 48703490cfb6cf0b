package customer_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// calibration is the observation of CDNOW that the papers fit: 39 weeks.
var calibration = cohort.Observation{Calendar: period.In(time.UTC), Through: period.Date{Year: 1997, Month: 9, Day: 30}}

// cdnowOrders records the 6,919 orders of the CDNOW sample as facts.
func cdnowOrders(t testing.TB) *model.Facts {
	t.Helper()
	facts := model.NewFacts(model.FactsOptions{})
	for i, r := range records(t, "vectors/cdnow_transactions.csv") {
		at, err := time.Parse("20060102", r[1])
		if err != nil {
			t.Fatal(err)
		}
		err = facts.Orders.Append(model.Order{
			ID: model.OrderID(fmt.Sprint(i)), AccountID: model.AccountID(r[0]), PlacedAt: at.Add(12 * time.Hour), Status: model.StatusCompleted,
			Goods: model.MustParseMoney(r[3] + " USD"),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return facts
}

// From the orders of CDNOW to the customers that the papers fit.
func TestFromSummariesIsCDNOW(t *testing.T) {
	facts := cdnowOrders(t)
	groups, ok := cohort.Summaries(kpi.Policy{}, calibration).Of(facts.All()).Value()
	if !ok {
		t.Fatal("no summaries")
	}
	base, err := customer.FromSummaries(customer.Week, groups)
	if err != nil {
		t.Fatal(err)
	}
	if base.Currency != model.USD || base.Unit != customer.Week || base.Unvalued != 0 {
		t.Errorf("%v, %v, %d without spend", base.Currency, base.Unit, base.Unvalued)
	}
	got := map[string]customer.Customer{}
	for i, id := range base.IDs {
		got[string(id)] = base.Customers[i]
	}
	rows := records(t, "vectors/cdnow_summary.csv")
	if len(rows) != len(got) || len(base.IDs) != len(base.Customers) {
		t.Fatalf("%d customers and %d IDs, want %d", len(base.Customers), len(got), len(rows))
	}
	want, _ := cdnow(t)
	for i, r := range rows {
		c, w := got[r[0]], want[i]
		if c.Repeats != w.Repeats || c.Recency != w.Recency || c.Age != w.Age {
			t.Errorf("%s: %+v, want %+v", r[0], c, w)
		}
		if d := math.Abs(c.MeanSpend.Sub(w.MeanSpend).InexactFloat64()); d > 0.005 { // as the file is rounded
			t.Errorf("%s: mean spend %s, want %s", r[0], c.MeanSpend, w.MeanSpend)
		}
	}
	fit, err := customer.FitBGNBD(customer.Week, base.Customers)
	if err != nil || fit.Problem() != nil {
		t.Fatal(err, fit.Problem())
	}
	if math.Abs(fit.LogLikelihood-(-9582.4292)) > 1e-3 { // published with BTYD and CLVTools
		t.Errorf("log-likelihood %.4f, want -9582.4292", fit.LogLikelihood)
	}
}

// The gaps of the purchase log are those of the plain list of dates, and add up
// to the recency of the summary.
func TestFromPurchases(t *testing.T) {
	facts := cdnowOrders(t)
	logs, ok := customer.PurchaseLog(kpi.Policy{}, calibration).Of(facts.All()).Value()
	if !ok {
		t.Fatal("no log")
	}
	got, err := customer.FromPurchases(customer.Day, logs)
	if err != nil {
		t.Fatal(err)
	}
	days := map[string]map[string]bool{}
	for _, r := range records(t, "vectors/cdnow_transactions.csv") {
		if r[1] <= "19970930" {
			if days[r[0]] == nil {
				days[r[0]] = map[string]bool{}
			}
			days[r[0]][r[1]] = true
		}
	}
	var want []customer.History
	end := time.Date(1997, 9, 30, 0, 0, 0, 0, time.UTC)
	for _, id := range slices.Sorted(maps.Keys(days)) {
		h := customer.History{ID: id}
		var last time.Time
		for _, d := range slices.Sorted(maps.Keys(days[id])) {
			at, _ := time.Parse("20060102", d)
			if !last.IsZero() {
				h.Gaps = append(h.Gaps, at.Sub(last).Hours()/24)
			}
			last = at
		}
		h.Silence = end.Sub(last).Hours() / 24
		want = append(want, h)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("histories differ (-want):\n%s", diff)
	}
}

func TestFromSummariesRefuses(t *testing.T) {
	shop := func(second, third model.Money) *model.Facts {
		facts := model.NewFacts(model.FactsOptions{})
		for i, o := range []model.Order{
			{AccountID: "a", Goods: model.MustParseMoney("10 EUR")}, {AccountID: "a", Goods: model.MustParseMoney("10 EUR")},
			{AccountID: "b", Goods: second}, {AccountID: "b", Goods: second}, {AccountID: "b", Goods: third}, {AccountID: "c", Goods: second},
		} {
			o.ID, o.Status = model.OrderID(fmt.Sprint(i)), model.StatusPlaced
			o.PlacedAt = time.Date(1997, 3, 1+2*i, 9, 0, 0, 0, time.UTC)
			if err := facts.Orders.Append(o); err != nil {
				t.Fatal(err)
			}
		}
		return facts
	}
	eur, usd := model.MustParseMoney("10 EUR"), model.MustParseMoney("10 USD")
	summaries := func(f *model.Facts) kpi.Groups[kpi.SubjectID, cohort.Summary] {
		g, ok := cohort.Summaries(kpi.Policy{}, calibration).Of(f.All()).Value()
		if !ok {
			t.Fatal("no summaries")
		}
		return g
	}
	if _, err := customer.FromSummaries(customer.Week, summaries(shop(usd, usd))); !errors.Is(err, customer.ErrCurrency) {
		t.Errorf("got %v, want %v", err, customer.ErrCurrency)
	}
	if _, err := customer.FromSummaries(0, summaries(shop(eur, eur))); !errors.Is(err, customer.ErrUnit) {
		t.Errorf("got %v, want %v", err, customer.ErrUnit)
	}
	if _, err := customer.FromSummaries(customer.Week, kpi.Groups[kpi.SubjectID, cohort.Summary]{}); !errors.Is(err, customer.ErrTooFew) {
		t.Errorf("got %v, want %v", err, customer.ErrTooFew)
	}
	if _, err := customer.FromPurchases(0, kpi.Groups[kpi.SubjectID, customer.Purchases]{}); !errors.Is(err, customer.ErrUnit) {
		t.Errorf("got %v, want %v", err, customer.ErrUnit)
	}
	if _, err := customer.FromPurchases(customer.Day, kpi.Groups[kpi.SubjectID, customer.Purchases]{}); !errors.Is(err, customer.ErrTooFew) {
		t.Errorf("got %v, want %v", err, customer.ErrTooFew)
	}
	// A customer who pays in two currencies stays in, the spend is unknown.
	base, err := customer.FromSummaries(customer.Week, summaries(shop(eur, usd)))
	if err != nil || len(base.Customers) != 3 || base.Unvalued != 1 || base.Currency != model.EUR {
		t.Errorf("%+v, %v; want one of three customers without a known spend, EUR", base, err)
	}
}

func TestPurchaseLogIsUndefinedWithoutOrders(t *testing.T) {
	r := customer.PurchaseLog(kpi.Policy{}, calibration).Of(model.NewFacts(model.FactsOptions{}).All())
	if _, ok := r.Value(); ok || r.Why() != kpi.MissingFacts {
		t.Errorf("got %v, want %v", r, kpi.MissingFacts)
	}
}
