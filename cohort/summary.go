package cohort

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Observation says what of the orders is looked at: those up to the end of a
// last day, in days of a calendar.
type Observation struct {
	Calendar period.Calendar // its zone says which orders are of one day
	Through  period.Date     // the last day that was observed
}

// String returns the observation as text, such as
// "through 1997-09-30 in America/New_York".
func (o Observation) String() string { return fmt.Sprintf("through %v in %v", o.Through, o.Calendar) }

// check panics where an observation cannot be made use of.
func (o Observation) check() {
	if o.Calendar.IsZero() || !o.Through.Valid() {
		panic("cohort: an Observation needs a calendar with a time zone and a last day that exists, got " + o.String())
	}
}

// Summary is all that models of repeat purchase such as BG/NBD and Pareto/NBD
// need to know of a customer, and what a spend model needs. Its unit is the
// day of the calendar: orders of one day are one purchase, for they are one
// visit that was split, and the models know no two purchases at a time.
type Summary struct {
	First   period.Date `json:"first"`   // day of the first purchase
	Repeats int64       `json:"repeats"` // x: days with a purchase after the first one
	Recency int         `json:"recency"` // t_x: days from the first purchase to the last one, 0 without repeats
	Age     int         `json:"age"`     // T: days from the first purchase to the last day observed
	// MeanSpend is the exact mean of the totals of the repeat days: the first
	// purchase is left out of it as it is of Repeats. Undefined without repeats
	// (NoDenominator), where the total of no repeat day is known
	// (MissingField), and in several currencies (MixedCurrency).
	MeanSpend kpi.Result[kpi.Average[model.Money]] `json:"mean_spend"`
}

// String returns x, t_x, T and the mean spend.
func (s Summary) String() string {
	return fmt.Sprintf("x %d, t_x %d d, T %d d, mean spend %v", s.Repeats, s.Recency, s.Age, s.MeanSpend)
}

// CustomerSummary is the summary of one customer, over the orders given: use
// Summaries for all customers at once.
//
//   - Orders that count by the policy are purchases, those returned later too:
//     a return takes off money where the policy's Amount is after returns, dated
//     by its order, and never the purchase.
//   - Orders of one day of the calendar are one purchase, with the total of
//     the day.
//   - Times are whole days between dates, whatever hour the clocks showed and
//     however long those days were.
//   - Orders after the last day observed are left out.
//
// It is undefined (NoData) without orders. It panics where the observation has
// no calendar or no valid day.
func CustomerSummary(p kpi.Policy, o Observation) kpi.Metric[model.OrderRow, Summary] {
	o.check()
	end := o.Calendar.Start(o.Through.AddDays(1))
	purchases := kpi.Where(model.And(p.CountedOrders(), model.Before(model.OrderPlacedAt, end)),
		kpi.History(model.OrderPlacedAt, kpi.HistoryOptions[model.OrderRow]{Amount: p.OrderAmount()}))
	return kpi.Then("summary "+o.String(), purchases, func(m kpi.Moments) kpi.Result[Summary] { return summarize(m, o) })
}

// Summaries is the summary of each customer who purchased by the last day
// observed. Orders without a customer are left out and counted in a warning.
// It is undefined where no history can be told (MissingFacts, MissingField,
// UnplacedStatus), and where no amount is known (MissingField).
func Summaries(p kpi.Policy, o Observation) kpi.KPI[kpi.Groups[kpi.SubjectID, Summary]] {
	return bySubject(p, o, CustomerSummary(p, o))
}

// PurchaseDays is on how many days of the range customers purchased, for those
// who did: what a forecast made with the summaries of an earlier observation is
// compared with. The days are those of Summary. It panics where the calendar
// has no zone.
func PurchaseDays(p kpi.Policy, cal period.Calendar, r period.Range) kpi.KPI[kpi.Groups[kpi.SubjectID, int64]] {
	if cal.IsZero() {
		panic("cohort: PurchaseDays needs a calendar with a time zone, made by period.In")
	}
	counted := model.And(p.CountedOrders(), model.During(model.OrderPlacedAt, r))
	days := kpi.Map("days in "+cal.String(), instants(), func(m kpi.Moments) int64 {
		n, last := int64(0), period.Date{}
		for one := range m.All() {
			if d := cal.DateOf(one.At()); last.Before(d) {
				n, last = n+1, d
			}
		}
		return n
	})
	return told(p, ofSubjects(p, counted, days))
}

func bySubject[R any](p kpi.Policy, o Observation, m kpi.Metric[model.OrderRow, R]) kpi.KPI[kpi.Groups[kpi.SubjectID, R]] {
	end := o.Calendar.Start(o.Through.AddDays(1))
	counted := model.And(p.CountedOrders(), model.Before(model.OrderPlacedAt, end))
	return told(p, withAmounts(p, ofSubjects(p, counted, m)))
}

// ofSubjects is a metric on the orders of each subject, where a predicate
// holds; orders without a subject are counted in a warning.
func ofSubjects[R any](p kpi.Policy, where model.Pred[model.OrderRow], m kpi.Metric[model.OrderRow, R]) kpi.KPI[kpi.Groups[kpi.SubjectID, R]] {
	facts, key := model.PredOf(model.OrderFacts, where), p.SubjectKey()
	groups := kpi.Where(model.And(facts, key.Known()), kpi.By(key, kpi.On(model.OrderFacts, m)))
	guests := kpi.Where(model.And(facts, model.Not(key.Known())), kpi.Count[model.Fact]())
	return kpi.Then("known subjects", kpi.Both(groups, guests), func(b kpi.Pair[kpi.Groups[kpi.SubjectID, R], int64]) kpi.Result[kpi.Groups[kpi.SubjectID, R]] {
		n, _ := b.B.Value()
		return warned(b.A, kpi.Warning{Count: n, Text: "rows without " + key.ID()})
	})
}

// summarize reduces a history to its summary. Dates rise with the instants, but
// for minutes that are shown twice around a midnight: the later date stays.
func summarize(m kpi.Moments, o Observation) kpi.Result[Summary] {
	var s Summary
	var spend model.MoneySum
	last, days, missing := period.Date{}, int64(0), int64(0)
	known := false
	for one := range m.All() {
		day := o.Calendar.DateOf(one.At())
		if s.First == (period.Date{}) {
			s.First, last = day, day
		}
		if last.Before(day) {
			days, last = days+1, day
		}
		if days == 0 {
			continue // the first purchase, which trials the shop and not the customer's habit
		}
		one.AddTo(&spend)
		missing += one.Missing()
		known = known || one.Missing() < one.Rows
	}
	if s.First == (period.Date{}) {
		return kpi.Undefined[Summary](kpi.NoData, "")
	}
	s.Repeats, s.Recency, s.Age = days, s.First.DaysUntil(last), s.First.DaysUntil(o.Through)
	s.MeanSpend = meanSpend(&spend, days, known, missing)
	return kpi.Value(s)
}

func meanSpend(spend *model.MoneySum, days int64, known bool, missing int64) kpi.Result[kpi.Average[model.Money]] {
	total := kpi.TotalOf(spend)
	v, ok := total.Value()
	switch {
	case days == 0:
		return kpi.Undefined[kpi.Average[model.Money]](kpi.NoDenominator, "")
	case !known:
		return kpi.Undefined[kpi.Average[model.Money]](kpi.MissingField, "amounts of repeat purchases")
	case !ok:
		return kpi.Undefined[kpi.Average[model.Money]](total.Why(), total.Detail())
	}
	return warned(kpi.NewAverage(v, days), kpi.Warning{Count: missing, Text: "orders without amount"})
}
