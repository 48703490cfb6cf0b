package kpi

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// ChannelMovement is how customers order before and after they first ordered
// online.
type ChannelMovement struct {
	Before ChannelUse `json:"before"` // before the first online order
	After  ChannelUse `json:"after"`  // from the first online order on
	// WentBack is the customers whose latest order is offline ÷ customers who
	// ever ordered online.
	WentBack Result[Ratio] `json:"went_back"`
}

// String returns both sides and how many went back.
func (m ChannelMovement) String() string {
	return fmt.Sprintf("before: %v\nafter: %v\nwent back offline: %v", m.Before, m.After, m.WentBack)
}

// ChannelUse is the orders of customers in a part of their history.
type ChannelUse struct {
	Orders     int64                        `json:"orders"`
	ByChannel  Groups[model.Channel, Ratio] `json:"by_channel"` // orders of the channel / orders of known channel
	PerChannel Groups[model.Channel, int64] `json:"orders_by_channel"`
	Exposure   time.Duration                `json:"exposure_ns"` // of all customers together
}

// PerYear returns the orders through a channel per customer and year of 365
// days, rounded once, half to even, to so many places: 0 for a channel without
// orders, and without any exposure.
func (u ChannelUse) PerYear(channel model.Channel, places int32) decimal.Decimal {
	r, _ := u.PerChannel.Get(channel)
	n, ok := r.Value()
	if !ok || u.Exposure <= 0 {
		return decimal.Decimal{}
	}
	year := decimal.New(365*24*3600, 9)
	return divide(decimal.NewFromInt(n).Mul(year), decimal.NewFromInt(int64(u.Exposure)), places)
}

// String returns the number of orders and the share of each channel.
func (u ChannelUse) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d orders", u.Orders)
	for channel, share := range u.ByChannel.All() {
		fmt.Fprintf(&s, ", %v %v", channel, share)
	}
	return s.String()
}

// CustomerChannels is T3: how each customer moves between channels. It is the
// share and frequency of orders by channel before and after his first online
// order, and the customers who went back offline after it; the transitions from
// period to period are cohort.Moves.
//
//	orders by channel / orders, before the first online order and from it on; customers whose latest order is offline / customers who ever ordered online
//
// Only customers who ever ordered online are looked at; orders of unknown
// channel are left out. It looks at the whole history up to the window's
// instant, and the time from the first online order to there is the exposure
// after it. It is undefined where no order has a channel or customer
// (MissingField), without an as-of (MissingField), and where nobody ever ordered
// online (NoHistory).
func CustomerChannels(p Policy, w Window) KPI[ChannelMovement] {
	if w.asOf().IsZero() {
		return undefined[ChannelMovement](MissingField, "as-of")
	}
	counted := model.And(p.counted(), model.OrderChannel.Known(), seenBy(w, model.OrderPlacedAt))
	first := p.firstOnline(counted)
	later := model.If("from the "+first.String()+" on", func(o model.OrderRow) bool {
		at, ok := first.Of(o)
		return ok && !o.PlacedAt().Before(at)
	}).WithLookup(model.Lookup{}, first.Expr())
	moved := model.And(counted, model.Given(first))
	use := Both(Count[model.OrderRow](), By(model.OrderChannel, Count[model.OrderRow]()))
	uses := onOrders(Where(moved, Both(Where(model.Not(later), use), Where(later, use))))
	m := joinResults("channel movement", uses, p.exposures(w, moved), movementOf)
	m = withChannel(p, m)
	return placed(p, needsOrders(withSubject(p, m)))
}

// firstOnline is the first online order of an order's customer.
func (p Policy) firstOnline(of model.Pred[model.OrderRow]) model.Field[model.OrderRow, time.Time] {
	online := model.And(of, p.online())
	switch p.Subject {
	case SubjectCompany:
		return model.EarliestOf(model.OrderCompany, model.OrderFacts, model.OrderCompany, model.OrderPlacedAt, online)
	case SubjectPerson:
		return model.EarliestOf(model.OrderBuyer, model.OrderFacts, model.OrderBuyer, model.OrderPlacedAt, online)
	case SubjectVisitor:
		return model.EarliestOf(model.OrderOrSessionVisitor, model.OrderFacts, model.OrderOrSessionVisitor, model.OrderPlacedAt, online)
	}
	return model.EarliestOf(model.OrderAccount, model.OrderFacts, model.OrderAccount, model.OrderPlacedAt, online)
}

// exposure is the time one customer had before and after, and whether he went
// back.
type exposure struct {
	before, after time.Duration
	back          bool
}

// exposed is exposure of all customers.
type exposed struct {
	before, after time.Duration
	back          Result[Ratio]
}

func (p Policy) exposures(w Window, moved model.Pred[model.OrderRow]) KPI[exposed] {
	at := model.OrderPlacedAt
	all := Both(Earliest(at), Latest(at))
	per := onOrders(Where(moved, joinResults("exposure, "+w.String(), all, Where(p.online(), all), func(all, online Result[Pair[time.Time, time.Time]]) Result[exposure] {
		a, _ := all.Value()
		o, _ := online.Value()
		first, ok := a.A.Value()
		if !ok {
			return Undefined[exposure](NoData, "")
		}
		last, _ := a.B.Value()
		firstOnline, _ := o.A.Value()
		lastOnline, _ := o.B.Value()
		return Value(exposure{firstOnline.Sub(first), w.asOf().Sub(firstOnline), last.After(lastOnline)})
	})))
	type entry = Entry[SubjectID, exposure]
	span := func(name string, of func(exposure) time.Duration) Metric[entry, time.Duration] {
		return Sum(EntryField[SubjectID](name, func(e exposure) (time.Duration, bool) { return of(e), true }))
	}
	spans := Both(span("before", func(e exposure) time.Duration { return e.before }), span("after", func(e exposure) time.Duration { return e.after }))
	back := Share(Where(EntryIf[SubjectID]("went back", func(e exposure) bool { return e.back }), Count[entry]()), Count[entry]())
	over := joinResults("exposures", spans, back, func(s Result[Pair[time.Duration, time.Duration]], back Result[Ratio]) Result[exposed] {
		both, _ := s.Value()
		before, _ := both.A.Value()
		after, _ := both.B.Value()
		return Value(exposed{before, after, back})
	})
	return Where(model.PredOf(model.OrderFacts, moved), Across(p.subject(), per, over))
}

type channelCounts = Pair[int64, Groups[model.Channel, int64]]

func movementOf(uses Result[Pair[channelCounts, channelCounts]], times Result[exposed]) Result[ChannelMovement] {
	u, ok := uses.Value()
	if !ok {
		return undefinedAs[ChannelMovement](uses)
	}
	t, _ := times.Value()
	m := ChannelMovement{Before: channelUse(u.A, t.before), After: channelUse(u.B, t.after), WentBack: t.back}
	if m.After.Orders == 0 {
		return Undefined[ChannelMovement](NoHistory, "nobody ever ordered online")
	}
	return Value(m)
}

func channelUse(r Result[channelCounts], span time.Duration) ChannelUse {
	c, _ := r.Value()
	n, _ := c.A.Value()
	groups, _ := c.B.Value()
	shares := mapGroups(groups, func(k int64) Ratio {
		share, _ := ratioOf(k, n, true).Value()
		return share
	})
	return ChannelUse{Orders: n, ByChannel: shares, PerChannel: groups, Exposure: span}
}
