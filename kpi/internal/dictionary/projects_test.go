package dictionary_test

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// dated says whether the window has what a KPI on dates needs.
func (m *market) dated(why *reasons) {
	why.add(m.window.Calendar.IsZero() || m.window.Range.IsZero(), kpi.MissingField)
}

// TestMilestoneCompletionRate is O12: milestones due in the range and completed
// by the end of the due day ÷ milestones due in the range; against the baseline or
// the plan. Cancelled before due and not yet due: beside it.
func TestMilestoneCompletionRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawMilestones(t)
		m.drawn(t)
		m.filter = period.Range{}
		var want kpi.MilestoneCompletion
		due := int64(0)
		for _, s := range m.milestones {
			on := s.BaselineDue
			if m.policy.Due == kpi.DuePlanned && s.PlannedDue != (period.Date{}) {
				on = s.PlannedDue
			}
			if !m.inRange(on) {
				continue
			}
			due++
			ends := paris.Start(on.AddDays(1))
			switch {
			case m.seen(s.CancelledAt) && s.CancelledAt.Before(ends):
				want.Cancelled++
			case !m.elapsed(ends):
				want.NotYetDue++
			case m.seen(s.CompletedAt) && s.CompletedAt.Before(ends):
				want.OnTime++
			default:
				want.Late++
			}
		}
		var why reasons
		m.dated(&why)
		why.add(len(m.milestones) == 0, kpi.MissingFacts)
		why.add(want.OnTime+want.Late == 0 && want.NotYetDue == 0, kpi.NoDenominator)
		why.add(want.OnTime+want.Late == 0 && want.NotYetDue > 0, kpi.WindowOpen)
		check(t, m, of(m, kpi.MilestoneCompletionRate(m.policy, m.window)), why, func(v kpi.MilestoneCompletion) string {
			var d differ
			d.share("rate", v.Rate, want.OnTime, want.OnTime+want.Late)
			d.is("on time", v.OnTime, want.OnTime)
			d.is("late", v.Late, want.Late)
			d.is("cancelled", v.Cancelled, want.Cancelled)
			d.is("not yet due", v.NotYetDue, want.NotYetDue)
			return d.text()
		})
	})
}

// workdays are the working days of a span, and those of them in the window's
// range; all its days where none is a working day.
func (m *market) workdays(from, to period.Date) (in, all int64) {
	works := func(d period.Date) bool {
		if m.policy.Workdays.IsZero() {
			return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
		}
		return d.Weekday() == time.Saturday
	}
	for _, every := range []bool{false, true} {
		for d := from; d.Before(to); d = d.AddDays(1) {
			if every || works(d) {
				all++
				if m.inRange(d) {
					in++
				}
			}
		}
		if all > 0 {
			break
		}
	}
	return in, all
}

// TestResourceUtilizationRate is O13: used hours ÷ capacity hours; productive,
// billable or logged over net, gross or logged; capacity once per resource and
// period.
func TestResourceUtilizationRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawAllocations(t)
		m.drawFlows(t)
		m.drawn(t)
		m.filter = period.Range{}
		type span struct {
			resource model.ResourceID
			from, to period.Date
		}
		used, capacity := new(big.Rat), new(big.Rat)
		counted := map[span]bool{}
		told := false
		add := func(sum *big.Rat, a model.Allocation, hours *big.Rat) {
			in, all := m.workdays(a.From, a.To)
			sum.Add(sum, new(big.Rat).Mul(hours, big.NewRat(in, all)))
		}
		for _, a := range m.allocations {
			hours := a.Productive
			switch m.policy.Used {
			case kpi.UsedBillable:
				hours = a.Billable
			case kpi.UsedLogged:
				hours.Decimal, hours.Valid = a.Logged, true
			}
			if hours.Valid {
				told = true
				add(used, a, hours.Decimal.Rat())
			}
			of, key := a.Net, span{a.ResourceID, a.From, a.To}
			switch m.policy.Capacity {
			case kpi.CapacityGross:
				of = a.Gross
			case kpi.CapacityLogged:
				add(capacity, a, a.Logged.Rat())
				continue
			}
			if of.Valid && !counted[key] {
				counted[key] = true
				add(capacity, a, of.Decimal.Rat())
			}
		}
		var benefit purse
		for _, f := range m.flows {
			if f.Kind == model.CashBenefit && f.Basis != model.BasisPlanned && m.inRange(f.Date) {
				benefit.add(f.Amount)
			}
		}
		var why, none reasons
		m.dated(&why)
		why.add(len(m.allocations) == 0, kpi.MissingFacts)
		why.add(capacity.Sign() == 0, kpi.NoDenominator)
		why.add(len(m.allocations) > 0 && !told, kpi.MissingField)
		none.add(len(m.flows) == 0, kpi.MissingFacts)
		check(t, m, of(m, kpi.ResourceUtilizationRate(m.policy, m.window)), why, func(v kpi.Utilization) string {
			var d differ
			d.ratio("rate", v.Rate, used, capacity)
			d.holds("rounded", nearly(v.Rate.Round(12).Rat(), new(big.Rat).Quo(used, capacity)), v.Rate.Round(12))
			d.money("benefit", v.Benefit, benefit, none)
			return d.text()
		})
	})
}

