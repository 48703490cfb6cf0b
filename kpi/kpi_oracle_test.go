package kpi_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// A second, naive implementation of the KPIs on orders: loops over plain
// slices, written from the KPI dictionary. It knows nothing of folds, columns
// or states.

// counts says whether an order counts, by the words of the dictionary.
func (s sale) counts(o model.Order) bool {
	counted := []model.OrderStatus{"placed", "confirmed", "on-hold", "partially-shipped", "shipped", "delivered", "completed", "returned"}
	if s.policy.Counted != nil {
		counted = s.policy.Counted
	}
	return slices.Contains(counted, o.Status) && !slices.Contains(s.policy.NotCounted, o.Status) && !s.trial(o)
}

func (s sale) trial(o model.Order) bool {
	return o.Test || slices.ContainsFunc(s.accounts, func(a model.Account) bool { return a.ID == o.AccountID && a.Test })
}

func (s sale) online(o model.Order) bool {
	channels := []model.Channel{"web", "app", "punchout", "edi", "marketplace"}
	if s.policy.Online != nil {
		channels = s.policy.Online
	}
	return slices.Contains(channels, o.Channel)
}

// unplaced is the status that makes everything undefined.
func (s sale) unplaced() (model.OrderStatus, bool) {
	for _, o := range s.orders {
		if o.Status == "odd" && !s.trial(o) && !slices.Contains(s.policy.Counted, "odd") && !slices.Contains(s.policy.NotCounted, "odd") {
			return "odd", true
		}
	}
	return "", false
}

func (s sale) counted() []model.Order {
	return slices.DeleteFunc(slices.Clone(s.orders), func(o model.Order) bool { return !s.counts(o) })
}

// worth is the amount of one order with its returns, whenever they were; false
// where it is not known.
func (s sale) worth(o model.Order) (*big.Rat, bool) {
	net := new(big.Rat).Sub(o.Goods.Amount().Rat(), o.Discount.Amount().Rat())
	back, all := new(big.Rat), new(big.Rat)
	for _, r := range s.refunds {
		if r.OrderID == o.ID {
			back.Add(back, r.Goods.Amount().Rat())
			for _, m := range []model.Money{r.Goods, r.Tax, r.Shipping, r.Fees} {
				all.Add(all, m.Amount().Rat())
			}
		}
	}
	if s.policy.Refunds == kpi.RefundsIgnored {
		back, all = new(big.Rat), new(big.Rat)
	}
	total := o.Total.Amount().Rat()
	switch s.policy.Amount {
	case kpi.AmountGross:
		return o.Goods.Amount().Rat(), true
	case kpi.AmountNetAfterReturns:
		return net.Sub(net, back), true
	case kpi.AmountTotal:
		return total, !o.Total.IsNone()
	case kpi.AmountTotalAfterReturns:
		return total.Sub(total, all), !o.Total.IsNone()
	}
	return net, true
}

// whole is the amount of several orders, or why there is none. Over the whole
// history it does not matter when refunds were, but those of orders without a
// total are deducted by refund date only.
func (s sale) whole(orders []model.Order) (sum *big.Rat, why kpi.Reason) {
	sum = new(big.Rat)
	known, currencies := 0, map[model.Currency]bool{}
	for _, o := range orders {
		v, ok := s.worth(o)
		if ok {
			known++
			currencies[o.Goods.Currency()] = true
			sum.Add(sum, v)
		} else if s.policy.Amount == kpi.AmountTotalAfterReturns && s.policy.Refunds == kpi.RefundsByRefundDate {
			for _, r := range s.refunds {
				if r.OrderID == o.ID {
					currencies[o.Goods.Currency()] = true
					for _, m := range []model.Money{r.Goods, r.Tax, r.Shipping, r.Fees} {
						sum.Sub(sum, m.Amount().Rat())
					}
				}
			}
		}
	}
	switch {
	case len(orders) > 0 && known == 0:
		return nil, kpi.MissingField
	case len(currencies) > 1:
		return nil, kpi.MixedCurrency
	}
	return sum, kpi.Defined
}

// mean is the mean amount of orders as total and count, or why there is none.
func (s sale) mean(orders []model.Order) (total *big.Rat, n int64, why kpi.Reason) {
	total = new(big.Rat)
	currencies := map[model.Currency]bool{}
	for _, o := range orders {
		if v, ok := s.worth(o); ok {
			total.Add(total, v)
			currencies[o.Goods.Currency()] = true
			n++
		}
	}
	switch {
	case len(currencies) > 1:
		return nil, 0, kpi.MixedCurrency
	case n == 0 && len(orders) > 0:
		return nil, 0, kpi.MissingField
	case n == 0:
		return nil, 0, kpi.NoDenominator
	}
	return total, n, kpi.Defined
}

