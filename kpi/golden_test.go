package kpi_test

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The golden cases of the KPI dictionary that orders can express, by number.
func TestGolden(t *testing.T) {
	golden := map[string]func(*testing.T){
		"1 one of five refunded":            goldenRefund,
		"2 refunded whole":                  goldenWholeRefund,
		"3 three currencies":                goldenCurrencies,
		"4 New Year's Eve in Menominee":     goldenMenominee,
		"5 days over a change of clocks":    goldenDayIndex,
		"6 trailing months and leap years":  goldenTrailing,
		"7 two orders in one second":        goldenSameSecond,
		"9 pooled rates":                    goldenPooledRates,
		"10 net of VAT":                     goldenVAT,
		"11 thirds":                         goldenThirds,
		"12 ISO week":                       goldenISOWeek,
		"15 two lines":                      goldenLines,
		"16 opening hours":                  goldenHours,
		"20 retention and business form":    goldenRetention,
		"21 orders submitted to a decision": goldenSubmitted,
	}
	for name, run := range golden {
		t.Run(name, run)
	}
}

func goldenRefund(t *testing.T) {
	var b book
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		b.orders = append(b.orders, order(id, "2025-01-10", "20 EUR"))
	}
	b.refunds = []model.Refund{refund("r", "3", "2025-01-12", "20 EUR")}
	for _, basis := range []kpi.RefundBasis{kpi.RefundsByRefundDate, kpi.RefundsByOrderDate} {
		all, _ := of(amounts(kpi.Policy{Amount: kpi.AmountNetAfterReturns, Refunds: basis}), b).Value()
		wantText(t, all.Amount, "80.00 EUR")
	}
}

func goldenWholeRefund(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-01-10", "300 EUR", func(o *model.Order) {
		o.Discount, o.Fees = model.MustParseMoney("0 EUR"), model.MustParseMoney("0 EUR")
		o.Tax, o.Shipping, o.Total = model.MustParseMoney("80 EUR"), model.MustParseMoney("100 EUR"), model.MustParseMoney("480 EUR")
	}), order("2", "2025-01-10", "1000 EUR", func(o *model.Order) { o.Total = model.MustParseMoney("1000 EUR") })}}
	for _, c := range []struct {
		amount        kpi.AmountBasis
		before, after string
	}{
		{kpi.AmountNetAfterReturns, "1300.00 EUR", "1000.00 EUR"},
		{kpi.AmountTotalAfterReturns, "1480.00 EUR", "1000.00 EUR"},
	} {
		p, b := kpi.Policy{Amount: c.amount}, b
		all, _ := of(amounts(p), b).Value()
		wantText(t, all.Amount, c.before)
		back := refund("r", "1", "2025-02-10", "300 EUR")
		back.Tax, back.Shipping, back.Fees = model.MustParseMoney("80 EUR"), model.MustParseMoney("100 EUR"), model.MustParseMoney("0 EUR")
		b.refunds = []model.Refund{back}
		all, _ = of(amounts(p), b).Value()
		wantText(t, all.Amount, c.after)
	}
}

func goldenCurrencies(t *testing.T) {
	b := book{orders: []model.Order{
		order("1", "2025-01-10", "10000 AED", at("dubai")), order("2", "2025-01-10", "5000 USD", at("ny")), order("3", "2025-01-10", "5000 EUR", at("paris")),
	}}
	wantText(t, of(kpi.GrossMerchandiseValue(kpi.Policy{}), b), "(mixed currency: AED, EUR, USD)")
	wantText(t, of(kpi.By(model.FactBranch, kpi.GrossMerchandiseValue(kpi.Policy{})), b),
		"dubai: 10000.00 AED\nny: 5000.00 USD\nparis: 5000.00 EUR")
}

func goldenMenominee(t *testing.T) {
	cal := zoned("America/Menominee")
	r, err := cal.Parse("2022/2024")
	noError(err)
	b := book{orders: []model.Order{order("1", "2023-01-01T01:50:00Z", "20 EUR")}}
	years := kpi.Every(model.FactAt, kpi.Buckets{Range: r, Grain: period.Year, Calendar: cal}, kpi.GrossMerchandiseValue(kpi.Policy{}))
	wantText(t, of(years, b), "2022: 20.00 EUR\n2023: 0")
}

