package model

import "slices"

// Pred is a filter of rows with a definition. It has three answers: a row
// whose field is not known is neither in the filter nor in its opposite, so
// that an order of unknown channel is never counted as offline. Preds are
// immutable and safe to share.
type Pred[F any] struct {
	def *predDef
}

type predDef struct {
	expr     Expr
	identity string      // equal for predicates that select the same rows
	bind     func() test // a test of one goroutine, with scratch of its own
	op       string      // of And, Or and Not
	args     []*predDef
	kind     Kind // of PredOf, whose only argument is what it holds for
}

// Test selects rows of blocks for one goroutine; for engines.
type Test interface {
	// Select appends to dst the rows of sel, all rows where it is nil, for
	// which the predicate is known to be as wanted.
	Select(b *Block, sel, dst []int32, want bool) []int32
}

type test = Test

// Bind returns a test, for engines.
func (p Pred[F]) Bind() Test { return p.def.bind() }

// Expr returns the predicate's definition.
func (p Pred[F]) Expr() Expr { return p.def.expr }

// String returns the definition as text.
func (p Pred[F]) String() string { return p.def.expr.String() }

// Identity is equal for predicates that select the same rows, for engines.
func (p Pred[F]) Identity() string { return p.def.identity }

// IsZero says whether p is the zero Pred, which is no filter at all.
func (p Pred[F]) IsZero() bool { return p.def == nil }

// Of says whether the predicate holds for one row; known is false where the
// row does not tell.
func (p Pred[F]) Of(row F) (holds, known bool) {
	rows := []F{row}
	b := SliceBlock(&rows)
	if r, ok := locate(&row); ok {
		if r.t == nil {
			return false, false
		}
		b = &Block{t: r.t, lo: r.i, n: 1}
	}
	t := p.Bind()
	if len(t.Select(b, nil, nil, true)) == 1 {
		return true, true
	}
	return false, len(t.Select(b, nil, nil, false)) == 1
}

// And holds where all of the predicates hold. Without any it holds always.
func And[F any](ps ...Pred[F]) Pred[F] { return logic("and", ps) }

// Or holds where one of the predicates holds. Without any it never holds.
func Or[F any](ps ...Pred[F]) Pred[F] { return logic("or", ps) }

func logic[F any](op string, ps []Pred[F]) Pred[F] {
	def := &predDef{identity: op + "("}
	args := make([]Expr, len(ps))
	binds := make([]func() test, len(ps))
	for i, p := range ps {
		args[i], binds[i] = p.Expr(), p.def.bind
		def.identity += p.def.identity + ";"
	}
	def.identity += ")"
	def.expr = NewExpr(op, "", args...)
	def.bind = func() test {
		t := &logicTest{all: op == "and"}
		for _, b := range binds {
			t.tests = append(t.tests, b())
		}
		return t
	}
	def.op = op
	for _, p := range ps {
		def.args = append(def.args, p.def)
	}
	return Pred[F]{def}
}

// logicTest is And, and by the law of De Morgan Or.
type logicTest struct {
	all   bool
	tests []test
	buf   [3][]int32
	rest  []int32
}

func (t *logicTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	if t.all == want { // every test has to answer as wanted
		if len(t.tests) == 0 {
			return appendRows(b, sel, dst)
		}
		last := len(t.tests) - 1
		for i, one := range t.tests[:last] {
			buf := nonNil(t.buf[i&1][:0])
			t.buf[i&1] = one.Select(b, sel, buf, want)
			sel = t.buf[i&1]
		}
		return t.tests[last].Select(b, sel, dst, want)
	}
	// One answer as wanted is enough: the rows that are left are asked again.
	union, left := nonNil(t.buf[0][:0]), sel
	for i, one := range t.tests {
		t.buf[1] = one.Select(b, left, nonNil(t.buf[1][:0]), want)
		if len(t.buf[1]) == 0 {
			continue
		}
		if len(union) == 0 {
			union, t.buf[1] = t.buf[1], union
		} else {
			t.buf[2] = mergeRows(nonNil(t.buf[2][:0]), union, t.buf[1])
			union, t.buf[2] = t.buf[2], union
		}
		if i == len(t.tests)-1 {
			break
		}
		if t.rest = without(b, sel, union, nonNil(t.rest[:0])); len(t.rest) == 0 {
			break
		}
		left = t.rest
	}
	t.buf[0] = union
	return append(dst, union...)
}

