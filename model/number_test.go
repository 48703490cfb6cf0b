package model

import (
	"errors"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParseDecimal(t *testing.T) {
	nines := strings.Repeat("9", 24)
	for _, c := range []struct{ in, want string }{
		{"0", "0"}, {"-0", "0"}, {"+0.000", "0"}, {"0e999999999", "0"}, {"0e-99999999999999999999", "0"},
		{"1", "1"}, {"+1", "1"}, {"-1", "-1"}, {"007", "7"}, {"100", "100"}, {"1.50", "1.5"}, {"-12.34", "-12.34"},
		{"1.0000000000000000", "1"}, {"0.100000000000000000000", "0.1"}, {"1e3", "1000"}, {"1E+3", "1000"}, {"125e-2", "1.25"}, {"1.25e2", "125"},
		{"10e-13", "0.000000000001"}, {"1000000000000000000000000e-12", "1000000000000"},
		{nines + "." + "999999999999", nines + ".999999999999"}, {"-" + nines, "-" + nines}, {"1e23", "1" + strings.Repeat("0", 23)},
		{"0." + strings.Repeat("0", 100) + "1e100", "0.1"}, {strings.Repeat("0", 256), "0"}, {"1" + strings.Repeat("0", 250) + "e-250", "1"},
		{"9223372036854775808", "9223372036854775808"}, {"0.000000000001", "0.000000000001"}, {"1e00000000000000000000000000000003", "1000"},
		{"1002003.0040050", "1002003.004005"},
	} {
		got, err := ParseDecimal(c.in)
		if err != nil || got.String() != c.want {
			t.Errorf("ParseDecimal(%q) = %v, %v; want %s", c.in, got, err, c.want)
		}
		if err == nil && CheckDecimal(got) != nil {
			t.Errorf("CheckDecimal(%v): %v", got, CheckDecimal(got))
		}
	}
}

func TestParseDecimalRefuses(t *testing.T) {
	for in, kind := range map[string]error{
		"": ErrSyntax, "-": ErrSyntax, "+": ErrSyntax, ".": ErrSyntax, ".5": ErrSyntax, "5.": ErrSyntax, "--1": ErrSyntax, "+-1": ErrSyntax,
		"NaN": ErrSyntax, "Inf": ErrSyntax, "-inf": ErrSyntax, "1_000": ErrSyntax, "1,5": ErrSyntax, "1 000": ErrSyntax, " 1": ErrSyntax, "1 ": ErrSyntax,
		"1\n": ErrSyntax, "0x10": ErrSyntax, "1e": ErrSyntax, "1e+": ErrSyntax, "e5": ErrSyntax, "1e5.0": ErrSyntax, "1e1e1": ErrSyntax, "1.2.3": ErrSyntax,
		"١": ErrSyntax, "−1": ErrSyntax, "1.-5": ErrSyntax, "1.e5": ErrSyntax, "1e0x1": ErrSyntax,
		strings.Repeat("0", 257): ErrSyntax, strings.Repeat("1", 1<<20): ErrSyntax,
		"1e24": ErrOutOfRange, "-1e24": ErrOutOfRange, "1" + strings.Repeat("0", 24): ErrOutOfRange, "1e999999999": ErrOutOfRange, "1e99999999999999999999": ErrOutOfRange,
		"1e-13": ErrOutOfRange, "0.0000000000001": ErrOutOfRange, "1e-999999999": ErrOutOfRange, "1.0000000000001": ErrOutOfRange,
		strings.Repeat("1", 256): ErrOutOfRange, "1" + strings.Repeat("0", 240) + "e999999999": ErrOutOfRange,
		"0." + strings.Repeat("0", 240) + "1e9999": ErrOutOfRange,
	} {
		got, err := ParseDecimal(in)
		detail, ok := errors.AsType[*NumberError](err)
		if !errors.Is(err, kind) || !ok || detail.Text != in || !got.IsZero() {
			t.Errorf("ParseDecimal(%.40q) = %v, %v; want %v", in, got, err, kind)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("message of %d bytes", len(err.Error()))
		}
	}
}

func TestCheckDecimal(t *testing.T) {
	huge := new(big.Int).Lsh(big.NewInt(1), 100_000)
	tenTo100 := new(big.Int).Exp(big.NewInt(10), big.NewInt(100), nil)
	for _, d := range []decimal.Decimal{
		{}, decimal.New(0, math.MaxInt32), decimal.New(0, math.MinInt32), decimal.New(1, 23), decimal.New(-9, 23), decimal.New(1, -12),
		decimal.New(10, -13), decimal.New(math.MinInt64, -12), decimal.New(math.MaxInt64, 5), decimal.New(math.MinInt64, 5), decimal.NewFromBigInt(tenTo100, -100), decimal.NewFromBigInt(tenTo100, -112),
		decimal.NewFromBigInt(tenTo100, -77), decimal.RequireFromString(strings.Repeat("9", 24) + ".999999999999"),
	} {
		if err := CheckDecimal(d); err != nil {
			t.Errorf("coefficient %v × 10^%d: %v", d.Coefficient(), d.Exponent(), err)
		}
	}
	for _, d := range []decimal.Decimal{
		decimal.New(1, 24), decimal.New(-1, 24), decimal.New(math.MaxInt64, 6), decimal.New(math.MinInt64, 6), decimal.New(10, 23), decimal.New(1, -13), decimal.New(1, 999999999), decimal.New(1, math.MaxInt32),
		decimal.New(1, math.MinInt32), decimal.New(-1, -2147483648), decimal.New(1<<62, math.MinInt32), decimal.NewFromBigInt(huge, 0), decimal.NewFromBigInt(huge, math.MinInt32),
		decimal.NewFromBigInt(huge, math.MaxInt32), decimal.NewFromBigInt(huge, -30000), decimal.NewFromBigInt(tenTo100, -76), decimal.NewFromBigInt(tenTo100, -113),
	} {
		err := CheckDecimal(d)
		if _, ok := errors.AsType[*NumberError](err); !ok || !errors.Is(err, ErrOutOfRange) {
			t.Errorf("exponent %d: %v", d.Exponent(), err)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("message of %d bytes", len(err.Error()))
		}
	}
}

// ratWithinLimits is the oracle for the limits: r × 10^12 is whole and |r| is
// below 10^24, in rational numbers.
func ratWithinLimits(r *big.Rat) bool {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(12), nil)))
	limit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(24), nil))
	return scaled.IsInt() && new(big.Rat).Abs(r).Cmp(limit) < 0
}

func TestCheckDecimalAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`-?[1-9][0-9]{0,40}0{0,30}`).Draw(t, "digits")
		coef, _ := new(big.Int).SetString(digits, 10)
		d := decimal.NewFromBigInt(coef, rapid.Int32Range(-50, 30).Draw(t, "exponent"))
		if got, want := CheckDecimal(d) == nil, ratWithinLimits(d.Rat()); got != want {
			t.Fatalf("%s within the limits: %v, want %v", d, got, want)
		}
	})
}

// The reduced form is the value, with no zero left to trim.
func TestReduceDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDecimal().Draw(t, "d")
		coef, scale, err := reduceDecimal(d)
		if err != nil {
			t.Fatal(err)
		}
		if got := decimal.NewFromBigInt(coef, -int32(scale)); !got.Equal(d) {
			t.Fatalf("%v reduces to %v", d, got)
		}
		if scale > 0 && new(big.Int).Rem(coef, big.NewInt(10)).Sign() == 0 || scale < 0 || scale > MaxDecimalPlaces {
			t.Fatalf("%v reduces to %v × 10^-%d", d, coef, scale)
		}
	})
}

// genDecimal makes decimals within the limits of facts, of all sizes and in
// forms that are not the shortest.
func genDecimal() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		text := rapid.OneOf(
			rapid.StringMatching(`-?[0-9]{1,6}\.[0-9]{2}`),
			rapid.StringMatching(`-?[0-9]{1,24}(\.[0-9]{1,12}0{0,3})?`),
			rapid.StringMatching(`-?[1-9]0{0,22}(e-[0-9])?`),
			rapid.SampledFrom([]string{"0", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "922337203.6854775808", "999999999999999999999999.999999999999"}),
		).Draw(t, "text")
		d, err := ParseDecimal(text)
		if err != nil {
			t.Fatal(err)
		}
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0: // whole hundreds and the like, which no text gives
			return decimal.New(rapid.Int64Range(-1e18, 1e18).Draw(t, "coefficient"), rapid.Int32Range(0, 5).Draw(t, "exponent"))
		case 1:
			return decimal.NewFromBigInt(new(big.Int).Mul(d.Coefficient(), big.NewInt(1000)), d.Exponent()-3)
		}
		return d
	})
}

var plainDecimal = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"", "0", "-12.50", "1e23", "1e24", "1e-12", "1e-13", "1.0000000000000000", "999999999999999999999999.999999999999", "1e999999999", "NaN", "1_0", ".5", "5.", "0x1p4", "1/3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDecimal(s)
		if err != nil {
			if !d.IsZero() || !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrOutOfRange) {
				t.Fatalf("%q: %v with error %v", s, d, err)
			}
		} else if err := CheckDecimal(d); err != nil {
			t.Fatal(err)
		}
		if syntax := len(s) <= 256 && plainDecimal.MatchString(s); syntax == errors.Is(err, ErrSyntax) {
			t.Fatalf("%q matches the syntax: %v, error %v", s, syntax, err)
		} else if !syntax {
			return
		}
		// The oracle computes in rationals, so only small exponents reach it.
		if _, exponent, ok := strings.Cut(strings.ToLower(s), "e"); ok {
			if n, err := strconv.Atoi(exponent); err != nil || n < -1000 || n > 1000 {
				return
			}
		}
		want, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatalf("oracle does not read %q", s)
		}
		if ratWithinLimits(want) != (err == nil) {
			t.Fatalf("%q: error %v", s, err)
		}
		if err == nil && d.Rat().Cmp(want) != 0 {
			t.Fatalf("%q reads as %v", s, d)
		}
	})
}

func BenchmarkParseDecimal(b *testing.B) {
	for _, s := range []string{"1234.50", "999999999999999999999999.999999999999", "1e999999999"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ParseDecimal(s)
			}
		})
	}
}

// A monster costs no more to refuse than a price costs to accept.
func BenchmarkCheckDecimal(b *testing.B) {
	for name, d := range map[string]decimal.Decimal{"price": decimal.New(123450, -2), "monster": decimal.New(1, math.MinInt32)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = CheckDecimal(d)
			}
		})
	}
}
