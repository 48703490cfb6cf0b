package factfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// An encoder writes the cells of a record. What cannot be written, such as a
// number beyond the limits of facts, goes to err.
type encoder struct {
	currency model.Currency // of the record
	errs     []error
}

func (e *encoder) fail(field, value, reason string) {
	e.errs = append(e.errs, fmt.Errorf("%s %q: %s", field, shown(value), reason))
}

// err returns what was wrong with the record, and forgets it.
func (e *encoder) err() error {
	err := errors.Join(e.errs...)
	e.errs = nil
	return err
}

func (e *encoder) text(b []byte, field, s string) []byte {
	if !utf8.ValidString(s) {
		e.fail(field, s, "not UTF-8")
	}
	return append(b, s...)
}

// money appends an amount; its currency too, where it is not that of the record.
func (e *encoder) money(b []byte, field string, m model.Money) []byte {
	if m.IsNone() {
		return b
	}
	if _, _, ok := m.Coefficient(); !ok {
		if err := model.CheckDecimal(m.Amount()); err != nil {
			e.fail(field, "", reasonOf(err))
			return b
		}
	}
	b, _ = m.AppendText(b)
	if m.Currency() == e.currency {
		b = b[:len(b)-len(" EUR")]
	}
	return b
}

// decimal does not go through Decimal.String, whose output depends on settings
// of the decimal package, and which spells out any exponent.
func (e *encoder) decimal(b []byte, field string, n decimal.Decimal) []byte {
	m, err := model.NewMoney(n, model.XXX) // the currency that is none, without minor units
	if err != nil {
		e.fail(field, "", reasonOf(err))
		return b
	}
	b, _ = m.AppendText(b)
	return b[:len(b)-len(" XXX")]
}

func (e *encoder) instant(b []byte, field string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	if t = t.UTC(); t.Year() < 1 || t.Year() > 9999 {
		e.fail(field, "", "outside the years 1 to 9999")
		return b
	}
	return t.AppendFormat(b, time.RFC3339Nano)
}

// quoteFrom makes what was appended from start on a string of JSON.
func quoteFrom(b []byte, start int) []byte {
	for _, c := range b[start:] {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return quoteHard(b, start)
		}
	}
	b = append(b, '"', '"')
	copy(b[start+1:], b[start:len(b)-2])
	b[start] = '"'
	return b
}

func quoteHard(b []byte, start int) []byte {
	var quoted strings.Builder
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(string(b[start:])); err != nil {
		return b // a string always encodes
	}
	return append(b[:start], strings.TrimSuffix(quoted.String(), "\n")...)
}

// quoteField makes what was appended from start on a cell of CSV: it is quoted
// where it has to be.
func quoteField(b []byte, start int, comma rune) []byte {
	if !needsQuotes(b[start:], comma) {
		return b
	}
	text := string(b[start:])
	b = append(b[:start], '"')
	b = append(b, strings.ReplaceAll(text, `"`, `""`)...)
	return append(b, '"')
}

func needsQuotes(cell []byte, comma rune) bool {
	for _, c := range cell {
		if c == '"' || c == '\r' || c == '\n' || rune(c) == comma {
			return true
		}
	}
	if comma >= utf8.RuneSelf && bytes.ContainsRune(cell, comma) {
		return true
	}
	first, _ := utf8.DecodeRune(cell)
	return unicode.IsSpace(first)
}
