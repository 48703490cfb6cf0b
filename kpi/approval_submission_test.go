package kpi_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

const minute = time.Minute

func TestApprovalSubmissionRate(t *testing.T) {
	w := asOf("2025-01", "2025-02-15")
	var golden book
	for _, id := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		golden.orders = append(golden.orders, order(id, "2025-01-10", "10 EUR"))
	}
	golden.orders = append(golden.orders, order("9", "2025-01-10", "70 EUR", in("pending-approval")), order("10", "2025-01-10", "10 EUR", in("rejected")))
	golden.approvals = []model.Approval{
		step("1", "boss", "2025-01-10", model.DecisionApproved), step("2", "boss", "2025-01-10", model.DecisionApproved),
		step("9", "boss", "2025-01-10", model.DecisionPending), step("10", "boss", "2025-01-10", model.DecisionRejected),
	}
	one := []model.Order{order("1", "2025-01-10", "10 EUR")}
	avoid(t, kpi.ApprovalSubmissionRate, []trap{
		{name: "golden 21, trap: denominator without pending and rejected orders", window: w, book: golden,
			want: "40.00 %; of these 50.00 % approved, 25.00 % rejected, 25.00 % pending (70.00 EUR), 0.00 % submitted again"},
		{name: "orders placed elsewhere", window: w, book: book{orders: append([]model.Order{order("0", "2024-12-31", "1 EUR"), order("x", "2025-01-10", "1 EUR", in("draft"))}, one...), approvals: golden.approvals[:1]},
			want: "100.00 %; of these 100.00 % approved, 0.00 % rejected, 0.00 % pending (0), 0.00 % submitted again"},
		{name: "decided after the as-of is pending", window: asOf("2025-01", "2025-01-10"), book: book{orders: one, approvals: golden.approvals[:1]},
			want: "100.00 %; of these 0.00 % approved, 0.00 % rejected, 100.00 % pending (10.00 EUR), 0.00 % submitted again"},
		{name: "submitted again", window: w, book: book{orders: one, approvals: []model.Approval{step("1", "boss", "2025-01-10", model.DecisionRejected), step("1", "boss", "2025-01-11", model.DecisionApproved, round(2))}},
			want: "100.00 %; of these 100.00 % approved, 0.00 % rejected, 0.00 % pending (0), 100.00 % submitted again"},
		{name: "automatic decisions and one's own order", window: w, book: book{orders: one, approvals: []model.Approval{step("1", "clerk", "2025-01-10", model.DecisionApproved)}},
			want: "0.00 %; of these (no denominator) approved, (no denominator) rejected, (no denominator) pending (0), (no denominator) submitted again"},
		{name: "no orders in the range", window: asOf("2025-02", ""), book: book{orders: one, approvals: golden.approvals[:1]}, want: "(no denominator)"},
		{name: "no approvals", window: w, book: book{orders: one}, want: "(missing facts: approval)"},
		{name: "a status that is not placed", window: w, book: book{orders: []model.Order{order("1", "2025-01-10", "10 EUR", in("odd"))}, approvals: golden.approvals[:1]}, want: "(unplaced status: odd)"},
	})
}

// From Friday 17:00 to Monday 10:00 it is 65 hours, of which the shop is open 2.
func TestTimeToDecideByTier(t *testing.T) {
	friday, monday := "2025-01-10T16:00:00Z", "2025-01-13T09:00:00Z"
	b := book{orders: []model.Order{order("1", friday, "10 EUR")}, approvals: []model.Approval{
		step("1", "boss", friday, model.DecisionApproved, func(a *model.Approval) { a.DecidedAt = instant(monday) }),
		step("1", "head", monday, model.DecisionPending, tier(2)),
		step("1", "", friday, model.DecisionApproved, automatic, tier(3)),
	}}
	for _, c := range []struct {
		policy kpi.Policy
		want   time.Duration
	}{{kpi.Policy{}, 65 * time.Hour}, {kpi.Policy{Hours: shopHours}, 2 * time.Hour}} {
		a, _ := of(kpi.ApprovalSubmissionRate(c.policy, asOf("2025-01", "")), b).Value()
		first, _ := a.TimeToDecide.Get(1)
		if d, ok := first.Value(); !ok || d.Total() != c.want || a.TimeToDecide.Len() != 1 {
			t.Errorf("got %v, want %v at tier 1 alone", a.TimeToDecide, c.want)
		}
	}
}
