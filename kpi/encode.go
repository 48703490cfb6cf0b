package kpi

import (
	"encoding/binary"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// The parts of encoded states. Numbers are varints in their shortest form,
// texts and magnitudes carry their length: what is equal has equal bytes, and
// a reader allocates nothing for bytes that are not there.

func appendText[T ~string | ~[]byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func cutUvarint(b []byte) (uint64, []byte, error) {
	v, n := binary.Uvarint(b)
	if n <= 0 || n > 1 && b[n-1] == 0 { // not the shortest form
		return 0, nil, ErrCorrupt
	}
	return v, b[n:], nil
}

func cutVarint(b []byte) (int64, []byte, error) {
	v, b, err := cutUvarint(b)
	return int64(v>>1) ^ -int64(v&1), b, err
}

// cutCount reads a number of things of which each takes at least one byte.
func cutCount(b []byte) (int, []byte, error) {
	v, b, err := cutUvarint(b)
	if err != nil || v > uint64(len(b)) {
		return 0, nil, ErrCorrupt
	}
	return int(v), b, nil
}

func cutText(b []byte) (string, []byte, error) {
	n, b, err := cutCount(b)
	if err != nil {
		return "", nil, err
	}
	return string(b[:n]), b[n:], nil
}

// maxExponent bounds the exponents of states: those of facts have 12 decimal
// places, products of a few of them have some more.
const maxExponent = 96

func appendDecimal(b []byte, d decimal.Decimal) []byte {
	coef, exp := shortest(d)
	b = binary.AppendVarint(b, int64(exp))
	b = append(b, byte(coef.Sign()+1))
	return appendText(b, coef.Bytes())
}

func cutDecimal(b []byte) (decimal.Decimal, []byte, error) {
	var none decimal.Decimal
	exp, b, err := cutVarint(b)
	if err != nil || exp > maxExponent || exp < -maxExponent || len(b) == 0 || b[0] > 2 {
		return none, nil, ErrCorrupt
	}
	sign := int(b[0]) - 1
	text, b, err := cutText(b[1:])
	if err != nil || (sign == 0) != (text == "") || text != "" && text[0] == 0 || len(text) > 256 {
		return none, nil, ErrCorrupt
	}
	coef := new(big.Int).SetBytes([]byte(text))
	if sign < 0 {
		coef.Neg(coef)
	}
	d := decimal.NewFromBigInt(coef, int32(exp))
	if c, e := shortest(d); e != int32(exp) || c.Cmp(coef) != 0 {
		return none, nil, ErrCorrupt
	}
	return d, b, nil
}

// appendCurrency writes the three letters, or three dots without a currency.
func appendCurrency(b []byte, c model.Currency) []byte {
	if c == 0 {
		return append(b, "..."...)
	}
	return append(b, c.Code()...)
}

func cutCurrency(b []byte) (model.Currency, []byte, error) {
	if len(b) < 3 {
		return 0, nil, ErrCorrupt
	}
	if string(b[:3]) == "..." {
		return 0, b[3:], nil
	}
	c, err := model.ParseCurrency(string(b[:3]))
	if err != nil {
		return 0, nil, ErrCorrupt
	}
	return c, b[3:], nil
}
