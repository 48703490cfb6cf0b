package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
)

// What lifetime values are: those of a year, by months.
var valuation = customer.Valuation{Step: customer.Months(1), Steps: 12, Discount: 0.01}

const (
	inWeeks     = customer.Week
	riskBelow   = 0.5 // probability of still buying
	surprise    = 0.1 // share of gaps that last as long as the silence
	spendPlaces = 2
)

// customerForecasts adds what models of customers say.
func customerForecasts(d *document, f *figures) {
	summaries, ok := f.summaries.Value()
	if !ok {
		d.Undefined["customers"] = f.summaries.Why().String()
		return
	}
	base, err := customer.FromSummaries(inWeeks, summaries)
	if err != nil {
		d.Undefined["customers"] = err.Error()
		return
	}
	mbg, err := customer.FitMBGNBD(inWeeks, base.Customers)
	if err != nil {
		d.Undefined["customers"] = err.Error()
	} else {
		c := &customers{Count: len(base.Customers), Models: []fit{fitted("MBG/NBD", mbg)}, Worth: []worth{}, Risks: []risk{}, Holdout: []holdout{}, Doubts: []string{}}
		spend, err := customer.FitGammaGamma(base.Customers)
		if err != nil {
			d.Undefined["customers.expected_value"] = err.Error()
		} else {
			c.Models = append(c.Models, fitted("Gamma-Gamma", spend.Fit))
		}
		c.Reliable = mbg.Problem() == nil && (err != nil || spend.Problem() == nil)
		if err := c.rate(d, base, mbg.Model, spend, err == nil); err != nil {
			d.Undefined["customers.expected_orders"] = err.Error()
		}
		if err := c.test(f); err != nil {
			d.Undefined["customers.holdout"] = err.Error()
		}
		d.Customers = c
	}
	if err := d.reorderers(f); err != nil {
		d.Undefined["reorders"] = err.Error()
	}
}

func fitted[M any](name string, f customer.Fit[M]) fit {
	out := fit{Model: name, Status: f.Status.String(), Parameters: []parameter{}}
	if err := f.Problem(); err != nil {
		out.Problem = err.Error()
	}
	for _, p := range f.Parameters {
		one := parameter{Name: p.Name, Estimate: short(p.Estimate)}
		if p.Known {
			one.StdError = new(short(p.StdError))
		}
		out.Parameters = append(out.Parameters, one)
	}
	return out
}

// rate computes what each customer is worth, and who is at risk.
func (c *customers) rate(d *document, base customer.Base, m customer.Model, spend customer.SpendFit, valued bool) error {
	type rated struct {
		id                   string
		c                    customer.Customer
		alive, orders, value float64
		each                 float64 // value of one order
		known                bool
		spent                decimal.Decimal
	}
	through := mustDate(d.ObservedThrough)
	var all []rated
	var alive, orders, value float64
	var spent decimal.Decimal
	for i, one := range base.Customers {
		if one.Repeats > 0 {
			c.Repeaters++
		}
		r := rated{id: string(base.IDs[i]), c: one, spent: one.MeanSpend.Mul(decimal.NewFromInt(int64(one.Repeats)))}
		var err error
		if r.alive, err = m.PAlive(one); err != nil {
			return err
		}
		if r.orders, err = m.ExpectedOrders(one, customer.Months(float64(valuation.Steps))); err != nil {
			return err
		}
		if valued {
			// A customer whose own spend is unknown is taken for one like all others.
			like := one
			if one.MeanSpend.Sign() <= 0 {
				like = customer.Customer{Age: one.Age}
			}
			if r.each, err = spend.Model.ExpectedSpend(like); err == nil {
				var discounted float64
				if discounted, err = valuation.DiscountedOrders(m, one); err == nil {
					r.value, r.known = discounted*r.each, true
				}
			}
			if err != nil {
				d.Undefined["customers.expected_value"] = err.Error()
			}
		}
		alive, orders, value = alive+r.alive, orders+r.orders, value+r.value
		all = append(all, r)
		if one.Repeats > 0 && r.alive < riskBelow {
			c.AtRisk++
			spent = spent.Add(r.spent)
		}
	}
	c.Alive, c.Orders = fixed(alive, 1), fixed(orders, 1)
	if _, undefined := d.Undefined["customers.expected_value"]; !undefined {
		c.Value = new(fixed(value, 2))
	}
	c.RiskSpent = new(spent.StringFixed(spendPlaces))
	slices.SortStableFunc(all, func(a, b rated) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(b.orders, a.orders), strings.Compare(a.id, b.id))
	})
	for _, r := range all {
		w := worth{Customer: r.id, Alive: fixed(r.alive, 4), Orders: fixed(r.orders, 2)}
		if r.known {
			w.Spend, w.Value = new(fixed(r.each, 2)), new(fixed(r.value, 2))
		}
		c.Worth = append(c.Worth, w)
	}
	slices.SortStableFunc(all, func(a, b rated) int { return cmp.Or(b.spent.Cmp(a.spent), strings.Compare(a.id, b.id)) })
	for _, r := range all {
		if r.c.Repeats > 0 && r.alive < riskBelow {
			silent := (r.c.Age - r.c.Recency) * inWeeks.Days()
			c.Risks = append(c.Risks, risk{
				Customer: r.id, Alive: fixed(r.alive, 4), Repeats: r.c.Repeats, Last: day(through, silent), Spent: r.spent.StringFixed(spendPlaces),
			})
		}
	}
	return nil
}

