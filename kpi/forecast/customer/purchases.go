package customer

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Purchases is on which days of the observation a customer purchased, and the
// last day observed. The zero Purchases are none.
type Purchases struct {
	Days    []period.Date // rising, each once
	Through period.Date
}

// String returns for instance "3 days from 2025-01-07 to 2025-03-14".
func (p Purchases) String() string {
	if len(p.Days) == 0 {
		return "no days"
	}
	return fmt.Sprintf("%d days from %v to %v", len(p.Days), p.Days[0], p.Days[len(p.Days)-1])
}

// PurchaseLog is the days of purchase of each customer who purchased by the last
// day observed, by the rules of cohort.Summaries: orders that count by the policy,
// those of one day of the calendar as one, those after the last day left out, and
// orders without a customer with them. It is undefined where no history can be
// told (MissingFacts, MissingField, UnplacedStatus). It panics where the
// observation has no calendar or no valid day.
func PurchaseLog(p kpi.Policy, o cohort.Observation) kpi.KPI[kpi.Groups[kpi.SubjectID, Purchases]] {
	if o.Calendar.IsZero() || !o.Through.Valid() {
		panic("customer: PurchaseLog needs an observation with a calendar and a last day that exists, got " + o.String())
	}
	end := o.Calendar.Start(o.Through.AddDays(1))
	counted := model.PredOf(model.OrderFacts, model.And(p.CountedOrders(), model.Before(model.OrderPlacedAt, end)))
	days := kpi.Map("purchase days "+o.String(), kpi.History(model.OrderPlacedAt, kpi.HistoryOptions[model.OrderRow]{}), func(m kpi.Moments) Purchases {
		out := Purchases{Through: o.Through}
		for one := range m.All() {
			day := o.Calendar.DateOf(one.At())
			if n := len(out.Days); n == 0 || out.Days[n-1].Before(day) {
				out.Days = append(out.Days, day)
			}
		}
		return out
	})
	key := p.SubjectKey()
	groups := kpi.Where(model.And(counted, key.Known()), kpi.By(key, kpi.On(model.OrderFacts, days)))
	return kpi.Then("order history", kpi.Both(kpi.OrderHistory(p), groups), func(b kpi.Pair[int64, purchaseLog]) kpi.Result[purchaseLog] {
		if _, ok := b.A.Value(); !ok {
			return kpi.Undefined[purchaseLog](b.A.Why(), b.A.Detail())
		}
		return b.B
	})
}

type purchaseLog = kpi.Groups[kpi.SubjectID, Purchases]

// FromPurchases makes reorder histories of the log of purchases, of all customers
// in the order of their IDs, counted in one unit. It returns an error wrapping
// ErrUnit for an unknown unit, and ErrTooFew without customers.
func FromPurchases(unit Unit, g kpi.Groups[kpi.SubjectID, Purchases]) ([]History, error) {
	length := unit.Days()
	if length == 0 {
		return nil, fmt.Errorf("%w: %s", ErrUnit, unit)
	}
	var out []History
	for id, result := range g.All() {
		p, ok := result.Value()
		if !ok || len(p.Days) == 0 {
			continue
		}
		h := History{ID: string(id)}
		for i, day := range p.Days[1:] {
			h.Gaps = append(h.Gaps, float64(p.Days[i].DaysUntil(day))/length)
		}
		h.Silence = float64(p.Days[len(p.Days)-1].DaysUntil(p.Through)) / length
		if err := h.check(); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: none", ErrTooFew)
	}
	return out, nil
}
