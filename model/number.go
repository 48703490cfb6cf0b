package model

import (
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"
)

// The limits of every decimal in a fact: the magnitude is below
// 10^MaxIntegerDigits, and there are at most MaxDecimalPlaces places after the
// point, trailing zeros not counted. Results of arithmetic have no such limits.
const (
	MaxIntegerDigits = 24
	MaxDecimalPlaces = 12
)

// maxNumberText bounds the text of a number, so that reading it costs little
// whatever a caller passes on.
const maxNumberText = 256

var (
	// ErrSyntax is the kind of errors about text that is no number or amount.
	ErrSyntax = errors.New("invalid number syntax")
	// ErrOutOfRange is the kind of errors about numbers beyond the limits
	// [MaxIntegerDigits] and [MaxDecimalPlaces].
	ErrOutOfRange = errors.New("number out of range")
	// ErrDivisionByZero is the kind of errors about a divisor of 0.
	ErrDivisionByZero = errors.New("division by zero")
)

// NumberError names a number that was refused and why. It wraps the kind:
// [ErrSyntax], [ErrOutOfRange] or [ErrDivisionByZero].
type NumberError struct {
	Text   string // the number as given, or a short description of a decimal
	Reason string // what is wrong with it
	Err    error  // the kind
}

// Error names the kind, the number, cut after 64 bytes, and the reason.
func (e *NumberError) Error() string {
	return fmt.Sprintf("%v: %s: %s", e.Err, quoteCut(e.Text), e.Reason)
}

// Unwrap returns the kind.
func (e *NumberError) Unwrap() error { return e.Err }

const (
	reasonMagnitude = "magnitude must be below 10^24"
	reasonPlaces    = "at most 12 decimal places"
)

// ParseDecimal reads a plain decimal: an optional sign, digits, optionally a
// point and digits, optionally an exponent ("-12.50", "1.25e3"). The value must
// keep the limits of facts: magnitude below 10^24, at most 12 decimal places.
// The value counts, not its spelling: zeros at either end are free. No spaces,
// underscores, thousands separators, "NaN" or "Inf", no more than 256 bytes.
// Errors are a [NumberError] of kind [ErrSyntax] or [ErrOutOfRange]. The time
// it takes depends on the length of s alone, whatever the exponent.
func ParseDecimal(s string) (decimal.Decimal, error) {
	n, err := parseNumber(s)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if n.big != nil {
		return decimal.NewFromBigInt(n.big, -int32(n.scale)), nil
	}
	return decimal.New(n.coef, -int32(n.scale)), nil
}

// parsedNumber is a number as coef × 10^−scale in its shortest form: scale is 0
// to 12 and there is no trailing zero the point could move over. Where big is
// set it takes the place of coef.
type parsedNumber struct {
	coef  int64
	big   *big.Int
	scale int
}

// parseNumber is ParseDecimal without a decimal, which allocates.
func parseNumber(s string) (n parsedNumber, err error) {
	refuse := func(kind error, reason string) (parsedNumber, error) {
		return parsedNumber{}, &NumberError{Text: s, Reason: reason, Err: kind}
	}
	if len(s) > maxNumberText {
		return refuse(ErrSyntax, "longer than 256 bytes")
	}
	rest, negative := s, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		negative = rest[0] == '-'
		rest = rest[1:]
	}
	// Digits from the first to the last one that is not 0; places counts the
	// digits behind the point, and zeros those behind the last one kept.
	digits := make([]byte, 0, maxNumberText)
	whole := digitPrefix(rest)
	places, zeros := 0, 0
	digits, zeros = appendSignificant(digits, rest[:whole], zeros)
	rest = rest[whole:]
	if whole == 0 {
		return refuse(ErrSyntax, "want a plain decimal such as -12.50")
	}
	if rest != "" && rest[0] == '.' {
		places = digitPrefix(rest[1:])
		if places == 0 {
			return refuse(ErrSyntax, "want digits after the point")
		}
		digits, zeros = appendSignificant(digits, rest[1:1+places], zeros)
		rest = rest[1+places:]
	}
	exponent := 0
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		var ok bool
		if exponent, ok = parseExponent(rest[1:]); !ok {
			return refuse(ErrSyntax, "want a whole number as exponent")
		}
		rest = ""
	}
	if rest != "" {
		return refuse(ErrSyntax, "want a plain decimal such as -12.50")
	}
	if len(digits) == 0 {
		return parsedNumber{}, nil
	}
	last := exponent - places + zeros // the place of the last digit, as a power of ten
	switch {
	case last+len(digits) > MaxIntegerDigits:
		return refuse(ErrOutOfRange, reasonMagnitude)
	case last < -MaxDecimalPlaces:
		return refuse(ErrOutOfRange, reasonPlaces)
	}
	for ; last > 0; last-- {
		digits = append(digits, '0')
	}
	n.scale = -last
	if len(digits) <= 18 {
		for _, digit := range digits {
			n.coef = 10*n.coef + int64(digit-'0')
		}
		if negative {
			n.coef = -n.coef
		}
		return n, nil
	}
	n.big, _ = new(big.Int).SetString(string(digits), 10)
	if negative {
		n.big.Neg(n.big)
	}
	return n, nil
}

