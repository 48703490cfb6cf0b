package factfile

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Approvals is the layout of steps of approvals.
var Approvals = newLayout(model.KindApproval, "approvals", func(in *model.Approval) string { return string(in.OrderID) },
	func(f *model.Facts) *model.Approvals { return f.Approvals }, model.ApprovalRow.Approval,
	ident("order_id", func(in *model.Approval) *model.OrderID { return &in.OrderID }).required(),
	ordinal("round", func(in *model.Approval) *int64 { return &in.Round }),
	ordinal("tier", func(in *model.Approval) *int64 { return &in.Tier }).required(),
	ident("approver_id", func(in *model.Approval) *model.PersonID { return &in.ApproverID }).sometimes(),
	code("role", func(in *model.Approval) *model.Role { return &in.Role }),
	ident("submitter_id", func(in *model.Approval) *model.PersonID { return &in.SubmitterID }),
	instant("submitted_at", func(in *model.Approval) *time.Time { return &in.SubmittedAt }).required(),
	code("decision", func(in *model.Approval) *model.Decision { return &in.Decision }).required(),
	instant("decided_at", func(in *model.Approval) *time.Time { return &in.DecidedAt }).sometimes(),
	truth("automatic", func(in *model.Approval) *bool { return &in.Automatic }),
	code("reason", func(in *model.Approval) *model.Code { return &in.Reason }),
)

// Quotes is the layout of revisions of quotes.
var Quotes = newLayout(model.KindQuote, "quotes", func(in *model.Quote) string { return string(in.ID) },
	func(f *model.Facts) *model.Quotes { return f.Quotes }, model.QuoteRow.Quote,
	ident("id", func(in *model.Quote) *model.QuoteID { return &in.ID }).required(),
	integer("revision", func(in *model.Quote) *int64 { return &in.Revision }).counted(),
	ident("account_id", func(in *model.Quote) *model.AccountID { return &in.AccountID }),
	ident("buyer_id", func(in *model.Quote) *model.PersonID { return &in.BuyerID }),
	ident("visitor_id", func(in *model.Quote) *model.VisitorID { return &in.VisitorID }),
	ident("session_id", func(in *model.Quote) *model.SessionID { return &in.SessionID }),
	instant("requested_at", func(in *model.Quote) *time.Time { return &in.RequestedAt }).sometimes(),
	instant("offered_at", func(in *model.Quote) *time.Time { return &in.OfferedAt }).sometimes(),
	instant("valid_until", func(in *model.Quote) *time.Time { return &in.ValidUntil }),
	amount("value", func(in *model.Quote) *model.Money { return &in.Value }).sometimes(),
	amount("list_value", func(in *model.Quote) *model.Money { return &in.ListValue }),
	code("outcome", func(in *model.Quote) *model.QuoteOutcome { return &in.Outcome }).required(),
	instant("decided_at", func(in *model.Quote) *time.Time { return &in.DecidedAt }).sometimes(),
	count("line_count", func(in *model.Quote) *model.Count { return &in.LineCount }),
	count("taken_lines", func(in *model.Quote) *model.Count { return &in.TakenLines }),
	amount("taken_value", func(in *model.Quote) *model.Money { return &in.TakenValue }),
	ident("sales_rep", func(in *model.Quote) *model.SalesRepID { return &in.SalesRep }),
	code("branch", func(in *model.Quote) *model.Branch { return &in.Branch }),
	code("channel", func(in *model.Quote) *model.Channel { return &in.Channel }),
	truth("test", func(in *model.Quote) *bool { return &in.Test }),
)
