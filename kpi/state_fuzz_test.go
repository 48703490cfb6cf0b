package kpi

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// fuzzed are metrics whose states have every part that states are made of.
func fuzzed() []law {
	orders := Count[model.OrderRow]()
	return []law{
		lawOf("Sum", Sum(model.OrderNet)),
		lawOf("Max", Max(orderDebt)),
		lawOf("Quantiles", Quantiles(orderWeight)),
		lawOf("Gaps", Gaps(model.OrderPlacedAt, span("2025"))),
		lawOf("By", By(model.OrderAccount, By(orderDigit, Sum(model.OrderNet)))),
		lawOf("By", Both(By(orderOdd, orders), By(orderOdd, Distinct(model.OrderBuyer)))),
		lawOf("Every", By(model.OrderChannel, Every(model.OrderPlacedAt, bucketed("2025", period.Month), Mean(orderWait)))),
		lawOf("Rolling", Rolling(model.OrderPlacedAt, bucketed("2025", period.Quarter), 2, Smallest(orderTail))),
		lawOf("Across", Across(model.OrderAccount, Gaps(model.OrderPlacedAt, span("2025")), Pool(EntryValue[model.AccountID, Distribution[time.Duration]]()))),
		lawOf("ByEach", ByEach(model.OrderPaymentMethods, Share(Where(orderOdd.Is(true), orders), orders))),
		lawOf("On", On(model.OrderFacts, List(orders, Distinct(model.OrderAccount)))),
	}
}

var exampleShops = sync.OnceValue(func() []*shop {
	var s []*shop
	for i := range 5 {
		s = append(s, shops.Example(i))
	}
	return s
})

// examples are states of random shops that are the same in every run.
func examples(l law) [][]byte {
	var states [][]byte
	for _, s := range append([]*shop{{}}, exampleShops()...) {
		b, err := filled(l.over(s)).encode(nil)
		must(err)
		states = append(states, b)
	}
	return states
}

// filled returns the state of all rows.
func filled(empty machine) machine {
	for i := range empty.rows() {
		empty.add([]int{i})
	}
	return empty
}

// FuzzState: bytes that are no state are refused and change nothing; those that
// are one are the only form of it. Neither takes more memory than a small
// multiple of their length.
func FuzzState(f *testing.F) {
	table := fuzzed()
	for i, l := range table {
		for _, state := range examples(l) {
			f.Add(uint8(i), state)
			f.Add(uint8(i), state[:len(state)*2/3])
			if flipped := slices.Clone(state); len(flipped) > 20 {
				flipped[19] ^= 1
				f.Add(uint8(i), flipped)
			}
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, b []byte) { checkDecode(t, table[int(i)%len(table)], b) })
}

// TestStateMutations: no part of a state, and no state of which a byte differs,
// breaks the decoder's promises.
func TestStateMutations(t *testing.T) {
	for _, l := range fuzzed() {
		t.Run(l.name, func(t *testing.T) {
			for _, state := range examples(l)[:4] {
				for n := range min(len(state), 250) {
					checkShort(t, l, state[:n])
					for _, bit := range []byte{1, 0x80, 0xff} {
						b := slices.Clone(state)
						b[n] ^= bit
						checkDecode(t, l, b)
					}
				}
				checkShort(t, l, append(slices.Clone(state), 0))
			}
		})
	}
}

// checkShort: bytes that are not as long as the state they begin are no state.
func checkShort(t *testing.T, l law, b []byte) {
	if err := l.over(&shop{}).decode(b); !errors.Is(err, ErrCorrupt) {
		t.Fatalf("%s: %x: %v, want %v", l.text, b, err, ErrCorrupt)
	}
	checkDecode(t, l, b)
}