func goldenDayIndex(t *testing.T) {
	cal := zoned("America/New_York")
	r, err := cal.Parse("2024-03-10/2024-03-12")
	noError(err)
	// The 10th has 23 hours: the first instant of day 1 is 23 hours after that of day 0.
	b := book{orders: []model.Order{order("1", "2024-03-11T04:00:00Z", "20 EUR"), order("2", "2024-03-11T03:59:59Z", "3 EUR")}}
	days := kpi.Every(model.FactAt, kpi.Buckets{Range: r, Grain: period.Day, Calendar: cal}, kpi.GrossMerchandiseValue(kpi.Policy{}))
	wantText(t, of(days, b), "2024-03-10: 3.00 EUR\n2024-03-11: 20.00 EUR")
	if n := cal.DateOf(instant("2024-03-10T05:00:00Z")).DaysUntil(cal.DateOf(instant("2024-03-11T04:00:00Z"))); n != 1 {
		t.Errorf("day index %d", n)
	}
}

func goldenTrailing(t *testing.T) {
	b := book{orders: []model.Order{
		order("1", "2025-02-01", "1 EUR"), order("2", "2025-03-31T23:00:00Z", "1 EUR"), order("3", "2025-04-30T23:00:00Z", "1 EUR"), order("4", "2024-02-29T23:00:00Z", "7 EUR"),
	}}
	wantText(t, of(kpi.Rolling(model.FactAt, months("2025-04"), 3, kpi.GrossMerchandiseValue(kpi.Policy{})), b), "2025-04: 3.00 EUR")
	before := utc.YearBefore(within("2025-02"))
	wantText(t, of(kpi.During(model.FactAt, before, kpi.GrossMerchandiseValue(kpi.Policy{})), b), "7.00 EUR")
}

func goldenSameSecond(t *testing.T) {
	orders := []model.Order{order("9", "2025-01-10", "9 EUR"), order("10", "2025-01-10", "10 EUR"), order("2", "2025-01-10T00:00:00.000001Z", "2 EUR")}
	first := kpi.On(model.OrderFacts, kpi.First(model.OrderNet, model.OrderPlacedAt, model.OrderKey))
	for range len(orders) {
		wantText(t, of(first, book{orders: orders}), "10.00 EUR")
		orders = append(slices.Clone(orders[1:]), orders[0])
	}
}

func goldenPooledRates(t *testing.T) {
	var b book
	for branch, n := range map[model.Branch][2]int{"x": {20, 30}, "y": {50, 56}} {
		for i := range n[1] {
			o := order(string(branch)+string(rune('A'+i)), "2025-01-10", "1 EUR", at(branch), through("phone"))
			if i < n[0] {
				o.Channel = "web"
			}
			b.orders = append(b.orders, o)
		}
	}
	m := kpi.ECommerceSalesShare(kpi.Policy{})
	together, _ := of(m, b).Value()
	if got, want := together.Numerator().String()+"/"+together.Denominator().String(), "70/86"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	wantText(t, of(kpi.By(model.FactBranch, m), b), "x: 66.67 %\ny: 89.29 %")
}

func goldenVAT(t *testing.T) {
	net, err := model.MustParseMoney("1000 EUR").DivRound(decimal.New(12, -1), 2)
	noError(err)
	o := order("1", "2025-01-10", net.String(), func(o *model.Order) {
		o.Tax, o.Total = model.MustParseMoney("166.67 EUR"), model.MustParseMoney("1000 EUR")
	})
	wantText(t, of(kpi.AverageOrderValue(kpi.Policy{}), book{orders: []model.Order{o}}), "833.3300 EUR")
}

