package model

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The oracle is the decimal package: it adds and multiplies exactly.
func TestMoneyArithmeticAgainstDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := genDecimal().Draw(t, "x"), genDecimal().Draw(t, "y")
		a, _ := NewMoney(x, EUR)
		b, _ := NewMoney(y, EUR)
		sum, err1 := a.Add(b)
		difference, err2 := a.Sub(b)
		product, err3 := a.Mul(y)
		order, err4 := a.Cmp(b)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			got  Money
			want decimal.Decimal
		}{
			{"sum", sum, x.Add(y)}, {"difference", difference, x.Sub(y)}, {"product", product, x.Mul(y)},
			{"negative", a.Neg(), x.Neg()}, {"magnitude", a.Abs(), x.Abs()},
		} {
			if !c.got.Amount().Equal(c.want) || c.got.Currency() != EUR {
				t.Fatalf("%s of %v and %v is %v, want %v", c.name, x, y, c.got, c.want)
			}
			// Every result is in the one form that the value has.
			want, scale := trimZeros(new(big.Int).Set(c.want.Coefficient()), int(-min(c.want.Exponent(), 0)))
			if c.want.Exponent() <= 0 && !c.got.Equal(moneyFromBig(want, scale, EUR)) {
				t.Fatalf("%s of %v and %v is not in its shortest form", c.name, x, y)
			}
		}
		if order != x.Cmp(y) || a.Sign() != x.Sign() || a.Equal(b) != x.Equal(y) {
			t.Fatalf("%v against %v: order %d, sign %d, equal %v", x, y, order, a.Sign(), a.Equal(b))
		}
	})
}

func TestMoneyAddLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := genMoney().Draw(t, "a"), genMoney().Draw(t, "b"), genMoney().Draw(t, "c")
		ab, err1 := a.Add(b)
		ba, err2 := b.Add(a)
		if (err1 == nil) != (err2 == nil) || !ab.Equal(ba) {
			t.Fatalf("a + b = %v, %v; b + a = %v, %v", ab, err1, ba, err2)
		}
		bc, err2 := b.Add(c)
		if err1 == nil && err2 == nil {
			left, err1 := ab.Add(c)
			right, err2 := a.Add(bc)
			if (err1 == nil) != (err2 == nil) || !left.Equal(right) {
				t.Fatalf("(a + b) + c = %v, %v; a + (b + c) = %v, %v", left, err1, right, err2)
			}
		}
		if zero, err := a.Sub(a); err != nil || !zero.IsZero() || zero.Currency() != a.Currency() {
			t.Fatalf("a − a = %v, %v", zero, err)
		}
	})
}

// halfEven is the definition: the nearest multiple of 10^−places, and of two
// equally near the one with an even last digit, searched in rationals.
func halfEven(r *big.Rat, places int32) *big.Rat {
	unit := decimal.New(1, -places).Rat()
	q := new(big.Rat).Quo(r, unit)
	floor := new(big.Int).Div(q.Num(), q.Denom()) // Euclidean: rounds down
	up := new(big.Rat).Sub(q, new(big.Rat).SetInt(floor)).Cmp(big.NewRat(1, 2))
	if up > 0 || up == 0 && floor.Bit(0) == 1 {
		floor.Add(floor, big.NewInt(1))
	}
	return unit.Mul(unit, new(big.Rat).SetInt(floor))
}

func TestMoneyRoundAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDecimal().Draw(t, "d")
		divisor := rapid.OneOf(rapid.SampledFrom([]decimal.Decimal{decimal.New(2, 0), decimal.New(-4, 0), decimal.New(12, -1), decimal.New(8, 3)}),
			genDecimal()).Filter(func(d decimal.Decimal) bool { return !d.IsZero() }).Draw(t, "divisor")
		places := rapid.Int32Range(-24, 12).Draw(t, "places")
		m, _ := NewMoney(d, KWD)
		if got, want := m.Round(places).Amount().Rat(), halfEven(d.Rat(), places); got.Cmp(want) != 0 {
			t.Fatalf("%v rounds to %v at %d places, want %v", m, got, places, want)
		}
		q, err := m.DivRound(divisor, places)
		if want := halfEven(new(big.Rat).Quo(d.Rat(), divisor.Rat()), places); err != nil || q.Amount().Rat().Cmp(want) != 0 || q.Currency() != KWD {
			t.Fatalf("%v ÷ %v = %v, %v; want %v", m, divisor, q, err, want)
		}
		if !m.RoundMinor().Equal(m.Round(3)) {
			t.Fatalf("%v rounds to %v", m, m.RoundMinor())
		}
	})
}

func TestMoneyRound(t *testing.T) {
	for _, c := range []struct {
		in     string
		places int32
		want   string
	}{
		{"0.125 EUR", 2, "0.12 EUR"}, {"0.135 EUR", 2, "0.14 EUR"}, {"-0.125 EUR", 2, "-0.12 EUR"}, {"0.1250000001 EUR", 2, "0.13 EUR"},
		{"2.5 EUR", 0, "2.00 EUR"}, {"3.5 EUR", 0, "4.00 EUR"}, {"1250 JPY", -2, "1200 JPY"}, {"1350 JPY", -2, "1400 JPY"},
		{"5 EUR", -1, "0.00 EUR"}, {"5.01 EUR", -1, "10.00 EUR"}, {"9223372036854775807 EUR", -19, "10000000000000000000.00 EUR"},
		{"1.5 EUR", math.MaxInt32, "1.50 EUR"}, {"1.5 EUR", math.MinInt32, "0.00 EUR"}, {"999999999999999999999999.999999999999 EUR", math.MinInt32, "0.00 EUR"},
		{"999999999999999999999999.999999999999 EUR", 2, "1000000000000000000000000.00 EUR"}, {"0", -5, "0"},
	} {
		if got := MustParseMoney(c.in).Round(c.places); got.String() != c.want {
			t.Errorf("%s rounds to %v at %d places, want %s", c.in, got, c.places, c.want)
		}
	}
	for in, want := range map[string]string{"12.345 EUR": "12.34 EUR", "12.5 JPY": "12 JPY", "1.23456 CLF": "1.2346 CLF", "1.23456 XAU": "1.23456 XAU", "1.0625 BHD": "1.062 BHD"} {
		if got := MustParseMoney(in).RoundMinor(); got.String() != want {
			t.Errorf("%s rounds to %v, want %s", in, got, want)
		}
	}
}

