package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A batch over several stages is refused whole, whatever its faulty fact is
// refused for, and the error names the first one.
func TestAppendIsRefusedWhole(t *testing.T) {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	session := func(i int) Session {
		return Session{ID: SessionID(fmt.Sprint("s", i)), StartedAt: at, PageViews: 1, VisitorID: VisitorID(fmt.Sprint("v", i%7)), Marks: []Mark{{"search", at}}}
	}
	for _, size := range []int{1, batchRows, batchRows + 1, stagedRows, stagedRows + 1, 3*stagedRows - 5} {
		for _, bad := range []int{0, size / 2, size - 1} {
			for what, spoil := range map[string]func(*Session){
				"by itself":     func(s *Session) { s.PageViews = -1 },
				"beside others": func(s *Session) { s.ID = "first" },
			} {
				f := NewFacts(FactsOptions{})
				if err := f.Sessions.Append(Session{ID: "first", StartedAt: at, PageViews: 9}); err != nil {
					t.Fatal(err)
				}
				before := snapshot(f)
				batch := make([]Session, size)
				for i := range batch {
					batch[i] = session(i)
				}
				spoil(&batch[bad])
				later := slices.Clone(batch)
				if bad < size-1 {
					later[size-1].StartedAt = time.Time{} // a fault after the first one
				}
				err := f.Sessions.Append(later...)
				fault, ok := errors.AsType[*FactError](err)
				if !ok || fault.ID != string(batch[bad].ID) {
					t.Fatalf("%d sessions, number %d faulty %s: %v", size, bad, what, err)
				}
				if after := snapshot(f); !slices.Equal(before, after) {
					t.Fatalf("%d sessions, number %d faulty %s: something was left", size, bad, what)
				}
				batch[bad] = session(bad)
				if err := f.Sessions.Append(batch...); err != nil || f.Sessions.Len() != size+1 {
					t.Fatalf("%d sessions after a refusal: %d, %v", size, f.Sessions.Len(), err)
				}
			}
		}
	}
}

// Tables that are appended to side by side hold what they hold when that is done
// one after the other, and refuse what they refuse.
func TestTablesAreAppendedToSideBySide(t *testing.T) {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	const n = 6000
	load := func(side bool) (*Facts, []string) {
		f := NewFacts(FactsOptions{})
		var refused [4]error
		steps := []func(i int) error{
			func(i int) error {
				return f.Sessions.Append(Session{ID: SessionID(fmt.Sprint("s", i)), VisitorID: VisitorID(fmt.Sprint("v", i%97)), AccountID: AccountID(fmt.Sprint("a", i%31)), StartedAt: at, PageViews: 1})
			},
			func(i int) error {
				return f.Orders.Append(Order{ID: OrderID(fmt.Sprint("o", i)), SessionID: SessionID(fmt.Sprint("s", n-1-i)), AccountID: AccountID(fmt.Sprint("a", i%41)),
					PlacedAt: at, Status: StatusPlaced, Goods: MoneyOf(int64(i), 2, EUR), Payments: []Payment{{Method: PayCard}}})
			},
			func(i int) error {
				return f.Accounts.Append(Account{ID: AccountID(fmt.Sprint("a", i)), ParentID: AccountID(fmt.Sprint("a", i/2+n)), CreatedAt: at})
			},
			func(i int) error { // every batch is refused
				good := Cart{ID: CartID(fmt.Sprint("c", i)), AccountID: AccountID(fmt.Sprint("a", i%50)), CreatedAt: at, Value: MoneyOf(1, 0, EUR), Outcome: CartOpen}
				return f.Carts.Append(good, Cart{ID: "x"})
			},
		}
		var wait sync.WaitGroup
		for k, step := range steps {
			run := func() {
				for i := range n {
					if err := step(i); err != nil {
						refused[k] = err
					}
				}
			}
			if side {
				wait.Go(run)
			} else {
				run()
			}
		}
		wait.Wait()
		var rows []string
		for _, t := range f.kinds {
			for i := range int32(t.n) {
				var row strings.Builder
				row.WriteString(t.kind.String())
				for slot, d := range t.dicts {
					if d != nil {
						row.WriteString(" " + t.text(i, slot))
					}
				}
				rows = append(rows, row.String()+fmt.Sprint(t.num(i, 0), t.num(i, 1)))
			}
		}
		if f.Carts.Len() > 0 || f.Orders.Len() != n || f.Sessions.Len() != n || refused[3] == nil || errors.Join(refused[:2]...) != nil {
			t.Fatalf("%d carts, %d orders, %d sessions; refused: %v", f.Carts.Len(), f.Orders.Len(), f.Sessions.Len(), refused)
		}
		return f, rows
	}
	_, one := load(false)
	_, side := load(true)
	slices.Sort(one)
	slices.Sort(side)
	if !slices.Equal(one, side) {
		t.Errorf("one after the other\n%s\nside by side\n%s", strings.Join(one[:20], "\n"), strings.Join(side[:20], "\n"))
	}
}
