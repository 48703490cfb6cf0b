package model

import (
	"math/big"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

// The accessors that the typed rows are made of. The zero row answers with
// zero values, like a fact of which nothing is known.

func (r row) num(slot int) number {
	if r.t == nil {
		return noNumber
	}
	return r.t.num(r.i, slot)
}

// coef is the coefficient of num, without what else there is to a number.
func (r row) coef(slot int) int64 {
	if r.t == nil {
		return Unknown
	}
	return r.t.coef(r.i, slot)
}

func (r row) text(slot int) string {
	if r.t == nil {
		return ""
	}
	return r.t.text(r.i, slot)
}

func (r row) flag(slot int) bool { return r.t != nil && r.t.ref(r.i, slot) != 0 }

func (r row) money(slot int) Money {
	n := r.num(slot)
	if n.coef == Unknown {
		return Money{}
	}
	return moneyOf(n, r.t.cur(r.i))
}

func (r row) time(slot int) time.Time {
	at := r.coef(slot)
	if at == Unknown {
		return time.Time{}
	}
	return period.FromMicros(at)
}

func (r row) int(slot int) int64 {
	if n := r.coef(slot); n != Unknown {
		return n
	}
	return 0
}

func (r row) decimal(slot int) decimal.Decimal {
	if n := r.num(slot); n.coef != Unknown {
		return n.decimal()
	}
	return decimal.Decimal{}
}

func moneyOf(n number, cur Currency) Money {
	if n.coef != Wide {
		return moneyFromInt(n.coef, n.scale, cur)
	}
	coef, exp := n.wide.Coefficient(), n.wide.Exponent()
	if exp > 0 { // at most 24 digits: facts are checked, and sums have no exponent above 0
		coef.Mul(coef, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil))
		exp = 0
	}
	return moneyFromBig(coef, -int(exp), cur)
}

// The instants that facts may have, in seconds.
const (
	firstSecond = -62135596800 // 0001-01-01T00:00:00Z
	lastSecond  = 253402300799 // 9999-12-31T23:59:59Z
)

// numberOfMoney returns Unknown for the zero Money.
func numberOfMoney(m Money) number {
	if m.IsNone() {
		return noNumber
	}
	if coef, scale, ok := m.Coefficient(); ok && coef > Wide {
		return number{coef: coef, scale: scale}
	}
	return number{coef: Wide, wide: m.Amount()}
}

func numberOfTime(t time.Time) number {
	// A field of the caller's own may return anything; beyond the years of facts
	// microseconds would overflow.
	if s := t.Unix(); t.IsZero() || s < firstSecond || s > lastSecond {
		return noNumber
	}
	return whole(period.Micros(t))
}
