package model

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func sameSnapshot(t *testing.T, before, after []string) {
	t.Helper()
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("something has changed (-before +after):\n%s", diff)
	}
}

func goodAccount() Account {
	return Account{
		ID: "a1", Name: "Müller & Söhne", ParentID: "group", MergedInto: "buyer", CreatedAt: noon, ClosedAt: noon.Add(time.Hour), FirstOrderAt: noon,
		Segment: "trade", Industry: "masonry", Country: "de", Region: "bavaria", Branch: "b7", SalesRep: "rep", Test: true,
		AcquiredBy: Attribution{Source: "fair", Medium: "stand", Campaign: "bau", Channel: ChannelRepVisit},
	}
}

func TestAccountRefusesNonsense(t *testing.T) {
	f := NewFacts(FactsOptions{})
	must(t, f.Accounts, Account{ID: "other"})
	id := func(a *Account) string { return string(a.ID) }
	text := func(name string, set func(*Account, string)) fieldOf[Account, string] {
		return fieldOf[Account, string]{name, set}
	}
	refuseAll(t, f.Accounts, goodAccount, id, badText(maxIDBytes),
		text("id", func(a *Account, s string) { a.ID = AccountID(s) }),
		text("name", func(a *Account, s string) { a.Name = s }),
		text("parent_id", func(a *Account, s string) { a.ParentID = AccountID(s) }),
		text("merged_into", func(a *Account, s string) { a.MergedInto = AccountID(s) }),
		text("sales_rep", func(a *Account, s string) { a.SalesRep = SalesRepID(s) }),
	)
	refuseAll(t, f.Accounts, goodAccount, id, badText(maxCodeBytes),
		text("segment", func(a *Account, s string) { a.Segment = Segment(s) }),
		text("industry", func(a *Account, s string) { a.Industry = Code(s) }),
		text("country", func(a *Account, s string) { a.Country = Country(s) }),
		text("region", func(a *Account, s string) { a.Region = Region(s) }),
		text("branch", func(a *Account, s string) { a.Branch = Branch(s) }),
		text("source", func(a *Account, s string) { a.AcquiredBy.Source = Code(s) }),
		text("medium", func(a *Account, s string) { a.AcquiredBy.Medium = Code(s) }),
		text("campaign", func(a *Account, s string) { a.AcquiredBy.Campaign = Code(s) }),
		text("channel", func(a *Account, s string) { a.AcquiredBy.Channel = Channel(s) }),
	)
	instant := func(name string, set func(*Account, time.Time)) fieldOf[Account, time.Time] {
		return fieldOf[Account, time.Time]{name, set}
	}
	refuseAll(t, f.Accounts, goodAccount, id, badTimes(),
		instant("created_at", func(a *Account, v time.Time) { a.CreatedAt = v }),
		instant("closed_at", func(a *Account, v time.Time) { a.ClosedAt = v }),
		instant("first_order_at", func(a *Account, v time.Time) { a.FirstOrderAt = v }),
	)
	a := Account{}
	refuse(t, f.Accounts, a, "", fault{"id", "", "required", ErrMissing})
	a = goodAccount()
	a.ParentID, a.MergedInto, a.ClosedAt = "a1", "a1", noon.Add(-time.Microsecond)
	refuse(t, f.Accounts, a, "a1", fault{"parent_id", "a1", "the account itself", ErrContradiction},
		fault{"merged_into", "a1", "the account itself", ErrContradiction},
		fault{"closed_at", "2025-03-04T11:59:59.999999Z", "before created_at 2025-03-04T12:00:00Z", ErrContradiction})
}

func TestAccountRoundTrip(t *testing.T) {
	want := goodAccount()
	accounts, err := NewAccounts(Account{ID: "bare"}, want)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := accounts.Find("a1")
	got := Account{r.ID(), r.Name(), r.ParentID(), r.MergedInto(), r.CreatedAt(), r.ClosedAt(), r.FirstOrderAt(), r.Segment(), r.Industry(),
		r.Country(), r.Region(), r.Branch(), r.SalesRep(), r.AcquiredBy(), r.Test()}
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("Find = %v (-want +got):\n%s", ok, diff)
	}
	bare, _ := accounts.Find("bare")
	if bare.Test() || bare.Name() != "" || !bare.CreatedAt().IsZero() || bare.AcquiredBy() != (Attribution{}) {
		t.Error("what is not known is not zero")
	}
	if (AccountRow{}).ID() != "" || (AccountRow{}).Test() || !(AccountRow{}).ClosedAt().IsZero() {
		t.Error("the zero row is no account")
	}
}

