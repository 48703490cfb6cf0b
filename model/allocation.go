package model

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/period"
)

// Allocation says for what hours of one resource were used over some days,
// what its capacity was, or both. Zero values mean "not known", but for
// Logged; a known 0 is decimal.NewNullDecimal(decimal.Zero). Over a range's
// edge it is shared out by working days: see AllocationRow.Share.
//
// Gross and Net are the capacity of the resource in all, not of the project.
// They are given on at least one row per resource and span. Where they are
// given on several, they are equal, and count once: see AllocationSpan. The
// spans for which the capacity of one resource is given are equal or disjoint.
type Allocation struct {
	ID         AllocationID        // required
	ResourceID ResourceID          // required
	ProjectID  ProjectID           // without one: capacity alone, internal work or leave
	From, To   period.Date         // required: To is after From, and excluded
	Logged     decimal.Decimal     // all hours used; not negative
	Productive decimal.NullDecimal // at most Logged
	Billable   decimal.NullDecimal // at most Productive
	Planned    decimal.NullDecimal // hours planned for this project
	Gross      decimal.NullDecimal // capacity of the resource
	Net        decimal.NullDecimal // capacity without leave and holidays, at most Gross
	Role       Role
	Team       Team
	Portfolio  Portfolio
}

const (
	allocationID = iota
	allocationResource
	allocationProject
	allocationRole
	allocationTeam
	allocationPortfolio
)

const (
	allocationFrom = iota
	allocationTo
	allocationLogged
	allocationProductive
	allocationBillable
	allocationPlanned
	allocationGross
	allocationNet
)

var allocationSchema = schema{
	kind:  KindAllocation,
	refs:  []string{"id", "resource_id", "project_id", "role", "team", "portfolio"},
	nums:  []string{"from", "to", "logged", "productive", "billable", "planned", "gross", "net"},
	at:    allocationFrom,
	dated: true,
	keyed: true,
}

// Allocations is the table of allocations.
type Allocations = Table[Allocation, AllocationRow]

func newAllocations(f *Facts) *Allocations {
	t := &Allocations{rules: &allocationRules}
	d := &f.dict
	t.init(&allocationSchema, f, &d.allocation, &d.resource, &d.project, &d.role, &d.team, &d.portfolio)
	return t
}

// NewAllocations returns a table of the allocations with Facts of its own. The
// errors are those of Append.
func NewAllocations(allocations ...Allocation) (*Allocations, error) {
	return alone(func(f *Facts) *Allocations { return f.Allocations }, allocations)
}

var allocationRules = rules[Allocation]{
	id:     func(a *Allocation) string { return string(a.ID) },
	check:  checkAllocation,
	relate: relateAllocation,
	fill:   fillAllocation,
	linked: func(f *Facts, row, _ int32, _ *record) { f.capacities.add(capacityOf(f, row)) },
	unlink: func(f *Facts, row int32) { f.capacities.remove(capacityOf(f, row)) },
}

func checkAllocation(c *check, a *Allocation) {
	c.needIdent("id", string(a.ID))
	c.needIdent("resource_id", string(a.ResourceID))
	c.ident("project_id", string(a.ProjectID))
	c.days(a.From, a.To)
	c.decimal("logged", a.Logged)
	for _, h := range [...]struct {
		field string
		hours decimal.NullDecimal
	}{
		{"productive", a.Productive}, {"billable", a.Billable}, {"planned", a.Planned}, {"gross", a.Gross}, {"net", a.Net},
	} {
		if h.hours.Valid {
			c.decimal(h.field, h.hours.Decimal)
		}
	}
	logged := decimal.NewNullDecimal(a.Logged)
	c.hoursAtMost("productive", a.Productive, "logged", logged)
	c.hoursAtMost("billable", a.Billable, "productive", a.Productive)
	if !a.Productive.Valid {
		c.hoursAtMost("billable", a.Billable, "logged", logged)
	}
	c.hoursAtMost("net", a.Net, "gross", a.Gross)
	c.code("role", string(a.Role))
	c.code("team", string(a.Team))
	c.code("portfolio", string(a.Portfolio))
}

// hoursAtMost refuses hours above others; unknown ones pass.
func (c *check) hoursAtMost(field string, h decimal.NullDecimal, than string, other decimal.NullDecimal) {
	if !h.Valid || !other.Valid || CheckDecimal(h.Decimal) != nil || CheckDecimal(other.Decimal) != nil {
		return
	}
	if a, b := plain(h.Decimal), plain(other.Decimal); a.GreaterThan(b) {
		c.fail(ErrContradiction, field, a.String(), "above "+than+" "+b.String())
	}
}

func fillAllocation(a *Allocation, r *record) {
	r.words[allocationID] = string(a.ID)
	r.words[allocationResource] = string(a.ResourceID)
	r.words[allocationProject] = string(a.ProjectID)
	r.words[allocationRole] = string(a.Role)
	r.words[allocationTeam] = string(a.Team)
	r.words[allocationPortfolio] = string(a.Portfolio)
	r.nums[allocationFrom] = numberOfDate(a.From)
	r.nums[allocationTo] = numberOfDate(a.To)
	r.nums[allocationLogged] = numberOf(a.Logged)
	r.nums[allocationProductive] = numberOfHours(a.Productive)
	r.nums[allocationBillable] = numberOfHours(a.Billable)
	r.nums[allocationPlanned] = numberOfHours(a.Planned)
	r.nums[allocationGross] = numberOfHours(a.Gross)
	r.nums[allocationNet] = numberOfHours(a.Net)
}

func numberOfHours(h decimal.NullDecimal) number {
	if !h.Valid {
		return noNumber
	}
	return numberOf(h.Decimal)
}
