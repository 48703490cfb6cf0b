package model

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

func hours(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }

func goodAllocation() Allocation {
	return Allocation{
		ID: "w1", ResourceID: "anna", ProjectID: "shop", From: day(3, 3), To: day(3, 10), Logged: decimal.RequireFromString("32.5"),
		Productive: hours("30"), Billable: hours("20"), Planned: hours("28"), Gross: hours("40"), Net: hours("35"), Role: "developer",
		Team: "web", Portfolio: "digital",
	}
}

func allocationsOf(f *Facts) *Allocations { return f.Allocations }

func TestAllocationRefused(t *testing.T) {
	long := strings.Repeat("x", 257)
	none := decimal.NullDecimal{}
	type A = Allocation
	testRefused(t, allocationsOf, goodAllocation(), []spoilt[A]{
		{"no ID", func(a *A) { a.ID = "" }, fault{"id", "", "required", ErrMissing}},
		{"ID", func(a *A) { a.ID = AllocationID(long) }, fault{"id", long, "at most 256", ErrInvalid}},
		{"no resource", func(a *A) { a.ResourceID = "" }, fault{"resource_id", "", "required", ErrMissing}},
		{"resource", func(a *A) { a.ResourceID = ResourceID(long) }, fault{"resource_id", long, "at most 256", ErrInvalid}},
		{"project", func(a *A) { a.ProjectID = "\xff" }, fault{"project_id", "\xff", "not UTF-8", ErrInvalid}},
		{"no from", func(a *A) { a.From = period.Date{} }, fault{"from", "", "required", ErrMissing}},
		{"no to", func(a *A) { a.To = period.Date{} }, fault{"to", "", "required", ErrMissing}},
		{"no day", func(a *A) { a.To = a.From }, fault{"to", "2025-03-03", "not after from 2025-03-03", ErrContradiction}},
		{"logged", func(a *A) { a.Logged, a.Productive, a.Billable = decimal.New(-1, 0), none, none }, fault{"logged", "-1", "negative", ErrInvalid}},
		{"productive", func(a *A) { a.Productive, a.Billable = hours("-2"), none }, fault{"productive", "-2", "negative", ErrInvalid}},
		{"billable", func(a *A) { a.Billable = hours("-3") }, fault{"billable", "-3", "negative", ErrInvalid}},
		{"planned", func(a *A) { a.Planned = hours("-4") }, fault{"planned", "-4", "negative", ErrInvalid}},
		{"gross", func(a *A) { a.Gross, a.Net = hours("-5"), none }, fault{"gross", "-5", "negative", ErrInvalid}},
		{"net", func(a *A) { a.Net = hours("-6") }, fault{"net", "-6", "negative", ErrInvalid}},
		{"planned too fine", func(a *A) { a.Planned = hours("1e-13") }, fault{"planned", "1e-13", "12", ErrInvalid}},
		{"gross too large", func(a *A) { a.Gross = hours("1e24") }, fault{"gross", "1e24", "24", ErrInvalid}},
		{"productive above logged", func(a *A) { a.Productive = hours("32.6") }, fault{"productive", "32.6", "above logged 32.5", ErrContradiction}},
		{"billable above productive", func(a *A) { a.Billable = hours("31") }, fault{"billable", "31", "above productive 30", ErrContradiction}},
		{"billable above logged", func(a *A) { a.Productive, a.Billable = none, hours("33") }, fault{"billable", "33", "above logged 32.5", ErrContradiction}},
		{"net above gross", func(a *A) { a.Net = hours("40.01") }, fault{"net", "40.01", "above gross 40", ErrContradiction}},
		{"role", func(a *A) { a.Role = Role(long) }, fault{"role", long, "at most 64", ErrInvalid}},
		{"team", func(a *A) { a.Team = Team(long) }, fault{"team", long, "at most 64", ErrInvalid}},
		{"portfolio", func(a *A) { a.Portfolio = Portfolio(long) }, fault{"portfolio", long, "at most 64", ErrInvalid}},
	})
}

// orUnknown returns hours that are not known in a third of the cases.
func orUnknown(t *rapid.T, name string, most decimal.Decimal) decimal.NullDecimal {
	h := orZero(rapid.Map(genHours, decimal.NewNullDecimal)).Draw(t, name)
	if h.Valid && h.Decimal.GreaterThan(most) {
		h.Decimal = most
	}
	return h
}

