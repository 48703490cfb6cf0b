package model

import (
	"cmp"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// Fact is a row of any kind: what metrics take that look at more than one.
// The zero Fact is no fact.
type Fact struct{ row }

// Kind returns the kind of the fact, 0 for the zero Fact.
func (f Fact) Kind() Kind {
	if f.t == nil {
		return 0
	}
	return f.t.kind
}

// Account returns the fact as an account; false where it is none.
func (f Fact) Account() (AccountRow, bool) { return AccountRow(f), f.Kind() == KindAccount }

// Order returns the fact as an order; false where it is none.
func (f Fact) Order() (OrderRow, bool) { return OrderRow(f), f.Kind() == KindOrder }

// Line returns the fact as an order line; false where it is none.
func (f Fact) Line() (LineRow, bool) { return LineRow(f), f.Kind() == KindLine }

// Refund returns the fact as a refund; false where it is none.
func (f Fact) Refund() (RefundRow, bool) { return RefundRow(f), f.Kind() == KindRefund }

// AccountRequest returns the fact as a request for an account; false where it
// is none.
func (f Fact) AccountRequest() (AccountRequestRow, bool) {
	return AccountRequestRow(f), f.Kind() == KindAccountRequest
}

// Spend returns the fact as spend; false where it is none.
func (f Fact) Spend() (SpendRow, bool) { return SpendRow(f), f.Kind() == KindSpend }

// SurveyResponse returns the fact as an answer to a survey; false where it is
// none.
func (f Fact) SurveyResponse() (SurveyResponseRow, bool) {
	return SurveyResponseRow(f), f.Kind() == KindSurveyResponse
}

// Milestone returns the fact as a milestone; false where it is none.
func (f Fact) Milestone() (MilestoneRow, bool) { return MilestoneRow(f), f.Kind() == KindMilestone }

// Allocation returns the fact as an allocation; false where it is none.
func (f Fact) Allocation() (AllocationRow, bool) {
	return AllocationRow(f), f.Kind() == KindAllocation
}

// CashFlow returns the fact as a cash flow; false where it is none.
func (f Fact) CashFlow() (CashFlowRow, bool) { return CashFlowRow(f), f.Kind() == KindCashFlow }

// OfKind is the type of the rows of one kind, by which metrics on them become
// metrics on facts.
type OfKind[R any] struct{ kind Kind }

// The kinds by the type of their rows.
var (
	AccountFacts = OfKind[AccountRow]{KindAccount}
	OrderFacts   = OfKind[OrderRow]{KindOrder}
	LineFacts    = OfKind[LineRow]{KindLine}
	RefundFacts  = OfKind[RefundRow]{KindRefund}

	AccountRequestFacts = OfKind[AccountRequestRow]{KindAccountRequest}
	SpendFacts          = OfKind[SpendRow]{KindSpend}
	SurveyResponseFacts = OfKind[SurveyResponseRow]{KindSurveyResponse}
	MilestoneFacts      = OfKind[MilestoneRow]{KindMilestone}
	AllocationFacts     = OfKind[AllocationRow]{KindAllocation}
	CashFlowFacts       = OfKind[CashFlowRow]{KindCashFlow}
)

// Kind returns the kind.
func (k OfKind[R]) Kind() Kind { return k.kind }

// FactKind is the kind of a fact as a key.
var FactKind = NewKey("fact.kind", func(f Fact) (Kind, bool) { return f.Kind(), f.Kind() != 0 }, cmp.Compare[Kind])

// FactAt is the one instant by which a fact belongs to a range. A line's is
// its order's. Spend, milestones, allocations and cash flows have a date and
// no instant: see FactAtIn.
var FactAt = factTime()

// FactAtIn is FactAt that knows facts with a date too: they are placed where
// the day starts in the zone of the calendar. That day is the first one of
// spend and of an allocation, the baseline of a milestone. Two uses with the
// same *time.Location share their work. It panics where the calendar has no
// zone.
func FactAtIn(cal period.Calendar) Field[Fact, time.Time] {
	if cal.IsZero() {
		panic("model: FactAtIn needs a calendar with a time zone, made by period.In")
	}
	id := FactAt.Identity()
	f := Field[Fact, time.Time]{&fieldDef[Fact, time.Time]{
		expr: NewExpr("fact.at", cal.Zone().String()), identity: Identity{a: id.a, zone: cal.Zone()},
	}}
	f.def.get = func(fact Fact) (time.Time, bool) {
		if fact.t == nil || !fact.t.dated {
			return FactAt.Of(fact)
		}
		day := fact.coef(fact.t.at)
		if day == Unknown {
			return time.Time{}, false
		}
		return period.FromMicros(period.Micros(cal.Start(dateOf(day)))), true
	}
	f.def.read = func(b *Block, n *Numbers) {
		if b.t == nil || !b.t.dated {
			FactAt.Read(b, nil, n)
			return
		}
		n.read(b, b.t.at)
		n.plain()
		n.place(cal, 0)
	}
	return f
}

func factTime() Field[Fact, time.Time] {
	f := Field[Fact, time.Time]{&fieldDef[Fact, time.Time]{expr: NewExpr("field", "fact.at"), identity: newIdentity()}}
	f.def.get = func(fact Fact) (time.Time, bool) {
		if l, ok := fact.Line(); ok {
			return LinePlacedAt.Of(l)
		}
		if fact.t == nil || fact.t.at < 0 || fact.t.dated {
			return time.Time{}, false
		}
		t := fact.time(fact.t.at)
		return t, !t.IsZero()
	}
	f.def.read = func(b *Block, n *Numbers) {
		switch {
		case b.Kind() == KindLine:
			LinePlacedAt.Read(b, nil, n)
		case b.t == nil || b.t.at < 0 || b.t.dated:
			n.none()
		default:
			n.read(b, b.t.at)
			n.plain()
		}
	}
	return f
}

// OrderOrSessionVisitor is the visitor that an order names, else that of its
// session.
var OrderOrSessionVisitor = orElse("order.visitor or session.visitor", OrderVisitor, ViaKey(OrderVisit, SessionVisitor))

// Keys that facts of several kinds share. A fact that has no such field is of
// unknown key. The visitor of an order that names none is that of its session;
// person and visitor of a refund are those of its order.
var (
	FactAccount = factKey("fact.account", byKind[AccountID]{
		KindAccount: shared(AccountOwner), KindOrder: shared(OrderAccount), KindLine: shared(LineAccount), KindRefund: shared(RefundAccount),
		KindApproval: shared(ApprovalAccount), KindQuote: shared(QuoteAccount), KindCart: shared(CartAccount), KindSession: shared(SessionAccount),
		KindAccountRequest: shared(RequestAccount), KindSurveyResponse: shared(ResponseAccount),
	})
	FactCompany = factKey("fact.company", byKind[AccountID]{
		KindAccount: shared(AccountRoot), KindOrder: shared(OrderCompany), KindLine: shared(LineCompany), KindRefund: shared(RefundCompany),
		KindApproval: shared(ApprovalCompany), KindQuote: shared(QuoteCompany), KindCart: shared(CartCompany), KindSession: shared(SessionCompany),
		KindAccountRequest: shared(RequestCompany), KindSurveyResponse: shared(ResponseCompany),
	})
	FactBranch = factKey("fact.branch", byKind[Branch]{
		KindAccount: shared(AccountBranch), KindOrder: shared(OrderBranch), KindLine: shared(LineBranch), KindRefund: shared(RefundBranch),
		KindApproval: shared(ApprovalBranch), KindQuote: shared(QuoteBranch), KindCart: shared(CartBranch),
		KindAccountRequest: shared(RequestBranch), KindSurveyResponse: shared(ResponseBranch),
	})
	FactPerson = factKey("fact.person", byKind[PersonID]{
		KindOrder: shared(OrderBuyer), KindRefund: shared(ViaKey(RefundParent, OrderBuyer)), KindApproval: shared(ApprovalBuyer), KindQuote: shared(QuoteBuyer), KindCart: shared(CartBuyer),
		KindSession: shared(SessionBuyer), KindSurveyResponse: shared(ResponsePerson),
	})
	FactVisitor = factKey("fact.visitor", byKind[VisitorID]{
		KindOrder: shared(OrderOrSessionVisitor), KindRefund: shared(ViaKey(RefundParent, OrderOrSessionVisitor)),
		KindApproval: shared(ApprovalVisitor), KindQuote: shared(QuoteVisitor), KindCart: shared(CartVisitor),
		KindSession: shared(SessionVisitor), KindAccountRequest: shared(RequestVisitor),
	})
	FactSession = factKey("fact.session", byKind[SessionID]{
		KindOrder: shared(OrderSession), KindApproval: shared(ApprovalSession), KindQuote: shared(QuoteSession), KindCart: shared(CartSession),
		KindSession: shared(SessionKey), KindAccountRequest: shared(RequestSession),
	})
	FactChannel = factKey("fact.channel", byKind[Channel]{
		KindOrder: shared(OrderChannel), KindLine: shared(LineChannel), KindRefund: shared(RefundChannel),
		KindApproval: shared(ApprovalChannel), KindQuote: shared(QuoteChannel), KindCart: shared(CartChannel),
		KindSpend: shared(SpendChannel),
	})
)

// sharedKey is a key of one kind of row, with the row's type erased.
type sharedKey[K comparable] struct {
	get  func(row) (K, bool)
	read func(*Block, *Codes)
}

type byKind[K comparable] map[Kind]sharedKey[K]

func shared[R any, K comparable](k Key[R, K]) sharedKey[K] {
	return sharedKey[K]{get: func(r row) (K, bool) { return k.Of(as[R](r)) }, read: k.def.read}
}

func factKey[K ~string](id string, of byKind[K]) Key[Fact, K] {
	k := TextKey(id, func(f Fact) (v K, ok bool) {
		if s, has := of[f.Kind()]; has {
			return s.get(f.row)
		}
		return v, false
	})
	k.def.expr = NewExpr("field", id)
	k.def.read = func(b *Block, c *Codes) {
		if s, has := of[b.Kind()]; has {
			s.read(b, c)
			return
		}
		c.Values, c.None, c.Full, c.Dict = nil, true, false, nil
	}
	return k
}

// PredOf is a predicate on one kind of row as one on facts: facts of other
// kinds are known not to hold.
func PredOf[R any](kind OfKind[R], p Pred[R]) Pred[Fact] {
	return Pred[Fact]{&predDef{
		expr:     NewExpr("of", kind.kind.String(), p.Expr()),
		identity: "of(" + kind.kind.String() + "," + p.def.identity + ")",
		kind:     kind.kind,
		args:     []*predDef{p.def},
		bind:     func() test { return kindTest{kind.kind, p.Bind()} },
	}}
}

type kindTest struct {
	kind Kind
	of   test
}

func (t kindTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	switch {
	case b.Kind() == t.kind:
		return t.of.Select(b, sel, dst, want)
	case want:
		return dst
	}
	return appendRows(b, sel, dst)
}
