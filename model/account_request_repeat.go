package model

import (
	"cmp"
	"math"
	"slices"
)

// RequestIsDuplicate holds for requests that repeat an earlier one of the same
// contact: those decided to be duplicates, and those received while an earlier
// one was undecided, or after it was approved. It is known for every request.
// Of requests received at one instant the lowest ID is the first; test requests
// and duplicates themselves are repeated by nobody.
var RequestIsDuplicate = duplicates().Is(true)

func duplicates() Key[AccountRequestRow, bool] {
	return derivedFlag("account-request.duplicate", func(q AccountRequestRow) (duplicate, known bool) {
		return q.t != nil && q.t.facts.repeated()[q.i], q.t != nil
	})
}

// repeats says of every request whether it is a duplicate. It is made when
// first read after a change.
type repeats struct {
	changed uint64
	rows    []bool
}

func (f *Facts) repeated() []bool {
	if r := f.repeats.Load(); r != nil && r.changed == f.changed {
		return r.rows
	}
	t := &f.AccountRequests.table
	order := make([]int32, t.n)
	for i := range order {
		order[i] = int32(i)
	}
	contact := func(i int32) uint32 { return t.ref(i, requestContact) }
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(
			cmp.Compare(contact(a), contact(b)),
			cmp.Compare(t.coef(a, requestReceivedAt), t.coef(b, requestReceivedAt)),
			cmp.Compare(t.text(a, requestID), t.text(b, requestID)),
		)
	})
	rows := make([]bool, t.n)
	var of uint32
	var until int64 // from when on a request of this contact is a new one
	for _, i := range order {
		if c := contact(i); c != of {
			of, until = c, math.MinInt64
		}
		q := AccountRequestRow{rowOf(t, i)}
		at := t.coef(i, requestReceivedAt)
		rows[i] = q.Decision() == DecisionDuplicate || at < until
		if rows[i] || q.Test() {
			continue
		}
		until = math.MaxInt64
		if d := q.Decision(); d == DecisionRejected || d == DecisionWithdrawn {
			until = t.coef(i, requestDecidedAt)
		}
	}
	f.repeats.Store(&repeats{f.changed, rows})
	return rows
}
