package shop

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// retention is the per cent of accounts that ordered again in the period after
// one of n months in which they did, over all such periods.
func (f *figures) retention(n int) float64 {
	type key struct {
		account model.AccountID
		period  int
	}
	active := map[key]bool{}
	last := 0
	for _, o := range f.counted {
		local := o.PlacedAt.In(Calendar().Zone())
		k := (local.Year()*12 + int(local.Month()) - 1) / n
		last = max(last, k)
		if o.AccountID != "" {
			active[key{o.AccountID, k}] = true
		}
	}
	back, all := 0, 0
	for k := range active {
		if k.period < last {
			all++
			if active[key{k.account, k.period + 1}] {
				back++
			}
		}
	}
	return part100(back, all)
}

// interval is the mean number of days between an account's orders, and the
// median account's mean.
func (f *figures) interval() (pooled, median float64) {
	at := map[model.AccountID][]time.Time{}
	for _, o := range f.counted {
		if o.AccountID != "" {
			at[o.AccountID] = append(at[o.AccountID], o.PlacedAt)
		}
	}
	var means []float64
	days, gaps := 0.0, 0
	for _, times := range at {
		slices.SortFunc(times, time.Time.Compare)
		if n := len(times) - 1; n > 0 {
			length := times[n].Sub(times[0]).Hours() / 24
			days, gaps = days+length, gaps+n
			means = append(means, length/float64(n))
		}
	}
	slices.Sort(means)
	return days / float64(gaps), means[len(means)/2]
}

// returned is the per cent of counted orders of which goods came back.
func (f *figures) returned() float64 {
	back := map[model.OrderID]bool{}
	for _, r := range f.shop.Refunds {
		if r.Kind == model.RefundReturn {
			back[r.OrderID] = true
		}
	}
	return part100(len(back), len(f.counted))
}

// acquisition is what was spent to win a new account.
func (f *figures) acquisition() float64 {
	old, bought := map[model.AccountID]bool{}, map[model.AccountID]bool{}
	for _, a := range f.shop.Accounts {
		old[a.ID] = !a.FirstOrderAt.IsZero() && a.FirstOrderAt.Before(Calendar().Start(f.shop.Options().From))
	}
	for _, o := range f.counted {
		if o.AccountID != "" && !old[o.AccountID] {
			bought[o.AccountID] = true
		}
	}
	spent := 0.0
	for _, s := range f.shop.Spends {
		if s.Purpose == "" || s.Purpose == model.ForAcquisition {
			spent += s.Amount.Amount().InexactFloat64()
		}
	}
	return spent / float64(max(1, len(bought)))
}

func (f *figures) milestones() float64 {
	done, due := 0, 0
	for _, m := range f.shop.Milestones {
		end := Calendar().Start(m.BaselineDue.AddDays(1))
		if end.After(f.shop.AsOf()) || !m.CancelledAt.IsZero() && m.CancelledAt.Before(end) {
			continue
		}
		due++
		if !m.CompletedAt.IsZero() && m.CompletedAt.Before(end) {
			done++
		}
	}
	return part100(done, due)
}

func (f *figures) utilisation() float64 {
	type key struct {
		who  model.ResourceID
		from period.Date
	}
	used, net, seen := decimal.Zero, decimal.Zero, map[key]bool{}
	for _, a := range f.shop.Allocations {
		used = used.Add(a.Productive.Decimal)
		if k := (key{a.ResourceID, a.From}); a.Net.Valid && !seen[k] {
			seen[k], net = true, net.Add(a.Net.Decimal)
		}
	}
	return 100 * used.InexactFloat64() / net.InexactFloat64()
}

func (f *figures) returnOnProjects() float64 {
	cost, benefit := 0.0, 0.0
	for _, c := range f.shop.CashFlows {
		switch v := c.Amount.Amount().InexactFloat64(); {
		case c.Basis == model.BasisPlanned:
		case c.Kind == model.CashCost:
			cost += v
		default:
			benefit += v
		}
	}
	return 100 * (benefit - cost) / cost
}
