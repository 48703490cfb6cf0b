package model

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// MoneySum is a running sum of amounts with a total for each currency, always
// equal to the exact decimal sum. Totals in different currencies are kept apart
// and never refuse to merge, so that no order of additions and merges makes a
// difference; [MoneySum.Total] says in the end whether there is one total.
//
// The zero MoneySum is empty and ready to use. Adding amounts of one currency
// whose coefficients fit 64 bits does not allocate. Do not copy a MoneySum that
// is in use, as with a strings.Builder: use [MoneySum.Clone]. It is not safe
// for concurrent use while one goroutine changes it.
type MoneySum struct {
	_ [0]func() // makes == a compile error

	first currencySum    // the currency seen first; none yet when its currency is 0
	more  *[]currencySum // the others, sorted; nil for the common case of one
}

// currencySum is the total of one currency: exact, plus rest where that is set.
// How a total is divided between them depends on the path it came; nothing that
// can be observed does.
type currencySum struct {
	exact    int128
	rest     *decimal.Decimal // what did not fit; never changed, only replaced
	currency Currency
}

// Add adds m. The zero Money changes nothing; a known zero makes its currency
// one of those seen.
func (s *MoneySum) Add(m Money) {
	if m.big == nil {
		s.AddCoef(m.coef, m.scale, m.currency)
		return
	}
	s.slot(m.currency).addRest(*m.big)
}

// Remove takes m off: it adds −m. The currency of m has been seen then, also
// when its total is 0.
func (s *MoneySum) Remove(m Money) { s.Add(m.Neg()) }

// AddCoef adds coef × 10^−scale in currency c, as [MoneySum.Add] does. It is
// for engines that hold the parts of [Money.Coefficient] in columns. Coef 0
// with c 0 is the zero Money; it panics when c is no currency otherwise.
func (s *MoneySum) AddCoef(coef int64, scale uint8, c Currency) {
	if c != s.first.currency || c == 0 || scale > MaxDecimalPlaces {
		s.addCoefSlow(coef, scale, c)
		return
	}
	s.first.add(int128Of(coef, scale))
}

// addCoefSlow keeps AddCoef small: it finds the slot and checks the parts.
func (s *MoneySum) addCoefSlow(coef int64, scale uint8, c Currency) {
	if c == 0 && coef == 0 {
		return
	}
	if !c.valid() {
		panic(fmt.Sprintf("model: MoneySum: %d is no currency; pass a constant such as EUR, or a Currency from ParseCurrency", c))
	}
	if scale > MaxDecimalPlaces {
		s.slot(c).addRest(decimal.New(coef, -int32(scale)))
		return
	}
	s.slot(c).add(int128Of(coef, scale))
}

// Merge adds all totals of o, which may be s itself. It neither changes o nor
// keeps a reference to it.
func (s *MoneySum) Merge(o *MoneySum) {
	for t := range o.sorted() {
		into := s.slot(t.currency)
		into.add(t.exact)
		if t.rest != nil {
			into.addRest(*t.rest)
		}
	}
}

// slot returns the total of a currency, which has been seen from now on. It
// points into s until the next currency comes.
func (s *MoneySum) slot(c Currency) *currencySum {
	if s.first.currency == 0 {
		s.first.currency = c
	}
	if s.first.currency == c {
		return &s.first
	}
	if s.more == nil {
		s.more = new([]currencySum)
	}
	at, found := slices.BinarySearchFunc(*s.more, c, func(t currencySum, c Currency) int { return int(t.currency) - int(c) })
	if !found {
		*s.more = slices.Insert(*s.more, at, currencySum{currency: c})
	}
	return &(*s.more)[at]
}

func (t *currencySum) add(v int128) {
	sum, ok := t.exact.add(v)
	if !ok {
		// What was summed so far moves to rest, so this is rare: 170 times the
		// largest amount of a fact fits.
		t.addRest(decimal.NewFromBigInt(t.exact.big(), -MaxDecimalPlaces))
		sum = v
	}
	t.exact = sum
}

func (t *currencySum) addRest(d decimal.Decimal) {
	if t.rest != nil {
		d = t.rest.Add(d)
	}
	t.rest = &d
}

// money returns the total in its shortest form.
func (t *currencySum) money() Money {
	if t.rest == nil {
		return moneyFromInt128(t.exact, t.currency)
	}
	total := decimal.NewFromBigInt(t.exact.big(), -MaxDecimalPlaces).Add(*t.rest)
	return moneyFromBig(total.Coefficient(), int(-total.Exponent()), t.currency)
}

// sorted iterates over copies of the totals in the order of their codes.
func (s *MoneySum) sorted() iter.Seq[currencySum] {
	return func(yield func(currencySum) bool) {
		first := s.first
		pending := first.currency != 0
		if s.more != nil {
			for _, t := range *s.more {
				if pending && first.currency < t.currency {
					pending = false
					if !yield(first) {
						return
					}
				}
				if !yield(t) {
					return
				}
			}
		}
		if pending {
			yield(first)
		}
	}
}

// Total returns the sum of everything added: the zero Money when only that or
// nothing was. More than one currency gives a [MixedCurrencyError] with all of
// them, sorted by code; a currency counts as seen even where its total is 0,
// or an error would depend on the amounts.
func (s *MoneySum) Total() (Money, error) {
	if s.more != nil {
		return Money{}, &MixedCurrencyError{Currencies: s.Currencies()}
	}
	return s.first.money(), nil
}

// Totals iterates over the currencies seen and their totals, sorted by code. Do
// not change s meanwhile.
func (s *MoneySum) Totals() iter.Seq2[Currency, Money] {
	return func(yield func(Currency, Money) bool) {
		for t := range s.sorted() {
			if !yield(t.currency, t.money()) {
				return
			}
		}
	}
}

// Currencies returns the currencies seen, sorted by code; nil when there are
// none.
func (s *MoneySum) Currencies() []Currency {
	var seen []Currency
	for t := range s.sorted() {
		seen = append(seen, t.currency)
	}
	return seen
}

// Reset makes s empty.
func (s *MoneySum) Reset() { *s = MoneySum{} }

// Clone returns a sum with the same totals that shares nothing with s.
func (s *MoneySum) Clone() MoneySum {
	c := MoneySum{first: s.first}
	if s.more != nil {
		more := slices.Clone(*s.more)
		c.more = &more
	}
	return c
}

// Equal tells whether s and o have seen the same currencies and have the same
// totals, whatever the path to them.
func (s *MoneySum) Equal(o *MoneySum) bool {
	next, stop := iter.Pull2(o.Totals())
	defer stop()
	for c, total := range s.Totals() {
		if oc, ototal, ok := next(); !ok || c != oc || !total.Equal(ototal) {
			return false
		}
	}
	_, _, more := next()
	return !more
}

// String returns the totals sorted by code, "10000.00 AED + 5000.00 EUR", and
// "0" for an empty sum.
func (s *MoneySum) String() string {
	var parts []string
	for _, total := range s.Totals() {
		parts = append(parts, total.String())
	}
	if parts == nil {
		return "0"
	}
	return strings.Join(parts, " + ")
}
