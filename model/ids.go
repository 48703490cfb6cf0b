package model

// Identifiers are opaque: non-empty UTF-8 without control characters, at most
// 256 bytes, compared byte for byte. The empty identifier means "not known".
type (
	AccountID  string // a company that buys
	PersonID   string // a buyer, approver or respondent; may be a keyed hash
	VisitorID  string // a browser or device
	SessionID  string // a visit
	OrderID    string // an order
	CartID     string // a cart
	QuoteID    string // a quote, over all its revisions
	RefundID   string // a refund or credit note
	ProductID  string // a product or variant
	SalesRepID string // an employee of the seller

	RequestID    string // a request for an account
	Contact      string // an e-mail address, or an opaque key of one
	SpendID      string // an item of spend
	ResponseID   string // an answer to a survey
	SurveyID     string // a survey
	ProjectID    string // a project
	MilestoneID  string // a milestone of a project
	ResourceID   string // a person or machine whose hours are used
	AllocationID string // hours of a resource
	CashFlowID   string // a cost or benefit of a project
)

const (
	maxIDBytes   = 256
	maxCodeBytes = 64
)
