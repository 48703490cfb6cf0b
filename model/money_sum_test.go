package model

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"unsafe"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	_ fmt.Stringer               = (*MoneySum)(nil)
	_ encoding.BinaryMarshaler   = (*MoneySum)(nil)
	_ encoding.BinaryAppender    = (*MoneySum)(nil)
	_ encoding.BinaryUnmarshaler = (*MoneySum)(nil)
)

func sumOf(amounts ...string) *MoneySum {
	var s MoneySum
	for _, a := range amounts {
		s.Add(MustParseMoney(a))
	}
	return &s
}

func TestMoneySumZero(t *testing.T) {
	var s MoneySum
	total, err := s.Total()
	if err != nil || !total.IsNone() || s.Currencies() != nil || s.String() != "0" || !s.Equal(&MoneySum{}) {
		t.Errorf("empty sum: %v, %v, %v", total, err, s.Currencies())
	}
	s.Add(Money{})
	s.AddCoef(0, 200, 0)
	s.Merge(&MoneySum{})
	s.Merge(&s)
	if s.Currencies() != nil {
		t.Errorf("seen %v", s.Currencies())
	}
	s.Add(MustParseMoney("0 EUR"))
	if total, err := s.Total(); err != nil || total.String() != "0.00 EUR" || s.Equal(&MoneySum{}) {
		t.Errorf("known zero: %v, %v", total, err)
	}
	s.Reset()
	if !s.Equal(&MoneySum{}) {
		t.Errorf("after Reset: %v", &s)
	}
	if got := unsafe.Sizeof(s); got > 40 {
		t.Errorf("size %d, want at most 40", got)
	}
}

// 10 000 AED + 5 000 USD + 5 000 EUR: no total, or three; never 20 000.
func TestMoneySumMixedCurrency(t *testing.T) {
	s := sumOf("10000 AED", "5000 USD", "5000 EUR")
	total, err := s.Total()
	detail, ok := errors.AsType[*MixedCurrencyError](err)
	if !errors.Is(err, ErrMixedCurrency) || !ok || err.Error() != "mixed currency: AED, EUR, USD" || !total.IsNone() {
		t.Fatalf("total %v, %v", total, err)
	}
	if !slices.Equal(detail.Currencies, []Currency{AED, EUR, USD}) || !slices.Equal(s.Currencies(), detail.Currencies) {
		t.Errorf("currencies %v, %v", detail.Currencies, s.Currencies())
	}
	if got := s.String(); got != "10000.00 AED + 5000.00 EUR + 5000.00 USD" {
		t.Errorf("totals %s", got)
	}
	for range s.Totals() {
		break // a caller may stop
	}
	// A known zero is a currency that was seen, in either order.
	for _, s := range []*MoneySum{sumOf("5 EUR", "0 USD"), sumOf("0 USD", "5 EUR")} {
		if _, err := s.Total(); !errors.Is(err, ErrMixedCurrency) {
			t.Errorf("%v: %v", s, err)
		}
	}
}

// Five orders of 20 less one refund of 20 are 80.
func TestMoneySumRemove(t *testing.T) {
	s := sumOf("20 EUR", "20 EUR", "20 EUR", "20 EUR", "20 EUR")
	s.Remove(MustParseMoney("20 EUR"))
	if total, err := s.Total(); err != nil || total.String() != "80.00 EUR" {
		t.Errorf("total %v, %v", total, err)
	}
	s.Remove(MustParseMoney("80 EUR"))
	if total, err := s.Total(); err != nil || total.String() != "0.00 EUR" {
		t.Errorf("total %v, %v; the currency stays seen", total, err)
	}
	s.Remove(MoneyOf(math.MinInt64, 0, EUR))
	if total, _ := s.Total(); total.String() != "9223372036854775808.00 EUR" {
		t.Errorf("total %v", total)
	}
}

func TestMoneySumAddCoef(t *testing.T) {
	var s MoneySum
	s.AddCoef(12345, 2, EUR)
	s.AddCoef(-1, 12, EUR)
	s.AddCoef(5, 13, EUR)
	s.AddCoef(5, 14, EUR)
	s.AddCoef(0, 255, EUR)
	if total, _ := s.Total(); total.String() != "123.44999999999955 EUR" {
		t.Errorf("total %v", total)
	}
}

