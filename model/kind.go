package model

// Kind names a type of fact.
type Kind uint8

// The fourteen kinds of facts.
const (
	KindAccount Kind = iota + 1
	KindOrder
	KindLine
	KindRefund
	KindApproval
	KindQuote
	KindCart
	KindSession
	KindAccountRequest
	KindSpend
	KindSurveyResponse
	KindMilestone
	KindAllocation
	KindCashFlow
)

var kindNames = [...]string{
	"unknown", "account", "order", "line", "refund", "approval", "quote", "cart", "session",
	"account-request", "spend", "survey-response", "milestone", "allocation", "cash-flow",
}

// String returns the kind's name in lower case, such as "order"; "unknown" for a kind that does not exist.
func (k Kind) String() string {
	if int(k) >= len(kindNames) {
		return kindNames[0]
	}
	return kindNames[k]
}
