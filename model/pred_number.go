package model

import (
	"fmt"
	"math"
	"time"

	"github.com/shopspring/decimal"
)

// Quantity is what can be added up: exact money, decimals, counts and
// durations.
type Quantity interface {
	Money | decimal.Decimal | int64 | time.Duration
}

// Above holds where the field is above the value. Money of another currency
// than the value's is not known to be above or below it.
func Above[F any, T Quantity](f Field[F, T], v T) Pred[F] { return compared(">", f, v, false, +1) }

// AtLeast holds where the field is the value or above it. Money of another
// currency than the value's is not known to be above or below it.
func AtLeast[F any, T Quantity](f Field[F, T], v T) Pred[F] { return compared(">=", f, v, true, +1) }

// Below holds where the field is below the value. Money of another currency
// than the value's is not known to be above or below it.
func Below[F any, T Quantity](f Field[F, T], v T) Pred[F] { return compared("<", f, v, false, -1) }

// AtMost holds where the field is the value or below it. Money of another
// currency than the value's is not known to be above or below it.
func AtMost[F any, T Quantity](f Field[F, T], v T) Pred[F] { return compared("<=", f, v, true, -1) }

func compared[F any, T Quantity](op string, f Field[F, T], v T, equal bool, sign int) Pred[F] {
	n, cur := quantity(v)
	if n.coef == Unknown {
		n = number{} // money without a currency is 0 in any
	}
	text := constText(v)
	return Pred[F]{&predDef{
		expr:     NewExpr(op, "", f.Expr(), NewExpr("const", text)),
		identity: fmt.Sprintf("%s(%v,%q)", op, f.Identity(), text),
		bind: func() test {
			return &numberTest[F, T]{field: f, limit: n, exact: n.decimal(), currency: cur, equal: equal, sign: sign}
		},
	}}
}

func constText[T Quantity](v T) string {
	switch x := any(v).(type) {
	case Money:
		return x.String()
	case decimal.Decimal:
		return x.String()
	case int64:
		return fmt.Sprint(x)
	case time.Duration:
		return x.String()
	}
	return ""
}

type numberTest[F any, T Quantity] struct {
	field    Field[F, T]
	limit    number
	exact    decimal.Decimal
	currency Currency
	equal    bool
	sign     int
	nums     Numbers
}

// cut returns the least value at a scale that is at or above the limit, or
// above it, so that a row is compared with one integer; false where it does
// not fit.
func (t *numberTest[F, T]) cut(scale uint8, above bool) (int64, bool) {
	v := t.limit.coef
	switch {
	case v == Wide:
		return 0, false
	case t.limit.scale <= scale:
		var ok bool
		if v, ok = scaleUp(v, int(scale-t.limit.scale)); !ok {
			return 0, false
		}
		if above {
			if v == math.MaxInt64 {
				return 0, false
			}
			v++
		}
	default:
		p := pow10[t.limit.scale-scale]
		q, r := v/p, v%p
		if r > 0 || r == 0 && above {
			q++
		}
		v = q
	}
	return v, v < math.MaxInt64
}

func (t *numberTest[F, T]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.field.Read(b, sel, &t.nums)
	n := &t.nums
	if n.None {
		return dst
	}
	if n.Currencies == nil && n.Currency != t.currency && !t.anyCurrency() {
		return dst
	}
	// Both answers are of the form "at least cut" or "below cut".
	up := (t.sign > 0) == want
	cut, ok := t.cut(n.Scale, (t.sign > 0) != t.equal)
	if !ok || n.wide != nil || n.Currencies != nil && !t.anyCurrency() {
		return t.slow(b, sel, dst, want)
	}
	sel, dst = b.chosen(sel, dst)
	values := n.Values
	if up {
		return keep(sel, dst, func(i int32) int { return b2i(values[i] >= cut) & b2i(values[i] != Unknown) })
	}
	return keep(sel, dst, func(i int32) int { return b2i(values[i] < cut) & b2i(values[i] != Unknown) })
}

func (t *numberTest[F, T]) always(b *Block, want bool) Answer {
	if !t.field.Stored() || b.t == nil {
		return SomeRows
	}
	t.field.Read(b, nil, &t.nums)
	n := &t.nums
	if n.None || n.Marks || !t.anyCurrency() && (n.Currencies != nil || n.Currency != t.currency) {
		return SomeRows
	}
	switch cut, ok := t.cut(n.Scale, (t.sign > 0) != t.equal); {
	case !ok:
	case n.Least >= cut:
		return constant(t.sign > 0, want)
	case n.Most < cut:
		return constant(t.sign < 0, want)
	}
	return SomeRows
}

// anyCurrency says whether the limit is zero money without a currency, which
// compares with all, or no money at all.
func (t *numberTest[F, T]) anyCurrency() bool { return t.currency == 0 }

func (t *numberTest[F, T]) slow(b *Block, sel, dst []int32, want bool) []int32 {
	sel, dst = b.chosen(sel, dst)
	return keep(sel, dst, func(i int32) int {
		v, cur, ok := t.nums.At(i)
		if !ok || cur != t.currency && !t.anyCurrency() {
			return 0
		}
		c := v.Cmp(t.exact)
		return b2i((c == t.sign || c == 0 && t.equal) == want)
	})
}
