package kpi

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// UsedHours are the hours above the line of a utilisation rate.
type UsedHours uint8

// The used hours.
const (
	UsedProductive UsedHours = iota
	UsedBillable
	UsedLogged
)

// CapacityHours are the hours below the line of a utilisation rate.
type CapacityHours uint8

// The capacities.
const (
	CapacityNet    CapacityHours = iota // without leave and holidays
	CapacityGross                       // all
	CapacityLogged                      // all hours that were logged
)

// Utilization is how much of a capacity was used, and what came of it.
type Utilization struct {
	Rate    Ratio               `json:"rate"`    // used hours / capacity hours
	Benefit Result[model.Money] `json:"benefit"` // of the projects in the range
}

// BenefitPerHour returns the benefit per used hour, rounded once, half to even,
// to so many places; undefined without used hours (NoDenominator).
func (u Utilization) BenefitPerHour(places int32) Result[model.Money] {
	b, ok := u.Benefit.Value()
	if !ok {
		return u.Benefit
	}
	if u.Rate.num.IsZero() {
		return Undefined[model.Money](NoDenominator, "")
	}
	per := u.Rate.per
	if per.IsZero() {
		per = decimal.New(1, 0)
	}
	m, err := model.NewMoney(divide(b.Amount().Mul(per), u.Rate.num, places), b.Currency())
	if err != nil {
		return Undefined[model.Money](OutOfRange, err.Error())
	}
	return Value(m)
}

// String returns the rate and its hours.
func (u Utilization) String() string {
	return fmt.Sprintf("%v (%s of %s hours)", u.Rate, plain(u.Rate.Numerator().Round(2)), plain(u.Rate.Denominator().Round(2)))
}

// ResourceUtilizationRate is O13, resource-utilization-rate; a band is the
// target.
//
//	used hours / capacity hours
//
// Used are productive, billable or logged hours, capacity is net, gross or
// logged, as the policy says; capacity counts once for each resource and span,
// however many projects it is repeated on. Both are shared out evenly by working
// days where the range cuts them: the policy's Workdays, Monday to Friday by
// default. Beside the rate stands what the projects brought in the range.
//
// It is undefined without a range and calendar (MissingField), without
// allocations (MissingFacts), and without capacity (NoDenominator); where no
// allocation has the used hours asked for (MissingField).
func ResourceUtilizationRate(p Policy, w Window) KPI[Utilization] {
	if what := w.lacks(); what != "" {
		return undefined[Utilization](MissingField, what)
	}
	used := p.hours(w, p.usedField())
	capacity := p.hours(w, model.AllocationLogged)
	if p.Capacity != CapacityLogged {
		capacity = p.capacity(w)
	}
	rate := On(model.AllocationFacts, Join("utilization", used, capacity, func(used, capacity fraction) Result[Ratio] {
		return used.over(capacity)
	}))
	brought := model.And(model.CashFlowType.Is(model.CashBenefit), model.Not(model.CashFlowBasis.Is(model.BasisPlanned)),
		model.During(model.DateAt(model.CashFlowDate, w.Calendar), w.Range))
	benefit := On(model.CashFlowFacts, Where(brought, Sum(model.CashFlowAmount)))
	of := model.And[model.AllocationRow]()
	needed := p.usedField()
	return recordedOf(model.AllocationFacts, of, model.Given(needed), needed.ID(), joinResults("with benefit", rate, benefit,
		func(rate Result[Ratio], benefit Result[model.Money]) Result[Utilization] {
			r, ok := rate.Value()
			if !ok {
				return undefinedAs[Utilization](rate)
			}
			return Value(Utilization{r, benefit}, rate.Warnings()...)
		}))
}

func (p Policy) usedField() model.Field[model.AllocationRow, decimal.Decimal] {
	switch p.Used {
	case UsedBillable:
		return model.AllocationBillable
	case UsedLogged:
		return model.AllocationLogged
	}
	return model.AllocationProductive
}

// hours is the total of hours on the working days of the range.
func (p Policy) hours(w Window, of model.Field[model.AllocationRow, decimal.Decimal]) Metric[model.AllocationRow, fraction] {
	from, to := w.dates()
	return sumShared(p.workName(w), of, func(a model.AllocationRow) (days, all int64) { return a.Share(from, to, p.workday) })
}

// workName says what the shares of days depend on.
func (p Policy) workName(w Window) string {
	from, to := w.dates()
	name := fmt.Sprintf("working days from %v to %v", from, to)
	if !p.Workdays.IsZero() {
		name += " in " + p.Workdays.String()
	}
	return name
}

// capacity is the total capacity of the resources, once for each span.
func (p Policy) capacity(w Window) Metric[model.AllocationRow, fraction] {
	field := model.AllocationNet
	if p.Capacity == CapacityGross {
		field = model.AllocationGross
	}
	from, to := w.dates()
	type entry = Entry[model.ResourceSpan, decimal.Decimal]
	total := sumShared(p.workName(w), EntryValue[model.ResourceSpan, decimal.Decimal](), func(e entry) (days, all int64) {
		return e.Key.Share(from, to, p.workday)
	})
	return Where(model.Given(field), Across(model.AllocationSpan, Max(field), total))
}
