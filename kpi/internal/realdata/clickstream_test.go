package realdata_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/association"
	"github.com/ecomkpi/ecomkpi/model"
)

// visit is a session of the clickstream.
type visit struct {
	id, user string
	events   []click
}

type click struct {
	what    string // view, cart or purchase
	product string
	price   decimal.Decimal
	at      time.Time
}

// of returns the events of a kind.
func (v *visit) of(what string) []click {
	return slices.DeleteFunc(slices.Clone(v.events), func(c click) bool { return c.what != what })
}

func worth(clicks []click) (sum decimal.Decimal) {
	for _, c := range clicks {
		sum = sum.Add(c.price)
	}
	return sum
}

func readClicks(t *testing.T) (visits []*visit) {
	t.Helper()
	sessions, events, users := map[string]*visit{}, map[string]int{}, map[string]bool{}
	var spent decimal.Decimal
	n := each(t, "rees46-clickstream/rees46_2019-10-01_slice.csv.gz", func(r record) {
		id := r.at("user_session")
		v := sessions[id]
		if v == nil {
			v = &visit{id: id, user: r.at("user_id")}
			sessions[id] = v
			visits = append(visits, v)
		}
		c := click{r.at("event_type"), r.at("product_id"), r.number("price"), r.time("event_time", "2006-01-02 15:04:05 UTC", time.UTC)}
		v.events = append(v.events, c)
		users[r.at("user_id")] = true
		events[c.what]++
		if c.what == "purchase" {
			spent = spent.Add(c.price)
		}
	})
	same(t, "rows of SOURCE.md", n, 17_434)
	same(t, "events of SOURCE.md", fmt.Sprint(events), "map[cart:165 purchase:214 view:17055]")
	same(t, "users and sessions of SOURCE.md", fmt.Sprint(len(users), len(visits)), "4504 5066")
	same(t, "purchases of SOURCE.md", spent, "59442.63")
	return visits
}

// clickFacts makes a session of each, an order of its purchases, and a cart of
// its cart events, ordered by the first purchase at or after the first of them.
func clickFacts(t *testing.T, visits []*visit) *model.Facts {
	t.Helper()
	f := model.NewFacts(model.FactsOptions{})
	for _, v := range visits {
		bought, put := v.of("purchase"), v.of("cart")
		noError(t, f.Sessions.Append(model.Session{
			ID: model.SessionID(v.id), VisitorID: model.VisitorID(v.user), StartedAt: v.events[0].at, EndedAt: v.events[len(v.events)-1].at,
			PageViews: int64(len(v.of("view"))), Interactions: model.CountOf(int64(len(put) + len(bought))),
		}))
		cart := model.Cart{ID: model.CartID("cart of " + v.id), SessionID: model.SessionID(v.id), Outcome: model.CartOpen, Lines: int64(len(put))}
		if len(put) > 0 {
			cart.CreatedAt, cart.LastActivityAt, cart.Value = put[0].at, put[0].at, dollars(t, worth(put))
			if i := slices.IndexFunc(bought, func(c click) bool { return !c.at.Before(cart.CreatedAt) }); i >= 0 {
				cart.Outcome, cart.OrderedAt = model.CartOrdered, bought[i].at
			}
			for _, c := range put {
				if cart.OrderedAt.IsZero() || !c.at.After(cart.OrderedAt) {
					cart.LastActivityAt = c.at
				}
			}
			noError(t, f.Carts.Append(cart))
		}
		if len(bought) == 0 {
			continue
		}
		o := model.Order{
			ID: model.OrderID("order of " + v.id), PlacedAt: bought[0].at, Status: model.StatusPlaced, Channel: model.ChannelWeb,
			SessionID: model.SessionID(v.id), VisitorID: model.VisitorID(v.user),
		}
		if cart.Outcome == model.CartOrdered {
			o.CartID = cart.ID
		}
		for i, c := range bought {
			o.Lines = append(o.Lines, model.Line{No: int64(i + 1), ProductID: model.ProductID(c.product), Quantity: decimal.New(1, 0), UnitPrice: dollars(t, c.price)})
		}
		noError(t, f.Orders.Append(o))
	}
	return f
}

// TestClickstream: visitors, conversion, bounces and order values.
func TestClickstream(t *testing.T) {
	visits := readClicks(t)
	f := clickFacts(t, visits)
	visitors, buyers := map[string]bool{}, map[string]bool{}
	var orders, bounced int64
	var spent decimal.Decimal
	for _, v := range visits {
		visitors[v.user] = true
		if bought := v.of("purchase"); len(bought) > 0 {
			orders++
			buyers[v.user] = true
			spent = spent.Add(worth(bought))
		}
		if len(v.events) == 1 && v.events[0].what == "view" {
			bounced++
		}
	}
	same(t, "purchasing sessions of SOURCE.md", orders, 200)
	same(t, "O3", valueOf(t, "O3", kpi.UniqueVisitors(kpi.Policy{}).Of(f.All())), "4504 visitors, 5066 sessions, 0 of them without consent")
	sameRatio(t, "O5 by visitor", valueOf(t, "O5", kpi.ConversionRate(kpi.Policy{}).Of(f.All())), int64(len(buyers)), int64(len(visitors)))
	sessions := kpi.ConversionRate(kpi.Policy{ConversionBy: kpi.ConversionBySession})
	sameRatio(t, "O5 by session", valueOf(t, "O5", sessions.Of(f.All())), orders, int64(len(visits)))
	sameRatio(t, "O9", valueOf(t, "O9", kpi.BounceRate(kpi.Policy{}).Of(f.All())), bounced, int64(len(visits)))
	aov := valueOf(t, "O6", kpi.AverageOrderValue(kpi.Policy{}).Of(f.All()))
	same(t, "O6", fmt.Sprint(aov.Total().Amount(), aov.Count()), fmt.Sprint(spent, orders))
	t.Logf("conversion of visitors %v, of sessions %v, bounce rate %v, average order %v",
		kpi.ConversionRate(kpi.Policy{}).Of(f.All()), sessions.Of(f.All()), kpi.BounceRate(kpi.Policy{}).Of(f.All()), aov)

	// Two users have two sessions that begin in one second, of a log without
	// fractions: they did not come back later.
	first, back := map[string]time.Time{}, map[string]bool{}
	for _, v := range visits {
		at := v.events[0].at
		if begun, ok := first[v.user]; !ok {
			first[v.user] = at
		} else if !at.Equal(begun) {
			back[v.user] = true
		}
	}
	r := valueOf(t, "T10", kpi.ReturnVisits(kpi.Policy{}, within(t, time.UTC, "2019-10-01", "2019-10-02")).Of(f.All()))
	sameRatio(t, "T10", r.Rate, int64(len(back)), int64(len(visitors)))
}

