package kpi

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// flatBest is the common case of Largest: values in one currency and at one
// scale, and keys of one dictionary, are compared as numbers.
type flatBest struct {
	currency model.Currency
	scale    uint8
	dict     *model.Dict // nil as long as there is nothing
	rows     []flatRow   // by group
	codes    model.Codes
}

// flatRow is the largest row so far; code 0 is none.
type flatRow struct {
	coef, at int64
	code     uint32
}

// updateFlat takes the rows of a block as numbers; false where they are not of
// the one kind, and nothing is done.
func (f *largestFold[F, T, K]) updateFlat(n *model.Numbers, sel []int32, rows int, group []int32) bool {
	if n.Currencies != nil || !f.key.Coded() {
		return false
	}
	at, b, k := f.instants(), f.at.plan.block, &f.flat
	if f.key.ReadCodes(b, &k.codes); k.codes.None || at.None {
		return true // rows without instant or key are left out
	}
	if k.dict == nil {
		k.dict, k.currency, k.scale = k.codes.Dict, n.Currency, n.Scale
	}
	if k.dict != k.codes.Dict || k.currency != n.Currency || k.scale != n.Scale {
		return false
	}
	k.rows = grown(k.rows, f.at.groups.len())
	codes, texts := k.codes.Values, k.dict
	each(sel, rows, func(i int32) {
		g, v := int32(0), n.Values[i]
		if group != nil {
			g = group[i]
		}
		best := &k.rows[g]
		if v < best.coef && best.code != 0 && v != model.Wide || v == model.Unknown || codes[i] == 0 || at.Values[i] == model.Unknown {
			return
		}
		next := flatRow{v, at.Values[i], codes[i]}
		if v == model.Wide {
			d, cur, _ := n.At(i)
			key, _ := f.key.ParseText(texts.Text(next.code)) // the texts of a dictionary are those of its keys
			value, _ := quantityOf[T](d, cur).Value()
			f.put(g, Best[T, K]{value, period.FromMicros(next.at), key})
			return
		}
		f.putFlat(best, next)
	})
	return true
}

// putFlat takes a row that may be larger.
func (f *largestFold[F, T, K]) putFlat(best *flatRow, next flatRow) {
	switch {
	case best.code == 0, next.coef > best.coef:
		*best = next
	case next.coef < best.coef, next.at > best.at:
	case next.at < best.at:
		*best = next
	case next.code != best.code:
		one, _ := f.key.ParseText(f.flat.dict.Text(next.code))
		other, _ := f.key.ParseText(f.flat.dict.Text(best.code))
		if f.key.Compare(one, other) < 0 {
			*best = next
		}
	}
}

// mergeFlat takes the rows of another fold as numbers; false where they are not
// of the same kind, and nothing is done.
func (f *largestFold[F, T, K]) mergeFlat(o *largestFold[F, T, K], from, into []int32) bool {
	k, x := &f.flat, &o.flat
	if k.dict == nil {
		k.dict, k.currency, k.scale = x.dict, x.currency, x.scale
	}
	if x.dict == nil || k.dict != x.dict || k.currency != x.currency || k.scale != x.scale {
		return false
	}
	k.rows = grown(k.rows, f.at.groups.len())
	for i, g := range from {
		if int(g) < len(x.rows) && x.rows[g].code != 0 {
			f.putFlat(&k.rows[into[i]], x.rows[g])
		}
	}
	return true
}

// flatOf is what updateFlat found in a group.
func (f *largestFold[F, T, K]) flatOf(g int32) (Best[T, K], bool) {
	k := &f.flat
	if int(g) >= len(k.rows) || k.rows[g].code == 0 {
		return Best[T, K]{}, false
	}
	r := k.rows[g]
	key, _ := f.key.ParseText(k.dict.Text(r.code))
	value := model.NumberValue[T](r.coef, k.scale, decimal.Decimal{}, k.currency)
	return Best[T, K]{value, period.FromMicros(r.at), key}, true
}