// genSumTerm makes what a sum may meet: amounts of facts, products with more
// places, and the largest amounts, which overflow 128 bits after 170 of them.
func genSumTerm() *rapid.Generator[Money] {
	return rapid.Custom(func(t *rapid.T) Money {
		m := genMoney().Draw(t, "m")
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			m, _ = m.Mul(genDecimal().Draw(t, "factor"))
		case 1:
			m = MoneyOf(rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64, -1, 1}).Draw(t, "coef"), 0, EUR)
		}
		return m
	})
}

// naiveSum is the oracle: one decimal for each currency, added one by one.
func naiveSum(terms []Money) map[Currency]decimal.Decimal {
	sums := map[Currency]decimal.Decimal{}
	for _, m := range terms {
		if !m.IsNone() {
			sums[m.Currency()] = sums[m.Currency()].Add(m.Amount())
		}
	}
	return sums
}

func checkAgainstNaive(t interface{ Fatalf(string, ...any) }, s *MoneySum, want map[Currency]decimal.Decimal) {
	if got := s.Currencies(); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
		t.Fatalf("seen %v, want %v", got, slices.Sorted(maps.Keys(want)))
	}
	for c, total := range s.Totals() {
		if !total.Amount().Equal(want[c]) || total.Currency() != c {
			t.Fatalf("total %v, want %v %v", total, want[c], c)
		}
		// The shortest form, whatever the path.
		coef, scale := trimZeros(want[c].Coefficient(), int(-want[c].Exponent()))
		if !total.Equal(moneyFromBig(coef, scale, c)) {
			t.Fatalf("total %v is not in its shortest form", total)
		}
	}
	total, err := s.Total()
	switch {
	case len(want) > 1 && !errors.Is(err, ErrMixedCurrency), len(want) <= 1 && err != nil, len(want) == 0 && !total.IsNone():
		t.Fatalf("total %v, %v of %v", total, err, want)
	case len(want) == 1 && !total.Amount().Equal(want[total.Currency()]):
		t.Fatalf("total %v, want %v", total, want)
	}
}

// Any split into parts, each added and merged in any order, some through their
// encoding, equals the naive sum of the whole.
func TestMoneySumLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SliceOfN(genSumTerm(), 0, 30).Draw(t, "terms")
		parts := make([]MoneySum, rapid.IntRange(1, 4).Draw(t, "parts"))
		var whole MoneySum
		for _, m := range terms {
			whole.Add(m)
			parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")].Add(m)
		}
		want := naiveSum(terms)
		checkAgainstNaive(t, &whole, want)

		var merged MoneySum
		for _, i := range rapid.Permutation(indices(len(parts))).Draw(t, "order") {
			part := &parts[i]
			before, err := part.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			if rapid.Bool().Draw(t, "through bytes") {
				var decoded MoneySum
				if err := decoded.UnmarshalBinary(before); err != nil {
					t.Fatal(err)
				}
				merged.Merge(&decoded)
				decoded.Add(MustParseMoney("1e23 EUR")) // must not reach merged
				continue
			}
			merged.Merge(part)
			after, _ := part.MarshalBinary()
			if !slices.Equal(before, after) {
				t.Fatalf("Merge changed its argument to %v", part)
			}
		}
		for i := range parts {
			parts[i].Add(MustParseMoney("1.5 XTS")) // must not reach merged
			parts[i].Add(MustParseMoney("1e23 EUR"))
		}
		checkAgainstNaive(t, &merged, want)
		if !merged.Equal(&whole) || !whole.Equal(&merged) {
			t.Fatalf("merged %v, whole %v", &merged, &whole)
		}
		a, err1 := merged.MarshalBinary()
		b, err2 := whole.MarshalBinary()
		if err1 != nil || err2 != nil || !slices.Equal(a, b) {
			t.Fatalf("equal sums encode to %x, %v and %x, %v", a, err1, b, err2)
		}

		clone := merged.Clone()
		clone.Merge(&clone)
		for c := range want {
			want[c] = want[c].Add(want[c])
		}
		checkAgainstNaive(t, &clone, want)
		if !merged.Equal(&whole) {
			t.Fatalf("a change of the clone reached the original: %v", &merged)
		}
		for c, total := range merged.Totals() {
			if clone.Remove(total); !slices.Contains(clone.Currencies(), c) {
				t.Fatalf("%v no longer seen", c)
			}
		}
		if !clone.Equal(&whole) {
			t.Fatalf("2 × %v less itself is %v", &whole, &clone)
		}
	})
}

func indices(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i)
	}
	return all
}