func goldenThirds(t *testing.T) {
	for _, c := range []struct{ amount, third, whole string }{{"20 EUR", "6.67 EUR", "20.00 EUR"}, {"10 EUR", "3.33 EUR", "10.00 EUR"}} {
		b := book{orders: []model.Order{order("1", "2025-01-10", c.amount), order("2", "2025-01-10", "0 EUR"), order("3", "2025-01-10", "0 EUR")}}
		aov, _ := of(kpi.AverageOrderValue(kpi.Policy{}), b).Value()
		if aov.Round(2).String() != c.third || aov.Total().String() != c.whole || aov.Count() != 3 {
			t.Errorf("%s: got %v of %v", c.amount, aov.Round(2), aov.Total())
		}
	}
}

func goldenISOWeek(t *testing.T) {
	b := book{orders: []model.Order{order("1", "2025-12-30", "20 EUR")}}
	weeks := kpi.Buckets{Range: within("2025-12-29/2026-01-05"), Grain: period.Week, Calendar: utc}
	wantText(t, of(kpi.Every(model.FactAt, weeks, kpi.GrossMerchandiseValue(kpi.Policy{})), b), "2026-W01: 20.00 EUR")
}

func goldenLines(t *testing.T) {
	line := model.Line{ProductID: "x", Quantity: decimal.New(10, 0), UnitPrice: model.MustParseMoney("50 EUR")}
	second := line
	second.No = 1
	b := book{orders: []model.Order{order("1", "2025-01-10", "1 EUR", func(o *model.Order) {
		o.Goods, o.Lines = model.Money{}, []model.Line{line, second}
	})}}
	wantText(t, of(kpi.GrossMerchandiseValue(kpi.Policy{}), b), "1000.00 EUR")
}

// The instants of case 16 that off_hours_test.go does not have: how long a
// night is.
func goldenHours(t *testing.T) {
	night := hours(paris, "Sat 22:00-06:00")
	for _, c := range []struct {
		opens string
		lasts int
	}{{"2026-03-28T21:00:00Z", 7}, {"2026-10-24T20:00:00Z", 9}} {
		open := instant(c.opens)
		var b book
		for i := range c.lasts * 2 {
			b.orders = append(b.orders, order(string(rune('A'+i)), open.Add(time.Duration(i)*30*time.Minute).Format(time.RFC3339), "1 EUR"))
		}
		b.orders = append(b.orders, order("late", open.Add(time.Duration(c.lasts)*time.Hour).Format(time.RFC3339), "1 EUR"))
		if n, _ := of(kpi.OffHoursOrders(kpi.Policy{Hours: night}), b).Value(); n != 1 {
			t.Errorf("%s: %d orders are off-hours, want the last one", c.opens, n)
		}
	}
}

func goldenRetention(t *testing.T) {
	var b book
	customer := func(i int) string { return "c" + string(rune('A'+i/26)) + string(rune('A'+i%26)) }
	for i := range 150 {
		ordered := "2025-01-10"
		if i >= 100 {
			ordered = "2024-01-10" // old customers
		}
		b.orders = append(b.orders, order(customer(i), ordered, "1 EUR", by(customer(i))))
		if i < 60 || i >= 100 {
			b.orders = append(b.orders, order(customer(i)+"again", "2025-02-10", "1 EUR", by(customer(i))))
		}
	}
	r, _ := of(kpi.CustomerRetentionRate(kpi.Policy{}, months("2025-02")), b).Value()
	if r.Rate.Round(2).StringFixed(2) != "0.60" || r.Business.Round(2).StringFixed(2) != "1.10" || r.Before != 100 || r.Reactivated != 50 {
		t.Errorf("got %v", r)
	}
}

// The orders of case 21: those that count, of all that were submitted.
func goldenSubmitted(t *testing.T) {
	var b book
	for i := range 8 {
		b.orders = append(b.orders, order(string(rune('A'+i)), "2025-01-10", "1 EUR"))
	}
	b.orders = append(b.orders, order("p", "2025-01-10", "1 EUR", in("pending-approval")), order("r", "2025-01-10", "1 EUR", in("rejected")))
	aov, _ := of(kpi.AverageOrderValue(kpi.Policy{}), b).Value()
	if aov.Count() != 8 {
		t.Errorf("%d orders count, want 8", aov.Count())
	}
}
