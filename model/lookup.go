package model

import "strings"

// Kinds is a set of kinds of facts.
type Kinds uint32

// KindsOf returns the set of some kinds.
func KindsOf(kinds ...Kind) Kinds {
	var s Kinds
	for _, k := range kinds {
		s |= 1 << (k & 31)
	}
	return s
}

// AllKinds returns the set of all kinds.
func AllKinds() Kinds { return 1<<(KindCashFlow+1) - 1<<KindAccount }

// Has says whether a kind is in the set.
func (s Kinds) Has(k Kind) bool { return s&(1<<(k&31)) != 0 }

// Lookup says which facts a definition looks at beside the row that it is
// asked about: what has to be asked again when they change.
type Lookup struct {
	// ByID are kinds of which a fact is found by its ID. A new one makes a
	// difference to rows that named it before only: see Extent.Late.
	ByID Kinds
	// Linked are kinds of which those facts are found that have the order, the quote,
	// the cart or the session of the row (FactOrder and its like), such as the refunds
	// of an order: each new one may make a difference to these rows.
	Linked Kinds
	// Searched are kinds of which facts are found in any other way: each new one may
	// make a difference to any row.
	Searched Kinds
}

// And returns what either looks up.
func (l Lookup) And(o Lookup) Lookup {
	return Lookup{l.ByID | o.ByID, l.Linked | o.Linked, l.Searched | o.Searched}
}

// IsZero says whether nothing but the row itself is looked at.
func (l Lookup) IsZero() bool { return l == Lookup{} }

// WithLookup returns the field with a word of its author on what its function
// looks up, and on the definitions that it asks, if any; nothing at all by the zero
// Lookup. What is not said of a function is taken to be all facts. The definition
// stays the same.
func (f Field[F, T]) WithLookup(l Lookup, asks ...Expr) Field[F, T] {
	def := *f.def
	def.expr.said = &said{l, asks}
	return Field[F, T]{&def}
}

// WithLookup is Field.WithLookup for a key.
func (k Key[F, K]) WithLookup(l Lookup, asks ...Expr) Key[F, K] {
	def := *k.def
	def.expr.said = &said{l, asks}
	return Key[F, K]{&def}
}

// WithLookup is Field.WithLookup for a predicate.
func (p Pred[F]) WithLookup(l Lookup, asks ...Expr) Pred[F] {
	def := *p.def
	def.expr.said = &said{l, asks}
	return Pred[F]{&def}
}

// said is what the author of a function says of it.
type said struct {
	lookup Lookup
	asks   []Expr
}

// Lookup returns what a definition looks up for rows of a kind. Of Go
// functions it takes the word of their author (Field.WithLookup), or else that they
// look at all facts.
func (e Expr) Lookup(k Kind) Lookup {
	relations, all := e.Relations(k)
	for _, r := range relations {
		all = all.And(r.by).And(r.How.Lookup(r.Of).from(k))
	}
	return all
}

// from is what facts look up for rows of a kind that look these facts up. What
// could be taken to be of the same order as the row, and need not be, is searched.
func (l Lookup) from(k Kind) Lookup {
	for of := KindAccount; of <= KindCashFlow; of++ {
		if _, joined := joins(k, of); joined && (l.ByID | l.Linked).Has(of) {
			is := KindsOf(of)
			l = Lookup{l.ByID &^ is, l.Linked &^ is, l.Searched | is}
		}
	}
	return l
}

// lookupOf is what a field, key or flag of the data model looks up for rows of
// a kind, 0 for any: those that are not here are columns of their row, or are
// worked out from them.
func lookupOf(id string, k Kind) Lookup {
	var order Lookup // what facts have of their order
	if k == 0 || k == KindLine || k == KindRefund || k == KindApproval {
		order.ByID = KindsOf(KindOrder)
	}
	switch id {
	case "account.id", "account.root", "order.account", "order.company", "quote.account", "quote.company", "cart.account", "cart.company",
		"session.account", "session.company", "account-request.account", "account-request.company", "survey-response.account", "survey-response.company",
		"survey-response.segment", "order.test", "quote.test", "cart.test", "session.test", "account-request.test", "survey-response.test":
		return Lookup{ByID: KindsOf(KindAccount)}
	case "refund.account", "refund.company":
		return Lookup{ByID: KindsOf(KindAccount, KindOrder)}
	case "fact.account", "fact.company", "fact.test":
		return Lookup{ByID: KindsOf(KindAccount)}.And(order)
	case "order.visitor or session.visitor":
		return Lookup{ByID: KindsOf(KindSession)}
	case "fact.at", "fact.branch", "fact.person", "fact.channel", "fact.session":
		return order
	case "fact.visitor":
		if k == KindOrder || order != (Lookup{}) {
			return Lookup{ByID: KindsOf(KindSession)}.And(order)
		}
	case "order.refunded", "order.returned", "order.refunded_total", "order.net_after_returns", "order.total_after_returns", "line.is_returned":
		return Lookup{Linked: KindsOf(KindRefund)}
	case "quote.time_to_offer", "order.on_terms":
		return Lookup{Linked: KindsOf(KindQuote)}
	case "order.approval", "order.third_party", "order.submitted_at", "approval.first":
		return Lookup{Linked: KindsOf(KindApproval)}
	case "account-request.duplicate":
		return Lookup{Searched: KindsOf(KindAccountRequest)}
	}
	return Lookup{}
}

// followed is what a link looks up. One of which nothing is known is taken to look at
// everything.
func followed(id string) Lookup {
	switch id {
	case "line.order", "refund.order", "approval.order", "cart.order":
		return Lookup{ByID: KindsOf(KindOrder)}
	case "order.session", "quote.session", "cart.session":
		return Lookup{ByID: KindsOf(KindSession)}
	case "order.cart":
		return Lookup{ByID: KindsOf(KindCart)}
	case "order.account", "quote.account", "cart.account", "session.account", "account-request.account", "survey-response.account":
		return Lookup{ByID: KindsOf(KindAccount)}
	case "quote.first", "quote.last", "order.offer":
		return Lookup{Linked: KindsOf(KindQuote)}
	}
	if strings.HasPrefix(id, "quote.last offered by ") {
		return Lookup{Linked: KindsOf(KindQuote)}
	}
	return Lookup{Searched: AllKinds()}
}
