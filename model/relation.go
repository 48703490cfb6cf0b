package model

import "slices"

// Relation says by which facts the rows of a kind are judged, for engines: which rows
// have to be judged anew when facts have changed.
type Relation struct {
	// Of is the kind of the facts, and How all that is asked of them, which may look
	// other facts up in turn.
	Of  Kind
	How Expr
	// Key and Other are keys with codes of one dictionary: a row is judged by the facts
	// of which Other has the code that Key has in the row. They are nil where all rows
	// are judged by all facts.
	Key, Other Coder
	// Late says that a new fact makes a difference only where it was named before:
	// see Extent.Late.
	Late bool
	// Holds is the one thing that makes a difference to all rows, where Key is nil.
	Holds func(*Facts) bool

	by Lookup // how the facts are found, in a word
}

// Same says whether another relation judges rows alike.
func (r Relation) Same(o Relation) bool {
	if r.Of != o.Of || r.Late != o.Late || (r.Key == nil) != (o.Key == nil) {
		return false
	}
	if r.Key != nil && (r.Key.Identity() != o.Key.Identity() || r.Other.Identity() != o.Other.Identity()) {
		return false
	}
	return r.How.Fingerprint() == o.How.Fingerprint()
}

// Coder is a key of which codes can be read, its types set aside.
type Coder interface {
	Coded() bool
	ReadCodes(b *Block, c *Codes)
	Identity() Identity
	Expr() Expr
}

// Relations returns by which facts a definition judges the rows of a kind, and what
// it looks up beyond that, by which any row may be judged, for engines.
func (e Expr) Relations(k Kind) (all []Relation, rest Lookup) {
	var r relations
	r.walk(e, k)
	return r.all, r.rest
}

type relations struct {
	all  []Relation
	rest Lookup
}

func (r *relations) walk(e Expr, k Kind) {
	if e.said != nil {
		r.search(k, e.said.lookup)
		for _, a := range e.said.asks {
			r.walk(a, k)
		}
		return
	}
	switch e.op {
	case "on", "of":
		if e.value != k.String() {
			return
		}
	case "across": // what it does with the results looks at nothing else
		r.walk(e.args[0], k)
		return
	case "field":
		if !e.opaque {
			r.find(k, lookupOf(e.value, k), Expr{})
			return
		}
	case "exists", "matched", "earliest":
		if e.related != nil {
			r.all = append(r.all, *e.related)
			if key := e.related.Key; key != nil {
				r.walk(key.Expr(), k)
			}
			return
		}
	case "fact.at":
		r.find(k, lookupOf(e.op, k), Expr{})
		return
	case "convert": // by the day of the fact
		r.find(k, lookupOf("fact.at", k), Expr{})
	case "via":
		r.find(k, followed(e.value), NewExpr("list", "", e.args...))
		return
	}
	if e.opaque && e.op != "map" { // a map sees results, and no rows
		r.rest = r.rest.And(Lookup{Searched: AllKinds()})
		return
	}
	for _, a := range e.args {
		r.walk(a, k)
	}
}

// search takes the word of an author.
func (r *relations) search(k Kind, l Lookup) {
	linked := l.Linked
	l.Linked = 0 // a fact with an ID may have been found by any
	r.rest = r.rest.And(l)
	r.find(k, Lookup{Linked: linked}, Expr{})
}

// find adds the relations to facts that are looked up, and how they are asked.
func (r *relations) find(k Kind, l Lookup, how Expr) {
	for of := KindAccount; of <= KindCashFlow; of++ {
		by := l.only(of)
		if by.IsZero() {
			continue
		}
		if key, ok := joins(k, of); ok && by.Searched == 0 {
			r.all = append(r.all, Relation{Of: of, How: how, Key: key, Other: key, Late: by.Linked == 0, by: by})
		} else {
			r.rest = r.rest.And(by).And(how.Lookup(of).from(k))
		}
	}
}

// only is what is looked up of one kind.
func (l Lookup) only(of Kind) Lookup {
	is := KindsOf(of)
	return Lookup{l.ByID & is, l.Linked & is, l.Searched & is}
}

// joins returns the key by which rows of a kind and the facts of another kind that
// the data model links to them belong together.
func joins(k, of Kind) (Coder, bool) {
	has := func(kinds ...Kind) bool { return slices.Contains(kinds, k) }
	switch of {
	case KindOrder:
		if k == KindQuote {
			return FactQuote, true
		}
		return FactOrder, has(KindLine, KindRefund, KindApproval, KindCart)
	case KindRefund, KindApproval:
		return FactOrder, has(KindOrder, KindLine, KindRefund, KindApproval)
	case KindQuote:
		return FactQuote, has(KindOrder, KindQuote)
	case KindCart:
		return FactCart, has(KindOrder)
	case KindSession:
		return FactSession, has(KindOrder, KindQuote, KindCart)
	}
	return nil, false
}

// relatedBy is the node of rows that are judged by the facts of another kind.
func relatedBy(op string, r Relation, args ...Expr) Expr {
	e := NewExpr(op, r.Of.String(), args...)
	r.by = Lookup{Searched: KindsOf(r.Of)}
	e.related = &r
	return e
}

// RowsWith returns the rows of a kind, in ascending order, that have one of some codes
// of a dictionary by a key, for engines. The codes are given in ascending order.
func (f *Facts) RowsWith(k Kind, key Coder, dict *Dict, codes []uint32) []int32 {
	t := f.kind(k)
	if t == nil || len(codes) == 0 {
		return nil
	}
	var rows []int32
	if t.keyed && t.dicts[0] == dict && ownKey(k, key) {
		for _, c := range codes {
			if row := t.find(c); row >= 0 {
				rows = append(rows, row)
			}
		}
		slices.Sort(rows)
		return rows
	}
	wanted := make([]bool, codes[len(codes)-1]+1)
	for _, c := range codes {
		wanted[c] = true
	}
	var read Codes
	for b := range f.Rows(k, 0, t.n) {
		if key.ReadCodes(b, &read); read.None || read.Dict != dict {
			continue
		}
		for i, c := range read.Values[:b.Len()] {
			if int(c) < len(wanted) && wanted[c] {
				rows = append(rows, b.row(int32(i)))
			}
		}
	}
	return rows
}

// ownKey says whether a key is the ID by which the facts of a kind are found.
func ownKey(k Kind, key Coder) bool {
	switch key.Identity() {
	case OrderKey.Identity(), FactOrder.Identity():
		return k == KindOrder
	case SessionKey.Identity(), FactSession.Identity():
		return k == KindSession
	case CartKey.Identity(), FactCart.Identity():
		return k == KindCart
	}
	return false
}
