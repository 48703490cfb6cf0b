package model

import (
	"fmt"
	"slices"
	"strings"
)

func address(p *mark) string { return fmt.Sprintf("%p", p) }

// String returns a text that is as different as the identities are, within this
// process; for engines.
func (i Identity) String() string { return address(i.a) + "." + address(i.b) }

// Is holds where the key has the value.
func (k Key[F, K]) Is(v K) Pred[F] { return k.In(v) }

// In holds where the key has one of the values. Without values it never holds.
func (k Key[F, K]) In(values ...K) Pred[F] {
	values = slices.Clone(values)
	slices.SortFunc(values, k.def.compare)
	values = slices.CompactFunc(values, func(a, b K) bool { return a == b })
	var id strings.Builder
	fmt.Fprintf(&id, "in(%v", k.Identity())
	args := []Expr{k.Expr()}
	for _, v := range values {
		text := fmt.Sprint(v)
		if k.def.toText != nil {
			text = k.def.toText(v)
		}
		args = append(args, NewExpr("const", text))
		fmt.Fprintf(&id, ",%q", text)
	}
	identity := id.String() + ")"
	own := new(mark)
	if k.def.toText == nil { // texts of such values may be equal
		identity += address(own)
	}
	op := "in"
	if len(values) == 1 {
		op = "is"
	}
	return Pred[F]{&predDef{expr: NewExpr(op, "", args...), identity: identity, bind: func() test {
		switch {
		case k.def.in != nil:
			return k.def.in(values)
		case k.Coded():
			return &codeTest[F, K]{key: k, values: values}
		}
		return &valueTest[F, K]{key: k, values: values, keep: own}
	}}}
}

// Known holds where the key is known, and is known itself for every row.
func (k Key[F, K]) Known() Pred[F] {
	return Pred[F]{&predDef{
		expr: NewExpr("known", "", k.Expr()), identity: fmt.Sprintf("known(%v)", k.Identity()),
		bind: func() test { return &knownTest[F, K]{key: k} },
	}}
}

// codeTest looks codes up in a table made once per dictionary.
type codeTest[F any, K comparable] struct {
	key    Key[F, K]
	values []K
	codes  Codes
	dict   *Dict
	seen   int     // length of the dictionary when wanted was made
	one    uint32  // the only code that is wanted, where there is but one
	wanted []uint8 // answer by code
	any    [2]bool // some code of the dictionary is not wanted, is wanted
}

func (t *codeTest[F, K]) prepare(d *Dict) {
	if t.dict == d && t.seen == d.Len() {
		return
	}
	t.dict, t.seen, t.one = d, d.Len(), 0
	t.wanted = make([]uint8, d.Len()+1)
	t.wanted[0] = untold
	n := 0
	for _, v := range t.values {
		if c := d.Code(t.key.def.toText(v)); c != 0 {
			t.wanted[c], t.one = toldYes, c
			n++
		}
	}
	if n != 1 {
		t.one = 0
	}
	t.any = [2]bool{n < d.Len(), n > 0}
}

func (t *codeTest[F, K]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.key.ReadCodes(b, &t.codes)
	if t.codes.None {
		return dst
	}
	if t.prepare(t.codes.Dict); !t.any[b2i(want)] {
		return dst
	}
	codes, wanted, as, one := t.codes.Values, t.wanted, told(want), t.one
	if sel == nil && want && one != 0 {
		return keepCodes(codes, slices.Grow(dst, b.n), func(code uint32) int { return b2i(code == one) })
	}
	sel, dst = b.chosen(sel, dst)
	return keep(sel, dst, func(i int32) int { return b2i(wanted[codes[i]] == as) })
}

type valueTest[F any, K comparable] struct {
	key    Key[F, K]
	values []K
	keep   *mark // the identity is its address: it has to stay
}

func (t *valueTest[F, K]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.key.Each(b, sel, func(i int32, v K) {
		if slices.Contains(t.values, v) == want {
			dst = append(dst, i)
		}
	})
	return dst
}

type knownTest[F any, K comparable] struct {
	key   Key[F, K]
	codes Codes
	known []uint8
}

func (t *knownTest[F, K]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	if t.key.Coded() {
		if t.key.ReadCodes(b, &t.codes); t.codes.None {
			return nowhere(b, sel, dst, want)
		}
		sel, dst = b.chosen(sel, dst)
		codes := t.codes.Values
		if want {
			return keep(sel, dst, func(i int32) int { return b2i(codes[i] != 0) })
		}
		return keep(sel, dst, func(i int32) int { return b2i(codes[i] == 0) })
	}
	t.known = append(t.known[:0], make([]uint8, b.n)...)
	t.key.Each(b, sel, func(i int32, _ K) { t.known[i] = toldYes })
	sel, dst = b.chosen(sel, dst)
	known, as := t.known, told(want)
	return keep(sel, dst, func(i int32) int { return b2i(known[i] == as) })
}

// nowhere is the answer of a test that is known to hold for no row.
func nowhere(b *Block, sel, dst []int32, want bool) []int32 {
	if want {
		return dst
	}
	return appendRows(b, sel, dst)
}
