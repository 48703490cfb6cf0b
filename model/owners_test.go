package model

import (
	"testing"

	"pgregory.net/rapid"
)

// For whom an account counts, held beside a walk from each account over the
// facts as they went in.
func TestOwnersAgainstWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		there := map[AccountID]Account{}
		up := func(a Account, trees bool) AccountID {
			if a.MergedInto != "" || !trees {
				return a.MergedInto
			}
			return a.ParentID
		}
		walk := func(id AccountID, trees bool) AccountID {
			for range 100 {
				next := up(there[id], trees)
				if next == "" {
					return id
				}
				id = next
			}
			return "a cycle"
		}
		check := func() {
			for id := range there {
				r, _ := f.Accounts.Find(string(id))
				owner, _ := AccountOwner.Of(r)
				root, _ := AccountRoot.Of(r)
				if owner != walk(id, false) || root != walk(id, true) {
					t.Fatalf("%s counts for %s below %s; want %s below %s", id, owner, root, walk(id, false), walk(id, true))
				}
			}
		}
		cycle := func() bool {
			for id := range there {
				parents := id
				for range 100 {
					if parents = there[parents].ParentID; parents == "" {
						break
					}
				}
				if parents != "" || walk(id, true) == "a cycle" {
					return true
				}
			}
			return false
		}
		for range rapid.IntRange(0, 25).Draw(t, "accounts") {
			a := accountFacts.Draw(t, "account")
			before, known := there[a.ID]
			err := f.Accounts.Correct(a)
			there[a.ID] = a
			if (err != nil) != cycle() {
				t.Fatalf("%+v: %v; a cycle is %v", a, err, cycle())
			}
			if err != nil {
				there[a.ID] = before
				if !known {
					delete(there, a.ID)
				}
			}
			if rapid.Bool().Draw(t, "read in between") {
				check()
			}
		}
		check()
	})
}

// Orders, their lines and refunds count for the account that took over the one
// they were recorded for, also where the merger is recorded last.
func TestMergedAccountTakesOverFacts(t *testing.T) {
	f := NewFacts(FactsOptions{})
	must(t, f.Orders, goodOrder())
	must(t, f.Refunds, goodRefund())
	must(t, f.Accounts, Account{ID: "a1", MergedInto: "a2"}, Account{ID: "a2", MergedInto: "a3"}, Account{ID: "a3", ParentID: "group"})
	n := 0
	for fact := range f.All() {
		owner, _ := FactAccount.Of(fact)
		company, known := FactCompany.Of(fact)
		if owner != "a3" || known && company != "group" || !known && fact.Kind() != KindLine {
			t.Errorf("%v counts for %q below %q", fact.Kind(), owner, company)
		}
		n++
	}
	if n != 7 {
		t.Errorf("%d facts", n)
	}
	o, _ := f.Orders.Find("o1")
	if o.AccountID() != "a1" {
		t.Errorf("the order was recorded for a1, not %s", o.AccountID())
	}
	if holds, known := OrderAccount.Is("a3").Of(o); !holds || !known {
		t.Error("a filter does not know the merger")
	}
}
