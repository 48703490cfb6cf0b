package uci

import "strings"

// Reason says why a line is in no order.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	RepeatedInvoice     Reason = "repeated_invoice"      // an earlier file holds the invoice, too
	Cancellation        Reason = "cancellation"          // the number of the invoice begins with C
	Adjustment          Reason = "adjustment"            // the number of the invoice begins with A
	NoCustomer          Reason = "no_customer"           // an order of nobody
	QuantityNotPositive Reason = "quantity_not_positive" // written off, or taken back without a cancellation
	PriceNotPositive    Reason = "price_not_positive"    // free of charge
)

// Reasons returns all reasons, in the order in which they are looked for.
func Reasons() []Reason {
	return []Reason{RepeatedInvoice, Cancellation, Adjustment, NoCustomer, QuantityNotPositive, PriceNotPositive}
}

// leave returns the reason why a line is left out, "" where it qualifies.
func leave(number string, l line) Reason {
	switch {
	case strings.HasPrefix(number, "C"):
		return Cancellation
	case strings.HasPrefix(number, "A"):
		return Adjustment
	case l.customer == "":
		return NoCustomer
	case l.quantity <= 0:
		return QuantityNotPositive
	case !l.price.IsPositive():
		return PriceNotPositive
	}
	return ""
}
