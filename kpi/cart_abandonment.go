package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// CartAbandonment is what became of filled carts.
type CartAbandonment struct {
	Rate      Ratio               `json:"rate"`      // Abandoned / Settled
	Settled   int64               `json:"settled"`   // filled carts whose window has elapsed
	Abandoned int64               `json:"abandoned"` // those not ordered within it
	Recovered int64               `json:"recovered"` // abandoned ones that were ordered later
	Converted int64               `json:"converted"` // ordered, window still open
	Open      int64               `json:"open"`      // not ordered, window still open
	Lost      Result[model.Money] `json:"lost"`      // value of abandoned carts that nobody ordered later
}

// String returns the rate and its parts.
func (a CartAbandonment) String() string {
	return fmt.Sprintf("%v (%d of %d), %d recovered, %d converted and %d open before their window ends",
		a.Rate, a.Abandoned, a.Settled, a.Recovered, a.Converted, a.Open)
}

// CartAbandonmentRate is K16, cart-abandonment-rate, in [0, 1]; lower is better.
//
//	filled carts not ordered within the window of inactivity / filled carts whose window has elapsed
//
// The window, 7 days unless the policy has another, begins at the last change
// by a person; a longer gap between two changes abandons a cart as well, where
// LongestIdle says so. What was ordered later was abandoned and recovered. Carts
// that were saved, merged or turned into a quote request are not abandoned; empty
// ones are left out. Carts belong to the range in which they were filled, and are
// judged as of the window's instant.
//
// It is undefined without an as-of (MissingField), without filled carts
// (NoDenominator), and while all windows are open (WindowOpen).
func CartAbandonmentRate(p Policy, w Window) KPI[CartAbandonment] {
	if w.asOf().IsZero() {
		return undefined[CartAbandonment](MissingField, "as-of")
	}
	idle := orDefault(p.CartWindow, days(7))
	ordered := model.And(model.CartState.Is(model.CartOrdered), seenBy(w, model.CartOrderedAt))
	elapsed := model.Before(model.CartLastActivityAt, w.asOf().Add(time.Microsecond-idle))
	gaveUp := model.Or(
		model.And(model.Given(model.CartLongestIdle), model.AtLeast(model.CartLongestIdle, idle), seenBy(w, model.CartLastActivityAt)),
		model.And(ordered, model.AtLeast(model.CartOrderLag, idle)),
		model.And(model.Not(ordered), elapsed),
	)
	gaveUp = model.And(model.CartState.In(model.CartOpen, model.CartEmptied, model.CartOrdered), gaveUp)
	settled := model.Or(gaveUp, elapsed)
	early := model.Not(settled)
	count := func(of ...model.Pred[model.CartRow]) Metric[model.CartRow, int64] {
		return Where(model.And(of...), Count[model.CartRow]())
	}
	lost := Where(model.And(gaveUp, model.Not(ordered)), Sum(model.CartValue))
	numbers := List(count(settled), count(gaveUp), count(gaveUp, ordered), count(early, ordered), count(early, model.Not(ordered)))
	filled := model.And(carts, model.CartFilled.Is(true), entered(w, model.CartCreatedAt))
	return On(model.CartFacts, Where(filled, joinResults("abandonment", numbers, lost, abandonmentOf)))
}

func abandonmentOf(numbers Result[[]Result[int64]], lost Result[model.Money]) Result[CartAbandonment] {
	n, _ := numbers.Value()
	a := CartAbandonment{Lost: lost}
	unpack(n, &a.Settled, &a.Abandoned, &a.Recovered, &a.Converted, &a.Open)
	rate := matured(ratioOf(a.Abandoned, a.Settled, true), a.Converted+a.Open, "carts whose window is still open")
	v, ok := rate.Value()
	if !ok {
		return undefinedAs[CartAbandonment](rate)
	}
	a.Rate = v
	return Value(a, rate.Warnings()...)
}
