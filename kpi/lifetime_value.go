package kpi

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// LifetimeValue is what a customer is worth.
type LifetimeValue struct {
	Expected          Result[Average[model.Money]]   `json:"expected"`            // over the expected years
	OrderValue        Result[Average[model.Money]]   `json:"order_value"`         // amount of the window / its orders
	OrdersPerCustomer Result[Average[int64]]         `json:"orders_per_customer"` // in the window
	WindowYears       decimal.Decimal                `json:"window_years"`        // length of the window, rounded to 6 places
	ExpectedYears     decimal.Decimal                `json:"expected_years"`
	Margin            decimal.Decimal                `json:"margin"`
	Observed          Result[Average[model.Money]]   `json:"observed"` // to date, per customer
	ByCustomer        Groups[SubjectID, model.Money] `json:"by_customer"`
}

// String returns both values and the parts of the expected one.
func (v LifetimeValue) String() string {
	return fmt.Sprintf("expected %v (%v per order, %v orders per customer in %v years, %v years, margin %v), observed %v",
		v.Expected, v.OrderValue, v.OrdersPerCustomer, v.WindowYears, v.ExpectedYears, v.Margin, v.Observed)
}

// CustomerLifetimeValue is O11, customer-lifetime-value (CLV): money per
// customer; higher is better.
//
//	expected: average order value * orders per customer and year * expected years * margin
//	observed: (amount - refunded goods) * margin, to date
//
// The parts of the expected value come from the counted orders of one range;
// its length counts in calendar years. The expected years and the margin, 1 by
// default, are the policy's. The observed value, of each customer and as their
// mean, is what the counted orders up to the window's instant brought: net
// amounts less the goods that were given back for them. The two are never one
// number. Predicted values are the forecast module's.
//
// It is undefined without a range and calendar (MissingField). The expected
// value is undefined without orders (NoDenominator) and without expected years in
// the policy (MissingField); both are in several currencies (MixedCurrency).
func CustomerLifetimeValue(p Policy, w Window) KPI[LifetimeValue] {
	if what := w.lacks(); what != "" {
		return undefined[LifetimeValue](MissingField, what)
	}
	value := joinResults("lifetime value, "+w.String()+p.lifetimeName(), p.ordering(w), p.observed(w), func(o Result[ordering], seen Result[earnings]) Result[LifetimeValue] {
		parts, _ := o.Value()
		v := LifetimeValue{OrderValue: parts.value, OrdersPerCustomer: parts.frequency, ExpectedYears: p.ExpectedYears, Margin: p.margin()}
		num, den := w.years()
		v.WindowYears = divide(num, den, 6)
		v.Expected = p.expected(w, parts)
		e, _ := seen.Value()
		v.Observed, v.ByCustomer = e.mean, e.each
		return warned(Value(v, o.Warnings()...), seen.Warnings()...)
	})
	return placed(p, needsOrders(withSubject(p, value)))
}

func (p Policy) margin() decimal.Decimal {
	if p.Margin.Valid {
		return p.Margin.Decimal
	}
	return decimal.New(1, 0)
}

func (p Policy) lifetimeName() string {
	return ", " + p.ExpectedYears.String() + " years, margin " + p.margin().String()
}

// ordering is what customers order in the window.
type ordering struct {
	value     Result[Average[model.Money]]
	frequency Result[Average[int64]]
}

func (p Policy) ordering(w Window) KPI[ordering] {
	of := model.And(p.counted(), entered(w, model.OrderPlacedAt))
	orders := EntryValue[SubjectID, int64]()
	frequency := Across(p.subject(), onOrders(Count[model.OrderRow]()), Mean(orders))
	return Where(model.PredOf(model.OrderFacts, of), joinResults("orders", onOrders(p.mean()), frequency,
		func(value Result[Average[model.Money]], frequency Result[Average[int64]]) Result[ordering] {
			return Value(ordering{value, frequency}, frequency.Warnings()...)
		}))
}

// expected is amount / customers / years of the window * expected years *
// margin, divided once.
func (p Policy) expected(w Window, o ordering) Result[Average[model.Money]] {
	if !p.ExpectedYears.IsPositive() {
		return Undefined[Average[model.Money]](MissingField, "expected years")
	}
	value, ok := o.value.Value()
	if !ok {
		return o.value
	}
	frequency, ok := o.frequency.Value()
	if !ok {
		return undefinedAs[Average[model.Money]](o.frequency)
	}
	years, of := w.years()
	if !years.IsPositive() {
		return Undefined[Average[model.Money]](NoDenominator, "")
	}
	// value * frequency * expected / (years / of), divided once
	num := value.total.decimal().Mul(frequency.total.decimal()).Mul(p.ExpectedYears).Mul(p.margin()).Mul(of)
	per := decimal.NewFromInt(value.count).Mul(years)
	return Value(Average[model.Money]{total: amountOf(num, value.total.currency), count: frequency.count, per: per})
}

// earnings is what customers brought to date.
type earnings struct {
	mean Result[Average[model.Money]]
	each Groups[SubjectID, model.Money]
}

func (p Policy) observed(w Window) KPI[earnings] {
	counted := model.And(p.counted(), seenBy(w, model.OrderPlacedAt))
	sold := onOrders(Where(counted, Both(Count[model.OrderRow](), Sum(model.OrderNet))))
	ofCounted := model.Or(model.ViaPred(model.RefundParent, p.counted()), model.Not(refundOrderFound))
	refunded := model.And(ofCounted, seenBy(w, model.RefundAt))
	back := On(model.RefundFacts, Where(refunded, Sum(model.RefundGoods)))
	net := joinResults("earned, margin "+p.margin().String(), sold, back,
		func(sold Result[Pair[int64, model.Money]], back Result[model.Money]) Result[model.Money] {
			s, _ := sold.Value()
			if n, _ := s.A.Value(); n == 0 {
				return Undefined[model.Money](NoData, "")
			}
			left := s.B
			if back.Why() != MissingFacts {
				left = lessRefunds(left, []Result[model.Money]{back})
			}
			v, ok := left.Value()
			if !ok {
				return left
			}
			m, err := v.Mul(p.margin())
			if err != nil {
				return Undefined[model.Money](OutOfRange, err.Error())
			}
			return Value(m)
		})
	facts := model.Or(model.PredOf(model.OrderFacts, counted), model.PredOf(model.RefundFacts, refunded))
	mean := Across(p.subject(), net, Mean(EntryValue[SubjectID, model.Money]()))
	return Where(facts, joinResults("earnings", mean, By(p.subject(), net), func(mean Result[Average[model.Money]], each Result[Groups[SubjectID, model.Money]]) Result[earnings] {
		all, _ := each.Value()
		// Credit notes alone, or of nobody known, make no customer.
		groups := newGroups(slices.DeleteFunc(slices.Clone(all.sorted()), func(e groupEntry[SubjectID, model.Money]) bool {
			return !e.known || e.result.Why() == NoData
		}), cmp.Compare[SubjectID])
		if len(mean.Warnings()) > 0 { // some customers have no value: the mean of the others is none of all
			for _, r := range groups.All() {
				if r.Why() == MixedCurrency {
					return Value(earnings{undefinedAs[Average[model.Money]](r), groups})
				}
			}
		}
		return Value(earnings{mean, groups}, mean.Warnings()...)
	}))
}
