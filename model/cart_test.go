package model

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func goodCart() Cart {
	return Cart{
		ID: "c1", VisitorID: "v1", AccountID: "a1", BuyerID: "b1", SessionID: "s1", CreatedAt: noon, LastActivityAt: noon.Add(time.Hour),
		LongestIdle: 30 * time.Minute, CheckoutAt: noon.Add(time.Minute), PaymentAt: noon.Add(2 * time.Minute), OrderedAt: noon.Add(2 * time.Hour),
		OrderID: "o1", Lines: 3, Value: eur("99.90"), Outcome: CartOrdered, Channel: ChannelWeb, Branch: "b7", Test: true,
	}
}

func cartIDOf(c *Cart) string { return string(c.ID) }

func TestCartRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	other := goodCart()
	other.ID = "other"
	must(t, f.Carts, other)
	text := func(name string, set func(*Cart, string)) fieldOf[Cart, string] {
		return fieldOf[Cart, string]{name, set}
	}
	refuseAll(t, f.Carts, goodCart, cartIDOf, badText(maxIDBytes),
		text("id", func(c *Cart, v string) { c.ID = CartID(v) }),
		text("visitor_id", func(c *Cart, v string) { c.VisitorID = VisitorID(v) }),
		text("account_id", func(c *Cart, v string) { c.AccountID = AccountID(v) }),
		text("buyer_id", func(c *Cart, v string) { c.BuyerID = PersonID(v) }),
		text("session_id", func(c *Cart, v string) { c.SessionID = SessionID(v) }),
		text("order_id", func(c *Cart, v string) { c.OrderID = OrderID(v) }),
		text("merged_into", func(c *Cart, v string) { c.MergedInto = CartID(v) }),
	)
	refuseAll(t, f.Carts, goodCart, cartIDOf, badText(maxCodeBytes),
		text("outcome", func(c *Cart, v string) { c.Outcome = CartOutcome(v) }),
		text("channel", func(c *Cart, v string) { c.Channel = Channel(v) }),
		text("branch", func(c *Cart, v string) { c.Branch = Branch(v) }),
	)
	instant := func(name string, set func(*Cart, time.Time)) fieldOf[Cart, time.Time] {
		return fieldOf[Cart, time.Time]{name, set}
	}
	refuseAll(t, f.Carts, goodCart, cartIDOf, badTimes(),
		instant("created_at", func(c *Cart, v time.Time) { c.CreatedAt = v }),
		instant("last_activity_at", func(c *Cart, v time.Time) { c.LastActivityAt = v }),
		instant("checkout_at", func(c *Cart, v time.Time) { c.CheckoutAt = v }),
		instant("payment_at", func(c *Cart, v time.Time) { c.PaymentAt = v }),
		instant("ordered_at", func(c *Cart, v time.Time) { c.OrderedAt = v }),
	)
	refuseAll(t, f.Carts, goodCart, cartIDOf, badMoney(), fieldOf[Cart, Money]{"value", func(c *Cart, v Money) { c.Value = v }})
}

func TestCartContradictions(t *testing.T) {
	f := NewFacts(FactsOptions{})
	early := noon.Add(-time.Microsecond)
	const earlyText, created = "2025-03-04T11:59:59.999999Z", "before created_at 2025-03-04T12:00:00Z"
	for name, c := range map[string]struct {
		change func(*Cart)
		faults []fault
	}{
		"no ID":             {func(c *Cart) { c.ID = "" }, []fault{{"id", "", "required", ErrMissing}}},
		"no start":          {func(c *Cart) { c.CreatedAt = time.Time{} }, []fault{{"created_at", "", "required", ErrMissing}}},
		"no outcome":        {func(c *Cart) { c.Outcome = "" }, []fault{{"outcome", "", "required", ErrMissing}}},
		"no value":          {func(c *Cart) { c.Value = Money{} }, []fault{{"value", "", "required with lines", ErrMissing}}},
		"negative lines":    {func(c *Cart) { c.Lines = -1 }, []fault{{"lines", "-1", "negative", ErrInvalid}}},
		"active before":     {func(c *Cart) { c.LastActivityAt = early }, []fault{{"last_activity_at", earlyText, created, ErrContradiction}}},
		"active after":      {func(c *Cart) { c.OrderedAt = noon.Add(time.Minute) }, []fault{{"last_activity_at", "2025-03-04T13:00:00Z", "after ordered_at 2025-03-04T12:01:00Z", ErrContradiction}}},
		"idle backwards":    {func(c *Cart) { c.LongestIdle = -1 }, []fault{{"longest_idle", "-1ns", "negative", ErrInvalid}}},
		"checkout before":   {func(c *Cart) { c.CheckoutAt = early }, []fault{{"checkout_at", earlyText, created, ErrContradiction}}},
		"payment first":     {func(c *Cart) { c.PaymentAt = noon }, []fault{{"payment_at", "2025-03-04T12:00:00Z", "before checkout_at 2025-03-04T12:01:00Z", ErrContradiction}}},
		"payment before":    {func(c *Cart) { c.CheckoutAt, c.PaymentAt = time.Time{}, early }, []fault{{"payment_at", earlyText, created, ErrContradiction}}},
		"ordered before":    {func(c *Cart) { c.OrderedAt, c.LastActivityAt = early, time.Time{} }, []fault{{"ordered_at", earlyText, created, ErrContradiction}}},
		"ordered somewhen":  {func(c *Cart) { c.OrderedAt = time.Time{} }, []fault{{"ordered_at", "", "required when ordered", ErrMissing}}},
		"merged into what?": {func(c *Cart) { c.Outcome = CartMerged }, []fault{{"merged_into", "", "required when merged", ErrMissing}}},
		"merged into itself": {func(c *Cart) { c.Outcome, c.MergedInto = CartMerged, "c1" }, []fault{
			{"merged_into", "c1", "is the cart itself", ErrContradiction}}},
		"all at once": {func(c *Cart) { *c = Cart{Lines: 1} }, []fault{{"id", "", "required", ErrMissing}, {"created_at", "", "required", ErrMissing},
			{"value", "", "required with lines", ErrMissing}, {"outcome", "", "required", ErrMissing}}},
	} {
		t.Run(name, func(t *testing.T) {
			in := goodCart()
			c.change(&in)
			refuse(t, f.Carts, in, string(in.ID), c.faults...)
		})
	}
}