// without appends the rows of sel, all rows where it is nil, that are not in an
// ascending list of some of them.
func without(b *Block, sel, some, dst []int32) []int32 {
	k := len(dst)
	next, j := int32(-1), 0
	if len(some) > 0 {
		next = some[0]
	}
	one := func(out []int32, i int32) {
		out[k] = i
		if i != next {
			k++
			return
		}
		if j++; j < len(some) {
			next = some[j]
		}
	}
	if sel == nil {
		out := slices.Grow(dst, b.n)[:k+b.n]
		for i := range int32(b.n) {
			one(out, i)
		}
		return out[:k]
	}
	out := slices.Grow(dst, len(sel))[:k+len(sel)]
	for _, i := range sel {
		one(out, i)
	}
	return out[:k]
}

// Answered holds where the predicate is known to hold or not to hold, and is
// known itself for every row.
func Answered[F any](p Pred[F]) Pred[F] {
	return Pred[F]{&predDef{
		expr: NewExpr("known", "", p.Expr()), identity: "answered(" + p.def.identity + ")",
		bind: func() test { return &answeredTest{of: p.def.bind()} },
	}}
}

type answeredTest struct {
	of      test
	yes, no []int32
	told    []int32
}

func (t *answeredTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.yes = t.of.Select(b, sel, nonNil(t.yes[:0]), true)
	t.no = t.of.Select(b, sel, nonNil(t.no[:0]), false)
	if want {
		return mergeRows(dst, t.yes, t.no)
	}
	t.told = mergeRows(nonNil(t.told[:0]), t.yes, t.no)
	return without(b, sel, t.told, dst)
}

// nonNil keeps "no rows" apart from nil, which is "all rows".
func nonNil(s []int32) []int32 {
	if s == nil {
		return make([]int32, 0, BlockRows)
	}
	return s
}

func appendRows(b *Block, sel, dst []int32) []int32 {
	if sel != nil {
		return append(dst, sel...)
	}
	for i := range int32(b.n) {
		dst = append(dst, i)
	}
	return dst
}

// mergeRows appends the union of two ascending lists.
func mergeRows(dst, a, b []int32) []int32 {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			dst, a = append(dst, a[0]), a[1:]
		case a[0] > b[0]:
			dst, b = append(dst, b[0]), b[1:]
		default:
			dst, a, b = append(dst, a[0]), a[1:], b[1:]
		}
	}
	return append(append(dst, a...), b...)
}

// Not holds where p is known not to hold.
func Not[F any](p Pred[F]) Pred[F] {
	return Pred[F]{&predDef{
		expr: NewExpr("not", "", p.Expr()), identity: "not(" + p.def.identity + ")",
		op: "not", args: []*predDef{p.def},
		bind: func() test { return notTest{p.def.bind()} },
	}}
}

type notTest struct{ of test }

func (t notTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	return t.of.Select(b, sel, dst, !want)
}

// If is a predicate made from a name and a function of the row, which has to
// be pure. The name is part of a metric's definition and should be stable.
func If[F any](name string, holds func(F) bool) Pred[F] {
	if name == "" || holds == nil {
		panic("model: If needs a name and a function")
	}
	own := new(mark)
	return Pred[F]{&predDef{
		expr: OpaqueExpr("if", name), identity: "if@" + address(own),
		bind: func() test { return &funcTest[F]{holds: holds, keep: own} },
	}}
}

type funcTest[F any] struct {
	holds func(F) bool
	keep  *mark // the identity is its address: it has to stay
}

func (t *funcTest[F]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	eachRow(b, sel, func(i int32, row F) {
		if t.holds(row) == want {
			dst = append(dst, i)
		}
	})
	return dst
}
