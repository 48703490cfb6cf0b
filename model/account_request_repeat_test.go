package model

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Requests of one contact: day received, decision, day decided (0 where it is
// not).
func TestRequestIsDuplicate(t *testing.T) {
	request := func(id string, received int, decision Decision, decided int) AccountRequest {
		r := AccountRequest{ID: RequestID(id), ReceivedAt: dayTime(received), Contact: "a@b.example", Decision: decision}
		if decided > 0 {
			r.DecidedAt = dayTime(decided)
		}
		return r
	}
	for _, c := range []struct {
		name     string
		requests []AccountRequest
		want     string
	}{
		{"while one is undecided", []AccountRequest{request("1", 1, DecisionPending, 0), request("2", 2, DecisionPending, 0)}, "2"},
		{"after one was approved", []AccountRequest{request("1", 1, DecisionApproved, 2), request("2", 9, DecisionRejected, 10)}, "2"},
		{"before one was rejected", []AccountRequest{request("1", 1, DecisionRejected, 5), request("2", 4, DecisionPending, 0)}, "2"},
		{"when one was rejected", []AccountRequest{request("1", 1, DecisionRejected, 5), request("2", 5, DecisionPending, 0)}, ""},
		{"after one was withdrawn", []AccountRequest{request("1", 1, DecisionWithdrawn, 5), request("2", 6, DecisionPending, 0)}, ""},
		{"a duplicate is repeated by nobody", []AccountRequest{request("1", 1, DecisionDuplicate, 2), request("2", 3, DecisionPending, 0)}, "1"},
		{"at one instant the lower ID is first", []AccountRequest{request("2", 1, DecisionPending, 0), request("1", 1, DecisionPending, 0)}, "2"},
		{"recorded in another order", []AccountRequest{request("2", 2, DecisionPending, 0), request("1", 1, DecisionPending, 0)}, "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := NewFacts(FactsOptions{})
			if err := f.AccountRequests.Append(c.requests...); err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for q := range f.AccountRequests.All() {
				if dup, known := RequestIsDuplicate.Of(q); dup && known {
					got.WriteString(string(q.ID()))
				}
			}
			if got.String() != c.want {
				t.Errorf("got %q, want %q", got.String(), c.want)
			}
		})
	}
}

func dayTime(n int) time.Time { return time.Date(2025, 1, n, 12, 0, 0, 0, time.UTC) }

// The oracle asks of every request whether one before it, that is no duplicate,
// stands in its way.
func TestRequestIsDuplicateOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var requests []AccountRequest
		for i := range rapid.IntRange(0, 8).Draw(t, "requests") {
			r := AccountRequest{
				ID: RequestID(fmt.Sprint("r", i)), ReceivedAt: dayTime(rapid.IntRange(1, 6).Draw(t, "received")),
				Contact:  rapid.SampledFrom([]Contact{"a", "b"}).Draw(t, "contact"),
				Decision: rapid.SampledFrom([]Decision{DecisionPending, DecisionApproved, DecisionRejected, DecisionWithdrawn, DecisionDuplicate}).Draw(t, "decision"),
				Test:     rapid.IntRange(0, 5).Draw(t, "test") == 0,
			}
			if r.Decision != DecisionPending {
				r.DecidedAt = r.ReceivedAt.AddDate(0, 0, rapid.IntRange(0, 4).Draw(t, "later"))
			}
			requests = append(requests, r)
		}
		earlier := func(a, b AccountRequest) bool {
			return a.ReceivedAt.Before(b.ReceivedAt) || a.ReceivedAt.Equal(b.ReceivedAt) && a.ID < b.ID
		}
		var duplicate func(q AccountRequest) bool
		duplicate = func(q AccountRequest) bool {
			if q.Decision == DecisionDuplicate {
				return true
			}
			for _, e := range requests {
				if e.Contact != q.Contact || !earlier(e, q) || e.Test || duplicate(e) {
					continue
				}
				over := (e.Decision == DecisionRejected || e.Decision == DecisionWithdrawn) && !q.ReceivedAt.Before(e.DecidedAt)
				if !over {
					return true
				}
			}
			return false
		}
		f := NewFacts(FactsOptions{})
		if err := f.AccountRequests.Append(rapid.Permutation(requests).Draw(t, "order")...); err != nil {
			t.Fatal(err)
		}
		for _, q := range requests {
			row, _ := f.AccountRequests.Find(string(q.ID))
			if got, _ := RequestIsDuplicate.Of(row); got != duplicate(q) {
				t.Fatalf("%s: got %t, want %t of %+v", q.ID, got, duplicate(q), requests)
			}
		}
	})
}
