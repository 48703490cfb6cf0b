package kpi_test

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func rat(n int64) *big.Rat { return big.NewRat(n, 1) }

func warned[R any](r kpi.Result[R], what string) bool {
	return slices.ContainsFunc(r.Warnings(), func(w kpi.Warning) bool { return strings.Contains(w.Text, what) })
}

// openInParis walks the clocks of Paris by the minute's wall time: the shop is
// open Monday to Friday from 9 to 18, the branch "night" from Saturday 22 to
// Sunday 6.
func openInParis(at time.Time, night bool) bool {
	local := at.In(paris.Zone())
	day, hour := local.Weekday(), local.Hour()
	if night {
		return day == time.Saturday && hour >= 22 || day == time.Sunday && hour < 6
	}
	return day >= time.Monday && day <= time.Friday && hour >= 9 && hour < 18
}

// judge says whether an order came in while closed; false where there are no
// hours for it.
func (s sale) judge(o model.Order) (closed, known bool) {
	night := o.Branch == "night" && s.policy.BranchHours != nil
	if !night && s.policy.Hours.IsZero() {
		return false, false
	}
	return !openInParis(o.PlacedAt, night), true
}

func TestOracleOfOffHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sales.Draw(t, "sale")
		all := s.facts()
		judged := func(o model.Order) bool { _, known := s.judge(o); return known }
		closed := func(o model.Order) bool { off, known := s.judge(o); return known && off }
		orders := s.counted()
		// Channels are recorded where a counted order has one, or an order that
		// money went back to.
		if slices.ContainsFunc(orders, hasChannel) || slices.ContainsFunc(s.refunds, func(r model.Refund) bool {
			return slices.ContainsFunc(s.orders, func(o model.Order) bool { return o.ID == r.OrderID && hasChannel(o) })
		}) {
			orders = that(orders, s.online)
		}
		why := s.before()
		if s.policy.Hours.IsZero() && s.policy.BranchHours == nil {
			why = kpi.MissingField // whatever the facts
		} else if why == kpi.Defined {
			why = unrecorded(orders, judged)
		}
		off := that(orders, closed)
		holds(t, kpi.OffHoursOrders(s.policy).Of(all.All()), why, func(n int64) bool { return n == int64(len(off)) })

		part, partWhy := s.whole(off)
		whole, wholeWhy := s.whole(that(orders, judged))
		shareWhy := partWhy
		if shareWhy == kpi.Defined {
			shareWhy = wholeWhy
		}
		if shareWhy == kpi.Defined && whole.Sign() <= 0 {
			shareWhy = kpi.NoDenominator
		}
		holds(t, kpi.OffHoursRevenue(s.policy).Of(all.All()), why, func(v kpi.OffHours) bool {
			share, ok := v.Share.Value()
			return v.Orders == int64(len(off)) && isMoney(v.Amount, part, partWhy) &&
				v.Share.Why() == shareWhy && (!ok || isFraction(share, part, whole))
		})
	})
}

// grouped puts orders into groups by a key; "" is the unknown one.
func grouped(orders []model.Order, key func(model.Order) string) map[string][]model.Order {
	g := map[string][]model.Order{}
	for _, o := range orders {
		g[key(o)] = append(g[key(o)], o)
	}
	return g
}

func TestOracleOfBaskets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sales.Draw(t, "sale")
		all := s.facts()
		perAccount := grouped(s.counted(), func(o model.Order) string {
			if o.AccountID == "" {
				return ""
			}
			return string(s.account(o.AccountID, false))
		})
		holds(t, kpi.AverageBasket(s.policy).Of(all.All()), s.before(), func(v kpi.Baskets) bool {
			total, n, why := s.mean(s.counted())
			if !isMean(v.Overall, total, n, why) || v.PerAccount.Len() != len(perAccount) {
				return false
			}
			for a, orders := range perAccount {
				r, found := v.PerAccount.Get(model.AccountID(a))
				if a == "" {
					r, found = v.PerAccount.Unknown()
				}
				if total, n, why := s.mean(orders); !found || !isMean(r, total, n, why) {
					return false
				}
			}
			return true
		})
		holds(t, kpi.MaximumBasket(s.policy).Of(all.All()), s.before(), func(v kpi.Groups[model.AccountID, kpi.Best[model.Money, model.OrderID]]) bool {
			for a, orders := range perAccount {
				r, found := v.Get(model.AccountID(a))
				if a == "" {
					r, found = v.Unknown()
				}
				if !found || !s.isLargest(r, orders) {
					return false
				}
			}
			return v.Len() == len(perAccount)
		})
	})
}

