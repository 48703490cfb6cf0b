package kpi

import (
	"math"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Sum is the exact total of a field. Of no rows it is zero: for money the zero
// Money, which has no currency. Rows without the field are left out and
// counted in a warning. Amounts of several currencies are undefined
// (MixedCurrency), and so is a count or duration that does not fit its type
// (OutOfRange).
func Sum[F any, T model.Quantity](field model.Field[F, T]) Metric[F, T] {
	return define[F](model.NewExpr("sum", "", field.Expr()), func(at place) fold[T] {
		f := newSum(at, field)
		return fold[T]{f, func(g int32) Result[T] { return viewSum(f, g, sumOf[T]) }}
	})
}

// Mean is the exact mean of a field over the rows that have it: the total and
// how many there are, divided and rounded when it is asked for. Of no such
// rows it is undefined (NoDenominator). Rows without the field are left out
// and counted in a warning. Amounts of several currencies are undefined
// (MixedCurrency).
func Mean[F any, T model.Quantity](field model.Field[F, T]) Metric[F, Average[T]] {
	return define[F](model.NewExpr("mean", "", field.Expr()), func(at place) fold[Average[T]] {
		f := newSum(at, field)
		return fold[Average[T]]{f, func(g int32) Result[Average[T]] { return viewSum(f, g, meanOf[T]) }}
	})
}

// sumFold keeps totals; sum and mean are two views of them.
type sumFold struct {
	once
	at   place
	nums func() *model.Numbers
	name string
	totals
}

func newSum[F, T any](at place, field model.Field[F, T]) *sumFold {
	return leaf(at, "sum "+field.Identity().String(), func() *sumFold {
		return &sumFold{at: at, nums: numbers(at, field), name: field.ID()}
	})
}

func (f *sumFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.totals.add(f.nums(), sel, rows, group, f.at.groups.len())
}

func (f *sumFold) check(other state) error {
	if _, ok := other.(*sumFold); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *sumFold) merge(other state, from, into []int32) {
	if f.again(f.at.plan) {
		return
	}
	f.at.plan.merging(func() { f.totals.merge(&other.(*sumFold).totals, from, into, f.at.groups.len()) })
}

func viewSum[R any](f *sumFold, g int32, view func(sum amount, n int64) Result[R]) Result[R] {
	sum, n, mixed := f.totals.of(g)
	missed := f.missed(g)
	if mixed != "" {
		return Undefined[R](MixedCurrency, mixed)
	}
	r := view(sum, n)
	if missed > 0 {
		r = warned(r, Warning{Count: missed, Of: missed + n, Text: "rows without " + f.name})
	}
	return r
}

func (f *sumFold) append(b []byte, g int32) ([]byte, error) { return f.totals.append(b, g), nil }

func (f *sumFold) decode(b []byte, g int32) ([]byte, error) {
	return f.totals.decode(b, g, f.at.groups.len())
}

func sumOf[T model.Quantity](sum amount, _ int64) Result[T] {
	if v, ok := quick[T](sum.coef, sum.scale, sum.currency); ok {
		return Result[T]{value: v}
	}
	return quantityOf[T](sum.decimal(), sum.currency)
}

func meanOf[T model.Quantity](sum amount, n int64) Result[Average[T]] {
	if n == 0 {
		return Undefined[Average[T]](NoDenominator, "")
	}
	return Value(Average[T]{total: sum, count: n})
}

// quick is quantityOf for the common cases, without a detour over decimals; false
// for others.
func quick[T any](coef int64, scale uint8, cur model.Currency) (v T, ok bool) {
	if coef == model.Wide || coef == model.Unknown {
		return v, false
	}
	switch p := any(&v).(type) {
	case *model.Money:
		*p = model.NumberValue[model.Money](coef, scale, decimal.Decimal{}, cur)
		return v, true
	case *time.Time:
		*p = period.FromMicros(coef)
		return v, scale == 0
	case *int64:
		*p = coef
		return v, scale == 0
	}
	return v, false
}

// quantityOf turns an exact number back into a quantity. Durations are
// seconds, instants microseconds since 1970 UTC.
func quantityOf[T any](d decimal.Decimal, cur model.Currency) Result[T] {
	var v T
	switch p := any(&v).(type) {
	case *model.Money:
		*p = model.NumberValue[model.Money](model.Wide, 0, d, cur)
	case *decimal.Decimal:
		*p = d
	case *int64:
		n, ok := fit(d)
		if !ok {
			return Undefined[T](OutOfRange, d.String())
		}
		*p = n
	case *time.Duration:
		n := d.Shift(9).BigInt() // a quantile between two nanoseconds is cut
		if !n.IsInt64() {
			return Undefined[T](OutOfRange, d.String()+" s")
		}
		*p = time.Duration(n.Int64())
	case *time.Time:
		*p = period.FromMicros(d.IntPart())
	}
	return Value(v)
}

// cutTo is quantityOf for what may not fit a duration or a count: it is the
// largest or the smallest one then.
func cutTo[T any](d decimal.Decimal, cur model.Currency) T {
	v, ok := quantityOf[T](d, cur).Value()
	if ok {
		return v
	}
	limit := int64(math.MaxInt64)
	if d.IsNegative() {
		limit = math.MinInt64
	}
	switch p := any(&v).(type) {
	case *time.Duration:
		*p = time.Duration(limit)
	case *int64:
		*p = limit
	}
	return v
}

// exactOf is the inverse of quantityOf.
func exactOf[T model.Quantity](v T) (decimal.Decimal, model.Currency) {
	switch x := any(v).(type) {
	case model.Money:
		return x.Amount(), x.Currency()
	case decimal.Decimal:
		return x, 0
	case int64:
		return decimal.NewFromInt(x), 0
	case time.Duration:
		return decimal.New(int64(x), -9), 0
	}
	return decimal.Decimal{}, 0
}