// roi checks the return on some cash flows.
func (m *market) roi(d *differ, name string, got kpi.ROI, flows []model.CashFlow) {
	asOf, _ := m.asOf()
	today := paris.DateOf(asOf)
	var benefits, costs, gain, laterCosts, laterGain, present purse
	var actual []model.CashFlow
	var first period.Date
	var npv float64
	flows = slices.SortedFunc(slices.Values(flows), func(a, b model.CashFlow) int { return a.Date.Compare(b.Date) })
	for _, f := range flows {
		planned := f.Basis == model.BasisPlanned
		past := !today.Before(f.Date)
		if planned == past {
			continue // a plan that is over, or a fact to come
		}
		if first == (period.Date{}) {
			first = f.Date
		}
		sign := int64(1)
		if f.Kind == model.CashCost {
			sign = -1
			laterCosts.add(f.Amount)
		}
		laterGain.addPart(f.Amount, sign, 1)
		present.addPart(f.Amount, sign, 1)
		v, _ := f.Amount.Amount().Float64()
		r, _ := m.policy.DiscountRate.Float64()
		npv += float64(sign) * v / math.Pow(1+r, float64(first.DaysUntil(f.Date))/365)
		if !planned {
			actual = append(actual, f)
			gain.addPart(f.Amount, sign, 1)
			if sign > 0 {
				benefits.add(f.Amount)
			} else {
				costs.add(f.Amount)
			}
		}
	}
	d.money(name+" benefits", got.Benefits, benefits, nil)
	d.money(name+" costs", got.Costs, costs, nil)
	d.moneyRatio(name+" to date", got.Ratio, gain, costs)
	d.moneyRatio(name+" at completion", got.AtCompletion, laterGain, laterCosts)

	var why reasons
	why.add(gain.mixed(), kpi.MixedCurrency)
	// Days from which on the flows together are not below zero any more.
	var payback period.Date
	for _, f := range slices.Backward(actual) {
		sum := new(purse)
		for _, e := range actual {
			if !f.Date.Before(e.Date) {
				sum.addPart(e.Amount, map[model.CashFlowKind]int64{model.CashCost: -1, model.CashBenefit: 1}[e.Kind], 1)
			}
		}
		if sum.amount().Sign() < 0 {
			break
		}
		payback = f.Date
	}
	why.add(payback == (period.Date{}), kpi.NoData)
	if v, ok := undefined(d, name+" payback", got.Payback, why); ok {
		d.is(name+" payback", v, payback)
	}
	why = nil
	why.add(present.mixed(), kpi.MixedCurrency)
	if v, ok := undefined(d, name+" NPV", got.NPV, why); ok {
		f, _ := v.Amount().Float64()
		d.holds(name+" NPV", math.Abs(f-npv) < 1e-9, fmt.Sprint(v, ", want ", npv))
	}
}

// TestProjectROI is O14: (benefits - costs) ÷ costs of the project's cash flows to
// the as-of, or at completion; payback date, NPV at a given rate.
func TestProjectROI(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawFlows(t)
		m.drawn(t)
		m.filter = period.Range{}
		_, judged := m.asOf()
		projects := map[model.ProjectID][]model.CashFlow{}
		for _, f := range m.flows {
			projects[f.ProjectID] = append(projects[f.ProjectID], f)
		}
		var why reasons
		why.add(len(m.flows) == 0, kpi.MissingFacts)
		why.add(!judged || m.window.Calendar.IsZero(), kpi.MissingField)
		check(t, m, of(m, kpi.ProjectROI(m.policy, m.window)), why, func(v kpi.ProjectReturns) string {
			var d differ
			m.roi(&d, "all", v.ROI, m.flows)
			groups(&d, "by project", v.ByProject, projects, func(d *differ, name string, got kpi.Result[kpi.ROI], flows []model.CashFlow) {
				r, ok := got.Value()
				d.holds(name, ok, got)
				m.roi(d, name, r, flows)
			})
			return d.text()
		})
	})
}

// TestCostToServe is T16: operations spend of the range by channel ÷ counted
// orders of the range by channel.
func TestCostToServe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := new(market)
		m.drawAccounts(t)
		m.drawOrders(t, 6)
		m.drawSpends(t)
		m.drawn(t)
		m.filter = period.Range{}
		type share struct {
			cost   purse
			orders int64
		}
		want := map[model.Channel]*share{}
		for _, s := range m.spends {
			if s.Purpose == model.ForOperations && s.Channel != "" {
				want[s.Channel] = cmp.Or(want[s.Channel], new(share))
				if in, all := m.daysIn(s.From, s.To, 0); in > 0 {
					want[s.Channel].cost.addPart(s.Amount, in, all)
				}
			}
		}
		for _, o := range m.counted() {
			if share, named := want[o.Channel]; named && m.entered(o.PlacedAt) {
				share.orders++
			}
		}
		var why reasons
		m.dated(&why)
		m.orderReasons(&why, m.orders)
		why.add(len(m.spends) == 0, kpi.MissingFacts)
		check(t, m, of(m, kpi.CostToServe(m.policy, m.window)), why, func(v kpi.Groups[model.Channel, kpi.Average[model.Money]]) string {
			var d differ
			groups(&d, "by channel", v, want, func(d *differ, name string, got kpi.Result[kpi.Average[model.Money]], want *share) {
				var why reasons
				why.add(want.cost.mixed(), kpi.MixedCurrency)
				why.add(want.orders == 0, kpi.NoDenominator)
				if a, ok := undefined(d, name, got, why); ok {
					d.average(name, a, want.cost.amount(), want.orders)
				}
			})
			return d.text()
		})
	})
}

// daysIn are the days of a span, and those of them in the range, which begins
// and ends some days earlier.
func (m *market) daysIn(from, to period.Date, lag int) (in, all int64) {
	for d := from; d.Before(to); d = d.AddDays(1) {
		all++
		if m.inRange(d.AddDays(lag)) {
			in++
		}
	}
	return in, cmp.Or(all, 1)
}
