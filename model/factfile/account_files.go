package factfile

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Accounts is the layout of accounts.
var Accounts = newLayout(model.KindAccount, "accounts", func(in *model.Account) string { return string(in.ID) },
	func(f *model.Facts) *model.Accounts { return f.Accounts }, model.AccountRow.Account,
	ident("id", func(in *model.Account) *model.AccountID { return &in.ID }).required(),
	word("name", "text", func(in *model.Account) *string { return &in.Name }),
	ident("parent_id", func(in *model.Account) *model.AccountID { return &in.ParentID }),
	ident("merged_into", func(in *model.Account) *model.AccountID { return &in.MergedInto }),
	instant("created_at", func(in *model.Account) *time.Time { return &in.CreatedAt }),
	instant("closed_at", func(in *model.Account) *time.Time { return &in.ClosedAt }),
	instant("first_order_at", func(in *model.Account) *time.Time { return &in.FirstOrderAt }),
	code("segment", func(in *model.Account) *model.Segment { return &in.Segment }),
	code("industry", func(in *model.Account) *model.Code { return &in.Industry }),
	code("country", func(in *model.Account) *model.Country { return &in.Country }),
	code("region", func(in *model.Account) *model.Region { return &in.Region }),
	code("branch", func(in *model.Account) *model.Branch { return &in.Branch }),
	ident("sales_rep", func(in *model.Account) *model.SalesRepID { return &in.SalesRep }),
	code("source", func(in *model.Account) *model.Code { return &in.AcquiredBy.Source }),
	code("medium", func(in *model.Account) *model.Code { return &in.AcquiredBy.Medium }),
	code("campaign", func(in *model.Account) *model.Code { return &in.AcquiredBy.Campaign }),
	code("channel", func(in *model.Account) *model.Channel { return &in.AcquiredBy.Channel }),
	truth("test", func(in *model.Account) *bool { return &in.Test }),
)

// AccountRequests is the layout of requests for an account.
var AccountRequests = newLayout(model.KindAccountRequest, "account_requests", func(in *model.AccountRequest) string { return string(in.ID) },
	func(f *model.Facts) *model.AccountRequests { return f.AccountRequests }, model.AccountRequestRow.AccountRequest,
	ident("id", func(in *model.AccountRequest) *model.RequestID { return &in.ID }).required(),
	instant("received_at", func(in *model.AccountRequest) *time.Time { return &in.ReceivedAt }).required(),
	word("contact", "text", func(in *model.AccountRequest) *model.Contact { return &in.Contact }).required(),
	word("company", "text", func(in *model.AccountRequest) *string { return &in.Company }),
	code("in_target", func(in *model.AccountRequest) *model.InTarget { return &in.InTarget }),
	ident("visitor_id", func(in *model.AccountRequest) *model.VisitorID { return &in.VisitorID }),
	ident("session_id", func(in *model.AccountRequest) *model.SessionID { return &in.SessionID }),
	ident("account_id", func(in *model.AccountRequest) *model.AccountID { return &in.AccountID }),
	code("decision", func(in *model.AccountRequest) *model.Decision { return &in.Decision }).required(),
	instant("decided_at", func(in *model.AccountRequest) *time.Time { return &in.DecidedAt }).sometimes(),
	code("source", func(in *model.AccountRequest) *model.Code { return &in.Source }),
	code("medium", func(in *model.AccountRequest) *model.Code { return &in.Medium }),
	code("campaign", func(in *model.AccountRequest) *model.Code { return &in.Campaign }),
	code("branch", func(in *model.AccountRequest) *model.Branch { return &in.Branch }),
	truth("test", func(in *model.AccountRequest) *bool { return &in.Test }),
)
