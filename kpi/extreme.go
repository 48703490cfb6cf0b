package kpi

import (
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// Min is the smallest value of a field. Of no row that has it it is undefined
// (NoData); amounts of several currencies are undefined (MixedCurrency).
func Min[F any, T model.Quantity](field model.Field[F, T]) Metric[F, T] {
	return extreme("min", field, -1)
}

// Max is the largest value of a field. Of no row that has it it is undefined
// (NoData); amounts of several currencies are undefined (MixedCurrency).
func Max[F any, T model.Quantity](field model.Field[F, T]) Metric[F, T] {
	return extreme("max", field, +1)
}

// Earliest is the first instant of a field. Of no row that has it it is
// undefined (NoData).
func Earliest[F any](at model.Field[F, time.Time]) Metric[F, time.Time] {
	return extreme("earliest", at, -1)
}

// Latest is the last instant of a field. Of no row that has it it is undefined
// (NoData).
func Latest[F any](at model.Field[F, time.Time]) Metric[F, time.Time] {
	return extreme("latest", at, +1)
}

func extreme[F, T any](op string, field model.Field[F, T], sign int) Metric[F, T] {
	return define[F](model.NewExpr(op, "", field.Expr()), func(at place) fold[T] {
		f := leaf(at, op+" "+field.Identity().String(), func() *extremeFold {
			return &extremeFold{at: at, nums: numbers(at, field), sign: sign, empty: packedOf[T]()}
		})
		return fold[T]{f, func(g int32) Result[T] { return viewExtreme[T](f, g) }}
	})
}

type extremeFold struct {
	once
	at    place
	nums  func() *model.Numbers
	sign  int
	empty packed
	lanes []extremeLane
}

// extremeLane holds the best values in one currency, at one scale; those that
// do not fit stand aside.
type extremeLane struct {
	currency model.Currency
	scale    uint8
	best     packed // by group; Unknown where there is none yet
	wide     map[int32]decimal.Decimal
}

func (f *extremeFold) lane(c model.Currency) *extremeLane {
	for i := range f.lanes {
		if f.lanes[i].currency == c {
			return &f.lanes[i]
		}
	}
	f.lanes = append(f.lanes, extremeLane{currency: c, best: f.empty})
	return &f.lanes[len(f.lanes)-1]
}

func (f *extremeFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	n := f.nums()
	if n.None {
		return
	}
	var l *extremeLane
	if n.Currencies == nil {
		l = f.lane(n.Currency)
		l.best.grow(f.at.groups.len())
	}
	if l != nil && n.Scale == l.scale && !n.Marks && !l.aside() {
		l.take(n.Values, sel, rows, group, f.sign)
		return
	}
	each(sel, rows, func(i int32) {
		v := n.Values[i]
		if v == model.Unknown {
			return
		}
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		if n.Currencies != nil {
			l = f.lane(n.Currencies[i])
			l.best.grow(f.at.groups.len())
		}
		if v != model.Wide && n.Scale == l.scale {
			if b := l.best.of(g); b != model.Wide {
				if b == model.Unknown || f.sign > 0 && v > b || f.sign < 0 && v < b {
					l.best.set(g, v)
				}
				return
			}
		}
		d, _, _ := n.At(i)
		l.put(g, d, f.sign)
	})
}

// aside says that some group's best value does not fit.
func (l *extremeLane) aside() bool { return len(l.wide) > 0 }

// take takes values that are known, at the scale of the lane.
func (l *extremeLane) take(v []int64, sel []int32, rows int, group []int32, sign int) {
	if group == nil {
		top := l.best.of(0)
		each(sel, rows, func(i int32) {
			if x := v[i]; top == model.Unknown || sign > 0 && x > top || sign < 0 && x < top {
				top = x
			}
		})
		l.best.set(0, top)
		return
	}
	if sign < 0 {
		l.best.least(v, sel, rows, group)
	} else {
		l.best.most(v, sel, rows, group)
	}
}

// put takes any value.
func (l *extremeLane) put(g int32, d decimal.Decimal, sign int) {
	if b, ok := l.at(g); ok && d.Cmp(b)*sign <= 0 {
		return
	}
	delete(l.wide, g)
	if v, scale, ok := small(d); ok {
		if scale > l.scale {
			l.rescale(scale)
		}
		f, ok := factorOf(l.scale - scale)
		if s := v * f; ok && s/f == v && s > model.Wide {
			l.best.set(g, s)
			return
		}
	}
	l.putAside(g, d)
}

func (l *extremeLane) putAside(g int32, d decimal.Decimal) {
	if l.wide == nil {
		l.wide = make(map[int32]decimal.Decimal)
	}
	l.best.set(g, model.Wide)
	l.wide[g] = d
}

func (l *extremeLane) rescale(scale uint8) {
	f, ok := factorOf(scale - l.scale)
	was := l.best
	l.best = packed{unit: was.unit}
	l.best.grow(int32(was.len()))
	for g := range int32(was.len()) {
		v := was.of(g)
		switch s := v * f; {
		case v == model.Unknown:
		case v == model.Wide:
			l.best.set(g, v)
		case ok && s/f == v && s > model.Wide:
			l.best.set(g, s)
		default:
			l.putAside(g, decimal.New(v, -int32(l.scale)))
		}
	}
	l.scale = scale
}

func (l *extremeLane) at(g int32) (decimal.Decimal, bool) {
	switch v := l.of(g); v {
	case model.Unknown:
		return decimal.Decimal{}, false
	case model.Wide:
		return l.wide[g], true
	default:
		return decimal.New(v, -int32(l.scale)), true
	}
}

// of returns the best value of a group, Unknown where there is none.
func (l *extremeLane) of(g int32) int64 {
	if int(g) >= l.best.len() {
		return model.Unknown
	}
	return l.best.of(g)
}

func (f *extremeFold) check(other state) error {
	if _, ok := other.(*extremeFold); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *extremeFold) merge(other state, from, into []int32) {
	o := other.(*extremeFold)
	if f.again(f.at.plan) {
		return
	}
	f.at.plan.merging(func() { f.take(o, from, into) })
}

func (f *extremeFold) take(o *extremeFold, from, into []int32) {
	for k := range len(o.lanes) {
		l := f.lane(o.lanes[k].currency)
		l.best.grow(f.at.groups.len())
		x := &o.lanes[k]
		if x.scale == l.scale && !l.aside() && !x.aside() {
			l.best.merge(&x.best, from, into, f.sign)
			continue
		}
		for i, g := range from {
			if d, ok := x.at(g); ok {
				l.put(into[i], d, f.sign)
			}
		}
	}
}

func (f *extremeFold) used(g int32) []*extremeLane {
	var used []*extremeLane
	for k := range f.lanes {
		if _, ok := f.lanes[k].at(g); ok {
			used = append(used, &f.lanes[k])
		}
	}
	if len(used) > 1 {
		slices.SortFunc(used, func(a, b *extremeLane) int { return strings.Compare(a.currency.Code(), b.currency.Code()) })
	}
	return used
}

func viewExtreme[T any](f *extremeFold, g int32) Result[T] {
	if len(f.lanes) == 1 { // the common case, without a detour over decimals
		l := &f.lanes[0]
		v := l.of(g)
		if v == model.Unknown {
			return Undefined[T](NoData, "")
		}
		if v, ok := quick[T](v, l.scale, l.currency); ok {
			return Result[T]{value: v}
		}
	}
	used := f.used(g)
	switch len(used) {
	case 0:
		return Undefined[T](NoData, "")
	case 1:
		d, _ := used[0].at(g)
		return quantityOf[T](d, used[0].currency)
	}
	codes := make([]string, len(used))
	for i, l := range used {
		codes[i] = l.currency.Code()
	}
	return Undefined[T](MixedCurrency, strings.Join(codes, ", "))
}

func (f *extremeFold) append(b []byte, g int32) ([]byte, error) {
	used := f.used(g)
	b = binary.AppendUvarint(b, uint64(len(used)))
	for _, l := range used {
		d, _ := l.at(g)
		b = appendDecimal(appendCurrency(b, l.currency), d)
	}
	return b, nil
}

func (f *extremeFold) decode(b []byte, g int32) ([]byte, error) {
	count, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	before := ""
	for i := range count {
		cur, rest, err := cutCurrency(b)
		if err != nil || i > 0 && cur.Code() <= before {
			return nil, ErrCorrupt
		}
		before = cur.Code()
		d, rest, err := cutDecimal(rest)
		if err != nil {
			return nil, err
		}
		l := f.lane(cur)
		l.best.grow(f.at.groups.len())
		l.put(g, d, f.sign)
		b = rest
	}
	return b, nil
}
