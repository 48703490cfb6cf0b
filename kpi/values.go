package kpi

import (
	"encoding/binary"
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
		f := &valuesFold{at: at, nums: numbers(at, field), name: field.ID()}
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
		f := &valuesFold{at: p, nums: numbers(p, at), name: at.ID()}
		return fold[Distribution[time.Duration]]{f, func(g int32) Result[Distribution[time.Duration]] {
			return viewValues(f, g, func(instants sortedValues) Result[Distribution[time.Duration]] {
				return gapsIn(instants.small, from, to)
			})
		}}
	})
}

func gapsIn(instants []int64, from, to int64) Result[Distribution[time.Duration]] {
	d := Distribution[time.Duration]{values: sortedValues{scale: 6}}
	for i := 1; i < len(instants); i++ {
		if gap := instants[i] - instants[i-1]; gap > 0 && instants[i] >= from && instants[i] < to {
			d.values.small = append(d.values.small, gap)
		}
	}
	if len(d.values.small) == 0 {
		return Undefined[Distribution[time.Duration]](NoData, "")
	}
	slices.Sort(d.values.small)
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
	at      place
	nums    func() *model.Numbers
	name    string
	lanes   []valuesLane
	missing []int64
}

// valuesLane holds the values in one currency, as they came.
type valuesLane struct {
	currency model.Currency
	scale    uint8
	bound    uint64
	v        []int64
	group    []int32
	wide     map[int32][]decimal.Decimal // by group: what does not fit

	order []int32 // positions in v by group
	start []int32
	built int
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

func (l *valuesLane) push(g int32, v int64) {
	l.v, l.group = append(l.v, v), append(l.group, g)
	l.bound = max(l.bound, uint64(max(v, -v)))
}

func (l *valuesLane) put(g int32, d decimal.Decimal) {
	if v, scale, ok := small(d); ok && l.reaches(scale) {
		f, ok := factorOf(l.scale - scale)
		if s := v * f; ok && s/f == v && s > model.Wide {
			l.push(g, s)
			return
		}
	}
	if l.wide == nil {
		l.wide = make(map[int32][]decimal.Decimal)
	}
	l.wide[g] = append(l.wide[g], d)
}

// reaches brings the lane to a finer scale, where its values fit there.
func (l *valuesLane) reaches(scale uint8) bool {
	if scale <= l.scale {
		return true
	}
	f, ok := factorOf(scale - l.scale)
	if !ok || l.bound > (1<<62)/uint64(f) {
		return false
	}
	for i := range l.v {
		l.v[i] *= f
	}
	l.scale, l.bound = scale, l.bound*uint64(f)
	return true
}

// index orders the positions by group.
func (l *valuesLane) index() {
	if l.start != nil && l.built == len(l.v) {
		return
	}
	most := int32(-1)
	for _, g := range l.group {
		most = max(most, g)
	}
	l.start = make([]int32, most+2)
	for _, g := range l.group {
		l.start[g+1]++
	}
	for i := 1; i < len(l.start); i++ {
		l.start[i] += l.start[i-1]
	}
	l.order = make([]int32, len(l.v))
	next := slices.Clone(l.start)
	for i, g := range l.group {
		l.order[next[g]] = int32(i)
		next[g]++
	}
	l.built = len(l.v)
}

// of returns the values of a group in ascending order.
func (l *valuesLane) of(g int32) sortedValues {
	l.index()
	s := sortedValues{currency: l.currency, scale: l.scale}
	if int(g) < len(l.start)-1 {
		at := l.order[l.start[g]:l.start[g+1]]
		s.small = make([]int64, len(at))
		for i, k := range at {
			s.small[i] = l.v[k]
		}
		slices.Sort(s.small)
	}
	if w := l.wide[g]; len(w) > 0 {
		s.widen(w)
	}
	return s
}

func (f *valuesFold) check(other state) error {
	if _, ok := other.(*valuesFold); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *valuesFold) merge(other state, from, into []int32) {
	o := other.(*valuesFold)
	for i, g := range from {
		if int(g) < len(o.missing) && o.missing[g] > 0 {
			f.missing = grown(f.missing, f.at.groups.len())
			f.missing[into[i]] += o.missing[g]
		}
	}
	for k := range len(o.lanes) {
		l := f.lane(o.lanes[k].currency)
		x := &o.lanes[k]
		x.index()
		order, start := x.order, x.start // of before, where the receiver is its own argument
		for i, g := range from {
			if int(g) < len(start)-1 {
				for _, at := range order[start[g]:start[g+1]] {
					if x.scale == l.scale {
						l.push(into[i], x.v[at])
					} else {
						l.put(into[i], decimal.New(x.v[at], -int32(x.scale)))
					}
				}
			}
			for _, d := range x.wide[g] {
				l.put(into[i], d)
			}
		}
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