func (s sale) isLargest(r kpi.Result[kpi.Best[model.Money, model.OrderID]], orders []model.Order) bool {
	known := that(orders, func(o model.Order) bool { _, ok := s.worth(o); return ok })
	if len(known) == 0 {
		return r.Why() == kpi.NoData
	}
	if len(grouped(known, func(o model.Order) string { return o.Goods.Currency().Code() })) > 1 {
		return r.Why() == kpi.MixedCurrency
	}
	slices.SortFunc(known, func(a, b model.Order) int {
		x, _ := s.worth(a)
		y, _ := s.worth(b)
		return cmp.Or(y.Cmp(x), a.PlacedAt.Compare(b.PlacedAt), cmp.Compare(a.ID, b.ID))
	})
	best, ok := r.Value()
	want, _ := s.worth(known[0])
	return ok && best.Key == known[0].ID && best.At.Equal(known[0].PlacedAt) && best.Value.Amount().Rat().Cmp(want) == 0
}

func TestOracleOfMethodsAndModes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sales.Draw(t, "sale")
		all := s.facts()
		counted, why := s.counted(), s.before()

		paid := that(counted, func(o model.Order) bool { return len(o.Payments) > 0 })
		methodsWhy := why
		if why == kpi.Defined {
			methodsWhy = unrecorded(counted, func(o model.Order) bool { return len(o.Payments) > 0 })
		}
		perMethod := map[model.PaymentMethod][]model.Order{}
		for _, o := range paid {
			methods := map[model.PaymentMethod]bool{}
			for _, p := range o.Payments {
				methods[p.Method] = true
			}
			for m := range methods {
				perMethod[m] = append(perMethod[m], o)
			}
		}
		byOrder := s // the amounts of K17 take refunds by order date
		if s.policy.Refunds == kpi.RefundsByRefundDate {
			byOrder.policy.Refunds = kpi.RefundsByOrderDate
		}
		holds(t, kpi.OrdersByPaymentMethod(s.policy).Of(all.All()), methodsWhy, func(v kpi.Groups[model.PaymentMethod, kpi.MethodUse]) bool {
			for m, use := range v.All() {
				u, _ := use.Value()
				sum, sumWhy := byOrder.whole(perMethod[m])
				share, ok := u.Share.Value()
				if u.Orders != int64(len(perMethod[m])) || !isMoney(u.Amount, sum, sumWhy) || !ok || !isFraction(share, rat(u.Orders), rat(int64(len(paid)))) {
					return false
				}
			}
			return v.Len() == len(perMethod)
		})

		modes := grouped(counted, func(o model.Order) string { return string(o.DeliveryMode) })
		unknown := len(modes[""])
		delete(modes, "")
		modesWhy := why
		switch {
		case why != kpi.Defined || len(modes) > 0:
		case len(counted) > 0:
			modesWhy = kpi.MissingField
		default:
			modesWhy = kpi.NoData
		}
		ranking := kpi.MostUsedDeliveryMode(s.policy).Of(all.All())
		holds(t, ranking, modesWhy, func(v kpi.Ranking[model.DeliveryMode]) bool {
			keys := slices.SortedFunc(maps.Keys(modes), func(a, b string) int {
				return cmp.Or(cmp.Compare(len(modes[b]), len(modes[a])), cmp.Compare(a, b))
			})
			i := 0
			for k, n := range v.All() {
				if string(k) != keys[i] || n != int64(len(modes[keys[i]])) {
					return false
				}
				i++
			}
			return i == len(keys) && warned(ranking, "unknown key") == (unknown > 0)
		})
	})
}
