package factfile

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Carts is the layout of carts.
var Carts = newLayout(model.KindCart, "carts", func(in *model.Cart) string { return string(in.ID) },
	func(f *model.Facts) *model.Carts { return f.Carts }, model.CartRow.Cart,
	ident("id", func(in *model.Cart) *model.CartID { return &in.ID }).required(),
	ident("visitor_id", func(in *model.Cart) *model.VisitorID { return &in.VisitorID }),
	ident("account_id", func(in *model.Cart) *model.AccountID { return &in.AccountID }),
	ident("buyer_id", func(in *model.Cart) *model.PersonID { return &in.BuyerID }),
	ident("session_id", func(in *model.Cart) *model.SessionID { return &in.SessionID }),
	instant("created_at", func(in *model.Cart) *time.Time { return &in.CreatedAt }).required(),
	instant("last_activity_at", func(in *model.Cart) *time.Time { return &in.LastActivityAt }),
	span("longest_idle", func(in *model.Cart) *time.Duration { return &in.LongestIdle }),
	instant("checkout_at", func(in *model.Cart) *time.Time { return &in.CheckoutAt }),
	instant("payment_at", func(in *model.Cart) *time.Time { return &in.PaymentAt }),
	instant("ordered_at", func(in *model.Cart) *time.Time { return &in.OrderedAt }).sometimes(),
	ident("order_id", func(in *model.Cart) *model.OrderID { return &in.OrderID }),
	integer("lines", func(in *model.Cart) *int64 { return &in.Lines }).counted(),
	amount("value", func(in *model.Cart) *model.Money { return &in.Value }).sometimes(),
	code("outcome", func(in *model.Cart) *model.CartOutcome { return &in.Outcome }).required(),
	ident("merged_into", func(in *model.Cart) *model.CartID { return &in.MergedInto }).sometimes(),
	code("channel", func(in *model.Cart) *model.Channel { return &in.Channel }),
	code("branch", func(in *model.Cart) *model.Branch { return &in.Branch }),
	truth("test", func(in *model.Cart) *bool { return &in.Test }),
)

// Sessions is the layout of sessions.
var Sessions = newLayout(model.KindSession, "sessions", func(in *model.Session) string { return string(in.ID) },
	func(f *model.Facts) *model.Sessions { return f.Sessions }, model.SessionRow.Session,
	ident("id", func(in *model.Session) *model.SessionID { return &in.ID }).required(),
	ident("visitor_id", func(in *model.Session) *model.VisitorID { return &in.VisitorID }),
	instant("started_at", func(in *model.Session) *time.Time { return &in.StartedAt }).required(),
	instant("ended_at", func(in *model.Session) *time.Time { return &in.EndedAt }),
	instant("identified_at", func(in *model.Session) *time.Time { return &in.IdentifiedAt }),
	ident("account_id", func(in *model.Session) *model.AccountID { return &in.AccountID }),
	ident("buyer_id", func(in *model.Session) *model.PersonID { return &in.BuyerID }),
	code("catalogue", func(in *model.Session) *model.Catalogue { return &in.Catalogue }),
	integer("page_views", func(in *model.Session) *int64 { return &in.PageViews }).counted(),
	count("interactions", func(in *model.Session) *model.Count { return &in.Interactions }),
	count("key_events", func(in *model.Session) *model.Count { return &in.KeyEvents }),
	truth("home_seen", func(in *model.Session) *bool { return &in.HomeSeen }),
	list("marks", marks, func(in *model.Session) *[]model.Mark { return &in.Marks }),
	code("landing_page", func(in *model.Session) *model.Code { return &in.LandingPage }),
	code("referrer", func(in *model.Session) *model.Code { return &in.Referrer }),
	code("source", func(in *model.Session) *model.Code { return &in.Source }),
	code("medium", func(in *model.Session) *model.Code { return &in.Medium }),
	code("campaign", func(in *model.Session) *model.Code { return &in.Campaign }),
	code("country", func(in *model.Session) *model.Country { return &in.Country }),
	code("device", func(in *model.Session) *model.Code { return &in.Device }),
	list("variants", variants, func(in *model.Session) *[]model.Variant { return &in.Variants }),
	instant("first_seen_at", func(in *model.Session) *time.Time { return &in.FirstSeenAt }),
	truth("test", func(in *model.Session) *bool { return &in.Test }),
	truth("bot", func(in *model.Session) *bool { return &in.Bot }),
)

var marks = newColumns([]column[model.Mark]{
	code("name", func(in *model.Mark) *model.Code { return &in.Name }).required(),
	instant("at", func(in *model.Mark) *time.Time { return &in.At }).required(),
})

var variants = newColumns([]column[model.Variant]{
	code("experiment", func(in *model.Variant) *model.Code { return &in.Experiment }).required(),
	code("variant", func(in *model.Variant) *model.Code { return &in.Variant }).required(),
})
