package kpi

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// ErrReport is the kind of the errors about the options of a report.
var ErrReport = errors.New("invalid report")

// Comparison is the range that a report compares with.
type Comparison uint8

// The comparisons.
const (
	CompareSameSpan   Comparison = iota // the same elapsed span of the period before
	ComparePrevious                     // the whole period before
	CompareYearBefore                   // the same range a year before
	CompareNothing
)

var comparisonNames = [...]string{"same-span", "previous", "year-before", "nothing"}

// String returns the comparison in words.
func (c Comparison) String() string {
	if int(c) < len(comparisonNames) {
		return comparisonNames[c]
	}
	return "unknown"
}

// ParseComparison is the inverse of String.
func ParseComparison(s string) (Comparison, error) {
	i := slices.Index(comparisonNames[:], s)
	if i < 0 {
		return 0, fmt.Errorf("%w: no comparison %q: want same-span, previous, year-before or nothing", ErrReport, s)
	}
	return Comparison(i), nil
}

// ReportOptions say what a report computes. Range and Calendar are required.
type ReportOptions struct {
	Range    period.Range
	Calendar period.Calendar
	// AsOf is the instant of the judgement. Zero is the end of the range.
	AsOf time.Time
	// Grain is that of the period that is compared with. Zero is the largest of
	// year, quarter, month, week and day that the range fills, or a month.
	Grain period.Grain
	// Compare is the range that each KPI is compared with.
	Compare Comparison
	// KPIs are IDs or numbers of the catalogue. None is all of them.
	KPIs []string
	// Series is the grain of the series in the range; zero is none.
	Series period.Grain
	// By are what the KPIs are broken down by: see BreakdownNames. A KPI whose facts
	// do not have the key is not broken down by it.
	By []string
	// Top is how many groups of a breakdown are shown, the largest first; 0 is all.
	Top int
	// Targets are what the KPIs are to reach, by ID.
	Targets map[string]decimal.Decimal
	// Launch, where it lies in the range, splits it: each KPI is computed for the
	// days from there to the end of the range, and for as many days before.
	Launch period.Date
	// Rates convert all amounts into Currency; without them they stay as they are.
	Rates    *Rates
	Currency model.Currency
}

// breakdownKeys are the keys that reports are broken down by.
var breakdownKeys = map[string]model.Key[model.Fact, string]{
	"account": model.KeyAs[string](model.FactAccount), "company": model.KeyAs[string](model.FactCompany),
	"branch": model.KeyAs[string](model.FactBranch), "channel": model.KeyAs[string](model.FactChannel),
	"person": model.KeyAs[string](model.FactPerson),
}

// breakdownKinds are the kinds of facts that have those keys. What others count
// is in no group, and nothing is not 0.
var breakdownKinds = map[string][]model.Kind{
	"account": {
		model.KindAccount, model.KindOrder, model.KindLine, model.KindRefund, model.KindApproval, model.KindQuote, model.KindCart,
		model.KindSession, model.KindAccountRequest, model.KindSurveyResponse,
	},
	"branch": {
		model.KindAccount, model.KindOrder, model.KindLine, model.KindRefund, model.KindApproval, model.KindQuote, model.KindCart,
		model.KindAccountRequest, model.KindSurveyResponse,
	},
	"channel": {model.KindOrder, model.KindLine, model.KindRefund, model.KindApproval, model.KindQuote, model.KindCart, model.KindSpend},
	"person":  {model.KindOrder, model.KindApproval, model.KindQuote, model.KindCart, model.KindSession, model.KindSurveyResponse},
}

// breaksDownBy says whether all facts that a KPI needs have a key.
func (k Info) breaksDownBy(name string) bool {
	if name == "company" {
		name = "account"
	}
	for _, kind := range k.Needs {
		if !slices.Contains(breakdownKinds[name], kind) {
			return false
		}
	}
	return true
}

// BreakdownNames returns what reports can be broken down by.
func BreakdownNames() []string { return []string{"account", "branch", "channel", "company", "person"} }

// check returns what is wrong with the options, and the KPIs that they ask for.
func (o ReportOptions) check() ([]Info, error) {
	fail := func(format string, args ...any) ([]Info, error) {
		return nil, fmt.Errorf("%w: "+format, append([]any{ErrReport}, args...)...)
	}
	switch {
	case o.Calendar.IsZero():
		return fail("no calendar")
	case o.Range.Empty():
		return fail("the range is empty")
	case int(o.Compare) >= len(comparisonNames):
		return fail("no comparison %d", o.Compare)
	case o.Rates != nil && o.Currency == 0:
		return fail("rates without a currency")
	}
	for _, name := range o.By {
		if _, ok := breakdownKeys[name]; !ok {
			return fail("no breakdown by %q: want one of %v", name, BreakdownNames())
		}
	}
	for id := range o.Targets {
		if _, ok := FindKPI(id); !ok {
			return fail("a target for %q, which is no KPI", id)
		}
	}
	if o.Series != 0 {
		if _, err := o.Calendar.Split(o.Range, o.Series); err != nil {
			return fail("series: %v", err)
		}
	}
	if len(o.KPIs) == 0 {
		return catalogue, nil
	}
	var infos []Info
	for _, name := range o.KPIs {
		k, ok := FindKPI(name)
		if !ok {
			return fail("no KPI %q", name)
		}
		infos = append(infos, k)
	}
	return infos, nil
}

// grain is that of the period that is compared with.
func (o ReportOptions) grain() period.Grain {
	if o.Grain != 0 {
		return o.Grain
	}
	for _, g := range []period.Grain{period.Year, period.Quarter, period.Month, period.ISOWeek, period.Day} {
		first := o.Calendar.Of(o.Range.Start(), g).Whole()
		if first.Start().Equal(o.Range.Start()) && !first.End().After(o.Range.End()) {
			return g
		}
	}
	return period.Month
}

// compared is the range that is compared with; the empty range is none.
func (o ReportOptions) compared() period.Range {
	switch o.Compare {
	case CompareNothing:
		return period.Range{}
	case ComparePrevious:
		return o.Calendar.Previous(o.Range, o.grain())
	case CompareYearBefore:
		return o.Calendar.YearBefore(o.Range)
	}
	return o.Calendar.SameSpanBefore(o.Range, o.grain())
}

// launched returns the ranges before and after the launch; false where it does
// not lie in the range.
func (o ReportOptions) launched() (before, after period.Range, ok bool) {
	if !o.Launch.Valid() {
		return before, after, false
	}
	at := o.Calendar.Start(o.Launch)
	if !o.Range.Contains(at) {
		return before, after, false
	}
	end := o.Calendar.DateOf(o.Range.End())
	days := o.Launch.DaysUntil(end)
	after, err := period.NewRange(at, o.Range.End())
	if err != nil {
		return before, after, false
	}
	before, err = o.Calendar.Range(o.Launch.AddDays(-days), o.Launch)
	return before, after, err == nil && !before.Empty() && !after.Empty()
}