func genAllocation(id string) *rapid.Generator[Allocation] {
	return rapid.Custom(func(t *rapid.T) Allocation {
		a := Allocation{
			ID: AllocationID(id), ResourceID: ResourceID("of " + id), ProjectID: drawn[ProjectID](t, genID), Logged: genHours.Draw(t, "logged"),
			Role: drawn[Role](t, genCode), Team: drawn[Team](t, genCode), Portfolio: drawn[Portfolio](t, genCode),
		}
		a.From, a.To = genSpan(t)
		a.Productive = orUnknown(t, "productive", a.Logged)
		a.Billable = orUnknown(t, "billable", a.Logged)
		if a.Productive.Valid && a.Billable.Valid {
			a.Billable.Decimal = decimal.Min(a.Billable.Decimal, a.Productive.Decimal)
		}
		a.Planned = orUnknown(t, "planned", decimal.New(1, 23))
		a.Gross = orUnknown(t, "gross", decimal.New(1, 23))
		a.Net = orUnknown(t, "net", decimal.New(1, 23))
		if a.Gross.Valid && a.Net.Valid {
			a.Net.Decimal = decimal.Min(a.Net.Decimal, a.Gross.Decimal)
		}
		return a
	})
}

func TestAllocationRoundTrip(t *testing.T) {
	testRoundTrip(t, allocationsOf, genAllocation, func(a Allocation) Allocation { return a }, AllocationRow.Allocation)
}

// A known 0 is no unknown: a resource on leave has a net capacity of 0.
func TestAllocationZero(t *testing.T) {
	leave := Allocation{ID: "w2", ResourceID: "bob", From: day(3, 3), To: day(3, 10), Gross: hours("40"), Net: hours("0")}
	table, err := NewAllocations(leave)
	if err != nil {
		t.Fatal(err)
	}
	row, _ := table.Find("w2")
	if net, ok := AllocationNet.Of(row); !ok || !net.IsZero() || !row.Net().Valid {
		t.Errorf("net capacity %v %v", net, ok)
	}
	if _, ok := AllocationBillable.Of(row); ok || row.Billable().Valid {
		t.Error("billable hours are known")
	}
	if logged, ok := AllocationLogged.Of(row); !ok || !logged.IsZero() {
		t.Errorf("logged %v %v", logged, ok)
	}
}

func TestAllocationReads(t *testing.T) {
	other := goodAllocation()
	other.ID, other.ProjectID = "w2", "crm"
	bare := Allocation{ID: "w3", ResourceID: "bob", From: day(3, 3), To: day(3, 4)}
	wide := goodAllocation()
	wide.ID, wide.ResourceID, wide.Planned = "w4", "c/d e", hours("123456789012345678901.123456789012")
	table, err := NewAllocations(goodAllocation(), other, bare, wide)
	if err != nil {
		t.Fatal(err)
	}
	v := &table.View
	testKey(t, v, AllocationKey)
	testKey(t, v, AllocationResource)
	testKey(t, v, AllocationProject)
	testKey(t, v, AllocationRole)
	testKey(t, v, AllocationTeam)
	testKey(t, v, AllocationPortfolio)
	testKey(t, v, AllocationSpan)
	testField(t, v, AllocationFrom)
	testField(t, v, AllocationTo)
	testField(t, v, AllocationLogged)
	testField(t, v, AllocationProductive)
	testField(t, v, AllocationBillable)
	testField(t, v, AllocationPlanned)
	testField(t, v, AllocationGross)
	testField(t, v, AllocationNet)
	testField(t, v, DateAt(AllocationFrom, paris))
	testField(t, v, DateEnd(AllocationTo, paris))
	facts := factView(v)
	testKey(t, facts, FactProject)
	testKey(t, facts, FactPortfolio)
	testKey(t, facts, FactTeam)
	testField(t, facts, FactAtIn(paris))

	a, _ := table.Find("w1")
	b, _ := table.Find("w2")
	if a.Span() != b.Span() {
		t.Errorf("%v and %v are one span", a.Span(), b.Span())
	}
	if days, of := a.Share(day(3, 6), day(4, 1), weekday); days != 2 || of != 5 {
		t.Errorf("Thursday and Friday are %d/%d of the week", days, of)
	}
	if _, ok := AllocationSpan.Of(AllocationRow{}); ok {
		t.Error("no allocation has a span")
	}
}
