package cohort

import (
	"fmt"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Flow is how the active subjects of one period came from those of the period
// before, and how their money did. It always holds that
//
//	Opening + New + Returned - Dormant = Closing
//	Retained = Opening - Dormant
//
// A subject is active in a period in which it has an event.
type Flow struct {
	Period   period.Period `json:"period"`
	Status   Status        `json:"status"` // Partial where the period is not over
	Opening  int64         `json:"opening"`
	New      int64         `json:"new"`      // whose start lies in the period
	Retained int64         `json:"retained"` // active in the period before, too
	Returned int64         `json:"returned"` // started earlier and not active in the period before: resurrected
	Dormant  int64         `json:"dormant"`  // active in the period before only
	Closing  int64         `json:"closing"`
	Events   int64         `json:"events"` // of the period

	Revenue kpi.Result[RevenueFlow] `json:"revenue"` // undefined in several currencies
}

// RevenueFlow is how the money of one period came from that of the period
// before. It always holds that
//
//	Opening + New + Returned + Expansion - Contraction - Churned = Closing
type RevenueFlow struct {
	Opening     model.Money `json:"opening"`
	New         model.Money `json:"new"`         // of new subjects
	Returned    model.Money `json:"returned"`    // of returned ones
	Expansion   model.Money `json:"expansion"`   // what retained subjects spent more
	Contraction model.Money `json:"contraction"` // what retained subjects spent less
	Churned     model.Money `json:"churned"`     // what dormant ones had spent
	Closing     model.Money `json:"closing"`
}

// Lifecycle is the flows of subjects and of their money from period to period:
// new, retained, returned and dormant ones. The periods are those of the grain
// that the range touches, whole; events at or after the instant as of which all
// is known do not count, and periods that begin there are left out.
//
// It is a history KPI: a filter or key around it means the history within that
// slice. Without subjects all flows are zero.
func Lifecycle[F any, K comparable](s Subjects[F, K], b kpi.Buckets, asOf time.Time) kpi.Metric[F, Flows] {
	f := newFrame("Lifecycle", b, 1, asOf)
	name := fmt.Sprintf("lifecycle %v as of %s", b, asOf.UTC().Format(time.RFC3339Nano))
	empty := func() *flowState { return &flowState{frame: f, flows: make([]flowSum, len(f.periods)+1)} }
	return across(s, f.buckets, folded[K](name, empty, (*flowState).take, (*flowState).merge, (*flowState).result))
}

// flowState holds the flows by period of the frame.
type flowState struct {
	*frame
	flows []flowSum // one more than periods, for who is dormant after the last
}

type flowSum struct {
	opening, fresh, retained, returned, dormant, events int64

	before, news, back, more, less, lost, closing model.MoneySum

	mixed bool // the currency of a subject changed
}

func (f *flowState) take(l life) *flowState {
	last := -2
	var before model.Money
	for m := range l.moments.All() {
		if m.Period < 0 || !l.started || f.over(m, l.start) {
			continue
		}
		flow := &f.flows[m.Period]
		money, _ := m.Amount().Value()
		var sum model.MoneySum
		m.AddTo(&sum)
		flow.closing.Merge(&sum)
		flow.events += m.Rows
		if last >= 0 && last < m.Period-1 {
			f.leave(last+1, before)
		}
		switch {
		case last == m.Period-1:
			flow.opening++
			flow.before.Add(before)
			flow.retained++
			flow.change(before, money)
		case l.start >= f.begin(m.Period):
			flow.fresh++
			flow.news.Merge(&sum)
		default:
			flow.returned++
			flow.back.Merge(&sum)
		}
		last, before = m.Period, money
	}
	if last >= 0 {
		f.leave(last+1, before)
	}
	return f
}

// leave counts a subject that is not active any more.
func (f *flowState) leave(period int, before model.Money) {
	flow := &f.flows[period]
	flow.opening++
	flow.dormant++
	flow.before.Add(before)
	flow.lost.Add(before)
}

// change counts the money of a retained subject.
func (s *flowSum) change(before, now model.Money) {
	d, err := now.Sub(before)
	switch {
	case err != nil:
		s.mixed = true
	case d.Sign() > 0:
		s.more.Add(d)
	default:
		s.less.Add(d.Neg())
	}
}

func (f *flowState) merge(o *flowState) *flowState {
	for i := range f.flows {
		a, b := &f.flows[i], &o.flows[i]
		a.opening, a.fresh, a.retained = a.opening+b.opening, a.fresh+b.fresh, a.retained+b.retained
		a.returned, a.dormant, a.events = a.returned+b.returned, a.dormant+b.dormant, a.events+b.events
		for k, sum := range a.sums() {
			sum.Merge(b.sums()[k])
		}
		a.mixed = a.mixed || b.mixed
	}
	return f
}

func (s *flowSum) sums() []*model.MoneySum {
	return []*model.MoneySum{&s.before, &s.news, &s.back, &s.more, &s.less, &s.lost, &s.closing}
}

func (f *flowState) result() kpi.Result[Flows] {
	out := Flows{}
	for i := f.skip; i < len(f.periods); i++ {
		s := &f.flows[i]
		out = append(out, Flow{
			Period: f.periods[i].whole, Status: f.status(i), Opening: s.opening, New: s.fresh, Retained: s.retained, Returned: s.returned,
			Dormant: s.dormant, Closing: s.fresh + s.retained + s.returned, Events: s.events, Revenue: s.revenue(),
		})
	}
	return kpi.Value(out)
}

func (s *flowSum) revenue() kpi.Result[RevenueFlow] {
	var totals []model.Money
	var all model.MoneySum // a period without new subjects has no currency of its own
	for _, sum := range s.sums() {
		total, _ := sum.Total()
		totals = append(totals, total)
		all.Merge(sum)
	}
	if codes := all.Currencies(); s.mixed || len(codes) > 1 {
		var names []string
		for _, c := range codes {
			names = append(names, c.Code())
		}
		return kpi.Undefined[RevenueFlow](kpi.MixedCurrency, strings.Join(names, ", "))
	}
	for i := range totals {
		if totals[i].IsNone() && len(all.Currencies()) > 0 {
			totals[i] = model.MoneyOf(0, 0, all.Currencies()[0])
		}
	}
	return kpi.Value(RevenueFlow{totals[0], totals[1], totals[2], totals[3], totals[4], totals[5], totals[6]})
}

// Flows is a flow for every period, in the order of time.
type Flows []Flow

// String returns a line for every period.
func (f Flows) String() string {
	var b strings.Builder
	for i, one := range f {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %d + %d new + %d returned - %d dormant = %d", one.Period.Label(), one.Opening, one.New, one.Returned, one.Dormant, one.Closing)
		if one.Status != Complete {
			b.WriteString(" (" + one.Status.String() + ")")
		}
	}
	return b.String()
}
