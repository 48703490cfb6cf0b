package shop

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// makeCash makes the cash flows of a project: what it costs to build and to
// run, and what it brings, which grows while it is built and is planned for
// half a year after the facts end.
func (m *maker) makeCash(r *random, p project) {
	build := r.between(18_000, 45_000) * 100
	end := m.options.To.AddMonths(6)
	n := 0
	flow := func(months int, kind model.CashFlowKind, category model.Code, cents int) {
		d := p.begin.AddMonths(months)
		f := model.CashFlow{
			ID: model.CashFlowID(fmt.Sprintf("%s-f%d", p.id, n+1)), ProjectID: p.id, Date: d, Kind: kind,
			Amount: money(cents, model.EUR), Category: category, Portfolio: p.portfolio,
		}
		if !d.Before(m.options.To) {
			f.Basis = model.BasisPlanned
		} else if n%2 == 0 {
			f.Basis = model.BasisActual // which is also what it means where it is not said
		}
		n++
		m.shop.CashFlows = append(m.shop.CashFlows, f)
	}
	flow(0, model.CashCost, "licence", build/5)
	for month := 0; p.begin.AddMonths(month).Before(end); month++ {
		if month < 6 {
			flow(month, model.CashCost, "integration", build*2/15*r.between(90, 110)/100)
		}
		flow(month, model.CashCost, "exploitation", build/100)
		if month >= 3 {
			gain := build * min(month-2, 6) / 6 * 14 / 100
			flow(month, model.CashBenefit, "temps-gagne", gain*4/10*r.between(85, 115)/100)
			flow(month, model.CashBenefit, "marge", gain*6/10*r.between(80, 120)/100)
		}
	}
}
