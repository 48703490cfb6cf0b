package model

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

// The laws that hold for the table of every kind of fact.

// spoilt is a fact with one fault, and what the error has to say of it.
type spoilt[T any] struct {
	name  string
	spoil func(*T)
	fault fault
}

// testRefused appends and corrects facts with a fault, beside a good one.
func testRefused[T, R any](t *testing.T, pick func(*Facts) *Table[T, R], good T, cases []spoilt[T]) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table := pick(NewFacts(FactsOptions{}))
			if err := table.Append(good); err != nil {
				t.Fatalf("the good fact is refused: %v", err)
			}
			bad := good
			c.spoil(&bad)
			refuse(t, table, bad, table.rules.id(&bad), c.fault)
			if err := table.Append(good, bad); err == nil || table.Len() != 1 || table.Duplicates() != 0 {
				t.Errorf("a batch with a fault in it: %v, %d facts, %d duplicates", err, table.Len(), table.Duplicates())
			}
		})
	}
}

var compareFacts = cmp.Options{
	cmp.Comparer(func(a, b Money) bool { return a.Equal(b) && a.IsNone() == b.IsNone() }),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b Count) bool { return a == b }),
}

// testRoundTrip appends generated facts and reads them back; recorded is a
// fact as the table is to hold it. Then it appends what it has read, which is
// nothing new, and replaces every fact by another one.
func testRoundTrip[T, R any](t *testing.T, pick func(*Facts) *Table[T, R], one func(id string) *rapid.Generator[T], recorded func(T) T, read func(R) T) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		table := pick(NewFacts(FactsOptions{}))
		var facts, others []T
		for i := range rapid.IntRange(1, 12).Draw(t, "facts") {
			id := fmt.Sprintf("id %d", i)
			facts = append(facts, one(id).Draw(t, "fact"))
			others = append(others, one(id).Draw(t, "correction"))
		}
		if err := table.Append(facts...); err != nil {
			t.Fatal(err)
		}
		same := func(want []T) {
			t.Helper()
			i := 0
			for r := range table.All() {
				got := read(r)
				if diff := cmp.Diff(recorded(want[i]), got, compareFacts...); diff != "" {
					t.Fatalf("fact %d (-want +got):\n%s", i, diff)
				}
				if err := table.Append(got); err != nil {
					t.Fatalf("what was read is refused: %v", err)
				}
				i++
			}
			if i != len(want) || table.Len() != len(want) {
				t.Fatalf("%d facts are read, %d are said, want %d", i, table.Len(), len(want))
			}
		}
		same(facts)
		if table.Duplicates() != len(facts) {
			t.Fatalf("%d duplicates, want %d", table.Duplicates(), len(facts))
		}
		for i, other := range others {
			differs := !cmp.Equal(recorded(facts[i]), recorded(other), compareFacts...)
			if err := table.Append(other); differs != errors.Is(err, ErrConflict) {
				t.Fatalf("other content under the same ID: %v, differs: %v", err, differs)
			}
			if err := table.Correct(other); err != nil {
				t.Fatal(err)
			}
		}
		same(others)
	})
}

// testField reads a field by blocks, in the table's order and backwards, and
// row by row: the values are the same.
func testField[R, T any](t *testing.T, table *View[R], f Field[R, T]) {
	t.Helper()
	if !f.Stored() {
		t.Errorf("%s is not read as a column", f)
	}
	seen := 0
	var n Numbers
	eachBlock(table, func(b *Block) {
		f.Read(b, nil, &n)
		eachRow(b, nil, func(i int32, r R) {
			v, ok := f.Of(r)
			want, cur := quantity(v)
			got, known := n.number(i), !n.None && n.Values[i] != Unknown
			if known != ok || ok && !got.equal(want) {
				t.Errorf("%s of row %d: the block says %v %v, the row %v %v", f, i, got, known, v, ok)
			}
			if _, blockCur, _ := n.At(i); ok && blockCur != cur {
				t.Errorf("%s of row %d: the block is in %s, the row in %s", f, i, blockCur, cur)
			}
			if ok {
				seen++
			}
		})
	})
	if seen == 0 {
		t.Errorf("%s is known nowhere: nothing is tested", f)
	}
}

