package dictionary_test

import (
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// purse is an exact total of money, and the currencies that are in it.
type purse struct {
	sum        *big.Rat
	currencies []model.Currency
	n          int64
}

func (p *purse) add(m model.Money) { p.addPart(m, 1, 1) }

// addPart adds part/whole of an amount; not known is not added.
func (p *purse) addPart(m model.Money, part, whole int64) {
	if m.IsNone() {
		return
	}
	if p.sum == nil {
		p.sum = new(big.Rat)
	}
	p.sum.Add(p.sum, new(big.Rat).Mul(m.Amount().Rat(), big.NewRat(part, whole)))
	if !slices.Contains(p.currencies, m.Currency()) {
		p.currencies = append(p.currencies, m.Currency())
	}
	p.n++
}

func (p *purse) amount() *big.Rat {
	if p.sum == nil {
		return new(big.Rat)
	}
	return p.sum
}

func (p *purse) mixed() bool { return len(p.currencies) > 1 }

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// nearly says whether a number, rounded to 12 places where it is no decimal, is
// a fraction.
func nearly(got, want *big.Rat) bool {
	d := new(big.Rat).Sub(got, want)
	return d.Abs(d).Cmp(big.NewRat(1, 1e12)) <= 0
}

// money checks a total.
func (d *differ) money(name string, got kpi.Result[model.Money], p purse, why reasons) {
	why.add(p.mixed(), kpi.MixedCurrency)
	if v, ok := undefined(d, name, got, why); ok {
		d.holds(name, v.Amount().Rat().Cmp(p.amount()) == 0, fmt.Sprint(v, ", want ", p.amount().FloatString(6)))
	}
}

// mean checks a mean of amounts.
func (d *differ) mean(name string, got kpi.Result[kpi.Average[model.Money]], p purse, why reasons) {
	why.add(p.mixed(), kpi.MixedCurrency)
	why.add(p.n == 0, kpi.NoDenominator)
	if v, ok := undefined(d, name, got, why); ok {
		d.average(name, v, p.amount(), p.n)
	}
}

func (d *differ) average(name string, v kpi.Average[model.Money], total *big.Rat, n int64) {
	d.is(name+" count", v.Count(), n)
	d.holds(name, nearly(v.Total().Amount().Rat(), total), fmt.Sprint(v.Total(), ", want ", total.FloatString(6)))
	if n > 0 {
		quotient := new(big.Rat).Quo(total, whole(n))
		d.holds(name+" rounded", nearly(v.Decimal(12).Rat(), quotient), fmt.Sprint(v.Decimal(12), ", want ", quotient.FloatString(12)))
	}
}

// ratio checks a fraction.
func (d *differ) ratio(name string, got kpi.Ratio, num, den *big.Rat) {
	ok := nearly(got.Numerator().Rat(), num) && nearly(got.Denominator().Rat(), den)
	d.holds(name, ok, fmt.Sprintf("%v/%v, want %s/%s", got.Numerator(), got.Denominator(), num.FloatString(6), den.FloatString(6)))
}

func (d *differ) share(name string, got kpi.Ratio, num, den int64) {
	d.ratio(name, got, whole(num), whole(den))
}

// shareOf checks a fraction of counts that is undefined where the lower one is 0.
func (d *differ) shareOf(name string, got kpi.Result[kpi.Ratio], num, den int64) {
	var why reasons
	why.add(den == 0, kpi.NoDenominator)
	if v, ok := undefined(d, name, got, why); ok {
		d.share(name, v, num, den)
	}
}

// durations checks a distribution against its values.
func (d *differ) durations(name string, got kpi.Distribution[time.Duration], values []time.Duration) {
	values = slices.Sorted(slices.Values(values))
	total := time.Duration(0)
	for _, v := range values {
		total += v
	}
	d.is(name+" count", got.Count(), int64(len(values)))
	if len(values) > 0 {
		d.is(name+" total", got.Total(), total)
		d.is(name+" min", got.Min(), values[0])
		d.is(name+" max", got.Max(), values[len(values)-1])
		twice := values[(len(values)-1)/2] + values[len(values)/2]
		d.holds(name+" median", (2*got.Median()-twice).Abs() <= time.Microsecond, fmt.Sprint(got.Median(), " of ", values))
	}
}

func (d *differ) durationsOf(name string, got kpi.Result[kpi.Distribution[time.Duration]], values []time.Duration) {
	var why reasons
	why.add(len(values) == 0, kpi.NoData)
	if v, ok := undefined(d, name, got, why); ok {
		d.durations(name, v, values)
	}
}

// groups checks the groups by a key: exactly those wanted, each by its own
// check. The zero key is the unknown group.
func groups[K comparable, R, W any](d *differ, name string, got kpi.Groups[K, R], want map[K]W, same func(d *differ, name string, got kpi.Result[R], want W)) {
	var zero K
	seen := 0
	for k, r := range got.All() {
		w, ok := want[k]
		d.holds(name, ok, fmt.Sprintf("%v by %v", r, k))
		if ok && k != zero {
			same(d, fmt.Sprintf("%s of %v", name, k), r, w)
			seen++
		}
	}
	if r, ok := got.Unknown(); ok {
		w, wanted := want[zero]
		d.holds(name, wanted, fmt.Sprintf("%v by the unknown", r))
		if wanted {
			same(d, name+" of the unknown", r, w)
			seen++
		}
	}
	d.is(name+" groups", seen, len(want))
}

// number is same for groups of counts.
func number(d *differ, name string, got kpi.Result[int64], want int64) {
	v, ok := got.Value()
	d.holds(name, ok, got)
	d.is(name, v, want)
}
