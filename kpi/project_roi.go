package kpi

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// ROI is what came back of what was spent.
type ROI struct {
	Ratio        Result[Ratio]       `json:"roi"`           // (benefits - costs) / costs, actual ones to date
	AtCompletion Result[Ratio]       `json:"at_completion"` // actual ones to date and planned ones after it
	Benefits     Result[model.Money] `json:"benefits"`      // actual, to date
	Costs        Result[model.Money] `json:"costs"`         // actual, to date
	Payback      Result[period.Date] `json:"payback"`       // first day on which benefits cover the costs for good
	NPV          Result[model.Money] `json:"npv"`           // at completion, at the policy's yearly rate, as of the first flow
}

// String returns the return on investment and its parts.
func (r ROI) String() string {
	return fmt.Sprintf("%v (benefits %v, costs %v), at completion %v, paid back %v, NPV %v",
		r.Ratio, r.Benefits, r.Costs, r.AtCompletion, r.Payback, r.NPV)
}

// ProjectReturns is the return on all projects together and on each.
type ProjectReturns struct {
	ROI
	ByProject Groups[model.ProjectID, ROI] `json:"by_project"`
}

// ProjectROI is O14, project-roi; higher is better. It may be negative.
//
//	(benefits - costs) / costs
//
// To date it takes actual cash flows up to the window's instant, at completion
// planned ones after it, too. That of a portfolio is taken from its totals: it is
// not the mean of the projects'. Beside it stand the day of payback, to date, and
// the net present value at the policy's DiscountRate: each flow divided by
// (1 + rate) to the power of the days since the first flow ÷ 365, a quotient of
// 30 digits, their sum rounded to 12 places.
//
// It is undefined without an as-of and a calendar (MissingField); in its parts
// without costs (NoDenominator), in several currencies (MixedCurrency), and
// where benefits do not cover the costs yet (NoData).
func ProjectROI(p Policy, w Window) KPI[ProjectReturns] {
	switch {
	case w.Calendar.IsZero():
		return undefined[ProjectReturns](MissingField, "calendar")
	case w.asOf().IsZero():
		return undefined[ProjectReturns](MissingField, "as-of")
	}
	roi := p.roi(w)
	return On(model.CashFlowFacts, joinResults("projects", roi, By(model.CashFlowProject, roi),
		func(all Result[ROI], each Result[Groups[model.ProjectID, ROI]]) Result[ProjectReturns] {
			r, ok := all.Value()
			if !ok {
				return undefinedAs[ProjectReturns](all)
			}
			groups, _ := each.Value()
			return Value(ProjectReturns{r, groups})
		}))
}

func (p Policy) roi(w Window) Metric[model.CashFlowRow, ROI] {
	planned := model.CashFlowBasis.Is(model.BasisPlanned)
	begun := seenBy(w, model.DateAt(model.CashFlowDate, w.Calendar))
	actual := model.And(model.Not(planned), begun)
	complete := model.Or(actual, model.And(planned, model.Not(begun)))
	amount := func(of model.Pred[model.CashFlowRow], kind model.CashFlowKind) Metric[model.CashFlowRow, model.Money] {
		return Where(model.And(of, model.CashFlowType.Is(kind)), Sum(model.CashFlowAmount))
	}
	both := func(of model.Pred[model.CashFlowRow]) Metric[model.CashFlowRow, []Result[model.Money]] {
		return List(amount(of, model.CashBenefit), amount(of, model.CashCost))
	}
	signed := model.NewField("cash-flow.signed", func(c model.CashFlowRow) (model.Money, bool) { return c.Signed(), true }).WithLookup(model.Lookup{})
	flows := func(of model.Pred[model.CashFlowRow]) Metric[model.CashFlowRow, Moments] {
		return Where(of, History(dayOf(model.CashFlowDate), HistoryOptions[model.CashFlowRow]{Amount: signed}))
	}
	name := "return on investment"
	if !p.DiscountRate.IsZero() {
		name += " at " + p.DiscountRate.String()
	}
	return joinResults(name, Both(both(actual), both(complete)), Both(flows(actual), flows(complete)),
		func(sums Result[Pair[[]Result[model.Money], []Result[model.Money]]], flows Result[Pair[Moments, Moments]]) Result[ROI] {
			s, _ := sums.Value()
			f, _ := flows.Value()
			now, _ := s.A.Value()
			end, _ := s.B.Value()
			toDate, _ := f.A.Value()
			all, _ := f.B.Value()
			return Value(ROI{
				Ratio: returned(now[0], now[1]), AtCompletion: returned(end[0], end[1]), Benefits: now[0], Costs: now[1],
				Payback: payback(toDate), NPV: presentValue(all, p.DiscountRate),
			})
		})
}

// returned is (benefits - costs) / costs.
func returned(benefits, costs Result[model.Money]) Result[Ratio] {
	b, ok := benefits.Value()
	if !ok {
		return undefinedAs[Ratio](benefits)
	}
	c, ok := costs.Value()
	if !ok {
		return undefinedAs[Ratio](costs)
	}
	gain, err := b.Sub(c)
	if err != nil {
		return Undefined[Ratio](MixedCurrency, joined([]string{b.Currency().Code(), c.Currency().Code()}))
	}
	return NewRatio(gain, c)
}

// payback is the day from which on the flows together are no longer below zero.
func payback(flows Moments) Result[period.Date] {
	var sum model.MoneySum
	var day period.Date
	covered := false
	for m := range flows.All() {
		m.AddTo(&sum)
		total := TotalOf(&sum)
		v, ok := total.Value()
		if !ok {
			return undefinedAs[period.Date](total)
		}
		switch {
		case v.Sign() < 0:
			covered = false
		case !covered:
			covered, day = true, period.In(time.UTC).DateOf(m.At())
		}
	}
	if !covered {
		return Undefined[period.Date](NoData, "benefits do not cover the costs")
	}
	return Value(day)
}

// presentDigits is the precision of a discounted flow, presentPlaces that of
// their sum.
const (
	presentDigits = 30
	presentPlaces = 12
)

func presentValue(flows Moments, rate decimal.Decimal) Result[model.Money] {
	growth := rate.Add(decimal.New(1, 0))
	if !growth.IsPositive() || growth.GreaterThan(decimal.New(1, 6)) {
		return Undefined[model.Money](OutOfRange, "discount rate "+rate.String())
	}
	var sum decimal.Decimal
	var all model.MoneySum
	var first time.Time
	for m := range flows.All() {
		if first.IsZero() {
			first = m.At()
		}
		m.AddTo(&all)
		amount := m.Amount()
		v, ok := amount.Value()
		if !ok {
			return amount
		}
		days := int64(m.At().Sub(first) / (24 * time.Hour))
		years := decimal.NewFromInt(days).DivRound(decimal.NewFromInt(365), presentDigits)
		factor, err := growth.PowWithPrecision(years, presentDigits)
		if err != nil || factor.IsZero() {
			return Undefined[model.Money](OutOfRange, "discount rate "+rate.String())
		}
		sum = sum.Add(v.Amount().DivRound(factor, presentDigits))
	}
	total := TotalOf(&all)
	v, ok := total.Value()
	if !ok {
		return total
	}
	m, err := model.NewMoney(sum.RoundBank(presentPlaces), v.Currency())
	if err != nil {
		return Undefined[model.Money](NoData, "")
	}
	return Value(m)
}
