package model

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// fault is one fault that is expected of a fact.
type fault struct {
	field  string
	value  string // exactly
	reason string // as a part
	kind   error
}

// refuse appends a fact that has to be refused for exactly the given faults,
// and checks that nothing else has happened.
func refuse[T, R any](t *testing.T, table *Table[T, R], in T, id string, faults ...fault) {
	t.Helper()
	before := snapshot(table.facts)
	for verb, do := range map[string]func() error{
		"Append":  func() error { return table.Append(in) },
		"Correct": func() error { return table.Correct(in) },
	} {
		err := do()
		if err == nil {
			t.Fatalf("%s(%+v) is accepted; want %v", verb, in, faults)
		}
		got := faultsOf(err)
		if len(got) != len(faults) {
			t.Fatalf("%s: %d faults, want %d:\n%v", verb, len(got), len(faults), err)
		}
		for i, want := range faults {
			g := got[i]
			if g.Kind != table.kind || g.ID != id || g.Field != want.field || g.Value != want.value || !strings.Contains(g.Reason, want.reason) || g.Reason == "" {
				t.Errorf("%s: fault %d is %+v\nwant %s of %q, %+v", verb, i, *g, table.kind, id, want)
			}
			if !errors.Is(g, want.kind) || !errors.Is(err, want.kind) {
				t.Errorf("%s: fault %d is of kind %v, want %v", verb, i, g.Err, want.kind)
			}
			for _, part := range []string{table.kind.String(), quoteCut(id), want.field, quoteCut(want.value), want.reason} {
				if !strings.Contains(g.Error(), part) {
					t.Errorf("%s: the message %q does not name %q", verb, g.Error(), part)
				}
			}
		}
		if one, ok := errors.AsType[*FactError](err); !ok || one != got[0] {
			t.Errorf("%s: errors.As finds %v, not the first fault", verb, one)
		}
	}
	if diff := cmp.Diff(before, snapshot(table.facts)); diff != "" {
		t.Errorf("the refused fact has left something behind (-before +after):\n%s", diff)
	}
}

// faultsOf takes a joined error apart.
func faultsOf(err error) []*FactError {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*FactError
		for _, one := range joined.Unwrap() {
			all = append(all, faultsOf(one)...)
		}
		return all
	}
	if f, ok := errors.AsType[*FactError](err); ok {
		return []*FactError{f}
	}
	return []*FactError{{Reason: "not a FactError: " + err.Error()}}
}

// snapshot writes down all that can be read from facts: every column of every
// row, what finds a row, and what blocks give.
func snapshot(f *Facts) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, t := range append(slices.Clone(f.kinds), &f.payments, &f.promotions, &f.refundLines, &f.marks, &f.variants) {
		name := t.kind.String()
		say("%s %v: %d rows, %d dead, %d duplicates, %d corrections", name, t.schema.refs, t.n, t.dead, t.duplicates, t.corrections)
		for i := range int32(t.n) {
			line, money := "", false
			for slot := range t.refs {
				line += fmt.Sprint(" ", t.ref(i, slot))
			}
			for slot := range t.nums {
				if n := t.num(i, slot); n.coef != Unknown {
					line, money = line+" "+n.decimal().String(), true
				} else {
					line += " ?"
				}
			}
			if money {
				line += " " + t.cur(i).Code()
			}
			say("%s %d:%s", name, i, line)
		}
		for code := range uint32(len(t.rowOf)) {
			if row := t.find(code + 1); row >= 0 {
				say("%s code %d is row %d", name, code+1, row)
			}
		}
		for c := range t.chunks {
			t.blocks(c, func(b *Block) bool {
				rows := make([]int32, b.Len())
				for i := range rows {
					rows[i] = b.row(int32(i))
				}
				say("%s block %d: %v", name, c, rows)
				return true
			})
		}
	}
	for code := range uint32(f.dict.order.Len()) {
		var rows []int32
		f.refundsOf.each(code+1, func(row int32) { rows = append(rows, row) })
		if rows != nil {
			say("refunds of order %d: %v", code+1, rows)
		}
	}
	out = append(out, linksOf(f)...)
	if o := f.owner(); o != nil {
		for code := range uint32(f.dict.account.Len()) {
			if to, top := o.owner(code+1), o.root(code+1); to != code+1 || top != code+1 {
				say("account %d counts for %d below %d", code+1, to, top)
			}
		}
	}
	return out
}

// nonsense is what no field of its type takes, with the fault it is.
type nonsense[V any] struct {
	v     V
	fault fault // without the field
}

func badText(most int) []nonsense[string] {
	long := strings.Repeat("x", most+1)
	bad := func(s, reason string) nonsense[string] {
		return nonsense[string]{s, fault{value: s, reason: reason, kind: ErrInvalid}}
	}
	return []nonsense[string]{
		bad(long, fmt.Sprintf("%d bytes long, at most %d allowed", most+1, most)),
		bad(strings.Repeat("é", most/2)+"x", fmt.Sprintf("%d bytes long", most+1)),
		bad("a\x00b", "control character"), bad("a\tb", "control character"), bad("\n", "control character"),
		bad("a\x7f", "control character"), bad("a\u0085b", "control character"), bad("\x1b[31m", "control character"),
		bad("\xff", "not UTF-8"), bad("a\xc3(", "not UTF-8"), bad("\xed\xa0\x80", "not UTF-8"), bad("\xc0\x80", "not UTF-8"),
	}
}