// before says why every KPI is undefined, if it is.
func (s sale) before() kpi.Reason {
	if len(s.orders) == 0 {
		return kpi.MissingFacts
	}
	if _, odd := s.unplaced(); odd {
		return kpi.UnplacedStatus
	}
	return kpi.Defined
}

// unrecorded is MissingField where there are orders and none has something.
func unrecorded(orders []model.Order, has func(model.Order) bool) kpi.Reason {
	if len(orders) > 0 && !slices.ContainsFunc(orders, has) {
		return kpi.MissingField
	}
	return kpi.Defined
}

func hasChannel(o model.Order) bool { return o.Channel != "" }

func that(orders []model.Order, holds func(model.Order) bool) []model.Order {
	return slices.DeleteFunc(slices.Clone(orders), func(o model.Order) bool { return !holds(o) })
}

// holds compares a result with the reason or the check that the oracle has.
func holds[R any](t *rapid.T, r kpi.Result[R], why kpi.Reason, same func(R) bool) {
	v, ok := r.Value()
	if r.Why() != why || ok && !same(v) {
		t.Fatalf("got %s, want %v and its oracle's value", text(r), why)
	}
}

func isMean(a kpi.Result[kpi.Average[model.Money]], total *big.Rat, n int64, why kpi.Reason) bool {
	v, ok := a.Value()
	return a.Why() == why && (!ok || v.Count() == n && v.Total().Amount().Rat().Cmp(total) == 0)
}

func isMoney(m kpi.Result[model.Money], sum *big.Rat, why kpi.Reason) bool {
	v, ok := m.Value()
	return m.Why() == why && (!ok || v.Amount().Rat().Cmp(sum) == 0)
}

func isFraction(r kpi.Ratio, num, den *big.Rat) bool {
	return r.Numerator().Rat().Cmp(num) == 0 && r.Denominator().Rat().Cmp(den) == 0
}

func TestOracleOfAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sales.Draw(t, "sale")
		all := s.facts()
		counted, why := s.counted(), s.before()
		total, n, meanWhy := s.mean(counted)
		if why != kpi.Defined {
			meanWhy = why
		}
		if aov := kpi.AverageOrderValue(s.policy).Of(all.All()); !isMean(aov, total, n, meanWhy) {
			t.Fatalf("AOV: got %v, want %v of %d, %v", aov, total, n, meanWhy)
		}

		channels := why
		if channels == kpi.Defined {
			channels = unrecorded(counted, hasChannel)
		}
		known := that(counted, hasChannel)
		num, numWhy := s.whole(that(known, s.online))
		den, denWhy := s.whole(known)
		shareWhy := channels
		for _, w := range []kpi.Reason{numWhy, denWhy} {
			if shareWhy == kpi.Defined {
				shareWhy = w
			}
		}
		if shareWhy == kpi.Defined && den.Sign() <= 0 {
			shareWhy = kpi.NoDenominator
		}
		holds(t, kpi.ECommerceSalesShare(s.policy).Of(all.All()), shareWhy, func(r kpi.Ratio) bool { return isFraction(r, num, den) })

		submitted := that(s.orders, func(o model.Order) bool {
			return !s.trial(o) && o.Status != "draft" && o.Status != "pending-approval" && o.Status != "rejected" &&
				(o.Status != "odd" || slices.Contains(s.policy.Counted, "odd") && !slices.Contains(s.policy.NotCounted, "odd"))
		})
		gmvWhy := why
		if gmvWhy == kpi.Defined {
			gmvWhy = unrecorded(submitted, hasChannel)
		}
		gross := sale{book: s.book, policy: kpi.Policy{Amount: kpi.AmountGross}}
		value, mixed := gross.whole(that(submitted, s.online))
		if gmvWhy == kpi.Defined {
			gmvWhy = mixed
		}
		if gmv := kpi.GrossMerchandiseValue(s.policy).Of(all.All()); !isMoney(gmv, value, gmvWhy) {
			t.Fatalf("GMV: got %v, want %v, %v", gmv, value, gmvWhy)
		}

		mixWhy := channels
		holds(t, kpi.OnlineAndOfflineOrders(s.policy).Of(all.All()), mixWhy, func(m kpi.OrderMix) bool {
			on, off := that(known, s.online), that(known, func(o model.Order) bool { return !s.online(o) })
			a, an, aw := s.mean(on)
			b, bn, bw := s.mean(off)
			return m.Online.Orders == int64(len(on)) && m.Offline.Orders == int64(len(off)) && m.Unknown == int64(len(counted)-len(known)) &&
				isMean(m.Online.AverageValue, a, an, aw) && isMean(m.Offline.AverageValue, b, bn, bw)
		})
	})
}
