package cohort

import (
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// TimeToReorder is how long it takes until a customer orders again, as a curve
// over orders: the time from each counted order to the customer's next one. The
// last order of each customer is censored at as-of: nobody has waited longer
// for the next one yet, and a mean of finished intervals would leave out just
// the long ones. Orders at as-of or after it are left out, and orders of one
// instant count as one.
//
//	1 - survival at 30 days = share of orders followed by another within 30 days
//
// The intervals of one customer are alike, so that the limits, which take them
// for independent, are too narrow where few customers order often; see
// TimeToFirstReorder for one interval a customer. It is undefined without
// orders that count (NoData), and where no history can be told (MissingFacts,
// MissingField, UnplacedStatus). A filter or period around it means the history
// within that slice.
func TimeToReorder(p kpi.Policy, asOf time.Time) kpi.KPI[Curve] {
	return until(asOf, perSubject(p, instants(), pooled("time to reorder as of "+stamp(asOf), func(s spans, m kpi.Moments) {
		var last time.Time
		for one := range m.All() {
			if !last.IsZero() {
				s.add(one.At().Sub(last), 1, 0)
			}
			last = one.At()
		}
		if !last.IsZero() {
			s.add(asOf.Sub(last), 0, 1)
		}
	})))
}

// TimeToFirstReorder is TimeToReorder over customers: the time from the first
// counted order of each to the second, censored at as-of where there is none.
func TimeToFirstReorder(p kpi.Policy, asOf time.Time) kpi.KPI[Curve] {
	return until(asOf, perSubject(p, instants(), pooled("time to first reorder as of "+stamp(asOf), func(s spans, m kpi.Moments) {
		var first time.Time
		for one := range m.All() {
			if !first.IsZero() {
				s.add(one.At().Sub(first), 1, 0)
				return
			}
			first = one.At()
		}
		if !first.IsZero() {
			s.add(asOf.Sub(first), 0, 1)
		}
	})))
}

// TimeToLapse is how long customers stay, as a curve over customers: the time
// from the first counted order until the customer has lapsed, which is a
// silence of so long after an order. Who has not lapsed by as-of is censored
// there. Customers who come back after they lapsed have lapsed all the same.
//
//	survival at a year = share of customers still active a year after their first order
//
// Where nothing binds a customer, silence is all that can be seen of leaving:
// state how long a silence was meant. It is undefined where TimeToReorder is;
// the silence has to be above 0, or everything is undefined (OutOfRange).
func TimeToLapse(p kpi.Policy, silence time.Duration, asOf time.Time) kpi.KPI[Curve] {
	name := "time to lapse after " + silence.String() + " as of " + stamp(asOf)
	m := until(asOf, perSubject(p, instants(), pooled(name, func(s spans, m kpi.Moments) {
		var first, last time.Time
		for one := range m.All() {
			if first.IsZero() {
				first, last = one.At(), one.At()
			}
			if one.At().Sub(last) > silence {
				break
			}
			last = one.At()
		}
		switch lapse := last.Add(silence); {
		case first.IsZero():
		case lapse.Before(asOf):
			s.add(lapse.Sub(first), 1, 0)
		default:
			s.add(asOf.Sub(first), 0, 1)
		}
	})))
	if silence > 0 {
		return m
	}
	return kpi.Then("lapse", m, func(Curve) kpi.Result[Curve] {
		return kpi.Undefined[Curve](kpi.OutOfRange, "silence of "+silence.String())
	})
}
