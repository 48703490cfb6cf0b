package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"
)

// ErrMoneySumEncoding is the kind of every error about bytes that are not the
// encoding of a [MoneySum]; where and why is in [MoneySumEncodingError].
var ErrMoneySumEncoding = errors.New("invalid encoding of a money sum")

// MoneySumEncodingError says what is wrong with an encoded sum. It wraps
// [ErrMoneySumEncoding].
type MoneySumEncodingError struct {
	Offset int    // from the start of the sum
	Reason string // what is wrong there
}

// Error names the offset and the reason.
func (e *MoneySumEncodingError) Error() string {
	return fmt.Sprintf("%v: offset %d: %s", ErrMoneySumEncoding, e.Offset, e.Reason)
}

// Unwrap returns [ErrMoneySumEncoding].
func (e *MoneySumEncodingError) Unwrap() error { return ErrMoneySumEncoding }

const (
	moneySumVersion = 1
	// maxSumScale bounds the decimal places of an encoded total: a few bytes
	// must not stand for a number that takes a gigabyte to print.
	maxSumScale = 1024
	// minTotalBytes is the shortest encoded total: three letters, the scale and
	// the size of the magnitude.
	minTotalBytes = 5
)

// AppendBinary appends the canonical encoding of s to b: equal sums give equal
// bytes, whatever the path to them. It is, with unsigned varints,
//
//	version 1 | number of totals | each, sorted by code:
//	three letters | scale | 2 × bytes of magnitude + 1 if negative | magnitude, big endian
//
// with the smallest scale that is not negative. A total of more than 1024
// decimal places, which only repeated multiplication can make, gives a
// [NumberError] and b as it was.
func (s *MoneySum) AppendBinary(b []byte) ([]byte, error) {
	totals := uint64(0)
	for range s.sorted() {
		totals++
	}
	out := append(b, moneySumVersion)
	out = binary.AppendUvarint(out, totals)
	for t := range s.sorted() {
		m := t.money()
		coef, scale := m.parts()
		if scale > maxSumScale {
			return b, &NumberError{Text: describeDecimal(coef, -int64(scale)), Reason: "a sum encodes up to 1024 decimal places", Err: ErrOutOfRange}
		}
		size := (coef.BitLen() + 7) / 8
		head := uint64(2 * size)
		if coef.Sign() < 0 {
			head++
		}
		out = append(out, t.currency.Code()...)
		out = binary.AppendUvarint(out, uint64(scale))
		out = binary.AppendUvarint(out, head)
		out = append(out, coef.Bytes()...)
	}
	return out, nil
}

// MarshalBinary returns the encoding that [MoneySum.AppendBinary] appends.
func (s *MoneySum) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// UnmarshalBinary sets s to the sum that data encodes. Anything but the
// canonical encoding of one sum gives a [MoneySumEncodingError] and leaves s as
// it was.
func (s *MoneySum) UnmarshalBinary(data []byte) error {
	decoded, rest, err := DecodeMoneySum(data)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return &MoneySumEncodingError{Offset: len(data) - len(rest), Reason: "bytes after the end"}
	}
	*s = decoded
	return nil
}

// DecodeMoneySum reads the sum that b begins with and returns the bytes behind
// it. It is for engines that embed sums in larger states. Anything but the
// canonical encoding gives a [MoneySumEncodingError], an empty sum and b. It
// keeps no reference to b and allocates no more than the bytes that are there
// ask for.
func DecodeMoneySum(b []byte) (s MoneySum, rest []byte, err error) {
	d := moneySumDecoder{rest: b}
	if s, ok := d.sum(); ok {
		return s, d.rest, nil
	}
	return MoneySum{}, b, &MoneySumEncodingError{Offset: len(b) - len(d.rest), Reason: d.reason}
}

// moneySumDecoder reads from the front of rest; at a fault it says why in
// reason and stops in front of it.
type moneySumDecoder struct {
	rest   []byte
	reason string
}

func (d *moneySumDecoder) fail(reason string) bool {
	d.reason = reason
	return false
}

func (d *moneySumDecoder) sum() (s MoneySum, ok bool) {
	if len(d.rest) == 0 || d.rest[0] != moneySumVersion {
		return s, d.fail("want version 1")
	}
	d.rest = d.rest[1:]
	totals, ok := d.uvarint(uint64(len(d.rest) / minTotalBytes))
	if !ok {
		return s, false
	}
	last := Currency(0)
	for range totals {
		t, ok := d.total(last)
		if !ok {
			return s, false
		}
		*s.slot(t.currency) = t
		last = t.currency
	}
	return s, true
}

// total reads one total, whose currency must come after the one before.
func (d *moneySumDecoder) total(last Currency) (t currencySum, ok bool) {
	if len(d.rest) < minTotalBytes {
		return t, d.fail("cut short")
	}
	c, err := ParseCurrency(string(d.rest[:3]))
	if err != nil {
		return t, d.fail(err.Error())
	}
	if c <= last {
		return t, d.fail("currencies must ascend, " + c.Code() + " after " + last.Code())
	}
	d.rest = d.rest[3:]
	scale, ok := d.uvarint(maxSumScale)
	if !ok {
		return t, false
	}
	head, ok := d.uvarint(2*uint64(len(d.rest)) + 1)
	if !ok {
		return t, false
	}
	size, negative := int(head/2), head%2 == 1
	if size > len(d.rest) {
		return t, d.fail("cut short")
	}
	if size == 0 && (negative || scale != 0) {
		return t, d.fail("0 must have no sign and no scale")
	}
	if size > 0 && d.rest[0] == 0 {
		return t, d.fail("magnitude begins with 0")
	}
	coef := new(big.Int).SetBytes(d.rest[:size])
	if scale > 0 && new(big.Int).Rem(coef, bigTenTo(1)).Sign() == 0 {
		return t, d.fail("trailing zeros")
	}
	if negative {
		coef.Neg(coef)
	}
	d.rest = d.rest[size:]
	t.currency = c
	if coef.IsInt64() && scale <= MaxDecimalPlaces {
		t.exact = int128Of(coef.Int64(), uint8(scale))
	} else {
		value := decimal.NewFromBigInt(coef, -int32(scale))
		t.rest = &value
	}
	return t, true
}

// uvarint reads a number in its shortest form that is at most most.
func (d *moneySumDecoder) uvarint(most uint64) (uint64, bool) {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 || n > 1 && d.rest[n-1] == 0 {
		return 0, d.fail("want a number in its shortest form")
	}
	if v > most {
		return 0, d.fail(fmt.Sprintf("%d is more than %d", v, most))
	}
	d.rest = d.rest[n:]
	return v, true
}
