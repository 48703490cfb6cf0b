package model

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/period"
)

// AllocationRow is a row of Allocations. Its methods return the fields of
// Allocation; zero values mean "not known". The zero AllocationRow is no
// allocation.
type AllocationRow struct{ row }

// The fields of an allocation.
func (r AllocationRow) ID() AllocationID                { return AllocationID(r.text(allocationID)) }
func (r AllocationRow) ResourceID() ResourceID          { return ResourceID(r.text(allocationResource)) }
func (r AllocationRow) ProjectID() ProjectID            { return ProjectID(r.text(allocationProject)) }
func (r AllocationRow) From() period.Date               { return r.date(allocationFrom) }
func (r AllocationRow) To() period.Date                 { return r.date(allocationTo) }
func (r AllocationRow) Logged() decimal.Decimal         { return r.decimal(allocationLogged) }
func (r AllocationRow) Productive() decimal.NullDecimal { return r.hours(allocationProductive) }
func (r AllocationRow) Billable() decimal.NullDecimal   { return r.hours(allocationBillable) }
func (r AllocationRow) Planned() decimal.NullDecimal    { return r.hours(allocationPlanned) }
func (r AllocationRow) Gross() decimal.NullDecimal      { return r.hours(allocationGross) }
func (r AllocationRow) Net() decimal.NullDecimal        { return r.hours(allocationNet) }
func (r AllocationRow) Role() Role                      { return Role(r.text(allocationRole)) }
func (r AllocationRow) Team() Team                      { return Team(r.text(allocationTeam)) }
func (r AllocationRow) Portfolio() Portfolio            { return Portfolio(r.text(allocationPortfolio)) }

func (r row) hours(slot int) decimal.NullDecimal {
	n := r.num(slot)
	if n.coef == Unknown {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(n.decimal())
}

// Span returns the resource and the days of the allocation.
func (r AllocationRow) Span() ResourceSpan {
	return ResourceSpan{Resource: r.ResourceID(), From: r.From(), To: r.To()}
}

// Share is Span().Share.
func (r AllocationRow) Share(from, to period.Date, working func(period.Date) bool) (days, of int64) {
	return r.Span().Share(from, to, working)
}

// Allocation returns the row as it was appended.
func (r AllocationRow) Allocation() Allocation {
	return Allocation{
		ID: r.ID(), ResourceID: r.ResourceID(), ProjectID: r.ProjectID(), From: r.From(), To: r.To(), Logged: r.Logged(),
		Productive: r.Productive(), Billable: r.Billable(), Planned: r.Planned(), Gross: r.Gross(), Net: r.Net(),
		Role: r.Role(), Team: r.Team(), Portfolio: r.Portfolio(),
	}
}

// Keys of allocations.
var (
	AllocationKey       = refKey[AllocationRow, AllocationID]("allocation.id", allocationID)
	AllocationResource  = refKey[AllocationRow, ResourceID]("allocation.resource", allocationResource)
	AllocationProject   = refKey[AllocationRow, ProjectID]("allocation.project", allocationProject)
	AllocationRole      = refKey[AllocationRow, Role]("allocation.role", allocationRole)
	AllocationTeam      = refKey[AllocationRow, Team]("allocation.team", allocationTeam)
	AllocationPortfolio = refKey[AllocationRow, Portfolio]("allocation.portfolio", allocationPortfolio)
)

// Fields of allocations, in hours but for the dates. AllocationFrom and
// AllocationTo become instants by DateAt. AllocationGross and AllocationNet
// are repeated on the rows of one span, and are not added up over them: take
// one value per AllocationSpan.
var (
	AllocationFrom       = dateField[AllocationRow]("allocation.from", allocationFrom)
	AllocationTo         = dateField[AllocationRow]("allocation.to", allocationTo)
	AllocationLogged     = decimalField[AllocationRow]("allocation.logged", allocationLogged)
	AllocationProductive = decimalField[AllocationRow]("allocation.productive", allocationProductive)
	AllocationBillable   = decimalField[AllocationRow]("allocation.billable", allocationBillable)
	AllocationPlanned    = decimalField[AllocationRow]("allocation.planned", allocationPlanned)
	AllocationGross      = decimalField[AllocationRow]("allocation.gross", allocationGross)
	AllocationNet        = decimalField[AllocationRow]("allocation.net", allocationNet)
)
