package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
	_ "time/tzdata" // a fresh machine may have no database of time zones

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// settingsFile is the name of the settings in a folder of facts.
const settingsFile = "settings.json"

// settings are what a report needs to know and is no fact. In a folder they are
// the JSON object of settings.json, in which all is optional; the flags of the
// same names prevail.
type settings struct {
	// Zone is where days begin, and of times without an offset.
	Zone string `json:"zone,omitempty"`
	// Currency is that of amounts without one, and what all are converted into
	// where there are rates.
	Currency string `json:"currency,omitempty"`
	// From and To are the range: its first day, and the day after its last one.
	From *period.Date `json:"from,omitempty"`
	To   *period.Date `json:"to,omitempty"`
	// AsOf is when the facts end, which tells what is still open.
	AsOf *time.Time `json:"as_of,omitempty"`
	// AccountsComplete says that facts of unknown accounts are mistakes.
	AccountsComplete bool `json:"accounts_complete,omitempty"`
	// HistoryStart is the instant from which on all orders are there.
	HistoryStart *time.Time `json:"history_start,omitempty"`
	// Hours are the opening hours, BranchHours those of branches that have their
	// own; on Holidays all are closed.
	Hours       string                  `json:"hours,omitempty"`
	BranchHours map[model.Branch]string `json:"branch_hours,omitempty"`
	Holidays    []period.Date           `json:"holidays,omitempty"`
	// ExpectedYears and Margin are those of the customer lifetime value.
	ExpectedYears *decimal.Decimal `json:"expected_years,omitempty"`
	Margin        *decimal.Decimal `json:"margin,omitempty"`
	// Targets are what KPIs are to reach, by ID.
	Targets map[string]decimal.Decimal `json:"targets,omitempty"`
	// Rates are exchange rates, each from its date on.
	Rates []dayRate `json:"rates,omitempty"`
}

// dayRate is what one unit of From is worth in To.
type dayRate struct {
	Date period.Date     `json:"date"`
	From string          `json:"from"`
	To   string          `json:"to"`
	Rate decimal.Decimal `json:"rate"`
}

// readSettings reads settings.json. Errors name what is not known or has no
// such form.
func readSettings(r io.Reader) (settings, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var s settings
	if err := d.Decode(&s); err != nil {
		return s, fmt.Errorf("%s: %w", settingsFile, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return s, fmt.Errorf("%s: more than one object", settingsFile)
	}
	return s, nil
}

// calendar is that of the zone.
func (s settings) calendar() (period.Calendar, error) {
	if s.Zone == "" {
		return period.Calendar{}, usage("in which time zone do days begin? Give -zone, or zone in %s", settingsFile)
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == "Local" {
		return period.Calendar{}, usage("no time zone %q", s.Zone)
	}
	return period.In(zone), nil
}

// currency is that of the report, 0 for none.
func (s settings) currency() (model.Currency, error) {
	if s.Currency == "" {
		return 0, nil
	}
	return model.ParseCurrency(s.Currency)
}

// opening is a weekly schedule without the holidays.
func (s settings) opening(cal period.Calendar, week string) (period.Hours, error) {
	h, err := period.ParseHours(cal, week)
	if err != nil || len(s.Holidays) == 0 {
		return h, err
	}
	closed := make(map[period.Date]bool, len(s.Holidays))
	for _, d := range s.Holidays {
		closed[d] = true
	}
	return h.With(period.HoursOptions{Holidays: func(d period.Date) bool { return closed[d] }})
}

// policy is a preset with the settings in it.
func (s settings) policy(p kpi.Policy, cal period.Calendar) (kpi.Policy, error) {
	var err error
	if s.Hours != "" {
		if p.Hours, err = s.opening(cal, s.Hours); err != nil {
			return p, fmt.Errorf("hours: %w", err)
		}
	}
	p.BranchHours = make(map[model.Branch]period.Hours, len(s.BranchHours))
	for branch, week := range s.BranchHours {
		if p.BranchHours[branch], err = s.opening(cal, week); err != nil {
			return p, fmt.Errorf("hours of branch %q: %w", branch, err)
		}
	}
	if s.ExpectedYears != nil {
		if p.ExpectedYears, err = number("expected_years", *s.ExpectedYears); err != nil {
			return p, err
		}
	}
	if s.Margin != nil {
		margin, err := number("margin", *s.Margin)
		if err != nil {
			return p, err
		}
		p.Margin = decimal.NewNullDecimal(margin)
	}
	return p, nil
}

// rates are the exchange rates, nil without any.
func (s settings) rates() (*kpi.Rates, error) {
	if len(s.Rates) == 0 {
		return nil, nil
	}
	rates := make([]kpi.Rate, len(s.Rates))
	for i, r := range s.Rates {
		from, err := model.ParseCurrency(r.From)
		if err != nil {
			return nil, err
		}
		to, err := model.ParseCurrency(r.To)
		if err != nil {
			return nil, err
		}
		rates[i] = kpi.Rate{Date: r.Date, From: from, To: to, Rate: r.Rate}
	}
	return kpi.NewRates(rates...)
}

// number refuses what is too large to compute with.
func number(what string, d decimal.Decimal) (decimal.Decimal, error) {
	if err := model.CheckDecimal(d); err != nil {
		return d, fmt.Errorf("%s: %w", what, err)
	}
	return d, nil
}
