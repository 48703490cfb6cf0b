package kpi

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// Distribution is a set of values in ascending order: their number, total,
// mean, extremes and exact quantiles. Distributions are made by metrics and
// are never empty, but for the zero Distribution.
type Distribution[T model.Quantity] struct {
	values sortedValues
}

// sortedValues are numbers, whole at one scale or, where some do not fit, exact.
// They are in ascending order as soon as somebody asks for one by its place.
type sortedValues struct {
	currency model.Currency
	scale    uint8
	small    []int64           // never changed
	exact    []decimal.Decimal // instead of small
	order    *ordered          // of small; nil where it is in order
	runs     *valueRuns        // instead of small
}

// ordered are values in order, as soon as somebody asks for them: many ask for
// the total alone, and several may ask at a time.
type ordered struct {
	sync.Once
	v []int64
}

// of returns the values of some slices in ascending order: the same ones each time.
func (o *ordered) of(values ...[]int64) []int64 {
	o.Do(func() {
		o.v = slices.Concat(values...)
		sortValues(o.v)
	})
	return o.v
}

// inOrder returns all values that fit in ascending order.
func (s *sortedValues) inOrder() []int64 {
	switch {
	case s.runs != nil:
		return s.runs.inOrder()
	case s.order == nil:
		return s.small
	}
	return s.order.of(s.small)
}

func (s *sortedValues) len() int {
	switch {
	case s.exact != nil:
		return len(s.exact)
	case s.runs != nil:
		return s.runs.n
	}
	return len(s.small)
}

// at is for many values: nth does not put all of them in order.
func (s *sortedValues) at(i int) decimal.Decimal {
	if s.exact != nil {
		return s.exact[i]
	}
	return decimal.New(s.inOrder()[i], -int32(s.scale))
}

func (s *sortedValues) nth(i int) decimal.Decimal {
	if s.runs != nil {
		return decimal.New(s.runs.nth(i), -int32(s.scale))
	}
	return s.at(i)
}

// widen joins values of any size.
func (s *sortedValues) widen(more []decimal.Decimal) {
	exact := slices.Clone(more)
	for i := range s.len() {
		exact = append(exact, s.at(i))
	}
	sort.Slice(exact, func(i, j int) bool { return exact[i].LessThan(exact[j]) })
	s.small, s.order, s.runs, s.exact = nil, nil, nil, exact
}

func (s *sortedValues) total() decimal.Decimal {
	var sum decimal.Decimal
	switch {
	case s.exact != nil:
		for _, d := range s.exact {
			sum = sum.Add(d)
		}
	case s.runs != nil:
		for _, r := range s.runs.all {
			sum = sum.Add(r.total(s.scale))
		}
	default:
		sum = totalOf(s.small, s.scale)
	}
	return sum
}

// totalOf is the exact sum of values at a scale.
func totalOf(values []int64, scale uint8) decimal.Decimal {
	if len(values) == 0 {
		return decimal.Decimal{}
	}
	var t totals
	t.add(&model.Numbers{Values: values, Scale: scale, Least: slices.Min(values), Most: slices.Max(values)}, nil, len(values), nil, 1)
	sum, _, _ := t.of(0)
	return sum.decimal()
}

func (d Distribution[T]) quantity(v decimal.Decimal) T {
	return cutTo[T](v, d.values.currency)
}

// Count returns the number of values.
func (d Distribution[T]) Count() int64 { return int64(d.values.len()) }

// Total returns the exact sum of the values. One that does not fit, such as
// durations of more than 292 years together, is cut to what does; that of the mean
// is exact whatever its size.
func (d Distribution[T]) Total() T { return d.quantity(d.values.total()) }

// Mean returns the exact mean.
func (d Distribution[T]) Mean() Average[T] {
	return Average[T]{total: amountOf(d.values.total(), d.values.currency), count: d.Count()}
}

// Min returns the smallest value, zero for the zero Distribution.
func (d Distribution[T]) Min() T { return d.quantity(d.exactQuantile(decimal.Decimal{})) }

// Max returns the largest value, zero for the zero Distribution.
func (d Distribution[T]) Max() T { return d.quantity(d.exactQuantile(decimal.New(1, 0))) }

