package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// related writes relations down: the kind that a row is judged by, the keys, "late"
// where a new fact makes a difference only where it was named before; and the rest.
func related(e Expr, k Kind) string {
	relations, rest := e.Relations(k)
	var all []string
	for _, r := range relations {
		s := r.Of.String()
		switch {
		case r.Key == nil:
			s += " at all"
		case r.Key.Identity() == r.Other.Identity():
			s += " by " + r.Key.Expr().String()
		default:
			s += fmt.Sprintf(" by %v=%v", r.Key.Expr(), r.Other.Expr())
		}
		if r.Late {
			s += " late"
		}
		if then := related(r.How, r.Of); then != "" {
			s += " (" + then + ")"
		}
		all = append(all, s)
	}
	for of := KindAccount; of <= KindCashFlow; of++ {
		switch {
		case rest.Searched == AllKinds():
			return strings.Join(append(all, "everything"), ", ")
		case (rest.Searched | rest.Linked).Has(of):
			all = append(all, "any "+of.String())
		case rest.ByID.Has(of):
			all = append(all, "any late "+of.String())
		}
	}
	return strings.Join(all, ", ")
}

func TestRelations(t *testing.T) {
	any := If("any function", func(OrderRow) bool { return true })
	web := OrderChannel.Is("web")
	said := func(l Lookup, asks ...Expr) Expr { return any.WithLookup(l, asks...).Expr() }
	segment := ViaKey(OrderOwner, AccountSegment)
	for _, c := range []struct {
		what string
		expr Expr
		row  Kind
		want string
	}{
		{"a column", OrderNet.Expr(), KindOrder, ""},
		{"an account", OrderAccount.Expr(), KindOrder, "any late account"},
		{"refunds of an order", And(Above(OrderRefunded, MoneyOf(0, 0, EUR)), web).Expr(), KindOrder, "refund by fact.order"},
		{"a linked column", Via(LineParent, OrderPlacedAt).Expr(), KindLine, "order by fact.order late"},
		{"what a linked row looks up", Via(RefundParent, OrderRefunded).Expr(), KindRefund, "order by fact.order late (refund by fact.order)"},
		{"a link of a linked row", ViaKey(RefundParent, ViaKey(OrderVisit, SessionSource)).Expr(), KindRefund, "order by fact.order late (session by fact.session late)"},
		{"an account of a linked row", ViaKey(RefundParent, segment).Expr(), KindRefund, "order by fact.order late (any late account)"},
		{"a function of a linked account", ViaPred(OrderOwner, If("any account", func(AccountRow) bool { return true })).Expr(), KindOrder, "everything"},
		{"the session of an order's quote", Via(OrderOffer, Via(QuoteVisit, SessionStartedAt)).Expr(), KindOrder, "quote by fact.quote (session by fact.session late)"},
		{"all revisions", QuoteFinalState.Expr(), KindQuote, "quote by fact.quote"},
		{"the cart of an order", ViaKey(OrderBasket, CartChannel).Expr(), KindOrder, "cart by fact.cart late"},
		{"steps of an order", OrderThirdParty.Is(true).Expr(), KindOrder, "approval by fact.order"},
		{"lines that came back", LineIsReturned.Expr(), KindLine, "refund by fact.order"},
		{"matched rows", Matched(SessionKey, OrderFacts, OrderSession, And(web, Not(OrderIsTest))).Expr(), KindSession,
			"order by session.id=order.session (any late account)"},
		{"matched by what is looked up", Matched(OrderAccount, QuoteFacts, QuoteAccount, QuoteIsFirstOffer).Expr(), KindOrder,
			"quote by order.account=quote.account (any late account), any late account"},
		{"the earliest", EarliestOf(SessionVisitor, OrderFacts, OrderVisitor, OrderPlacedAt, web).Expr(), KindSession, "order by session.visitor=order.visitor"},
		{"rows that exist", Exists[QuoteRow](OrderFacts, web).Expr(), KindQuote, "order at all"},
		{"a function", any.Expr(), KindOrder, "everything"},
		{"a function of linked facts", said(Lookup{Linked: KindsOf(KindRefund, KindAccount)}), KindOrder, "refund by fact.order, any account"},
		{"a function of facts by their IDs", said(Lookup{ByID: KindsOf(KindSession)}), KindOrder, "any late session"},
		{"a function that asks", said(Lookup{Searched: KindsOf(KindCart)}, OrderRefunded.Expr(), OrderNet.Expr()), KindOrder, "refund by fact.order, any cart"},
		{"a predicate of another kind", PredOf(OrderFacts, any).Expr(), KindCart, ""},
	} {
		if got := related(c.expr, c.row); got != c.want {
			t.Errorf("%s, %v: got %q, want %q", c.what, c.expr, got, c.want)
		}
	}
	// The session of the quote is not that of the order: what is looked up in all has
	// to say so.
	if l := Via(OrderOffer, Via(QuoteVisit, SessionStartedAt)).Expr().Lookup(KindOrder); l != (Lookup{Linked: KindsOf(KindQuote), Searched: KindsOf(KindSession)}) {
		t.Errorf("got %+v", l)
	}
}