func TestMoneySumEqual(t *testing.T) {
	for _, c := range []struct {
		a, b *MoneySum
		want bool
	}{
		{sumOf("1 EUR", "2 USD"), sumOf("2.00 USD", "0.5 EUR", "0.5 EUR"), true},
		{sumOf("1 EUR"), sumOf("1 USD"), false},
		{sumOf("1 EUR"), sumOf("1 EUR", "0 USD"), false},
		{sumOf("1 EUR", "0 USD"), sumOf("1 EUR"), false},
		{sumOf("1 EUR"), sumOf("1.01 EUR"), false},
		{sumOf(), sumOf("0 EUR"), false},
	} {
		if c.a.Equal(c.b) != c.want || c.b.Equal(c.a) != c.want {
			t.Errorf("%v equals %v: want %v", c.a, c.b, c.want)
		}
	}
}

// Both ends of 128 bits: a thousand of the largest coefficients, either sign.
func TestMoneySumOverflow(t *testing.T) {
	for _, coef := range []int64{math.MaxInt64, math.MinInt64} {
		var s MoneySum
		for range 1 << 6 {
			s.AddCoef(coef, 0, EUR)
		}
		if s.first.rest != nil {
			t.Error("128 bits hold 64 of the largest coefficients")
		}
		for range 26 {
			s.Merge(&s)
		}
		want := decimal.New(coef, 0).Mul(decimal.New(1<<32, 0))
		if total, err := s.Total(); err != nil || !total.Amount().Equal(want) {
			t.Errorf("total %v, want %v", total, want)
		}
		if s.first.rest == nil {
			t.Error("128 bits cannot hold it")
		}
		s.Remove(MustParseMoney("1 EUR"))
		if total, _ := s.Total(); !total.Amount().Equal(want.Sub(decimal.New(1, 0))) {
			t.Errorf("total %v after −1", total)
		}
	}
}

// The common path does not allocate; a figure in the docs, so a test.
func TestMoneySumAllocates(t *testing.T) {
	s := sumOf("1 EUR")
	m := MustParseMoney("1234.56 EUR")
	if n := testing.AllocsPerRun(100, func() { s.Add(m); s.AddCoef(-5, 2, EUR) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	s = sumOf("1 EUR", "1 USD")
	m = MustParseMoney("7 USD")
	if n := testing.AllocsPerRun(100, func() { s.Add(m) }); n != 0 {
		t.Errorf("%v allocations in the second currency", n)
	}
}

// The fuzzer's bytes are a program of additions, merges and resets.
func FuzzMoneySum(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Add([]byte("\x00\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x01\x80\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, program []byte) {
		currencies := []Currency{EUR, USD, JPY, ADP}
		var s MoneySum
		var terms []Money
		for len(program) >= 10 && len(terms) < 1<<12 {
			op, scale := program[0], program[1]%13
			coef := int64(0)
			for _, b := range program[2:10] {
				coef = coef<<8 | int64(b)
			}
			program = program[10:]
			m := MoneyOf(coef, int(scale), currencies[op>>6])
			switch op % 4 {
			case 0:
				s.AddCoef(coef, scale, m.Currency())
				terms = append(terms, m)
			case 1:
				s.Remove(m)
				terms = append(terms, m.Neg())
			case 2:
				m, _ = m.Mul(m.Amount().Truncate(3).Mod(decimal.New(1, 12)))
				s.Add(m)
				terms = append(terms, m)
			default:
				s.Merge(&s)
				terms = append(terms, terms...)
			}
		}
		checkAgainstNaive(t, &s, naiveSum(terms))
	})
}

func BenchmarkMoneySumAddCoef(b *testing.B) {
	var s MoneySum
	b.ReportAllocs()
	for b.Loop() {
		s.AddCoef(123456, 2, EUR)
	}
}

func BenchmarkMoneySumAdd(b *testing.B) {
	for name, in := range map[string][2]string{"one currency": {"1 EUR", "1234.56 EUR"}, "second currency": {"1 EUR", "1234.56 USD"}, "big": {"1 EUR", "1e20 EUR"}} {
		b.Run(name, func(b *testing.B) {
			s, m := sumOf(in[0]), MustParseMoney(in[1])
			b.ReportAllocs()
			for b.Loop() {
				s.Add(m)
			}
		})
	}
}

func BenchmarkMoneySumTotal(b *testing.B) {
	s := sumOf("123456789.12 EUR", "0.005 EUR")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Total(); err != nil {
			b.Fatal(err)
		}
	}
}
