package model

// Approval returns the fact as a step of an approval; false where it is none.
func (f Fact) Approval() (ApprovalRow, bool) { return ApprovalRow(f), f.Kind() == KindApproval }

// Quote returns the fact as a revision of a quote; false where it is none.
func (f Fact) Quote() (QuoteRow, bool) { return QuoteRow(f), f.Kind() == KindQuote }

// Cart returns the fact as a cart; false where it is none.
func (f Fact) Cart() (CartRow, bool) { return CartRow(f), f.Kind() == KindCart }

// Session returns the fact as a session; false where it is none.
func (f Fact) Session() (SessionRow, bool) { return SessionRow(f), f.Kind() == KindSession }

// The kinds of what leads to an order, by the type of their rows.
var (
	ApprovalFacts = OfKind[ApprovalRow]{KindApproval}
	QuoteFacts    = OfKind[QuoteRow]{KindQuote}
	CartFacts     = OfKind[CartRow]{KindCart}
	SessionFacts  = OfKind[SessionRow]{KindSession}
)

// Keys that join orders with what belongs to them or leads to them. FactOrder
// is the order of lines, refunds, approval steps and carts, FactQuote the quote
// over all its revisions.
var (
	FactOrder = factKey("fact.order", byKind[OrderID]{
		KindOrder: shared(OrderKey), KindLine: shared(LineOrder), KindRefund: shared(RefundOrder),
		KindApproval: shared(ApprovalOrder), KindCart: shared(CartOrder),
	})
	FactQuote = factKey("fact.quote", byKind[QuoteID]{KindOrder: shared(OrderQuote), KindQuote: shared(QuoteKey)})
	FactCart  = factKey("fact.cart", byKind[CartID]{KindOrder: shared(OrderCart), KindCart: shared(CartKey)})
)

// FactIsTest holds for facts that are never counted: those marked as tests,
// those of test accounts, and the lines, refunds and approval steps of test
// orders. It is known for every fact.
var FactIsTest = Pred[Fact]{&predDef{
	expr: NewExpr("field", "fact.test"), identity: "fact.test",
	bind: func() test {
		return &factTest{of: map[Kind]test{
			KindAccount:        flagged[AccountRow]("account.test", accountTest, -1).Bind(),
			KindOrder:          OrderIsTest.Bind(),
			KindLine:           ViaPred(LineParent, OrderIsTest).Bind(),
			KindRefund:         ViaPred(RefundParent, OrderIsTest).Bind(),
			KindApproval:       ViaPred(ApprovalParent, OrderIsTest).Bind(),
			KindQuote:          QuoteIsTest.Bind(),
			KindCart:           CartIsTest.Bind(),
			KindSession:        SessionIsTest.Bind(),
			KindAccountRequest: RequestIsTest.Bind(),
			KindSurveyResponse: ResponseIsTest.Bind(),
		}}
	},
}}

// factTest answers by the kind of a block; what is not known to be a test is
// none.
type factTest struct {
	of   map[Kind]test
	held []int32
}

func (t *factTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	of, ok := t.of[b.Kind()]
	switch {
	case ok && want:
		return of.Select(b, sel, dst, true)
	case ok:
		t.held = of.Select(b, sel, nonNil(t.held[:0]), true)
	case want:
		return dst
	default:
		return appendRows(b, sel, dst)
	}
	if len(t.held) == 0 {
		return appendRows(b, sel, dst)
	}
	return without(b, sel, t.held, dst)
}