// test fits the models to all but the last weeks, and compares what they say of
// those with what happened, beside rules that need no model.
func (c *customers) test(f *figures) error {
	c.HoldoutIn = fixed(holdoutDays/inWeeks.Days(), 0)
	summaries, _ := f.early.Value()
	base, err := customer.FromSummaries(inWeeks, summaries)
	if err != nil {
		return err
	}
	mbg, err := customer.FitMBGNBD(inWeeks, base.Customers)
	if err != nil {
		return err
	}
	models := []customer.Model{mbg.Model}
	c.leaveOut("MBG/NBD", mbg.Problem(), nil)
	bg, err := customer.FitBGNBD(inWeeks, base.Customers)
	if c.leaveOut("BG/NBD", bg.Problem(), err) {
		models = append(models, bg.Model)
	}
	pareto, err := customer.FitParetoNBD(inWeeks, base.Customers)
	if c.leaveOut("Pareto/NBD", pareto.Problem(), err) {
		models = append(models, pareto.Model)
	}
	held, _ := f.held.Value()
	actual, total := make([]int, len(base.IDs)), 0
	for i, id := range base.IDs {
		days, _ := held.Get(id)
		n, _ := days.Value() // nobody is in the groups who did not purchase
		actual[i] = int(n)
		total += int(n)
	}
	table, err := customer.Compare(base.Customers, actual, customer.Days(holdoutDays), models...)
	if err != nil {
		return err
	}
	for i, h := range table {
		one := holdout{Method: h.Name, Total: fixed(h.Total, 0), Actual: total, MAE: fixed(h.MAE, 3), RMSE: fixed(h.RMSE, 3)}
		if i < len(models) {
			best := min(table[len(models)].MAE, table[len(models)+1].MAE)
			one.Better = new(h.MAE < best)
		}
		c.Holdout = append(c.Holdout, one)
	}
	return nil
}

// leaveOut notes why a model's forecast of the holdout is not to be relied on,
// and reports whether it is.
func (c *customers) leaveOut(name string, problem, err error) bool {
	if err = cmp.Or(err, problem); err != nil {
		c.Doubts = append(c.Doubts, name+": "+err.Error())
	}
	return err == nil
}

// reorderers adds who is overdue.
func (d *document) reorderers(f *figures) error {
	log, _ := f.log.Value()
	histories, err := customer.FromPurchases(customer.Day, log)
	if err != nil {
		return err
	}
	fit, err := customer.FitReorder(customer.Day, histories)
	if err != nil {
		return err
	}
	r := &reorders{
		Shape: fixed(fit.Model.Shape(), 2), Regular: fit.Regularity.Regular(), Status: fit.Status.String(),
		Customers: fit.Customers, Calls: []call{},
	}
	if err := fit.Problem(); err != nil {
		r.Problem = err.Error()
	}
	calls, err := fit.Model.CallList(histories, surprise)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if c.Gaps == 0 {
			continue // one order makes no reorderer
		}
		r.Overdue++
		r.Calls = append(r.Calls, call{
			Customer: c.ID, Gaps: c.Gaps, Usual: fixed(c.Usual.Length, 1), Silence: fixed(c.Silence.Length, 0),
			Overdue: fixed(c.Overdue, 1), StillSilent: fixed(c.StillSilent, 4),
		})
	}
	d.Reorders = r
	return nil
}

// trim shortens the lists of customers.
func trim(d *document, n int) {
	if c := d.Customers; c != nil {
		c.Worth, c.Risks = c.Worth[:min(n, len(c.Worth))], c.Risks[:min(n, len(c.Risks))]
	}
	if r := d.Reorders; r != nil {
		r.Calls = r.Calls[:min(n, len(r.Calls))]
	}
}
