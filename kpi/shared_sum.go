package kpi

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// fraction is an exact quantity that may be no decimal: num / per.
type fraction struct {
	num      decimal.Decimal
	per      decimal.Decimal // a whole number above 0
	currency model.Currency
}

// sumShared is the exact total of a quantity of which only some days count:
// its days in a range ÷ all its days. Rows without such days, or without the
// quantity, are left out. The name is part of the definition; the function looks
// at nothing but the row.
func sumShared[F any, T model.Quantity](name string, value model.Field[F, T], share func(F) (days, of int64)) Metric[F, fraction] {
	part := model.NewField(value.ID()+" by days, "+name, func(row F) (T, bool) {
		v, ok := value.Of(row)
		days, _ := share(row)
		d, currency := exactOf(v)
		all, fits := quantityOf[T](d.Mul(decimal.NewFromInt(days)), currency).Value()
		return all, ok && fits
	}).WithLookup(model.Lookup{}, value.Expr())
	span := model.IntKey(name+": days of it", func(row F) (int64, bool) {
		_, of := share(row)
		return of, true
	}).WithLookup(model.Lookup{})
	within := model.And(model.Given(value), model.If(name, func(row F) bool {
		days, _ := share(row)
		return days > 0
	}).WithLookup(model.Lookup{}))
	return Where(within, Then("shared by days", By(span, Sum(part)), addShared[T]))
}

func addShared[T model.Quantity](parts Groups[int64, T]) Result[fraction] {
	sum := fraction{per: decimal.New(1, 0)}
	for of, r := range parts.All() {
		v, ok := r.Value()
		if !ok {
			return undefinedAs[fraction](r)
		}
		d, currency := exactOf(v)
		if currency != 0 && sum.currency != 0 && currency != sum.currency {
			return Undefined[fraction](MixedCurrency, joined([]string{currency.Code(), sum.currency.Code()}))
		}
		if currency != 0 {
			sum.currency = currency
		}
		sum = sum.plus(fraction{num: d, per: decimal.NewFromInt(of)})
	}
	return Value(sum)
}

// plus adds, over the least common denominator.
func (f fraction) plus(g fraction) fraction {
	g = g.reduced()
	common := f.per.Mul(g.per).DivRound(gcd(f.per, g.per), 0)
	f.num = f.num.Mul(common.DivRound(f.per, 0)).Add(g.num.Mul(common.DivRound(g.per, 0)))
	f.per = common
	return f
}

// reduced returns the fraction as a decimal where it is one.
func (f fraction) reduced() fraction {
	if q, rest := f.num.QuoRem(f.per, 18); rest.IsZero() {
		f.num, f.per = q, decimal.New(1, 0)
	}
	return f
}

// gcd is the greatest common divisor of two whole numbers above 0.
func gcd(a, b decimal.Decimal) decimal.Decimal {
	for !b.IsZero() {
		a, b = b, a.Mod(b)
	}
	return a
}

// average is the fraction of money divided by a count.
func (f fraction) average(count int64) Result[Average[model.Money]] {
	if count <= 0 {
		return Undefined[Average[model.Money]](NoDenominator, "")
	}
	return Value(Average[model.Money]{total: amountOf(f.num, f.currency), count: count, per: f.per})
}

// over is one fraction of like quantities by another.
func (f fraction) over(g fraction) Result[Ratio] {
	common := f.per.Mul(g.per).DivRound(gcd(f.per, g.per), 0)
	num := f.num.Mul(common.DivRound(f.per, 0))
	den := g.num.Mul(common.DivRound(g.per, 0))
	if !den.IsPositive() {
		return Undefined[Ratio](NoDenominator, "")
	}
	return Value(Ratio{num: num, den: den, per: common, currency: f.currency})
}

// unscaled is a number of which so many times are given.
func unscaled(d, per decimal.Decimal) decimal.Decimal {
	if per.IsZero() || per.Equal(decimal.New(1, 0)) {
		return d
	}
	if q, rest := d.QuoRem(per, 18); rest.IsZero() {
		return q
	}
	return divide(d, per, 12)
}

// joined lists currency codes in their order.
func joined(codes []string) string {
	codes = slices.Clone(codes)
	slices.Sort(codes)
	return strings.Join(codes, ", ")
}