// What lies exactly on a limit is accepted.
func TestCartLimits(t *testing.T) {
	for name, change := range map[string]func(*Cart){
		"the good one":          func(*Cart) {},
		"only what is required": func(c *Cart) { *c = Cart{ID: "c", CreatedAt: noon, Outcome: CartOpen} },
		"all at one instant": func(c *Cart) {
			c.LastActivityAt, c.CheckoutAt, c.PaymentAt, c.OrderedAt = noon, noon, noon, noon
		},
		"active until ordered":     func(c *Cart) { c.OrderedAt = c.LastActivityAt },
		"payment without checkout": func(c *Cart) { c.CheckoutAt = time.Time{} },
		"worth nothing":            func(c *Cart) { c.Value = eur("0") },
		"an unlisted outcome":      func(c *Cart) { c.Outcome = "in the seller's own words" },
		"merged":                   func(c *Cart) { c.Outcome, c.MergedInto = CartMerged, "not there" },
	} {
		t.Run(name, func(t *testing.T) {
			c := goodCart()
			change(&c)
			if _, err := NewCarts(c); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCartDefaults(t *testing.T) {
	table, err := NewCarts(Cart{ID: "c", CreatedAt: noon, Outcome: CartOpen})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := table.Find("c")
	if !c.LastActivityAt().Equal(noon) {
		t.Errorf("last activity at %v, want %v: nothing has happened since", c.LastActivityAt(), noon)
	}
	if _, known := CartLongestIdle.Of(c); known || c.Filled() {
		t.Errorf("an empty cart: idle %v, filled %v", known, c.Filled())
	}
	// It is a duplicate of what spells the default out.
	if must(t, table, Cart{ID: "c", CreatedAt: noon, LastActivityAt: noon, Outcome: CartOpen}); table.Duplicates() != 1 {
		t.Error("the default is other content than its value")
	}
}

func TestCartConflictAndCorrection(t *testing.T) {
	for name, change := range map[string]func(*Cart){
		"a column":         func(c *Cart) { c.Channel = ChannelApp },
		"a flag":           func(c *Cart) { c.Test = false },
		"an instant":       func(c *Cart) { c.CheckoutAt = noon },
		"a duration":       func(c *Cart) { c.LongestIdle++ },
		"no duration":      func(c *Cart) { c.LongestIdle = 0 },
		"an amount":        func(c *Cart) { c.Value = eur("99.91") },
		"its currency":     func(c *Cart) { c.Value = MustParseMoney("99.90 USD") },
		"never filled":     func(c *Cart) { c.Lines = 0 },
		"what it led to":   func(c *Cart) { c.OrderID = "" },
		"where it went to": func(c *Cart) { c.Outcome, c.MergedInto = CartMerged, "c2" },
	} {
		t.Run(name, func(t *testing.T) {
			conflict(t, func(f *Facts) *Carts { return f.Carts }, goodCart, change, "c1", "id")
		})
	}
}

func merged(from, into int) Cart {
	return Cart{ID: CartID(fmt.Sprint("c", from)), CreatedAt: noon, Outcome: CartMerged, MergedInto: CartID(fmt.Sprint("c", into))}
}

// A ring of three is closed by whichever cart comes last, and no batch or
// correction gets around that.
func TestCartRing(t *testing.T) {
	ring := []Cart{merged(1, 2), merged(2, 3), merged(3, 1)}
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		f := NewFacts(FactsOptions{})
		must(t, f.Carts, ring[order[0]], ring[order[1]])
		last := ring[order[2]]
		refuse(t, f.Carts, last, string(last.ID), fault{"merged_into", string(last.MergedInto), "leads back to the cart itself", ErrContradiction})
		// In one batch nothing of it is left.
		g := NewFacts(FactsOptions{})
		if err := g.Carts.Append(ring[order[0]], ring[order[1]], last); !errors.Is(err, ErrContradiction) || g.Carts.Len() != 0 {
			t.Errorf("%v in one batch: %v, %d carts", order, err, g.Carts.Len())
		}
		must(t, g.Carts, last)
		// Another end opens the ring.
		last.MergedInto = "c4"
		must(t, f.Carts, last)
	}
}

func TestCartChainIsBounded(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for i := range 1000 {
		must(t, f.Carts, merged(i, i+1))
	}
	must(t, f.Carts, Cart{ID: "c1000", CreatedAt: noon, Outcome: CartOpen})
	deep := merged(-1, 0)
	refuse(t, f.Carts, deep, "c-1", fault{"merged_into", "c0", "more than 1000 carts merged in a row", ErrContradiction})
	deep.MergedInto = "c1"
	must(t, f.Carts, deep)
}