// digitPrefix returns how many digits s begins with.
func digitPrefix(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// appendSignificant appends text to digits without zeros at the front of the
// number, and holds back zeros at its end: it returns how many.
func appendSignificant(digits []byte, text string, zeros int) ([]byte, int) {
	for i := range len(text) {
		switch {
		case text[i] != '0':
			for ; zeros > 0; zeros-- {
				digits = append(digits, '0')
			}
			digits = append(digits, text[i])
		case len(digits) > 0:
			zeros++
		}
	}
	return digits, zeros
}

// parseExponent reads a signed whole number; one beyond ±1000 stays there,
// since 256 digits cannot bring it back into the limits.
func parseExponent(s string) (int, bool) {
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "" || digitPrefix(s) != len(s) {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		n = min(10*n+int(s[i]-'0'), 1000)
	}
	if negative {
		n = -n
	}
	return n, true
}

// CheckDecimal returns nil when d keeps the limits of facts (magnitude below
// 10^24, at most 12 decimal places, trailing zeros not counted), and else a
// [NumberError] of kind [ErrOutOfRange]. It is safe on any decimal: one like
// decimal.New(1, 999999999), which takes a gigabyte to print or add to, is
// refused without computing with it, and a zero is 0 whatever its exponent.
func CheckDecimal(d decimal.Decimal) error {
	// The common case, without the allocations of the general one. Every int64
	// is below 10^19.
	if exp := d.Exponent(); exp >= -MaxDecimalPlaces && exp <= MaxIntegerDigits-19 && d.Coefficient().IsInt64() {
		return nil
	}
	_, _, err := reduceDecimal(d)
	return err
}

// reduceDecimal checks d as CheckDecimal does and returns its value as
// coef × 10^−scale in its shortest form. The caller owns coef.
func reduceDecimal(d decimal.Decimal) (coef *big.Int, scale int, err error) {
	coef = d.Coefficient()
	exp := int64(d.Exponent()) // int64: its negative must fit on 32-bit machines
	if coef.Sign() == 0 {
		return coef, 0, nil
	}
	refuse := func(reason string) (*big.Int, int, error) {
		return nil, 0, &NumberError{Text: describeDecimal(coef, exp), Reason: reason, Err: ErrOutOfRange}
	}
	// Sizes first, in bits: 10^n has more than 3n bits and fewer than 3.34n+1.
	// What passes here is no larger than what the caller holds already.
	if exp >= MaxIntegerDigits {
		return refuse(reasonMagnitude)
	}
	if digits := MaxIntegerDigits - exp; int64(coef.BitLen()) > digits/3+3*digits+1 {
		return refuse(reasonMagnitude)
	}
	if exp > 0 {
		coef.Mul(coef, bigTenTo(int(exp)))
		exp = 0
	}
	if excess := -exp - MaxDecimalPlaces; excess > 0 {
		if int64(coef.BitLen()) < 3*excess || coef.TrailingZeroBits() < uint(excess) {
			return refuse(reasonPlaces)
		}
		quotient, remainder := new(big.Int).QuoRem(coef, bigTenTo(int(excess)), new(big.Int))
		if remainder.Sign() != 0 {
			return refuse(reasonPlaces)
		}
		coef, exp = quotient, -MaxDecimalPlaces
	}
	if coef.CmpAbs(bigTenTo(int(MaxIntegerDigits-exp))) >= 0 {
		return refuse(reasonMagnitude)
	}
	coef, scale = trimZeros(coef, int(-exp))
	return coef, scale, nil
}

// describeDecimal spells coef × 10^exp, or its size where digits say nothing.
func describeDecimal(coef *big.Int, exp int64) string {
	if coef.BitLen() > 128 {
		return fmt.Sprintf("a number of %d bits × 10^%d", coef.BitLen(), exp)
	}
	return coef.String() + "e" + strconv.FormatInt(exp, 10)
}

// trimZeros returns coef × 10^−scale with the smallest scale that is not below
// 0. It may change coef.
func trimZeros(coef *big.Int, scale int) (*big.Int, int) {
	if coef.Sign() == 0 {
		return coef, 0
	}
	var quotient, remainder big.Int
	for step := 1 << max(0, bits.Len(uint(scale))-1); step > 0; {
		// 10^n divides only what 2^n divides, which is cheap to see.
		if step > scale || coef.TrailingZeroBits() < uint(step) {
			step /= 2
			continue
		}
		if quotient.QuoRem(coef, bigTenTo(step), &remainder); remainder.Sign() != 0 {
			step /= 2
			continue
		}
		coef.Set(&quotient)
		scale -= step
	}
	return coef, scale
}

// tenTo holds the powers of ten that fit 64 bits.
var tenTo = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

// bigTenTo returns 10^n; the caller owns it.
func bigTenTo(n int) *big.Int {
	if n < len(tenTo) {
		return new(big.Int).SetUint64(tenTo[n])
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// divideHalfEven returns n ÷ d rounded to a whole number, half to even. d is
// not 0.
func divideHalfEven(n, d *big.Int) *big.Int {
	quotient, remainder := new(big.Int).QuoRem(n, d, new(big.Int))
	twice := remainder.Abs(remainder).Lsh(remainder, 1)
	if c := twice.CmpAbs(d); c > 0 || c == 0 && quotient.Bit(0) == 1 {
		quotient.Add(quotient, big.NewInt(int64(n.Sign()*d.Sign())))
	}
	return quotient
}
