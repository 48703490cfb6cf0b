package realdata_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// TestShoppers: conversion by kind of visitor and by month of 12 330 sessions,
// each of a different user. The data has months without a year and no amounts:
// each session is put on the first of its month, and each order is worth 1.
func TestShoppers(t *testing.T) {
	months := map[string]time.Month{}
	for m := time.January; m <= time.December; m++ {
		months[m.String()[:3]] = m
	}
	f := model.NewFacts(model.FactsOptions{})
	sold, seen := map[string]int64{}, map[string]int64{}
	var single, withPages int64
	row := 0
	n := each(t, "online-shoppers-intention/online_shoppers_intention.csv.gz", func(r record) {
		row++
		id, kind, month := fmt.Sprint("session ", row), r.at("VisitorType"), r.at("Month")
		at := time.Date(2019, months[month[:3]], 1, 0, 0, row, 0, time.UTC)
		pages := r.whole("Administrative") + r.whole("Informational") + r.whole("ProductRelated")
		noError(t, f.Sessions.Append(model.Session{
			ID: model.SessionID(id), VisitorID: model.VisitorID(id), StartedAt: at, PageViews: pages, Interactions: model.CountOf(0), Medium: model.Code(kind),
		}))
		for _, group := range []string{"", kind, month[:3]} {
			seen[group]++
			if r.at("Revenue") == "TRUE" {
				sold[group]++
			}
		}
		if pages > 0 {
			withPages++
		}
		if pages == 1 {
			single++
		}
		if r.at("Revenue") == "TRUE" {
			noError(t, f.Orders.Append(model.Order{
				ID: model.OrderID(id), SessionID: model.SessionID(id), PlacedAt: at, Status: model.StatusPlaced, Channel: model.ChannelWeb, Goods: model.MoneyOf(1, 0, model.EUR),
			}))
		}
	})
	same(t, "rows of SOURCE.md", n, 12_330)
	same(t, "groups of SOURCE.md", fmt.Sprint(sold[""], seen["Returning_Visitor"], seen["New_Visitor"], seen["Other"]), "1908 10551 1694 85")

	bySession := kpi.Policy{ConversionBy: kpi.ConversionBySession}
	sameRatio(t, "O5 by visitor", valueOf(t, "O5", kpi.ConversionRate(kpi.Policy{}).Of(f.All())), 1908, 12_330)
	sameRatio(t, "O5 by session", valueOf(t, "O5", kpi.ConversionRate(bySession).Of(f.All())), 1908, 12_330)
	sameRatio(t, "O9", valueOf(t, "O9", kpi.BounceRate(kpi.Policy{}).Of(f.All())), single, withPages)

	kinds := valueOf(t, "T1", kpi.TrafficBy(kpi.Policy{}, model.SessionMedium).Of(f.All()))
	for _, kind := range []string{"Returning_Visitor", "New_Visitor", "Other"} {
		r, _ := kinds.Get(model.Code(kind))
		traffic := valueOf(t, kind, r)
		same(t, kind, fmt.Sprint(traffic.Visits, traffic.Visitors), fmt.Sprint(seen[kind], seen[kind]))
		sameRatio(t, kind, valueOf(t, kind, traffic.Conversion), sold[kind], seen[kind])
		t.Logf("%s: %v", kind, traffic)
	}

	year := within(t, time.UTC, "2019-01-01", "2020-01-01")
	buckets := kpi.Buckets{Range: year, Grain: period.Month, Calendar: period.In(time.UTC)}
	series := valueOf(t, "by month", kpi.Every(model.FactAt, buckets, kpi.ConversionRate(bySession)).Of(f.All()))
	var undefined []string
	for p, r := range series.All() {
		month := p.Start().Month().String()[:3]
		if rate, ok := r.Value(); ok {
			sameRatio(t, month, rate, sold[month], seen[month])
		} else {
			undefined = append(undefined, fmt.Sprint(month, " ", r.Why()))
		}
	}
	same(t, "months without sessions", strings.Join(undefined, ", "), "Jan no denominator, Apr no denominator")
}