func TestMoneyArithmeticRefuses(t *testing.T) {
	m := MustParseMoney("20 EUR")
	if _, err := m.DivRound(decimal.Decimal{}, 2); !errors.Is(err, ErrDivisionByZero) {
		t.Errorf("20 EUR ÷ 0: %v", err)
	}
	if _, err := m.DivRound(decimal.New(0, math.MinInt32), 2); !errors.Is(err, ErrDivisionByZero) {
		t.Errorf("20 EUR ÷ 0: %v", err)
	}
	for _, places := range []int32{-25, 13, math.MinInt32, math.MaxInt32} {
		if _, err := m.DivRound(decimal.New(3, 0), places); !errors.Is(err, ErrOutOfRange) {
			t.Errorf("%d places: %v", places, err)
		}
	}
	for _, monster := range []decimal.Decimal{decimal.New(1, math.MaxInt32), decimal.New(1, math.MinInt32)} {
		if _, err := m.Mul(monster); !errors.Is(err, ErrOutOfRange) {
			t.Errorf("factor 10^%d: %v", monster.Exponent(), err)
		}
		if _, err := m.DivRound(monster, 2); !errors.Is(err, ErrOutOfRange) {
			t.Errorf("divisor 10^%d: %v", monster.Exponent(), err)
		}
	}
	if none, err := (Money{}).DivRound(decimal.New(3, 0), 2); err != nil || !none.IsNone() {
		t.Errorf("nothing ÷ 3 = %v, %v", none, err)
	}
	if none, err := (Money{}).Mul(decimal.New(3, 0)); err != nil || !none.IsNone() {
		t.Errorf("nothing × 3 = %v, %v", none, err)
	}
}

// 1000 gross at 20 % VAT contain 833.33 net; 800 would be 20 % taken off gross.
func TestMoneyNetOfGross(t *testing.T) {
	net, err := MustParseMoney("1000 EUR").DivRound(decimal.New(12, -1), 2)
	if err != nil || net.String() != "833.33 EUR" {
		t.Errorf("net %v, %v", net, err)
	}
}

// 20 EUR shared by three is 6.67 each, but three times the exact share is 20.00:
// multiply first, divide and round once, at the edge. 20.01 is rounding early.
func TestMoneyDivideOnceAtTheEdge(t *testing.T) {
	total, three := MustParseMoney("20 EUR"), decimal.New(3, 0)
	times, _ := total.Mul(three)
	if late, err := times.DivRound(three, 2); err != nil || late.String() != "20.00 EUR" {
		t.Errorf("late: %v, %v", late, err)
	}
	share, _ := total.DivRound(three, 2)
	if early, _ := share.Mul(three); early.String() != "20.01 EUR" {
		t.Errorf("early: %v", early)
	}
}

// Results are no facts: a sum of two largest amounts is above the limit, exact.
func TestMoneyResultsBeyondTheLimits(t *testing.T) {
	most := MustParseMoney("999999999999999999999999.999999999999 EUR")
	sum, err := most.Add(most)
	if err != nil || sum.String() != "1999999999999999999999999.999999999998 EUR" {
		t.Errorf("sum %v, %v", sum, err)
	}
	if back, err := sum.Sub(most); err != nil || !back.Equal(most) {
		t.Errorf("back %v, %v", back, err)
	}
}

func BenchmarkMoneyAdd(b *testing.B) {
	for name, y := range map[string]string{"same scale": "0.55 EUR", "other scale": "0.123456 EUR", "big": "1e20 EUR"} {
		b.Run(name, func(b *testing.B) {
			x, y := MustParseMoney("1234.56 EUR"), MustParseMoney(y)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Add(y); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The product of small parts is that of the general way, to the last digit and
// in the same form.
func TestMoneySmallProductsAgainstLarge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coef := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000)).Draw(t, "coef")
		m := moneyFromInt(coef, uint8(rapid.IntRange(0, MaxDecimalPlaces).Draw(t, "scale")), EUR)
		factor := decimal.New(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000)).Draw(t, "factor"), -rapid.Int32Range(-2, 14).Draw(t, "places"))
		small, ok := m.mulSmall(factor)
		if !ok {
			return
		}
		large, err := m.mulLarge(factor)
		if err != nil {
			t.Fatalf("%v × %v: %v, and %v by the short way", m, factor, err, small)
		}
		if !small.Equal(large) || small.String() != large.String() || small.coef != large.coef || small.scale != large.scale || (small.big == nil) != (large.big == nil) {
			t.Fatalf("%v × %v is %v by the short way, %v by the long one", m, factor, small, large)
		}
	})
	if _, ok := MustParseMoney("2.55 EUR").mulSmall(decimal.NewFromInt(6)); !ok {
		t.Error("quantity times price does not take the short way")
	}
}
