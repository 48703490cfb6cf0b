package factfile

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Milestones is the layout of milestones. Options.Correct does not change a
// baseline: see model.Milestones.Rebaseline.
var Milestones = newLayout(model.KindMilestone, "milestones", func(in *model.Milestone) string { return string(in.ID) },
	func(f *model.Facts) *model.Table[model.Milestone, model.MilestoneRow] { return &f.Milestones.Table }, model.MilestoneRow.Milestone,
	ident("id", func(in *model.Milestone) *model.MilestoneID { return &in.ID }).required(),
	ident("project_id", func(in *model.Milestone) *model.ProjectID { return &in.ProjectID }).required(),
	day("baseline_due", func(in *model.Milestone) *period.Date { return &in.BaselineDue }).required(),
	day("planned_due", func(in *model.Milestone) *period.Date { return &in.PlannedDue }),
	instant("completed_at", func(in *model.Milestone) *time.Time { return &in.CompletedAt }),
	instant("cancelled_at", func(in *model.Milestone) *time.Time { return &in.CancelledAt }),
	code("owner", func(in *model.Milestone) *model.Code { return &in.Owner }),
	code("team", func(in *model.Milestone) *model.Team { return &in.Team }),
	code("portfolio", func(in *model.Milestone) *model.Portfolio { return &in.Portfolio }),
)

// Allocations is the layout of hours of resources.
var Allocations = newLayout(model.KindAllocation, "allocations", func(in *model.Allocation) string { return string(in.ID) },
	func(f *model.Facts) *model.Allocations { return f.Allocations }, model.AllocationRow.Allocation,
	ident("id", func(in *model.Allocation) *model.AllocationID { return &in.ID }).required(),
	ident("resource_id", func(in *model.Allocation) *model.ResourceID { return &in.ResourceID }).required(),
	ident("project_id", func(in *model.Allocation) *model.ProjectID { return &in.ProjectID }),
	day("from", func(in *model.Allocation) *period.Date { return &in.From }).required(),
	day("to", func(in *model.Allocation) *period.Date { return &in.To }).required(),
	number("logged", func(in *model.Allocation) *decimal.Decimal { return &in.Logged }).counted(),
	perhaps("productive", func(in *model.Allocation) *decimal.NullDecimal { return &in.Productive }),
	perhaps("billable", func(in *model.Allocation) *decimal.NullDecimal { return &in.Billable }),
	perhaps("planned", func(in *model.Allocation) *decimal.NullDecimal { return &in.Planned }),
	perhaps("gross", func(in *model.Allocation) *decimal.NullDecimal { return &in.Gross }).sometimes(),
	perhaps("net", func(in *model.Allocation) *decimal.NullDecimal { return &in.Net }).sometimes(),
	code("role", func(in *model.Allocation) *model.Role { return &in.Role }),
	code("team", func(in *model.Allocation) *model.Team { return &in.Team }),
	code("portfolio", func(in *model.Allocation) *model.Portfolio { return &in.Portfolio }),
)

// CashFlows is the layout of costs and benefits of projects.
var CashFlows = newLayout(model.KindCashFlow, "cash_flows", func(in *model.CashFlow) string { return string(in.ID) },
	func(f *model.Facts) *model.CashFlows { return f.CashFlows }, model.CashFlowRow.CashFlow,
	ident("id", func(in *model.CashFlow) *model.CashFlowID { return &in.ID }).required(),
	ident("project_id", func(in *model.CashFlow) *model.ProjectID { return &in.ProjectID }).required(),
	day("date", func(in *model.CashFlow) *period.Date { return &in.Date }).required(),
	code("kind", func(in *model.CashFlow) *model.CashFlowKind { return &in.Kind }).required(),
	amount("amount", func(in *model.CashFlow) *model.Money { return &in.Amount }).required(),
	code("basis", func(in *model.CashFlow) *model.Basis { return &in.Basis }),
	code("category", func(in *model.CashFlow) *model.Code { return &in.Category }),
	code("portfolio", func(in *model.CashFlow) *model.Portfolio { return &in.Portfolio }),
)