// TestClickstreamCarts: the log has more purchasing sessions than carting ones,
// for cart events are missing. Purchases ÷ carts would be 169 %; the rate of
// abandonment looks at carts only.
func TestClickstreamCarts(t *testing.T) {
	visits := readClicks(t)
	f := clickFacts(t, visits)
	var carts, withoutCart, completed int64
	var value decimal.Decimal
	for _, v := range visits {
		put, bought := v.of("cart"), v.of("purchase")
		switch {
		case len(put) == 0 && len(bought) > 0:
			withoutCart++
		case len(put) > 0:
			carts++
			if len(bought) > 0 && !bought[len(bought)-1].at.Before(put[0].at) {
				completed++
				value = value.Add(worth(put))
			}
		}
	}
	same(t, "sessions with a cart by SOURCE.md", carts, 118)
	same(t, "purchases without a cart", withoutCart, 135)
	o8 := valueOf(t, "O8", kpi.AverageCartValue(kpi.Policy{}).Of(f.All()))
	same(t, "completed carts", o8.Count(), completed)
	if got := o8.Total().Amount(); !got.Equal(value) {
		t.Errorf("O8: got %v, want %v", got, value)
	}

	end := time.Date(2019, 10, 1, 2, 50, 0, 0, time.UTC)
	w := kpi.Window{AsOf: end}
	for _, idle := range []time.Duration{30 * time.Minute, 10 * time.Minute, 2 * time.Minute} {
		a := valueOf(t, "K16", kpi.CartAbandonmentRate(kpi.Policy{CartWindow: idle}, w).Of(f.All()))
		n, lost := judgeCarts(visits, idle, end)
		sameRatio(t, "K16", a.Rate, n["abandoned"], n["settled"])
		same(t, "K16", fmt.Sprint(a.Recovered, a.Converted, a.Open), fmt.Sprint(n["recovered"], n["converted"], n["open"]))
		if got := valueOf(t, "lost", a.Lost).Amount(); !got.Equal(lost) {
			t.Errorf("lost: got %v, want %v", got, lost)
		}
		t.Logf("%d orders without a cart; within %v: %v", withoutCart, idle, a)
	}
	same(t, "K16 within 7 days, of a log of 3 hours", kpi.CartAbandonmentRate(kpi.Policy{}, w).Of(f.All()).Why(), kpi.WindowOpen)
}

// judgeCarts says what the carts had come to, and what the lost ones held.
func judgeCarts(visits []*visit, idle time.Duration, asOf time.Time) (n map[string]int64, lost decimal.Decimal) {
	n = map[string]int64{}
	for _, v := range visits {
		put := v.of("cart")
		if len(put) == 0 {
			continue
		}
		var ordered time.Time
		for _, c := range v.of("purchase") {
			if ordered.IsZero() && !c.at.Before(put[0].at) {
				ordered = c.at
			}
		}
		last := put[0].at
		for _, c := range put {
			if ordered.IsZero() || !c.at.After(ordered) {
				last = c.at
			}
		}
		elapsed := !last.Add(idle).After(asOf)
		switch {
		case !ordered.IsZero() && ordered.Sub(last) >= idle:
			n["recovered"]++
			n["abandoned"]++
			n["settled"]++
		case ordered.IsZero() && elapsed:
			lost = lost.Add(worth(put))
			n["abandoned"]++
			n["settled"]++
		case elapsed:
			n["settled"]++
		case ordered.IsZero():
			n["open"]++
		default:
			n["converted"]++
		}
	}
	return n, lost
}

// TestClickstreamBaskets: products bought together, against a count of pairs.
func TestClickstreamBaskets(t *testing.T) {
	visits := readClicks(t)
	pairs, single := map[[2]string]int64{}, map[string]int64{}
	for _, v := range visits {
		in := map[string]bool{}
		for _, c := range v.of("purchase") {
			in[c.product] = true
		}
		for x := range in {
			single[x]++
			for y := range in {
				if x != y {
					pairs[[2]string{x, y}]++
				}
			}
		}
	}
	b := valueOf(t, "T5", kpi.MarketBasket(kpi.Policy{}, association.Options{MinCount: 1, MaxItems: 2}).Of(clickFacts(t, visits).All()))
	same(t, "orders and rules", fmt.Sprint(b.Orders, len(b.Rules)), fmt.Sprint(200, len(pairs)))
	for _, r := range b.Rules {
		x, y := string(r.Antecedent[0]), string(r.Consequent[0])
		same(t, x+" and "+y, fmt.Sprint(r.Both(), r.WithAntecedent(), r.WithConsequent()), fmt.Sprint(pairs[[2]string{x, y}], single[x], single[y]))
	}
	t.Logf("%d rules of pairs", len(b.Rules))
}
