package kpi

import (
	"bytes"
	"encoding/binary"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// First is the value of a field in the row of the earliest instant; of rows of
// one instant, in that of the lowest tie key, and of rows of one tie key the
// value whose text comes first, so that the order of rows does not matter. Rows
// without instant, tie key or value are left out. Of no row it is undefined
// (NoData).
func First[F, V any, K comparable](value model.Field[F, V], at model.Field[F, time.Time], tie model.Key[F, K]) Metric[F, V] {
	return firstBy("first", value, at, tie, func(a, b int64) bool { return a < b })
}

// Last is the value of a field in the row of the latest instant; of rows of
// one instant, in that of the lowest tie key, and of rows of one tie key the
// value whose text comes first, so that the order of rows does not matter. Rows
// without instant, tie key or value are left out. Of no row it is undefined
// (NoData).
func Last[F, V any, K comparable](value model.Field[F, V], at model.Field[F, time.Time], tie model.Key[F, K]) Metric[F, V] {
	return firstBy("last", value, at, tie, func(a, b int64) bool { return a > b })
}

func firstBy[F, V any, K comparable](
	op string, value model.Field[F, V], at model.Field[F, time.Time], tie model.Key[F, K], before func(a, b int64) bool,
) Metric[F, V] {
	expr := model.NewExpr(op, "", value.Expr(), at.Expr(), tie.Expr())
	return define[F](expr, func(p place) fold[V] {
		read := inCurrency(p, value)
		f := &firstFold[F, V, K]{at: p, instants: numbers(p, at), value: read, tie: tie, before: before}
		if read.Identity() != value.Identity() {
			f.rates = numbers(p, value) // so that the rates of all rows are seen, not those of the rows that win
		}
		p.work(f)
		return fold[V]{f, f.result}
	})
}

type firstFold[F, V any, K comparable] struct {
	rates    func() *model.Numbers // nil where the value is not converted
	at       place
	instants func() *model.Numbers
	value    model.Field[F, V]
	tie      model.Key[F, K]
	before   func(a, b int64) bool
	found    []firstRow[V, K] // by group
}

type firstRow[V any, K comparable] struct {
	known   bool
	instant int64
	tie     K
	value   V
}

func (f *firstFold[F, V, K]) wins(a, b *firstRow[V, K]) bool {
	switch {
	case !a.known || !b.known:
		return a.known
	case a.instant != b.instant:
		return f.before(a.instant, b.instant)
	}
	if order := f.tie.Compare(a.tie, b.tie); order != 0 {
		return order < 0
	}
	// Rows of one instant and one tie key: without this the one that came
	// first would win.
	x, _ := f.value.AppendText(nil, a.value)
	y, _ := f.value.AppendText(nil, b.value)
	return bytes.Compare(x, y) < 0
}

func (f *firstFold[F, V, K]) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	if f.rates != nil {
		f.rates()
	}
	group := f.at.groups.get()
	f.found = grown(f.found, f.at.groups.len())
	n := f.instants()
	if n.None {
		return
	}
	each(sel, rows, func(i int32) {
		if n.Values[i] == model.Unknown {
			return
		}
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		best := &f.found[g]
		// Most rows lose by their instant, and are not read any further.
		if best.known && n.Values[i] != best.instant && !f.before(n.Values[i], best.instant) {
			return
		}
		row, ok := model.RowAt[F](f.at.plan.block, i)
		if !ok {
			return
		}
		next := firstRow[V, K]{known: true, instant: n.Values[i]}
		if next.tie, ok = f.tie.Of(row); !ok {
			return
		}
		if next.value, ok = f.value.Of(row); ok && f.wins(&next, best) {
			*best = next
		}
	})
}

func (f *firstFold[F, V, K]) check(other state) error {
	if _, ok := other.(*firstFold[F, V, K]); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *firstFold[F, V, K]) merge(other state, from, into []int32) {
	o := other.(*firstFold[F, V, K])
	f.at.plan.merging(func() { f.take(o, from, into) })
}

func (f *firstFold[F, V, K]) take(o *firstFold[F, V, K], from, into []int32) {
	f.found = grown(f.found, f.at.groups.len())
	for i, g := range from {
		if int(g) < len(o.found) && f.wins(&o.found[g], &f.found[into[i]]) {
			f.found[into[i]] = o.found[g]
		}
	}
}

func (f *firstFold[F, V, K]) result(g int32) Result[V] {
	if int(g) >= len(f.found) || !f.found[g].known {
		return Undefined[V](NoData, "")
	}
	return Value(f.found[g].value)
}

func (f *firstFold[F, V, K]) append(b []byte, g int32) ([]byte, error) {
	if int(g) >= len(f.found) || !f.found[g].known {
		return append(b, 0), nil
	}
	r := &f.found[g]
	tie, ok := f.tie.AppendText(nil, r.tie)
	if !ok {
		return nil, ErrNotEncodable
	}
	value, ok := f.appendValue(r.value)
	if !ok {
		return nil, ErrNotEncodable
	}
	b = binary.AppendVarint(append(b, 1), r.instant)
	return appendText(appendText(b, tie), value), nil
}

// appendValue writes a value as text, an amount as a number: what is worked out
// of amounts may be longer than what facts may hold.
func (f *firstFold[F, V, K]) appendValue(v V) ([]byte, bool) {
	if m, ok := any(v).(model.Money); ok {
		return appendDecimal(appendCurrency(nil, m.Currency()), m.Amount()), true
	}
	return f.value.AppendText(nil, v)
}

func (f *firstFold[F, V, K]) parseValue(s string) (v V, err error) {
	m, ok := any(&v).(*model.Money)
	if !ok {
		return f.value.ParseText(s)
	}
	cur, rest, err := cutCurrency([]byte(s))
	if err != nil {
		return v, err
	}
	d, rest, err := cutDecimal(rest)
	if err != nil || len(rest) > 0 {
		return v, ErrCorrupt
	}
	*m = model.NumberValue[model.Money](model.Wide, 0, d, cur)
	return v, nil
}

func (f *firstFold[F, V, K]) decode(b []byte, g int32) ([]byte, error) {
	if len(b) == 0 || b[0] > 1 {
		return nil, ErrCorrupt
	}
	if b[0] == 0 {
		return b[1:], nil
	}
	r := firstRow[V, K]{known: true}
	var tie, value string
	var err error
	if r.instant, b, err = cutVarint(b[1:]); err != nil {
		return nil, err
	}
	if tie, b, err = cutText(b); err != nil {
		return nil, err
	}
	if value, b, err = cutText(b); err != nil {
		return nil, err
	}
	if r.tie, err = f.tie.ParseText(tie); err != nil {
		return nil, ErrCorrupt
	}
	if r.value, err = f.parseValue(value); err != nil {
		return nil, ErrCorrupt
	}
	// One value has one text, or equal states could have different bytes.
	if again, ok := f.appendValue(r.value); !ok || string(again) != value {
		return nil, ErrCorrupt
	}
	if again, ok := f.tie.AppendText(nil, r.tie); !ok || string(again) != tie {
		return nil, ErrCorrupt
	}
	f.found = grown(f.found, f.at.groups.len())
	if f.wins(&r, &f.found[g]) {
		f.found[g] = r
	}
	return b, nil
}