func badTimes() []nonsense[time.Time] {
	var out []nonsense[time.Time]
	for _, t := range []time.Time{
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(0, 12, 31, 23, 59, 59, 999999999, time.UTC),
		time.Date(-1, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(292277026, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(1<<62, 0), time.Unix(-1<<62, 0),
		time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("west", -2*3600)), // 10000 in UTC
	} {
		out = append(out, nonsense[time.Time]{t, fault{value: t.UTC().Format(time.RFC3339), reason: "outside the years 1 to 9999", kind: ErrInvalid}})
	}
	return out
}

// hostile decimals would take a gigabyte to print, add or compare.
func badDecimals() []nonsense[decimal.Decimal] {
	bad := func(d decimal.Decimal, value, reason string) nonsense[decimal.Decimal] {
		return nonsense[decimal.Decimal]{d, fault{value: value, reason: reason, kind: ErrInvalid}}
	}
	return []nonsense[decimal.Decimal]{
		bad(decimal.New(1, 999999999), "1e999999999", "below 10^24"), bad(decimal.New(-1, 999999999), "-1e999999999", "below 10^24"),
		bad(decimal.New(1, -999999999), "1e-999999999", "12 decimal places"), bad(decimal.New(1, 40), "1e40", "below 10^24"),
		bad(decimal.New(1, 24), "1e24", "below 10^24"), bad(decimal.New(1, -13), "1e-13", "12 decimal places"),
		bad(decimal.New(-5, -1), "-0.5", "negative"), bad(decimal.New(-1, 0), "-1", "negative"),
	}
}

// product makes amounts that no Money read from data can be.
func product(units int64, factor decimal.Decimal) Money {
	m, err := MoneyOf(units, 0, EUR).Mul(factor)
	if err != nil {
		panic(err)
	}
	return m
}

func badMoney() []nonsense[Money] {
	bad := func(m Money, value, reason string) nonsense[Money] {
		return nonsense[Money]{m, fault{value: value, reason: reason, kind: ErrInvalid}}
	}
	thirteen, err := MoneyOf(1, 12, EUR).Mul(decimal.New(1, -1))
	if err != nil {
		panic(err)
	}
	return []nonsense[Money]{
		bad(MoneyOf(-1, 2, EUR), "-0.01 EUR", "negative"),
		bad(product(1, decimal.New(1, 23)).Neg(), "-100000000000000000000000.00 EUR", "negative"),
		bad(product(10, decimal.New(1, 23)), "1000000000000000000000000e0", "below 10^24"),
		bad(product(1_000_000_000_000_000_000, decimal.New(1, 22)), "a number of 133 bits × 10^0", "below 10^24"),
		bad(thirteen, "1e-13", "12 decimal places"),
	}
}

// fieldOf says how a field is set, for tables of bad input.
type fieldOf[T, V any] struct {
	name string
	set  func(*T, V)
}

// refuseAll sets each field of a good fact to each kind of nonsense.
func refuseAll[T, R, V any](t *testing.T, table *Table[T, R], good func() T, id func(*T) string, bad []nonsense[V], fields ...fieldOf[T, V]) {
	t.Helper()
	for _, field := range fields {
		for _, b := range bad {
			in := good()
			field.set(&in, b.v)
			want := b.fault
			want.field = field.name
			refuse(t, table, in, id(&in), want)
		}
	}
}

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

func eur(text string) Money { return MustParseMoney(text + " EUR") }

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// must appends facts that are good.
func must[T, R any](t testing.TB, table *Table[T, R], facts ...T) {
	t.Helper()
	if err := table.Append(facts...); err != nil {
		t.Fatal(err)
	}
}

// The helper itself has to fail where it should: a snapshot that does not see
// a change proves nothing.
func TestSnapshotSeesChanges(t *testing.T) {
	f := NewFacts(FactsOptions{})
	must(t, f.Orders, goodOrder())
	seen := map[string]string{}
	note := func(what string) {
		text := strings.Join(snapshot(f), "\n")
		if before, ok := seen[text]; ok {
			t.Errorf("%q and %q look the same", before, what)
		}
		seen[text] = what
	}
	note("an order")
	must(t, f.Orders, goodOrder())
	note("a duplicate")
	o := goodOrder()
	o.Payments[0].Amount = eur("13")
	if err := f.Orders.Correct(o); err != nil {
		t.Fatal(err)
	}
	note("a correction of a payment")
	must(t, f.Refunds, Refund{ID: "r", OrderID: o.ID, RefundedAt: o.PlacedAt, Goods: eur("1")})
	note("a refund")
	must(t, f.Accounts, Account{ID: "a", MergedInto: "b"})
	note("a merger")
	if kinds := slices.Sorted(maps.Values(seen)); len(kinds) != 5 {
		t.Error(kinds)
	}
}
