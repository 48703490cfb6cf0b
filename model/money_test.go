package model

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"
	"unsafe"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var (
	_ fmt.Stringer             = Money{}
	_ encoding.TextMarshaler   = Money{}
	_ encoding.TextAppender    = Money{}
	_ encoding.TextUnmarshaler = (*Money)(nil)
	_ json.Marshaler           = Money{}
	_ json.Unmarshaler         = (*Money)(nil)
)

func TestMoneyZero(t *testing.T) {
	var none Money
	if !none.IsNone() || !none.IsZero() || none.Sign() != 0 || none.Currency() != 0 || !none.Amount().IsZero() || none.String() != "0" {
		t.Errorf("zero Money is %v %v", none, none.Currency())
	}
	known := MustParseMoney("0 EUR")
	if known.IsNone() || !known.IsZero() || known.Equal(none) || none.Equal(known) || known.String() != "0.00 EUR" {
		t.Errorf("known zero is %v", known)
	}
	for _, m := range []Money{none, known, MustParseMoney("5 EUR"), MustParseMoney("-1e23 JPY")} {
		right, err1 := m.Add(none)
		left, err2 := none.Add(m)
		if err1 != nil || err2 != nil || !right.Equal(m) || !left.Equal(m) {
			t.Errorf("%v + 0 = %v, %v; 0 + it = %v, %v", m, right, err1, left, err2)
		}
	}
	if !none.Neg().IsNone() || !none.Abs().IsNone() || !none.Round(-3).IsNone() || !none.RoundMinor().IsNone() {
		t.Error("the zero Money must stay itself")
	}
}

func TestMoneySize(t *testing.T) {
	if got := unsafe.Sizeof(Money{}); got > 24 {
		t.Errorf("size %d, want at most 24", got)
	}
	if reflect.TypeFor[Money]().Comparable() || reflect.TypeFor[MoneySum]().Comparable() {
		t.Error("Money and MoneySum must not be comparable")
	}
}

func TestNewMoney(t *testing.T) {
	bad := currencyCount + 1
	for _, c := range []struct {
		amount   decimal.Decimal
		currency Currency
		want     string
		kind     error
	}{
		{decimal.New(123450, -2), EUR, "1234.50 EUR", nil},
		{decimal.Decimal{}, 0, "0", nil},
		{decimal.New(0, math.MaxInt32), 0, "0", nil},
		{decimal.New(0, math.MinInt32), JPY, "0 JPY", nil},
		{decimal.New(1, 23), JPY, "100000000000000000000000 JPY", nil},
		{decimal.New(1, 0), 0, "", ErrUnknownCurrency},
		{decimal.New(1, 0), bad, "", ErrUnknownCurrency},
		{decimal.Decimal{}, bad, "", ErrUnknownCurrency},
		{decimal.New(1, 24), EUR, "", ErrOutOfRange},
		{decimal.New(1, -13), EUR, "", ErrOutOfRange},
		{decimal.New(1, math.MaxInt32), EUR, "", ErrOutOfRange},
		{decimal.New(1, math.MinInt32), EUR, "", ErrOutOfRange},
	} {
		m, err := NewMoney(c.amount, c.currency)
		if !errors.Is(err, c.kind) || err == nil && m.String() != c.want || err != nil && !m.IsNone() {
			t.Errorf("NewMoney(10^%d, %d) = %v, %v; want %s, %v", c.amount.Exponent(), c.currency, m, err, c.want, c.kind)
		}
	}
}

