package model

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// EarliestOf is a field of a row: the first instant of the rows of another kind
// for which a predicate holds and which have the same value of a key, such as the
// first online order of an order's account. All rows of the other kind count that
// the Facts have, whatever filters stand around the metric. It is not known where
// there is no such row. Both keys have to be IDs of one kind, or codes of one
// list; it panics where they are no codes at all. It is made anew at each call:
// keep it where work is to be shared. What it has found it keeps, and with it the
// Facts, until it is asked about others.
func EarliestOf[F, G any, K comparable](key Key[F, K], other OfKind[G], otherKey Key[G, K], at Field[G, time.Time], p Pred[G]) Field[F, time.Time] {
	if !key.Coded() || !otherKey.Coded() {
		panic("model: EarliestOf needs keys of IDs or codes, such as OrderAccount")
	}
	instants := &firstInstants{collect: func(f *Facts) (*Dict, []int64) {
		return earliest(f, f.kinds[other.kind-1], otherKey, at, p)
	}}
	f := NewField(fmt.Sprintf("earliest %v by %v", at, key), func(row F) (time.Time, bool) {
		r, ok := locate(&row)
		if !ok || r.t == nil {
			return time.Time{}, false
		}
		v, known := key.Of(row)
		if !known {
			return time.Time{}, false
		}
		dict, first := instants.of(r.t.facts)
		if dict == nil {
			return time.Time{}, false
		}
		c := dict.Code(key.def.toText(v))
		if c == 0 || int(c) >= len(first) || first[c] == Unknown {
			return time.Time{}, false
		}
		return period.FromMicros(first[c]), true
	})
	f.def.expr = relatedBy("earliest", Relation{
		Of: other.kind, How: NewExpr("list", "", at.Expr(), otherKey.Expr(), p.Expr()), Key: key, Other: otherKey,
	}, at.Expr(), key.Expr(), otherKey.Expr(), p.Expr())
	return f
}

func earliest[G any, K comparable](f *Facts, of *table, key Key[G, K], at Field[G, time.Time], p Pred[G]) (*Dict, []int64) {
	var dict *Dict
	var first []int64
	var codes Codes
	var instants Numbers
	test := p.Bind()
	rows := make([]int32, 0, BlockRows)
	for c := range of.chunks {
		of.blocks(c, func(b *Block) bool {
			rows = test.Select(b, nil, rows[:0], true)
			if len(rows) == 0 {
				return true
			}
			key.ReadCodes(b, &codes)
			at.Read(b, rows, &instants)
			if codes.None || instants.None {
				return true
			}
			dict = codes.Dict
			for len(first) <= dict.Len() {
				first = append(first, Unknown)
			}
			for _, i := range rows {
				t, c := instants.Values[i], codes.Values[i]
				if t != Unknown && (first[c] == Unknown || t < first[c]) {
					first[c] = t
				}
			}
			return true
		})
	}
	return dict, first
}
