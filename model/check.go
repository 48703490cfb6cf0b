package model

import (
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

// check gathers the faults of one fact.
type check struct {
	kind     Kind
	id       string
	currency Currency
	errs     []error
	in       string // the list that the fields are in, and which of its items
	at       int
}

func (c *check) begin(kind Kind, id string) { *c = check{kind: kind, id: id} }

func (c *check) err() error { return errors.Join(c.errs...) }

// item says that the fields that follow are those of an item of a list; "" is the
// item itself.
func (c *check) item(list string, i int) { c.in, c.at = list, i }

// noItem says that the fields that follow are the fact's own again.
func (c *check) noItem() { c.in = "" }

func (c *check) fail(kind error, field, value, reason string) {
	if c.in != "" {
		own := field
		if field = c.in + "[" + strconv.Itoa(c.at) + "]"; own != "" {
			field += "." + own
		}
	}
	c.errs = append(c.errs, &FactError{Kind: c.kind, ID: c.id, Field: field, Value: value, Reason: reason, Err: kind})
}

func (c *check) missing(field string) { c.fail(ErrMissing, field, "", "required") }

// word checks an identifier or code of at most so many bytes.
func (c *check) word(field, s string, most int) {
	if len(s) > most {
		c.fail(ErrInvalid, field, s, fmt.Sprintf("%d bytes long, at most %d allowed", len(s), most))
		return
	}
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' || b >= 0x7f {
			c.wide(field, s)
			return
		}
	}
}

func (c *check) wide(field, s string) {
	if !utf8.ValidString(s) {
		c.fail(ErrInvalid, field, s, "not UTF-8")
		return
	}
	for _, r := range s {
		if unicode.IsControl(r) {
			c.fail(ErrInvalid, field, s, "holds a control character")
			return
		}
	}
}

func (c *check) ident(field, s string) { c.word(field, s, maxIDBytes) }
func (c *check) code(field, s string)  { c.word(field, s, maxCodeBytes) }

func (c *check) needIdent(field, s string) {
	if s == "" {
		c.missing(field)
		return
	}
	c.ident(field, s)
}

// time checks an instant, where it is known; it says whether it is.
func (c *check) time(field string, t time.Time) bool {
	if t.IsZero() {
		return false
	}
	if s := t.Unix(); s < firstSecond || s > lastSecond {
		c.fail(ErrInvalid, field, t.UTC().Format(time.RFC3339), "outside the years 1 to 9999")
		return false
	}
	return true
}

func (c *check) needTime(field string, t time.Time) bool {
	if t.IsZero() {
		c.missing(field)
		return false
	}
	return c.time(field, t)
}

// notBefore refuses an instant before another one; unknown ones pass. Instants
// are compared as they are stored, or the answer would depend on which of two
// facts came first.
func (c *check) notBefore(field string, t time.Time, than string, other time.Time) {
	if !t.IsZero() && !other.IsZero() && period.Micros(t) < period.Micros(other) {
		c.fail(ErrContradiction, field, formatTime(t), "before "+than+" "+formatTime(other))
	}
}

func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// money checks an amount: not negative, and of the currency of the fact's
// other amounts. It says whether the amount is known.
func (c *check) money(field string, m Money) bool { return c.amount(field, m, false) }

// amount is money that may be negative where it is signed.
func (c *check) amount(field string, m Money, signed bool) bool {
	if m.IsNone() {
		return false
	}
	if m.big != nil && !c.limits(field, m.Amount()) { // what is small keeps the limits
		return false
	}
	if m.Sign() < 0 && !signed {
		c.fail(ErrInvalid, field, m.String(), "negative")
		return false
	}
	switch {
	case c.currency == 0:
		c.currency = m.Currency()
	case c.currency != m.Currency():
		c.fail(ErrContradiction, field, m.String(), "the fact's other amounts are in "+c.currency.Code())
		return false
	}
	return true
}

func (c *check) needMoney(field string, m Money) bool {
	if m.IsNone() {
		c.missing(field)
		return false
	}
	return c.money(field, m)
}

// atMost refuses an amount above another one; unknown ones pass.
func (c *check) atMost(field string, m Money, than string, other Money) {
	if m.IsNone() || other.IsNone() || m.Currency() != other.Currency() {
		return
	}
	if above(m, other) {
		c.fail(ErrContradiction, field, m.String(), "above "+than+" "+other.String())
	}
}

// above compares amounts of one currency.
func above(m, than Money) bool {
	d, err := m.Cmp(than)
	return err == nil && d > 0
}

// limits refuses what is beyond the limits of facts, and names it without
// spelling out a gigabyte of zeros.
func (c *check) limits(field string, d decimal.Decimal) bool {
	err := CheckDecimal(d)
	if n, ok := errors.AsType[*NumberError](err); ok {
		c.fail(ErrInvalid, field, n.Text, n.Reason)
	}
	return err == nil
}

// plain returns a decimal within the limits of facts without the exponent that
// a zero may still have: 0e999999999 takes minutes to compare or to print.
func plain(d decimal.Decimal) decimal.Decimal {
	if d.IsZero() {
		return decimal.Decimal{}
	}
	return d
}

// decimal checks a quantity that is not negative.
func (c *check) decimal(field string, d decimal.Decimal) bool {
	if !c.limits(field, d) {
		return false
	}
	if d.Sign() < 0 {
		c.fail(ErrInvalid, field, d.String(), "negative")
		return false
	}
	return true
}

func (c *check) count(field string, n int64) {
	if n < 0 {
		c.fail(ErrInvalid, field, strconv.FormatInt(n, 10), "negative")
	}
}