// An order before its account's first_order_at is refused, whichever of the
// two is appended first: an account that came after its orders used to pass.
func TestAccountFirstOrder(t *testing.T) {
	order := func(id OrderID, placed time.Time, status OrderStatus) Order {
		return Order{ID: id, PlacedAt: placed, Status: status, AccountID: "a", Goods: eur("1")}
	}
	early, late := noon.Add(-time.Microsecond), noon
	account := Account{ID: "a", FirstOrderAt: noon}
	want := fault{"first_order_at", "2025-03-04T12:00:00Z", "after the account's order of 2025-03-04T11:59:59.999999Z", ErrContradiction}

	f := NewFacts(FactsOptions{})
	must(t, f.Accounts, account)
	refuse(t, f.Orders, order("o", early, StatusPlaced), "o",
		fault{"placed_at", "2025-03-04T11:59:59.999999Z", "before the account's first_order_at", ErrContradiction})
	must(t, f.Orders, order("o", early, StatusDraft), order("p", late, StatusPlaced))

	f = NewFacts(FactsOptions{})
	must(t, f.Orders, order("x", late, StatusPlaced), order("o", early, StatusPlaced), order("y", late, StatusPlaced))
	refuse(t, f.Accounts, account, "a", want)
	// Nothing but counted orders speaks against it.
	if err := f.Orders.Correct(order("o", early, StatusCancelled)); err != nil {
		t.Fatal(err)
	}
	must(t, f.Accounts, account)
	if err := f.Orders.Correct(order("o", early, StatusPlaced)); !errors.Is(err, ErrContradiction) {
		t.Errorf("a correction makes the order the first: %v", err)
	}

	// Orders of a batch that was refused do not speak either.
	f = NewFacts(FactsOptions{})
	if err := f.Orders.Append(order("o", early, StatusPlaced), Order{}); err == nil {
		t.Fatal("no error")
	}
	must(t, f.Orders, order("p", late, StatusPlaced))
	must(t, f.Accounts, account)

	// Neither do those that moved to another account.
	f = NewFacts(FactsOptions{})
	must(t, f.Orders, order("o", early, StatusPlaced))
	moved := order("o", early, StatusPlaced)
	moved.AccountID = "b"
	if err := f.Orders.Correct(moved); err != nil {
		t.Fatal(err)
	}
	must(t, f.Accounts, account)
	account.ID = "b"
	refuse(t, f.Accounts, account, "b", want)
}

// Instants are stored to the microsecond and compared so: an order and an
// account of the same nanosecond do not contradict each other.
func TestAccountFirstOrderOfSameNanosecond(t *testing.T) {
	instant := noon.Add(700 * time.Nanosecond)
	for _, accountFirst := range []bool{true, false} {
		f := NewFacts(FactsOptions{})
		if accountFirst {
			must(t, f.Accounts, Account{ID: "a", FirstOrderAt: instant})
		}
		must(t, f.Orders, Order{ID: "o", PlacedAt: instant, Status: StatusPlaced, AccountID: "a", Goods: eur("1")})
		if !accountFirst {
			must(t, f.Accounts, Account{ID: "a", FirstOrderAt: instant})
		}
	}
}

