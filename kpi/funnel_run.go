package kpi

import (
	"slices"
	"sort"
	"strings"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// funnel follows one subject through the steps.
type funnel struct {
	w       Window
	o       FunnelOptions
	steps   []Step
	same    [][]int // by step: the steps of the same definition before it, itself included
	within  int64   // all in microseconds
	limits  []int64 // by step, 0 for none
	from    int64
	to      int64
	asOf    int64
	exclude int // the exclusions come after so many steps
}

func newFunnel(w Window, o FunnelOptions, steps []Step) *funnel {
	f := &funnel{
		w: w, o: o, steps: steps, within: o.Within.Microseconds(), limits: make([]int64, len(steps)), exclude: len(steps),
		from: -1 << 62, to: 1 << 62, asOf: period.Micros(w.asOf()),
	}
	if !w.Range.IsZero() {
		f.from, f.to = period.CeilMicros(w.Range.Start()), period.CeilMicros(w.Range.End())
	}
	for i, s := range steps {
		var same []int
		for j, t := range steps[:i+1] {
			if t.id == s.id {
				same = append(same, j)
			}
		}
		f.same = append(f.same, same)
		if i > 0 && i-1 < len(o.StepWithin) {
			f.limits[i] = o.StepWithin[i-1].Microseconds()
		}
	}
	return f
}

func (f *funnel) names() string {
	names := make([]string, len(f.steps))
	for i, s := range f.steps {
		names[i] = s.name
	}
	return strings.Join(names, ", ")
}

// event is how often a step was taken at an instant.
type event struct{ at, rows int64 }

// run counts the entries of a subject.
func (f *funnel) run(parts []Result[Moments]) Result[attempts] {
	events := make([][]event, len(parts))
	for i, p := range parts {
		m, _ := p.Value()
		for e := range m.All() {
			if e.Micros <= f.asOf {
				events[i] = append(events[i], event{e.Micros, e.Rows})
			}
		}
	}
	a := attempts{reached: make([]int64, len(f.steps))}
	over := int64(-1 << 62)
	for _, entry := range f.entries(events) {
		if entry.at < f.from || entry.at >= f.to || entry.at < over {
			continue
		}
		reached, last := f.follow(events, entry.at)
		converted := reached == len(f.steps)
		over = entry.at + f.within + 1
		if converted {
			over = last + 1
		}
		switch {
		case entry.at+f.within > f.asOf && converted:
			a.early++
		case entry.at+f.within > f.asOf:
			a.open++
		default:
			for i := range reached {
				a.reached[i]++
			}
			if converted {
				a.converted++
				a.took = append(a.took, last-entry.at)
			}
		}
		if !f.o.Every {
			break
		}
	}
	return Value(a)
}

// entries are the events at which a subject may enter, in the order of time.
func (f *funnel) entries(events [][]event) []event {
	if f.o.Order != StepsAnyOrder {
		return events[0]
	}
	var all []event
	for _, e := range events[:f.exclude] {
		all = append(all, e...)
	}
	slices.SortFunc(all, func(a, b event) int { return int(min(max(a.at-b.at, -1), 1)) })
	return all
}

// follow returns how many steps an entry reaches, and when the last of them is
// first taken.
func (f *funnel) follow(events [][]event, entry int64) (reached int, last int64) {
	if f.o.Order == StepsAnyOrder {
		return f.collect(events, entry)
	}
	at := []visit{{at: entry}}
	for i := 1; i < len(f.steps); i++ {
		next := f.next(events, i, at, entry)
		if len(next) == 0 {
			return i, at[0].at
		}
		at = next
	}
	return len(f.steps), at[0].at
}

// visit is an instant at which a step can be taken; since says from which step
// on all were taken at that instant.
type visit struct {
	at    int64
	since int
}

// next returns the instants at which step i can be taken after those of the step
// before it. Only the latest of these that is not after it matters: any limit, and
// whatever must not lie between, is met by it before it is by an earlier one.
func (f *funnel) next(events [][]event, i int, before []visit, entry int64) []visit {
	var out []visit
	k := 0 // visits of the step before that are not after the event
	for _, e := range events[i] {
		if e.at < entry || e.at-entry > f.within {
			continue
		}
		for k < len(before) && before[k].at <= e.at {
			k++
		}
		for j := k - 1; j >= 0 && j >= k-2; j-- { // at the same instant there may be no event left to take
			b := before[j]
			v := visit{at: e.at, since: i}
			if b.at == e.at {
				v.since = b.since
			}
			if b.at == e.at && (f.o.Later || !f.spare(i, b.since, e.rows)) || !f.may(events, i, b.at, e.at) {
				continue
			}
			out = append(out, v)
			break
		}
	}
	return out
}

// spare says whether an instant has an event left for step i where all steps
// from another one on are taken at it.
func (f *funnel) spare(i, since int, rows int64) bool {
	n := int64(0)
	for _, j := range f.same[i] {
		if j >= since {
			n++
		}
	}
	return n <= rows
}

// may says whether step i may come at an instant after the step before it.
func (f *funnel) may(events [][]event, i int, from, to int64) bool {
	if limit := f.limits[i]; limit > 0 && to-from > limit {
		return false
	}
	for _, e := range events[f.exclude:] {
		if between(e, from, to, true) {
			return false
		}
	}
	if f.o.Order != StepsStrict {
		return true
	}
	for j, e := range events[:f.exclude] {
		other := f.steps[j].id != f.steps[i].id && f.steps[j].id != f.steps[i-1].id
		if other && between(e, from, to, false) {
			return false
		}
	}
	return true
}

// between says whether there is an event after from and before to, or at to
// where that counts as between.
func between(events []event, from, to int64, end bool) bool {
	i := sort.Search(len(events), func(i int) bool { return events[i].at > from })
	return i < len(events) && (events[i].at < to || end && events[i].at == to && to > from)
}

// collect is follow for steps in any order: each needs an event of its own in
// the window.
func (f *funnel) collect(events [][]event, entry int64) (reached int, last int64) {
	until := entry + f.within
	for _, e := range events[f.exclude:] {
		if i := sort.Search(len(e), func(i int) bool { return e[i].at > entry }); i < len(e) {
			until = min(until, e[i].at-1)
		}
	}
	last = entry
	for i := range f.steps {
		need := int64(len(f.same[i]))
		for _, e := range events[i] {
			if e.at < entry || e.at > until {
				continue
			}
			if need -= e.rows; need <= 0 {
				reached++
				last = max(last, e.at)
				break
			}
		}
	}
	return reached, last
}

// StandardSteps are the steps from a visit to a paid order: visit, login, cart,
// order and payment, the orders and carts as the policy counts them. A step is
// known where its facts name the subject: payment is the order with a known
// payment method.
func StandardSteps(p Policy) []Step {
	paid := model.And(p.onlineOrders(), model.OrderPaymentMethods.One().Known())
	filled := model.And(carts, model.CartFilled.Is(true))
	return []Step{
		NewStep("visit", model.SessionFacts, visits, model.SessionStartedAt),
		NewStep("login", model.SessionFacts, visits, model.SessionIdentifiedAt),
		NewStep("cart", model.CartFacts, filled, model.CartCreatedAt),
		NewStep("order", model.OrderFacts, p.onlineOrders(), model.OrderPlacedAt),
		NewStep("payment", model.OrderFacts, paid, model.OrderPlacedAt),
	}
}
