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
)

const (
	maxIDBytes   = 256
	maxCodeBytes = 64
)
