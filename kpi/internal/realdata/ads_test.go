package realdata_test

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// campaign is what the second computation keeps of the ads of one campaign.
type campaign struct {
	ads, clicks, impressions, customers, early int64
	spent                                      decimal.Decimal
}

// readAds makes spend of ads, and a customer of each approved conversion. The
// data has no dates: all ads run through August 2017, and customers first order
// on its days in turn. Campaigns are channels.
func readAds(t *testing.T) (*model.Facts, map[string]*campaign) {
	t.Helper()
	f := model.NewFacts(model.FactsOptions{})
	from, err := period.ParseDate("2017-08-01")
	noError(t, err)
	to, err := period.ParseDate("2017-09-01")
	noError(t, err)
	campaigns := map[string]*campaign{}
	customer := 0
	n := each(t, "facebook-ads-spend/kag_conversion_data.csv.gz", func(r record) {
		name := r.at("xyz_campaign_id")
		c := campaigns[name]
		if c == nil {
			c = &campaign{}
			campaigns[name] = c
		}
		c.ads++
		c.clicks += r.whole("Clicks")
		c.impressions += r.whole("Impressions")
		c.spent = c.spent.Add(r.number("Spent"))
		noError(t, f.Spends.Append(model.Spend{
			ID: model.SpendID(r.at("ad_id")), From: from, To: to, Amount: dollars(t, r.number("Spent")), Kind: model.SpendMedia, Campaign: model.Code(name),
			Channel: model.Channel(name), Impressions: model.CountOf(r.whole("Impressions")), Clicks: model.CountOf(r.whole("Clicks")),
		}))
		for range r.whole("Approved_Conversion") {
			day := 1 + customer%31
			customer++
			id := fmt.Sprint("customer ", customer)
			noError(t, f.Accounts.Append(model.Account{ID: model.AccountID(id), AcquiredBy: model.Attribution{Channel: model.Channel(name)}}))
			noError(t, f.Orders.Append(model.Order{
				ID: model.OrderID(id), AccountID: model.AccountID(id), PlacedAt: time.Date(2017, 8, day, 12, 0, 0, 0, time.UTC),
				Status: model.StatusPlaced, Goods: model.MoneyOf(1, 0, model.USD),
			}))
			c.customers++
			if day <= 15 {
				c.early++
			}
		}
	})
	same(t, "rows of SOURCE.md", n, 1143)
	var all campaign
	for _, c := range campaigns {
		all.clicks += c.clicks
		all.impressions += c.impressions
		all.customers += c.customers
		all.early += c.early
		all.spent = all.spent.Add(c.spent)
	}
	same(t, "totals of SOURCE.md", fmt.Sprint(all.impressions, all.clicks, all.customers, " ", all.spent.StringFixed(2)), "213434828 38165 1079 58705.23")
	same(t, "campaigns of SOURCE.md", fmt.Sprint(campaigns["916"].ads, campaigns["936"].ads, campaigns["1178"].ads), "54 464 625")
	campaigns[""] = &all
	return f, campaigns
}

// TestAdsAcquisitionCost: cost per customer, in all and by campaign, of the
// month and of its first 15 of 31 days.
func TestAdsAcquisitionCost(t *testing.T) {
	f, campaigns := readAds(t)
	for _, part := range []struct {
		until string
		share *big.Rat
		early bool
	}{{"2017-09-01", big.NewRat(1, 1), false}, {"2017-08-16", big.NewRat(15, 31), true}} {
		w := kpi.Window{Range: within(t, time.UTC, "2017-08-01", part.until), Calendar: period.In(time.UTC)}
		cost := valueOf(t, "O4", kpi.CustomerAcquisitionCost(kpi.Policy{}, w).Of(f.All()))
		check := func(name string, c kpi.CustomerCost) {
			want := campaigns[name]
			customers := want.customers
			if part.early {
				customers = want.early
			}
			same(t, "customers of "+name, c.Customers, customers)
			per := new(big.Rat).Mul(want.spent.Rat(), part.share)
			per.Quo(per, big.NewRat(customers, 1))
			loaded := valueOf(t, "loaded", c.Loaded)
			same(t, "cost per customer of "+name, loaded.Decimal(6).StringFixed(6), per.FloatString(6))
			same(t, "paid of "+name, valueOf(t, "paid", c.Paid), loaded)
			t.Logf("until %s, campaign %q: %v", part.until, name, c)
		}
		check("", cost.CustomerCost)
		same(t, "campaigns", cost.ByChannel.Len(), 3)
		for channel, r := range cost.ByChannel.All() {
			check(string(channel), valueOf(t, string(channel), r))
		}
	}
}

// TestAdsCostPerClick: exact amounts with up to nine decimals, and ads that
// nobody clicked.
func TestAdsCostPerClick(t *testing.T) {
	f, campaigns := readAds(t)
	perClick := kpi.Per(kpi.Sum(model.SpendAmount), kpi.Sum(model.SpendClicks))
	costs := valueOf(t, "cost per click", kpi.On(model.SpendFacts, kpi.By(model.SpendCampaign, perClick)).Of(f.All()))
	for name, r := range costs.All() {
		cpc, want := valueOf(t, string(name), r), campaigns[string(name)]
		if got := cpc.Total().Amount(); !got.Equal(want.spent) || cpc.Count() != want.clicks {
			t.Errorf("campaign %s: got %v of %d, want %v of %d", name, got, cpc.Count(), want.spent, want.clicks)
		}
	}
	unclicked := 0
	each(t, "facebook-ads-spend/kag_conversion_data.csv.gz", func(r record) {
		if r.at("Clicks") == "0" {
			unclicked++
		}
	})
	none := 0
	for _, r := range valueOf(t, "ads", kpi.On(model.SpendFacts, kpi.By(model.SpendKey, perClick)).Of(f.All())).All() {
		if r.Why() == kpi.NoDenominator {
			none++
		}
	}
	same(t, "ads without a click", none, unclicked)
}