// Rows are found by the codes of a key as one by one, by an ID and by any other key.
func TestRowsWith(t *testing.T) {
	at := time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		id := func(prefix string) string { return prefix + fmt.Sprint(rapid.IntRange(0, 9).Draw(t, prefix)) }
		for range rapid.IntRange(0, 30).Draw(t, "orders") {
			o := Order{ID: OrderID(id("o")), PlacedAt: at, Status: StatusPlaced, Goods: MoneyOf(1, 0, EUR)}
			if rapid.Bool().Draw(t, "in a session") {
				o.SessionID = SessionID(id("s"))
			}
			if err := f.Orders.Correct(o); err != nil {
				t.Fatal(err)
			}
		}
		for key, dict := range map[Coder]*Dict{OrderKey: &f.dict.order, OrderSession: &f.dict.session, FactSession: &f.dict.session} {
			var codes []uint32
			for c := range uint32(dict.Len()) {
				if rapid.Bool().Draw(t, "wanted") {
					codes = append(codes, c+1)
				}
			}
			var want []int32
			var read Codes
			for b := range f.Rows(KindOrder, 0, f.Orders.n) {
				key.ReadCodes(b, &read)
				for i := range int32(b.Len()) {
					if !read.None && slices.Contains(codes, read.Values[i]) {
						want = append(want, b.Row(i))
					}
				}
			}
			if got := f.RowsWith(KindOrder, key, dict, codes); !slices.Equal(got, want) {
				t.Fatalf("%v: got %v, want %v", key.Expr(), got, want)
			}
			if got := f.RowsWith(KindOrder, key, &f.dict.quote, codes); got != nil {
				t.Fatalf("%v of another dictionary: %v", key.Expr(), got)
			}
		}
		if got := f.RowsWith(Kind(99), OrderKey, &f.dict.order, []uint32{1}); got != nil {
			t.Fatal(got)
		}
	})
}

func ExampleExpr_Relations() {
	ordered := Matched(SessionKey, OrderFacts, OrderSession, OrderChannel.Is(ChannelWeb))
	relations, rest := ordered.Expr().Relations(KindSession)
	for _, r := range relations {
		fmt.Println("a", r.Of, "by its", r.Other.Expr(), "the", r.Key.Expr())
	}
	fmt.Println(rest.IsZero())
	// Output:
	// a order by its order.session the session.id
	// true
}

// Two relations are the same where the same facts are found and asked alike.
func ExampleRelation_Same() {
	of := func(p Pred[OrderRow]) Relation {
		all, _ := Matched(SessionKey, OrderFacts, OrderSession, p).Expr().Relations(KindSession)
		return all[0]
	}
	web, phone := of(OrderChannel.Is(ChannelWeb)), of(OrderChannel.Is(ChannelPhone))
	fmt.Println(web.Same(of(OrderChannel.Is(ChannelWeb))), web.Same(phone))
	// Output:
	// true false
}

// The orders of a session, by the code of its ID.
func ExampleFacts_RowsWith() {
	f := NewFacts(FactsOptions{})
	for i, session := range []SessionID{"s1", "s2", "s1"} {
		if err := f.Orders.Append(Order{
			ID: OrderID(fmt.Sprint(i)), PlacedAt: time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC), Status: StatusPlaced, SessionID: session, Goods: MoneyOf(1, 0, EUR),
		}); err != nil {
			panic(err)
		}
	}
	var sessions Codes
	for b := range f.Rows(KindOrder, 0, 1) { // that of the first order
		OrderSession.ReadCodes(b, &sessions)
		fmt.Println(f.RowsWith(KindOrder, OrderSession, sessions.Dict, sessions.Values[:1]))
	}
	// Output:
	// [0 2]
}

// A function that asks the approval steps of an order itself, and a field what its
// refunds have given back: orders are judged anew by it after facts of theirs only.
func ExamplePred_WithLookup() {
	disputed := If("disputed", func(o OrderRow) bool {
		back, _ := OrderReturned.Of(o)
		for a := range o.Approvals() {
			if a.Round() > 1 && back.Sign() > 0 {
				return true
			}
		}
		return false
	})
	fmt.Println(disputed.Expr().Lookup(KindOrder).Searched == AllKinds())
	said := disputed.WithLookup(Lookup{Linked: KindsOf(KindApproval)}, OrderReturned.Expr())
	relations, rest := said.Expr().Relations(KindOrder)
	for _, r := range relations {
		fmt.Println(r.Of, "by", r.Key.Expr())
	}
	fmt.Println(rest.IsZero())
	// Output:
	// true
	// approval by fact.order
	// refund by fact.order
	// true
}
