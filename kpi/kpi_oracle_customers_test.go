package kpi_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// account returns the account for which another one counts: where its mergers
// end, or, for companies, where mergers and parents end.
func (s sale) account(id model.AccountID, company bool) model.AccountID {
	for {
		i := slices.IndexFunc(s.accounts, func(a model.Account) bool { return a.ID == id })
		switch {
		case i < 0:
			return id
		case s.accounts[i].MergedInto != "":
			id = s.accounts[i].MergedInto
		case company && s.accounts[i].ParentID != "":
			id = s.accounts[i].ParentID
		default:
			return id
		}
	}
}

// customer is who ordered, as the policy's subject says; "" for nobody known.
func (s sale) customer(o model.Order) string {
	switch s.policy.Subject {
	case kpi.SubjectPerson:
		return string(o.BuyerID)
	case kpi.SubjectVisitor:
		return string(o.VisitorID)
	}
	if o.AccountID == "" {
		return ""
	}
	return string(s.account(o.AccountID, s.policy.Subject == kpi.SubjectCompany))
}

// histories are the instants of the counted orders of each customer, in order.
func (s sale) histories() map[string][]time.Time {
	h := map[string][]time.Time{}
	for _, o := range s.counted() {
		if c := s.customer(o); c != "" {
			h[c] = append(h[c], o.PlacedAt)
		}
	}
	for _, at := range h {
		slices.SortFunc(at, time.Time.Compare)
	}
	return h
}

// older is the first order of a customer that older systems know.
func (s sale) older(customer string) (time.Time, bool) {
	var first time.Time
	if s.policy.Subject != kpi.SubjectPerson && s.policy.Subject != kpi.SubjectVisitor {
		for _, a := range s.accounts {
			at := a.FirstOrderAt
			if string(s.account(a.ID, s.policy.Subject == kpi.SubjectCompany)) == customer && !at.IsZero() && (first.IsZero() || at.Before(first)) {
				first = at
			}
		}
	}
	return first, !first.IsZero()
}

func anyIn(at []time.Time, r period.Range) bool { return slices.ContainsFunc(at, r.Contains) }

func TestOracleOfCustomers(t *testing.T) {
	ranges := []struct {
		grain           period.Grain
		asked, lookBack string
		policy          bool // the look-back is the policy's
	}{
		{period.Month, "2025-02", "2025-01", false},
		{period.Month, "2025-03", "2025-02", false},
		{period.Quarter, "2025-Q1", "2024-Q4", false},
		{period.Year, "2025", "2024", false},
		{period.Month, "2025-02/2025-04", "2024-12/2025-02", false},
		{period.Month, "2025-02-10/2025-03-10", "2024-12/2025-02", false},
		{period.Month, "2025-02", "2023/2025", true},
	}
	rapid.Check(t, func(t *rapid.T) {
		s := sales.Draw(t, "sale")
		r := rapid.SampledFrom(ranges).Draw(t, "range")
		b := kpi.Buckets{Range: within(r.asked), Grain: r.grain, Calendar: utc}
		back := within(r.lookBack)
		if r.policy {
			s.policy.LookBack = back
		}
		all := s.facts()
		histories := s.histories()
		why := s.before()
		if why == kpi.Defined {
			why = unrecorded(s.counted(), func(o model.Order) bool { return s.customer(o) != "" })
		}

		want := kpi.Retention{}
		unsure := int64(0)
		for c, at := range histories {
			first := at[0]
			older, known := s.older(c)
			if known && older.Before(first) {
				first = older
			}
			before, in := anyIn(at, back), anyIn(at, b.Range)
			if before {
				want.Before++
			}
			if in {
				want.Active++
			}
			if in && before {
				want.Retained++
			}
			if in && b.Range.Contains(first) {
				want.New++
				if !known {
					unsure++
				}
			}
			if in && !before && !b.Range.Contains(first) {
				want.Reactivated++
			}
		}
		retentionWhy := why
		if why == kpi.Defined && want.Before == 0 {
			retentionWhy = kpi.NoHistory
		}
		got := kpi.CustomerRetentionRate(s.policy, b).Of(all.All())
		holds(t, got, retentionWhy, func(v kpi.Retention) bool {
			return v.Before == want.Before && v.Retained == want.Retained && v.Active == want.Active && v.New == want.New && v.Reactivated == want.Reactivated &&
				isFraction(v.Rate, rat(want.Retained), rat(want.Before)) && isFraction(v.Business, rat(want.Active-want.New), rat(want.Before))
		})
		if got.Why() == kpi.Defined {
			begins := slices.MinFunc(s.counted(), func(a, b model.Order) int { return a.PlacedAt.Compare(b.PlacedAt) }).PlacedAt
			cut := begins.After(back.Start())
			if warned(got, "new customers may have") != (cut && unsure > 0) || warned(got, "customers of a look-back") != cut {
				t.Fatalf("history begins at %v, %d unsure: got %s", begins, unsure, text(got))
			}
		}

		var gaps []time.Duration
		var total time.Duration
		orders, customers := int64(0), int64(0)
		for _, at := range histories {
			n := int64(0)
			for i := range at {
				if b.Range.Contains(at[i]) {
					n++
					if i > 0 && at[i].After(at[i-1]) {
						gaps = append(gaps, at[i].Sub(at[i-1]))
						total += at[i].Sub(at[i-1])
					}
				}
			}
			if orders += n; n > 0 {
				customers++
			}
		}
		slices.Sort(gaps)
		intervalWhy := why
		if why == kpi.Defined && len(gaps) == 0 {
			intervalWhy = kpi.NoHistory
		}
		holds(t, kpi.OrderInterval(s.policy, b.Range).Of(all.All()), intervalWhy, func(v kpi.OrderIntervals) bool {
			per, ok := v.OrdersPerCustomer.Value()
			return ok && per.Total() == orders && per.Count() == customers &&
				v.Gaps.Count() == int64(len(gaps)) && v.Gaps.Total() == total && v.Gaps.Min() == gaps[0] && v.Gaps.Max() == gaps[len(gaps)-1]
		})
	})
}