func TestAccountCycles(t *testing.T) {
	leads := func(field string, up AccountID) fault {
		return fault{field, string(up), "leads back", ErrContradiction}
	}
	for name, c := range map[string]struct {
		there []Account
		last  Account
		fault fault
	}{
		"two parents":          {[]Account{{ID: "a", ParentID: "b"}}, Account{ID: "b", ParentID: "a"}, leads("parent_id", "a")},
		"two mergers":          {[]Account{{ID: "a", MergedInto: "b"}}, Account{ID: "b", MergedInto: "a"}, leads("merged_into", "a")},
		"merged into a child":  {[]Account{{ID: "a", ParentID: "b"}}, Account{ID: "b", MergedInto: "a"}, leads("merged_into", "a")},
		"child of a merged":    {[]Account{{ID: "b", MergedInto: "a"}}, Account{ID: "a", ParentID: "b"}, leads("parent_id", "b")},
		"closed in the middle": {[]Account{{ID: "a", ParentID: "b"}, {ID: "c", ParentID: "a"}}, Account{ID: "b", ParentID: "c"}, leads("parent_id", "c")},
		// Parents alone form the cycle; a merger used to hide it where the
		// merged account came first.
		"hidden by a merger":     {[]Account{{ID: "b", ParentID: "a", MergedInto: "c"}}, Account{ID: "a", ParentID: "b"}, leads("parent_id", "b")},
		"not hidden by a merger": {[]Account{{ID: "a", ParentID: "b"}}, Account{ID: "b", ParentID: "a", MergedInto: "c"}, leads("parent_id", "a")},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFacts(FactsOptions{})
			must(t, f.Accounts, c.there...)
			refuse(t, f.Accounts, c.last, string(c.last.ID), c.fault)
		})
	}
	// What is no cycle is accepted in any order: a company merged into its
	// parent, and a parent that was merged into its former child's new owner.
	for _, accounts := range [][]Account{
		{{ID: "a", ParentID: "p", MergedInto: "p"}, {ID: "p"}},
		{{ID: "p", MergedInto: "x"}, {ID: "x", ParentID: "p", MergedInto: "m"}},
	} {
		for _, order := range [][2]int{{0, 1}, {1, 0}} {
			if _, err := NewAccounts(accounts[order[0]], accounts[order[1]]); err != nil {
				t.Error(order, err)
			}
		}
	}
}

// A chain may be of any length where it is put together from below, and the
// account that would close it is refused whatever its length.
func TestAccountLongChains(t *testing.T) {
	const n = 100_000 // a second walk over each chain from each account would take minutes
	id := func(i int) AccountID { return AccountID(fmt.Sprint("a", i)) }
	f := NewFacts(FactsOptions{})
	for i := range n {
		must(t, f.Accounts, Account{ID: id(i), ParentID: id(i + 1)})
	}
	for _, i := range []int{0, 1, n / 2, n - 1} {
		r, _ := f.Accounts.Find(string(id(i)))
		if root, _ := AccountRoot.Of(r); root != id(n) {
			t.Fatalf("root of %d is %s", i, root)
		}
		if owner, _ := AccountOwner.Of(r); owner != id(i) {
			t.Fatalf("%d counts for %s", i, owner)
		}
	}
	if err := f.Accounts.Append(Account{ID: id(n), ParentID: id(0)}); !errors.Is(err, ErrContradiction) {
		t.Errorf("the cycle is closed: %v", err)
	}
	g := NewFacts(FactsOptions{})
	var err error
	for i := n; i > 0 && err == nil; i-- {
		if err = g.Accounts.Append(Account{ID: id(i - 1), MergedInto: id(i)}); err != nil && g.Accounts.Len() != maxDepth {
			t.Errorf("refused after %d accounts: %v", g.Accounts.Len(), err)
		}
	}
	if !errors.Is(err, ErrContradiction) {
		t.Errorf("a chain from above has a limit: %v", err)
	}
}

func TestAccountsComplete(t *testing.T) {
	f := NewFacts(FactsOptions{AccountsComplete: true})
	must(t, f.Accounts, Account{ID: "a"})
	unknown := fault{"account_id", "b", "no such account", ErrUnknownLink}
	o := Order{ID: "o", PlacedAt: noon, Status: StatusPlaced, AccountID: "b", Goods: eur("1")}
	refuse(t, f.Orders, o, "o", unknown)
	refuse(t, f.Refunds, Refund{ID: "r", AccountID: "b", RefundedAt: noon, Goods: eur("1")}, "r", unknown)
	o.AccountID = "" // a guest
	must(t, f.Orders, o)
	o.ID, o.AccountID = "p", "a"
	must(t, f.Orders, o)
	must(t, f.Refunds, Refund{ID: "r", AccountID: "a", RefundedAt: noon, Goods: eur("1")})

	g := NewFacts(FactsOptions{})
	o.AccountID = "b"
	must(t, g.Orders, o)
}
