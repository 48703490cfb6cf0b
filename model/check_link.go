package model

import (
	"math"
	"strconv"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// What the checks of a fact beside others share.

// account refuses an account, by its code too, that is not there where accounts are
// complete.
func (c *check) account(f *Facts, id AccountID, code uint32) {
	if f.options.AccountsComplete && code != 0 && f.Accounts.find(code) < 0 {
		c.fail(ErrUnknownLink, "account_id", string(id), "no such account, and accounts are complete")
	}
}

// asStored returns an instant as a table holds it. Facts are compared with
// facts at that precision, so that the order of appending does not matter.
func asStored(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return period.FromMicros(period.Micros(t))
}

// known returns an instant that has passed its check, else none, so that
// nothing is compared with it.
func known(ok bool, t time.Time) time.Time {
	if !ok {
		return time.Time{}
	}
	return t
}

// list refuses a list that is too long to be stored.
func (c *check) list(field string, n int) bool {
	if n >= maxListLen {
		c.fail(ErrInvalid, field, strconv.Itoa(n), "too many")
		return false
	}
	return true
}

// room refuses a list for which its table has no room left.
func (c *check) room(field string, t *table, n int) {
	if t.n+n >= math.MaxInt32 {
		c.fail(ErrTooMany, field, strconv.Itoa(n), "the table of "+field+" is full")
	}
}

// within refuses an instant before the start or after the end; an end that is
// not known is open.
func (c *check) within(field string, t time.Time, from string, start time.Time, to string, end time.Time) {
	c.notBefore(field, t, from, start)
	c.notAfter(field, t, to, end)
}

// notAfter refuses an instant after another one; unknown ones pass.
func (c *check) notAfter(field string, t time.Time, than string, other time.Time) {
	if !t.IsZero() && !other.IsZero() && period.Micros(t) > period.Micros(other) {
		c.fail(ErrContradiction, field, formatTime(t), "after "+than+" "+formatTime(other))
	}
}