// Median returns the middle value, or the exact mean of the two middle ones;
// see Quantile.
func (d Distribution[T]) Median() T { return d.Quantile(decimal.New(5, -1)) }

// Quantile returns the exact p-quantile for p in [0, 1], such as
// decimal.New(95, -2): of type 7 of Hyndman and Fan (1996), which interpolates
// between the values next to (n-1)p, as R and spreadsheets do. A count or a
// duration that falls between its units is rounded half to even. A p outside
// [0, 1] is taken as the nearer end.
func (d Distribution[T]) Quantile(p decimal.Decimal) T {
	v := d.exactQuantile(p)
	var q T
	switch any(q).(type) {
	case int64:
		v = v.RoundBank(0)
	}
	return d.quantity(v)
}

// QuantileDecimal is Quantile as an exact number; durations in seconds.
func (d Distribution[T]) QuantileDecimal(p decimal.Decimal) decimal.Decimal {
	return d.exactQuantile(p)
}

func (d Distribution[T]) exactQuantile(p decimal.Decimal) decimal.Decimal {
	n := d.values.len()
	if n == 0 {
		return decimal.Decimal{}
	}
	h := decimal.Max(decimal.Decimal{}, decimal.Min(p, decimal.New(1, 0))).Mul(decimal.NewFromInt(int64(n - 1)))
	k := int(h.IntPart())
	low := d.values.nth(k)
	frac := h.Sub(decimal.NewFromInt(int64(k)))
	if frac.IsZero() {
		return low
	}
	return low.Add(d.values.nth(k + 1).Sub(low).Mul(frac))
}

// String returns number, mean, median and 95th percentile.
func (d Distribution[T]) String() string {
	return fmt.Sprintf("n %d, mean %v, median %v, p95 %v", d.Count(), d.Mean(), d.Median(), d.Quantile(decimal.New(95, -2)))
}

// MarshalJSON returns an object with count, mean, min, median, p95 and max.
func (d Distribution[T]) MarshalJSON() ([]byte, error) {
	out := struct {
		Count  int64      `json:"count"`
		Mean   Average[T] `json:"mean"`
		Min    string     `json:"min"`
		Median string     `json:"median"`
		P95    string     `json:"p95"`
		Max    string     `json:"max"`
	}{
		d.Count(), d.Mean(), plain(d.exactQuantile(decimal.Decimal{})), plain(d.exactQuantile(decimal.New(5, -1))),
		plain(d.exactQuantile(decimal.New(95, -2))), plain(d.exactQuantile(decimal.New(1, 0))),
	}
	return json.Marshal(out)
}

// Pool is the distribution of all values of the distributions of a field: the
// intervals of all customers, say, and not the mean of their means. Of no row
// it is undefined (NoData); several currencies are undefined (MixedCurrency).
func Pool[F any, T model.Quantity](field model.Field[F, Distribution[T]]) Metric[F, Distribution[T]] {
	return define[F](model.NewExpr("pool", "", field.Expr()), func(at place) fold[Distribution[T]] {
		f := &poolFold[F, T]{valuesFold{at: at, name: field.ID()}, field}
		at.work(f)
		return fold[Distribution[T]]{f, func(g int32) Result[Distribution[T]] { return viewValues(&f.valuesFold, g, distributionOf[T]) }}
	})
}

// poolFold keeps the values like Quantiles, of which every row has several.
type poolFold[F any, T model.Quantity] struct {
	valuesFold
	field model.Field[F, Distribution[T]]
}

func (f *poolFold[F, T]) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.field.Each(f.at.plan.block, sel, func(i int32, d Distribution[T]) {
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		l := f.lane(d.values.currency)
		if d.values.exact == nil && l.reaches(d.values.scale) && d.values.scale == l.scale {
			l.takeAll(g, d.values)
			return
		}
		for k := range d.values.len() {
			l.put(g, d.values.at(k))
		}
	})
}

func (f *poolFold[F, T]) check(other state) error {
	o, ok := other.(*poolFold[F, T])
	if !ok {
		return ErrIncompatible
	}
	return f.valuesFold.check(&o.valuesFold)
}

func (f *poolFold[F, T]) merge(other state, from, into []int32) {
	f.valuesFold.merge(&other.(*poolFold[F, T]).valuesFold, from, into)
}
