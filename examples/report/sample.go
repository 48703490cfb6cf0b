package main

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/examples/report/shop"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// What the seller of the sample assumes of his customers, for their lifetime
// value.
var (
	sampleYears  = decimal.New(3, 0)
	sampleMargin = decimal.New(3, -1)
)

// sampleShop makes the shop of the flags.
func sampleShop(o options, p *progress) (*shop.Shop, error) {
	p.set("making the sample shop", 0)
	s, err := shop.New(shop.Options{Seed: o.seed, Accounts: o.size})
	if err != nil {
		return nil, usage("%v", err)
	}
	return s, nil
}

// sampleSettings are the settings of a shop: the last year of its facts.
func sampleSettings(s *shop.Shop) settings {
	to := s.Options().To
	from, asOf, years, margin := to.AddMonths(-12), s.AsOf(), sampleYears, sampleMargin
	out := settings{
		Zone: shop.Zone, Currency: model.EUR.Code(), From: &from, To: &to, AsOf: &asOf, AccountsComplete: true,
		Hours: shop.Hours().String(), BranchHours: map[model.Branch]string{}, ExpectedYears: &years, Margin: &margin,
		Targets: map[string]decimal.Decimal{},
	}
	for branch, hours := range shop.BranchHours() {
		out.BranchHours[branch] = hours.String()
	}
	last := period.Date{Year: to.Year + 1, Month: 12, Day: 31}
	for d := (period.Date{Year: s.Options().From.Year - 1, Month: 1, Day: 1}); !last.Before(d); d = d.AddDays(1) {
		if shop.Holiday(d) {
			out.Holidays = append(out.Holidays, d)
		}
	}
	for id, target := range shop.Targets() {
		out.Targets[id] = decimal.RequireFromString(target) // a constant of the shop
	}
	for _, r := range s.Rates() {
		out.Rates = append(out.Rates, dayRate{r.Date, r.Base.Code(), r.Quote.Code(), r.Value})
	}
	return out
}

// sampleInput is the sample as it is reported on.
func sampleInput(o options, p *progress) (*input, error) {
	s, err := sampleShop(o, p)
	if err != nil {
		return nil, err
	}
	p.set("recording the sample shop", 0)
	facts, err := s.Facts()
	if err != nil {
		return nil, err
	}
	title := phrase{
		fmt.Sprintf("sample shop of %d accounts, made up", s.Options().Accounts),
		fmt.Sprintf("boutique d'exemple de %d comptes, inventée", s.Options().Accounts),
	}
	return &input{facts: facts, settings: sampleSettings(s), title: title}, nil
}