func TestMoneyOf(t *testing.T) {
	for want, m := range map[string]Money{
		"12.50 EUR":                    MoneyOf(1250, 2, EUR),
		"-0.000000000001 EUR":          MoneyOf(-1, 12, EUR),
		"-9223372036854775808 JPY":     MoneyOf(math.MinInt64, 0, JPY),
		"9223372.036854775807 XAU":     MoneyOf(math.MaxInt64, 12, XAU),
		"0.000 KWD":                    MoneyOf(0, 12, KWD),
		"0":                            MoneyOf(0, 3, 0),
		"9223372036854775807.0000 CLF": MoneyOf(math.MaxInt64, 0, CLF),
		"-92233720368547758.08 EUR":    MoneyOf(math.MinInt64, 2, EUR),
		"1000000000000.00 EUR":         MoneyOf(1e18, 6, EUR),
		"0.05 EUR":                     MoneyOf(5, 2, EUR),
		"-0.50 EUR":                    MoneyOf(-5, 1, EUR),
		"9223372036854775808.00 EUR":   MoneyOf(math.MinInt64, 0, EUR).Neg(),
	} {
		if m.String() != want {
			t.Errorf("%v, want %s", m, want)
		}
	}
	for name, f := range map[string]func(){
		"scale 13":         func() { MoneyOf(1, 13, EUR) },
		"scale −1":         func() { MoneyOf(1, -1, EUR) },
		"no currency":      func() { MoneyOf(1, 0, 0) },
		"unknown currency": func() { MoneyOf(0, 0, currencyCount+1) },
		"MustParseMoney":   func() { MustParseMoney("1 QQQ") },
		"AddCoef":          func() { new(MoneySum).AddCoef(1, 0, 0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// Two ways to write an amount are one Money, to every observer.
func TestMoneyOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDecimal().Draw(t, "d")
		a, err1 := NewMoney(d, EUR)
		b, err2 := ParseMoney(d.StringFixed(20) + " EUR")
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		ac, as, aok := a.Coefficient()
		bc, bs, bok := b.Coefficient()
		if !a.Equal(b) || a.String() != b.String() || ac != bc || as != bs || aok != bok || !a.Amount().Equal(d) || a.Amount().Exponent() != b.Amount().Exponent() {
			t.Fatalf("%v and %v", a, b)
		}
		if aok != (a.big == nil) || aok && !MoneyOf(ac, int(as), EUR).Equal(a) {
			t.Fatalf("%v has the coefficient %d and scale %d", a, ac, as)
		}
		if aok && as > 0 && ac%10 == 0 || !aok && (ac != 0 || as != 0) {
			t.Fatalf("%v has the coefficient %d and scale %d, ok %v", a, ac, as, aok)
		}
		if other, _ := NewMoney(d, USD); other.Equal(a) {
			t.Fatalf("%v equals %v", other, a)
		}
	})
}

// Inline is everything that fits an int64 and 12 places, so that no path to a
// value leaves it in the slow form.
func TestMoneyInlineWhenItFits(t *testing.T) {
	big := MustParseMoney("9223372036854775808 EUR")
	if _, _, ok := big.Coefficient(); ok {
		t.Fatal("2^63 does not fit")
	}
	back, _ := big.Sub(MustParseMoney("1 EUR"))
	if coef, scale, ok := back.Coefficient(); coef != math.MaxInt64 || scale != 0 || !ok {
		t.Errorf("%v has the parts %d, %d, %v", back, coef, scale, ok)
	}
	if coef, _, ok := big.Neg().Coefficient(); coef != math.MinInt64 || !ok {
		t.Errorf("%v is not inline", big.Neg())
	}
	tiny, _ := MustParseMoney("0.000000000001 EUR").Mul(decimal.RequireFromString("0.000000000005"))
	if _, _, ok := tiny.Coefficient(); ok {
		t.Error("24 places do not fit")
	}
	back, _ = tiny.Add(tiny.Neg())
	if coef, scale, ok := back.Coefficient(); coef != 0 || scale != 0 || !ok || back.IsNone() {
		t.Errorf("%v has the parts %d, %d, %v", back, coef, scale, ok)
	}
}

func TestMoneyMixedCurrency(t *testing.T) {
	dirham, dollar := MustParseMoney("10000 AED"), MustParseMoney("5000 USD")
	_, err1 := dirham.Add(dollar)
	_, err2 := dirham.Sub(dollar)
	_, err3 := dirham.Cmp(dollar)
	for _, err := range []error{err1, err2, err3} {
		detail, ok := errors.AsType[*MixedCurrencyError](err)
		if !errors.Is(err, ErrMixedCurrency) || !ok || fmt.Sprint(detail.Currencies) != "[AED USD]" || err.Error() != "mixed currency: AED, USD" {
			t.Errorf("error %v", err)
		}
	}
	// A known zero is in a currency as well.
	if _, err := dirham.Add(MustParseMoney("0 USD")); !errors.Is(err, ErrMixedCurrency) {
		t.Errorf("error %v", err)
	}
	if dirham.Equal(MustParseMoney("10000 USD")) {
		t.Error("10000 AED is not 10000 USD")
	}
}

// genMoney makes amounts in few currencies, none now and then.
func genMoney() *rapid.Generator[Money] {
	return rapid.Custom(func(t *rapid.T) Money {
		c := rapid.SampledFrom([]Currency{EUR, EUR, USD, JPY, KWD, 0}).Draw(t, "currency")
		if c == 0 {
			return Money{}
		}
		m, err := NewMoney(genDecimal().Draw(t, "amount"), c)
		if err != nil {
			t.Fatal(err)
		}
		return m
	})
}

func BenchmarkNewMoney(b *testing.B) {
	d := decimal.New(123450, -2)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewMoney(d, EUR); err != nil {
			b.Fatal(err)
		}
	}
}
