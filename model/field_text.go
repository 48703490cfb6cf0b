package model

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/period"
)

var errNoText = errors.New("values of the field have no text")

// AppendText writes a value of the field as text that ParseText reads, for
// engines; false where values of its type have none.
func (f Field[F, T]) AppendText(b []byte, v T) ([]byte, bool) {
	if f.def.toText != nil {
		return append(b, f.def.toText(v)...), true
	}
	switch x := any(v).(type) {
	case Money:
		if x.IsNone() {
			return b, true
		}
		return append(b, x.String()...), true
	case decimal.Decimal:
		return append(b, x.String()...), true
	case int64:
		return strconv.AppendInt(b, x, 10), true
	case time.Duration:
		return strconv.AppendInt(b, int64(x), 10), true
	case time.Time:
		return strconv.AppendInt(b, period.Micros(x), 10), true
	case string:
		return append(b, x...), true
	case bool:
		return strconv.AppendBool(b, x), true
	}
	return b, false
}

// ParseText is the inverse of AppendText.
func (f Field[F, T]) ParseText(s string) (v T, err error) {
	if f.def.fromText != nil {
		return f.def.fromText(s)
	}
	switch p := any(&v).(type) {
	case *Money:
		if s != "" {
			*p, err = ParseMoney(s)
		}
	case *decimal.Decimal:
		*p, err = ParseDecimal(s)
	case *int64:
		*p, err = strconv.ParseInt(s, 10, 64)
	case *time.Duration:
		var n int64
		n, err = strconv.ParseInt(s, 10, 64)
		*p = time.Duration(n)
	case *time.Time:
		var n int64
		n, err = strconv.ParseInt(s, 10, 64)
		*p = period.FromMicros(n)
	case *string:
		*p = s
	case *bool:
		*p, err = strconv.ParseBool(s)
	default:
		err = errNoText
	}
	return v, err
}
