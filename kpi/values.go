package kpi

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Quantiles is the distribution of a field, with exact quantiles. Of no row
// that has the field it is undefined (NoData). Rows without it are left out and
// counted in a warning. Amounts of several currencies are undefined
// (MixedCurrency). The state keeps every value: 12 bytes a row.
func Quantiles[F any, T model.Quantity](field model.Field[F, T]) Metric[F, Distribution[T]] {
	return define[F](model.NewExpr("quantiles", "", field.Expr()), func(at place) fold[Distribution[T]] {
		f := newValues(at, field)
		return fold[Distribution[T]]{f, func(g int32) Result[Distribution[T]] { return viewValues(f, g, distributionOf[T]) }}
	})
}

// Gaps is the distribution of the times between successive instants, each gap
// dated at its end: those that end in the range count, also where they begin
// before it. Equal instants count as one. Of no gap it is undefined (NoData).
// The state keeps every instant: 12 bytes a row.
func Gaps[F any](at model.Field[F, time.Time], r period.Range) Metric[F, Distribution[time.Duration]] {
	from, to := period.CeilMicros(r.Start()), period.CeilMicros(r.End())
	return define[F](model.NewExpr("gaps", r.String(), at.Expr()), func(p place) fold[Distribution[time.Duration]] {
		f := newValues(p, at)
		return fold[Distribution[time.Duration]]{f, func(g int32) Result[Distribution[time.Duration]] {
			return viewValues(f, g, func(instants sortedValues) Result[Distribution[time.Duration]] {
				return gapsIn(instants.inOrder(), from, to)
			})
		}}
	})
}

func gapsIn(instants []int64, from, to int64) Result[Distribution[time.Duration]] {
	d := Distribution[time.Duration]{values: sortedValues{scale: 6, small: make([]int64, 0, max(0, len(instants)-1))}}
	for i := 1; i < len(instants); i++ {
		if gap := instants[i] - instants[i-1]; gap > 0 && instants[i] >= from && instants[i] < to {
			d.values.small = append(d.values.small, gap)
		}
	}
	if len(d.values.small) == 0 {
		return Undefined[Distribution[time.Duration]](NoData, "")
	}
	d.values.order = new(ordered) // many are pooled, and never looked at
	return Value(d)
}

func distributionOf[T model.Quantity](v sortedValues) Result[Distribution[T]] {
	if v.len() == 0 {
		return Undefined[Distribution[T]](NoData, "")
	}
	return Value(Distribution[T]{values: v})
}

// valuesFold keeps all values of all groups; distributions and gaps are views
// of them.
type valuesFold struct {
	once
	at      place
	nums    func() *model.Numbers
	name    string
	lanes   []valuesLane
	missing []int64
}

func newValues[F, T any](at place, field model.Field[F, T]) *valuesFold {
	return leaf(at, "values "+field.Identity().String(), func() *valuesFold {
		return &valuesFold{at: at, nums: numbers(at, field), name: field.ID()}
	})
}

func (f *valuesFold) lane(c model.Currency) *valuesLane {
	for i := range f.lanes {
		if f.lanes[i].currency == c {
			return &f.lanes[i]
		}
	}
	f.lanes = append(f.lanes, valuesLane{currency: c})
	return &f.lanes[len(f.lanes)-1]
}

func (f *valuesFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group, groups := f.at.groups.get(), f.at.groups.len()
	n := f.nums()
	if f.updateOne(n, sel, rows, group) {
		return
	}
	each(sel, rows, func(i int32) {
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		if n.None || n.Values[i] == model.Unknown {
			f.missing = grown(f.missing, groups)
			f.missing[g]++
			return
		}
		cur := n.Currency
		if n.Currencies != nil {
			cur = n.Currencies[i]
		}
		l := f.lane(cur)
		if v := n.Values[i]; v != model.Wide && n.Scale == l.scale {
			l.push(g, v)
			return
		}
		d, _, _ := n.At(i)
		l.put(g, d)
	})
}

// updateOne is update where all values are in one currency, and fit the lane at
// its scale or at their own.
func (f *valuesFold) updateOne(n *model.Numbers, sel []int32, rows int, group []int32) bool {
	if n.None || n.Currencies != nil {
		return false
	}
	l := f.lane(n.Currency)
	if !l.reaches(n.Scale) {
		return false
	}
	factor, ok := factorOf(l.scale - n.Scale)
	if !ok || n.Bound() > math.MaxInt64/2/uint64(factor) {
		return false
	}
	if !n.Marks || unmarked(n.Values, sel, rows) {
		l.pushAll(n.Values, factor, n.Bound(), sel, rows, group)
		return true
	}
	each(sel, rows, func(i int32) {
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		switch v := n.Values[i]; v {
		case model.Unknown:
			f.missing = grown(f.missing, f.at.groups.len())
			f.missing[g]++
		case model.Wide:
			d, _, _ := n.At(i)
			l.aside(g, d)
		default:
			l.push(g, v*factor)
		}
	})
	return true
}