// testKey is testField for keys.
func testKey[R any, K comparable](t *testing.T, table *View[R], k Key[R, K]) {
	t.Helper()
	seen := 0
	var c Codes
	eachBlock(table, func(b *Block) {
		if k.Coded() {
			k.ReadCodes(b, &c)
		}
		eachRow(b, nil, func(i int32, r R) {
			v, ok := k.Of(r)
			if k.Coded() {
				code := uint32(0)
				if !c.None {
					code = c.Values[i]
				}
				if got := c.Dict.text(code); ok != (code != 0) || ok && got != fmt.Sprint(v) {
					t.Errorf("%s of row %d: the block says %q, the row %v %v", k, i, got, v, ok)
				}
			}
			if !ok {
				return
			}
			seen++
			text, encodable := k.AppendText(nil, v)
			if back, err := k.ParseText(string(text)); !encodable || err != nil || back != v {
				t.Errorf("%s: %v is written as %q and read as %v, %v", k, v, text, back, err)
			}
		})
	})
	if seen == 0 {
		t.Errorf("%s is known nowhere: nothing is tested", k)
	}
}

// text is Text that may be asked of no dictionary, of which no code is known.
func (d *Dict) text(code uint32) string {
	if d == nil {
		return ""
	}
	return d.Text(code)
}

// eachBlock visits the table in blocks of neighbours, and in blocks of rows
// that lie anywhere.
func eachBlock[R any](table *View[R], visit func(*Block)) {
	for p := range table.Pieces() {
		for b := range table.Piece(p) {
			visit(b)
		}
	}
	rows := slices.Collect(table.All())
	slices.Reverse(rows)
	for b := range Blocks(slices.Values(rows)) {
		visit(b)
	}
}

// factView reads a table's rows as facts.
func factView[R any](v *View[R]) *View[Fact] { return &View[Fact]{table: v.table} }

// What facts are generated from.
var (
	genID   = rapid.SampledFrom([]string{"", "a", "b", "c d", "é", "日本"})
	genCode = rapid.SampledFrom([]string{"", "web", "direct", "x-1", "über"})
	genTime = rapid.Custom(func(t *rapid.T) time.Time {
		return period.FromMicros(rapid.Int64Range(-62135596800_000000+1, 253402300799_999999).Draw(t, "micros"))
	})
	genDate = rapid.Custom(func(t *rapid.T) period.Date {
		return dateOf(rapid.Int64Range(-719162, 2932896).Draw(t, "day"))
	})
	genHours = rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "coefficient"), -rapid.Int32Range(0, 4).Draw(t, "places"))
	})
	genCount = rapid.Custom(func(t *rapid.T) Count {
		if rapid.Bool().Draw(t, "known") {
			return CountOf(rapid.Int64Range(0, 1<<40).Draw(t, "count"))
		}
		return Count{}
	})
)

func genAmount(lowest int64) *rapid.Generator[Money] {
	return rapid.Custom(func(t *rapid.T) Money {
		cur := rapid.SampledFrom([]Currency{EUR, USD, GBP}).Draw(t, "currency")
		coef := decimal.New(rapid.Int64Range(lowest, 1<<60).Draw(t, "coefficient"), -rapid.Int32Range(0, 12).Draw(t, "places"))
		m, err := NewMoney(coef, cur)
		if err != nil {
			t.Fatal(err)
		}
		return m
	})
}

// orZero returns the zero value of T in a third of the cases.
func orZero[T any](g *rapid.Generator[T]) *rapid.Generator[T] {
	var zero T
	return rapid.OneOf(rapid.Just(zero), g, g)
}

// drawn draws a value of a type made from a string.
func drawn[K ~string](t *rapid.T, g *rapid.Generator[string]) K { return K(g.Draw(t, "text")) }
