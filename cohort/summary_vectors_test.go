package cohort_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// cdnow records the CDNOW sample of Fader and Hardie (2001): 6,919 orders of
// 2,357 customers.
func cdnow(t testing.TB) *model.Orders {
	t.Helper()
	var orders []model.Order
	for i, r := range csvRows(t, "cdnow_transactions.csv", "id", "date", "cds", "value") {
		at, err := time.Parse("20060102", r[1])
		noError(err)
		orders = append(orders, model.Order{
			ID: model.OrderID(fmt.Sprint(i)), AccountID: model.AccountID(r[0]), PlacedAt: at.Add(12 * time.Hour), Status: model.StatusCompleted,
			Goods: model.MustParseMoney(r[3] + " USD"),
		})
	}
	table, err := model.NewOrders(orders...)
	noError(err)
	return table
}

func ymd(s string) period.Date {
	d, err := period.ParseDate(s)
	noError(err)
	return d
}

var utc = period.In(time.UTC)

func TestSummariesAgainstPeers(t *testing.T) {
	type row struct {
		ID        any
		X         int64
		TX        int     `json:"t_x"`
		TXDays    int     `json:"tx_days"`
		T         int     `json:"T"`
		TDays     int     `json:"T_days"`
		MeanSpend float64 `json:"mean_spend"`
		XStar     int64   `json:"x_star"`
	}
	check := func(t *testing.T, g kpi.Groups[kpi.SubjectID, cohort.Summary], id string, x int64, tx, age int, spend, abs float64) {
		t.Helper()
		r, _ := g.Get(kpi.SubjectID(id))
		s, ok := r.Value()
		if !ok || s.Repeats != x || s.Recency != tx || s.Age != age {
			t.Errorf("customer %s: %v, want x %d, t_x %d, T %d", id, r, x, tx, age)
		}
		mean, ok := s.MeanSpend.Value()
		if ok != (x > 0) {
			t.Errorf("customer %s: mean spend %v", id, s.MeanSpend)
		}
		near(t, "mean spend of "+id, mean.Decimal(15).InexactFloat64(), spend, 0, abs)
	}
	vectors(t, "rfm_summary", map[string]func(*testing.T, vectorCase){
		"cdnow_calibration_39_weeks": func(t *testing.T, c vectorCase) {
			var in struct {
				Dataset string
				Split   string `json:"calibration_end"`
				End     string `json:"observation_end"`
			}
			var want struct {
				Customers int
				SumX      int64 `json:"sum_x"`
				Repeating int   `json:"customers_with_repeat"`
				SumXStar  int64 `json:"sum_x_star"`
				Rows      []row
				Full      string `json:"full_table"`
			}
			strictly(t, c.Input, &in)
			strictly(t, c.Expected, &want)
			orders := cdnow(t)
			got, ok := cohort.Summaries(kpi.Policy{}, cohort.Observation{Calendar: utc, Through: ymd(in.Split)}).Of(orders.Facts()).Value()
			if !ok || got.Len() != want.Customers {
				t.Fatalf("%d customers", got.Len())
			}
			later, err := utc.Range(ymd(in.Split).AddDays(1), ymd(in.End).AddDays(1))
			noError(err)
			held, _ := cohort.PurchaseDays(kpi.Policy{}, utc, later).Of(orders.Facts()).Value()
			star := func(id string) int64 {
				r, ok := held.Get(kpi.SubjectID(id))
				if n, _ := r.Value(); ok {
					return n
				}
				return 0
			}
			abs := c.Tolerance["mean_spend_abs"]
			for _, r := range want.Rows {
				id := fmt.Sprint(r.ID)
				check(t, got, id, r.X, r.TXDays, r.TDays, r.MeanSpend, abs)
				if n := star(id); n != r.XStar {
					t.Errorf("customer %s: x* %d, want %d", id, n, r.XStar)
				}
			}
			sumX, repeating, sumStar := int64(0), 0, int64(0)
			for _, r := range csvRows(t, want.Full, "id", "x", "tx_days", "T_days", "mean_spend", "x_star") {
				x := number(t, r[1])
				check(t, got, r[0], x, int(number(t, r[2])), int(number(t, r[3])), decimal.RequireFromString(r[4]).InexactFloat64(), abs)
				if n := star(r[0]); n != number(t, r[5]) {
					t.Errorf("customer %s: x* %d, want %s", r[0], n, r[5])
				}
				sumX += x
				sumStar += star(r[0])
				if x > 0 {
					repeating++
				}
			}
			if sumX != want.SumX || repeating != want.Repeating || sumStar != want.SumXStar {
				t.Errorf("x %d, %d with repeats, x* %d", sumX, repeating, sumStar)
			}
		},
		"": func(t *testing.T, c vectorCase) {
			var in struct {
				Transactions [][3]any
				End          string `json:"observation_end"`
				Unit         string
			}
			var want struct{ Rows []row }
			strictly(t, c.Input, &in)
			strictly(t, c.Expected, &want)
			if in.Unit != "day" {
				t.Fatalf("a unit that the test does not know: %q", in.Unit)
			}
			var orders []model.Order
			for i, r := range in.Transactions {
				text := fmt.Sprint(r[1])
				if !strings.Contains(text, "T") {
					text += "T00:00:00"
				}
				at, err := time.Parse("2006-01-02T15:04:05", text)
				noError(err)
				orders = append(orders, model.Order{
					ID: model.OrderID(fmt.Sprint(i)), AccountID: model.AccountID(fmt.Sprint(r[0])), PlacedAt: at, Status: model.StatusPlaced,
					Goods: model.MustParseMoney(fmt.Sprint(r[2]) + " EUR"),
				})
			}
			table, err := model.NewOrders(orders...)
			noError(err)
			got, _ := cohort.Summaries(kpi.Policy{}, cohort.Observation{Calendar: utc, Through: ymd(in.End)}).Of(table.Facts()).Value()
			if got.Len() != len(want.Rows) {
				t.Errorf("%d customers", got.Len())
			}
			for _, r := range want.Rows {
				check(t, got, fmt.Sprint(r.ID), r.X, r.TX, r.T, r.MeanSpend, c.Tolerance["abs"])
			}
		},
	})
}