// unmarked says whether the values of the selected rows are all known, and fit.
func unmarked(values []int64, sel []int32, rows int) bool {
	least := int64(math.MaxInt64)
	each(sel, rows, func(i int32) { least = min(least, values[i]) })
	return least > model.Wide
}

func (f *valuesFold) check(other state) error {
	if _, ok := other.(*valuesFold); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *valuesFold) merge(other state, from, into []int32) {
	o := other.(*valuesFold)
	if f.again(f.at.plan) {
		return
	}
	f.at.plan.merging(func() { f.take(o, from, into) })
}

func (f *valuesFold) take(o *valuesFold, from, into []int32) {
	for i, g := range from {
		if int(g) < len(o.missing) && o.missing[g] > 0 {
			f.missing = grown(f.missing, f.at.groups.len())
			f.missing[into[i]] += o.missing[g]
		}
	}
	to := paired(from, into, o.at.groups.len())
	for k := range len(o.lanes) {
		l := f.lane(o.lanes[k].currency)
		x := &o.lanes[k]
		if to != nil && x != l && l.reaches(x.scale) && x.scale == l.scale {
			l.mergeAll(x, to, sameGroups(from, into))
		} else {
			l.mergeGroups(x, from, into)
		}
	}
}

func (f *valuesFold) finish() {
	for k := range f.lanes {
		f.lanes[k].index(f.at.plan.crew)
	}
}

// values returns the values of a group by currency, in the order of the codes.
func (f *valuesFold) values(g int32) []sortedValues {
	var out []sortedValues
	for k := range f.lanes {
		if v := f.lanes[k].of(g); v.len() > 0 {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b sortedValues) int { return strings.Compare(a.currency.Code(), b.currency.Code()) })
	return out
}

func viewValues[R any](f *valuesFold, g int32, view func(sortedValues) Result[R]) Result[R] {
	if len(f.lanes) == 1 && f.missing == nil { // the common case
		return view(f.lanes[0].of(g))
	}
	var r Result[R]
	switch v := f.values(g); len(v) {
	case 0:
		r = view(sortedValues{})
	case 1:
		r = view(v[0])
	default:
		codes := make([]string, len(v))
		for i := range v {
			codes[i] = v[i].currency.Code()
		}
		return Undefined[R](MixedCurrency, strings.Join(codes, ", "))
	}
	if int(g) < len(f.missing) {
		r = warned(r, Warning{Count: f.missing[g], Text: "rows without " + f.name})
	}
	return r
}

func (f *valuesFold) append(b []byte, g int32) ([]byte, error) {
	missing := int64(0)
	if int(g) < len(f.missing) {
		missing = f.missing[g]
	}
	b = binary.AppendUvarint(b, uint64(missing))
	lanes := f.values(g)
	b = binary.AppendUvarint(b, uint64(len(lanes)))
	for _, l := range lanes {
		b = appendCurrency(b, l.currency)
		b = binary.AppendUvarint(b, uint64(l.len()))
		for i := range l.len() {
			b = appendDecimal(b, l.at(i))
		}
	}
	return b, nil
}

func (f *valuesFold) decode(b []byte, g int32) ([]byte, error) {
	missing, b, err := cutUvarint(b)
	if err != nil || missing > 1<<62 {
		return nil, ErrCorrupt
	}
	if missing > 0 {
		f.missing = grown(f.missing, f.at.groups.len())
		f.missing[g] += int64(missing)
	}
	count, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	name := ""
	for i := range count {
		cur, rest, err := cutCurrency(b)
		if err != nil || i > 0 && cur.Code() <= name {
			return nil, ErrCorrupt
		}
		name = cur.Code()
		n, rest, err := cutCount(rest)
		if err != nil || n == 0 {
			return nil, ErrCorrupt
		}
		l := f.lane(cur)
		var before decimal.Decimal
		for j := range n {
			d, more, err := cutDecimal(rest)
			if err != nil || j > 0 && d.LessThan(before) {
				return nil, ErrCorrupt
			}
			l.put(g, d)
			rest, before = more, d
		}
		b = rest
	}
	return b, nil
}
