package model

// Codes are short lower-case words of an open list: the constants below are
// what the KPIs know by name, any other word of at most 64 bytes is accepted
// as it is. The empty code means "not known".
type (
	OrderStatus   string // where an order stands
	Channel       string // through what an order came in
	PlacedBy      string // who placed an order
	QuoteTerms    string // whether an order was made on its quote's terms
	PaymentMethod string // how an order is paid
	DeliveryMode  string // how an order reaches the buyer
	RefundKind    string // why money goes back, roughly
	Branch        string // a shop, warehouse or network member
	Segment       string // a group of accounts
	Country       string // ISO 3166 in lower case, or the seller's own word
	Region        string // a sales or delivery region
	Decision      string // how a request or an approval was decided
	InTarget      string // whether a company is of the group that is sold to
	SpendKind     string // what money is spent on
	SpendPurpose  string // what money is spent for
	SurveyScale   string // from where to where the answers of a survey go
	Team          string // a team
	Portfolio     string // a group of projects
	CashFlowKind  string // whether a cash flow is a cost or a benefit
	Basis         string // whether a cash flow has happened or is planned
	Code          string // any other code
)

// Order statuses. A status that is not listed has to be placed by the policy
// of the KPI that meets it.
const (
	StatusDraft            OrderStatus = "draft"
	StatusPendingApproval  OrderStatus = "pending-approval"
	StatusRejected         OrderStatus = "rejected"
	StatusPlaced           OrderStatus = "placed"
	StatusConfirmed        OrderStatus = "confirmed"
	StatusOnHold           OrderStatus = "on-hold"
	StatusPartiallyShipped OrderStatus = "partially-shipped"
	StatusShipped          OrderStatus = "shipped"
	StatusDelivered        OrderStatus = "delivered"
	StatusCompleted        OrderStatus = "completed"
	StatusReturned         OrderStatus = "returned"
	StatusCancelled        OrderStatus = "cancelled"
)

// OrderStatuses returns the listed statuses in the order of an order's life.
func OrderStatuses() []OrderStatus {
	return []OrderStatus{
		StatusDraft, StatusPendingApproval, StatusRejected, StatusPlaced, StatusConfirmed, StatusOnHold,
		StatusPartiallyShipped, StatusShipped, StatusDelivered, StatusCompleted, StatusReturned, StatusCancelled,
	}
}

// Channels, the online ones first.
const (
	ChannelWeb         Channel = "web"
	ChannelApp         Channel = "app"
	ChannelPunchout    Channel = "punchout"
	ChannelEDI         Channel = "edi"
	ChannelMarketplace Channel = "marketplace"
	ChannelPhone       Channel = "phone"
	ChannelEmail       Channel = "email"
	ChannelFax         Channel = "fax"
	ChannelRepVisit    Channel = "rep-visit"
	ChannelBranch      Channel = "branch"
)

// Who placed an order.
const (
	PlacedByBuyer  PlacedBy = "buyer"
	PlacedByRep    PlacedBy = "rep"    // on the buyer's behalf
	PlacedBySystem PlacedBy = "system" // recurring or automatic
)

// Whether the order was made on the terms of its quote.
const (
	TermsApplied    QuoteTerms = "applied"
	TermsNotApplied QuoteTerms = "not-applied"
)

// Payment methods.
const (
	PayCard           PaymentMethod = "card"
	PayOnAccount      PaymentMethod = "on-account"
	PayPurchasingCard PaymentMethod = "purchasing-card"
	PayTransfer       PaymentMethod = "transfer"
	PayDirectDebit    PaymentMethod = "direct-debit"
	PayBill           PaymentMethod = "bill"
	PayVoucher        PaymentMethod = "voucher"
	PayOther          PaymentMethod = "other"
)

// Delivery modes.
const (
	DeliverBranchPickup DeliveryMode = "branch-pickup"
	DeliverStandard     DeliveryMode = "standard"
	DeliverExpress      DeliveryMode = "express"
	DeliverCarrier      DeliveryMode = "carrier"
	DeliverDropShip     DeliveryMode = "drop-ship"
	DeliverDigital      DeliveryMode = "digital"
)

// Kinds of refunds.
const (
	RefundReturn       RefundKind = "return"
	RefundCancellation RefundKind = "cancellation"
	RefundAllowance    RefundKind = "allowance"
)

// Decisions on requests for an account and on steps of an approval. Only
// requests are duplicates.
const (
	DecisionPending   Decision = "pending"
	DecisionApproved  Decision = "approved"
	DecisionRejected  Decision = "rejected"
	DecisionDuplicate Decision = "duplicate"
	DecisionWithdrawn Decision = "withdrawn"
)

// Whether the company that asks for an account is of the group that is sold to.
const (
	InTargetYes InTarget = "yes"
	InTargetNo  InTarget = "no"
)

// What money is spent on. Paid acquisition is SpendMedia.
const (
	SpendMedia    SpendKind = "media"
	SpendSalaries SpendKind = "salaries"
	SpendTools    SpendKind = "tools"
	SpendAgency   SpendKind = "agency"
	SpendOther    SpendKind = "other"
)

// What money is spent for.
const (
	ForAcquisition SpendPurpose = "acquisition" // the default
	ForRetention   SpendPurpose = "retention"
	ForOperations  SpendPurpose = "operations"
)

// The scales of a survey for the Net Promoter Score: there are no others.
const (
	Scale0To10 SurveyScale = "0-10"
	Scale1To10 SurveyScale = "1-10"
)

// The kinds of cash flows: there are no others, for the kind gives the sign.
const (
	CashCost    CashFlowKind = "cost"
	CashBenefit CashFlowKind = "benefit"
)

// The bases of cash flows: there are no others.
const (
	BasisActual  Basis = "actual" // the default
	BasisPlanned Basis = "planned"
)
