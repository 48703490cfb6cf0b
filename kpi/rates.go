package kpi

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// ErrRate is the kind of the errors about exchange rates.
var ErrRate = errors.New("invalid exchange rate")

// Rate is an exchange rate: from a day on one unit of a currency is so many of
// another one, until there is a newer rate.
type Rate struct {
	Date     period.Date
	From, To model.Currency
	Rate     decimal.Decimal
}

// String returns the rate as text, such as "1 CHF = 1.05 EUR of 2025-01-31".
func (r Rate) String() string {
	return fmt.Sprintf("1 %s = %s %s of %v", r.From.Code(), plain(r.Rate), r.To.Code(), r.Date)
}

// Rates are dated exchange rates. They are immutable.
//
// A pair of currencies is converted by its own rate, or by 1 ÷ that of the
// reverse pair, whichever is newer, its own one where both are of one day. A pair
// without either goes over one other currency: the pivot, which most of the rates
// name. Inverse and crossed rates are rounded half to even to 18 decimal places;
// amounts are multiplied exactly.
type Rates struct {
	pairs map[[2]model.Currency][]Rate // by date
	pivot model.Currency
	id    string
}

// ratePlaces is how exact rates are that are worked out of others.
const ratePlaces = 18

// NewRates returns the rates. A rate that is not above zero, too large, of no
// day, or from a currency to itself, and two rates of one pair and day are
// errors (ErrRate).
func NewRates(rates ...Rate) (*Rates, error) {
	r := &Rates{pairs: map[[2]model.Currency][]Rate{}}
	named := map[model.Currency]int{}
	for _, x := range rates {
		why := ""
		switch {
		case !x.Date.Valid():
			why = "no day"
		case x.From == 0 || x.To == 0 || x.From == x.To:
			why = "needs two currencies"
		case model.CheckDecimal(x.Rate) != nil:
			why = model.CheckDecimal(x.Rate).Error()
		case !x.Rate.IsPositive():
			why = "not above zero"
		}
		if why != "" {
			return nil, fmt.Errorf("%w: %s to %s on %v: %s", ErrRate, x.From.Code(), x.To.Code(), x.Date, why)
		}
		pair := [2]model.Currency{x.From, x.To}
		r.pairs[pair] = append(r.pairs[pair], x)
		named[x.From]++
		named[x.To]++
	}
	var all []string
	for pair, list := range r.pairs {
		slices.SortFunc(list, func(a, b Rate) int { return a.Date.Compare(b.Date) })
		for i, x := range list {
			if i > 0 && x.Date == list[i-1].Date {
				return nil, fmt.Errorf("%w: %s to %s on %v: given twice", ErrRate, pair[0].Code(), pair[1].Code(), x.Date)
			}
			all = append(all, x.String())
		}
	}
	for c, n := range named {
		if n > named[r.pivot] || n == named[r.pivot] && c.Code() < r.pivot.Code() {
			r.pivot = c
		}
	}
	slices.Sort(all)
	h := fnv.New64a()
	h.Write([]byte(strings.Join(all, "\n")))
	r.id = fmt.Sprintf("%d rates %016x", len(all), h.Sum64())
	return r, nil
}

// Find returns the rate at which a currency is converted on a day. Its Date is
// that of the rate it comes from, of two the earlier one. A missing rate is an
// error that names the pair and the day (ErrRate).
func (r *Rates) Find(from, to model.Currency, day period.Date) (Rate, error) {
	if from == to {
		return Rate{Date: day, From: from, To: to, Rate: decimal.New(1, 0)}, nil
	}
	if x, ok := r.between(from, to, day); ok {
		return x, nil
	}
	a, ok := r.between(from, r.pivot, day)
	b, also := r.between(r.pivot, to, day)
	if !ok || !also {
		return Rate{}, fmt.Errorf("%w: no rate of %s to %s on %v", ErrRate, from.Code(), to.Code(), day)
	}
	if b.Date.Before(a.Date) {
		a.Date = b.Date
	}
	return Rate{Date: a.Date, From: from, To: to, Rate: a.Rate.Mul(b.Rate).RoundBank(ratePlaces)}, nil
}

// between is the rate of a pair or of its reverse.
func (r *Rates) between(from, to model.Currency, day period.Date) (Rate, bool) {
	own, ok := latest(r.pairs[[2]model.Currency{from, to}], day)
	back, also := latest(r.pairs[[2]model.Currency{to, from}], day)
	if also && (!ok || own.Date.Before(back.Date)) {
		return Rate{Date: back.Date, From: from, To: to, Rate: divide(decimal.New(1, 0), back.Rate, ratePlaces)}, true
	}
	return own, ok
}

// latest returns the last rate that is not after a day.
func latest(rates []Rate, day period.Date) (Rate, bool) {
	i, found := slices.BinarySearchFunc(rates, day, func(r Rate, d period.Date) int { return cmp.Compare(r.Date.Compare(d), 0) })
	if found {
		return rates[i], true
	}
	if i == 0 {
		return Rate{}, false
	}
	return rates[i-1], true
}