func checkDecode(t *testing.T, l law, b []byte) {
	s := filled(l.over(exampleShops()[1]))
	before, given := bytesOf(s), bytes.Clone(b)
	var err error
	own := allocated(func() { s.fresh() })
	used := allocated(func() { err = s.decode(b) }) - own
	if most := int64(64*len(b) + 64<<10); used > most {
		t.Errorf("%s: %d bytes allocated for %d", l.text, used, len(b))
	}
	if !bytes.Equal(b, given) {
		t.Fatalf("%s: decoding has changed its argument", l.text)
	}
	if err != nil {
		if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrIncompatible) {
			t.Fatalf("%s: %x: %v", l.text, b, err)
		}
		if after := bytesOf(s); after != before {
			t.Fatalf("%s: a failed decode has changed %s to %s", l.text, before, after)
		}
		return
	}
	again, err := s.encode(nil)
	if err != nil || !bytes.Equal(again, b) {
		t.Fatalf("%s: %x is read and written as %x, %v", l.text, b, again, err)
	}
	// What was read is a state like others.
	s.result()
	must(s.merge(s.snapshot()))
	filled(s).result()
}

// allocated returns how many bytes a function allocates, or a little more.
func allocated(f func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// TestStateErrors: every error wraps the kind that callers test for, and names
// the metric.
func TestStateErrors(t *testing.T) {
	sum, orders := Sum(model.OrderNet), Where(orderOdd.Is(true), Sum(model.OrderNet))
	state, err := NewState(sum).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	other := slices.Clone(state)
	other[0]++
	for _, c := range []struct {
		what string
		err  error
		kind error
		text string
	}{
		{"merge", NewState(sum).Merge(NewState(orders)), ErrIncompatible, `states of different metrics: "sum(order.net)" and "sum(order.net) where order.odd is true"`},
		{"decode", NewState(orders).UnmarshalBinary(state), ErrIncompatible, `states of different metrics: the bytes are not of "sum(order.net) where order.odd is true"`},
		{"version", NewState(sum).UnmarshalBinary(other), ErrIncompatible, "states of different metrics: version 2, want 1"},
		{"nothing", NewState(sum).UnmarshalBinary(nil), ErrCorrupt, "corrupt state: 0 bytes"},
		{"half", NewState(sum).UnmarshalBinary(state[:len(state)-1]), ErrCorrupt, `corrupt state: "sum(order.net)"`},
		{"more", NewState(sum).UnmarshalBinary(append(state, 0)), ErrCorrupt, "corrupt state: 1 bytes too many"},
	} {
		if !errors.Is(c.err, c.kind) || c.err.Error() != c.text {
			t.Errorf("%s: %v, want %s", c.what, c.err, c.text)
		}
	}
	byPair := By(orderPair, Count[model.OrderRow]())
	s := NewState(byPair)
	s.Add(rowsOf[model.OrderRow](&shop{facts: []*model.Facts{largeFacts()}})[:20]...)
	if _, err := s.MarshalBinary(); !errors.Is(err, ErrNotEncodable) {
		t.Errorf("a key without text: %v, want %v", err, ErrNotEncodable)
	}
}

// TestStateForm: two parts that share their groups cannot be given different
// ones. They were read as having all groups, and written so.
func TestStateForm(t *testing.T) {
	rows := rowsOf[model.OrderRow](&shop{facts: []*model.Facts{largeFacts()}})
	known := make([]model.OrderRow, 0, 2)
	for _, odd := range []bool{false, true} {
		for _, o := range rows[:50] {
			if v, ok := orderOdd.Of(o); ok && v == odd {
				known = append(known, o)
				break
			}
		}
	}
	counts, sums := By(orderOdd, Count[model.OrderRow]()), By(orderOdd, Sum(orderNumber))
	const head = 1 + 16 + 1 // version, fingerprint, kinds
	whole := encodedOf(Both(counts, sums), known)
	mixed := slices.Concat(whole[:head], encodedOf(counts, known[:1])[head:], encodedOf(sums, known[1:])[head:])
	if err := NewState(Both(counts, sums)).UnmarshalBinary(mixed); !errors.Is(err, ErrCorrupt) {
		t.Errorf("parts of different groups: %v, want %v", err, ErrCorrupt)
	}
	if err := NewState(Both(counts, sums)).UnmarshalBinary(whole); err != nil {
		t.Errorf("the state itself: %v", err)
	}
}

func encodedOf[F, R any](m Metric[F, R], rows []F) []byte {
	s := NewState(m)
	s.Add(rows...)
	b, err := s.MarshalBinary()
	must(err)
	return b
}
