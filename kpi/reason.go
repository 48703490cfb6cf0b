package kpi

// Reason says why a result is undefined.
type Reason uint8

// The reasons.
const (
	Defined        Reason = iota // the result is defined
	NoDenominator                // nothing to divide by
	NoData                       // no row to take a value from
	NoHistory                    // nobody was there before
	WindowOpen                   // no entry's window has elapsed yet
	MixedCurrency                // amounts of several currencies do not add up
	MissingFacts                 // a kind of fact was not supplied
	MissingField                 // a field the definition needs is known in no row
	UnplacedStatus               // an order status that the policy does not place
	OutOfRange                   // the exact value does not fit the result's type
	MissingRate                  // an amount has no exchange rate
)

var reasonNames = [...]string{
	"defined", "no denominator", "no data", "no history", "window open", "mixed currency", "missing facts", "missing field",
	"unplaced status", "out of range", "missing rate",
}

// String returns the reason in words.
func (r Reason) String() string {
	if int(r) >= len(reasonNames) {
		return "unknown reason"
	}
	return reasonNames[r]
}

// Warning is a doubt about a defined result: how many rows it concerns, of how
// many where that is known, and what about them, such as "3 of 40 rows without
// order.account".
type Warning struct {
	Count, Of int64
	Text      string
}

// String returns the warning as a sentence.
func (w Warning) String() string {
	b := appendInt(nil, w.Count)
	if w.Of > 0 {
		b = append(b, " of "...)
		b = appendInt(b, w.Of)
	}
	return string(b) + " " + w.Text
}
