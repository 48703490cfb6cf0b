package kpi

import (
	"math"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// totals adds numbers up for many groups: whole coefficients at one scale per
// currency, and what overflows them aside, exactly.
type totals struct {
	lanes []lane
	// missing counts rows without a value, by group; nil while there are none.
	missing []int64
}

// lane holds the totals in one currency; plain numbers have currency 0.
type lane struct {
	currency model.Currency
	scale    uint8
	reach    uint64 // no cell is larger in magnitude
	cells    []cell
	over     map[int32]decimal.Decimal // what was flushed from a cell
}

type cell struct {
	sum int64
	n   int64
}

func (t *totals) lane(c model.Currency) *lane {
	for i := range t.lanes {
		if t.lanes[i].currency == c {
			return &t.lanes[i]
		}
	}
	t.lanes = append(t.lanes, lane{currency: c})
	return &t.lanes[len(t.lanes)-1]
}

// add takes the selected rows of a block, with their groups; nil is group 0.
func (t *totals) add(n *model.Numbers, sel []int32, rows int, group []int32, groups int32) {
	if n.None {
		t.miss(sel, rows, group, groups)
		return
	}
	if n.Currencies != nil {
		t.addMixed(n, sel, rows, group, groups)
		return
	}
	l := t.lane(n.Currency)
	l.cells = grown(l.cells, groups)
	if n.Scale > l.scale {
		l.rescale(n.Scale)
	}
	factor, small := factorOf(l.scale - n.Scale)
	if !small || n.Bound() > math.MaxInt64/uint64(factor) || !l.room(n.Bound()*uint64(factor), rows) {
		t.addMixed(n, sel, rows, group, groups)
		return
	}
	if n.Marks {
		t.addMarked(l, n, sel, rows, group, groups, factor)
		return
	}
	v, cells := n.Values, l.cells
	switch {
	case group == nil:
		var s int64
		if sel == nil {
			for _, x := range v {
				s += x
			}
		} else {
			for _, i := range sel {
				s += v[i]
			}
		}
		cells[0].sum += s * factor
		cells[0].n += int64(rows)
	case sel == nil:
		group = group[:len(v)]
		for i, x := range v {
			c := &cells[group[i]]
			c.sum += x * factor
			c.n++
		}
	default:
		for _, i := range sel {
			c := &cells[group[i]]
			c.sum += v[i] * factor
			c.n++
		}
	}
}

// addMarked is add for values of which some may not be known.
func (t *totals) addMarked(l *lane, n *model.Numbers, sel []int32, rows int, group []int32, groups int32, factor int64) {
	one := func(i int32) {
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		switch v := n.Values[i]; v {
		case model.Unknown:
			t.missing = grown(t.missing, groups)
			t.missing[g]++
		case model.Wide:
			d, _, _ := n.At(i)
			l.aside(g, d) // put might change the scale, for which the factor is
			l.cells[g].n++
		default:
			l.cells[g].sum += v * factor
			l.cells[g].n++
		}
	}
	each(sel, rows, one)
}

// each calls visit with the selected rows.
func each(sel []int32, rows int, visit func(i int32)) {
	if sel == nil {
		for i := range int32(rows) {
			visit(i)
		}
		return
	}
	for _, i := range sel {
		visit(i)
	}
}

// addMixed is add without any condition, row by row.
func (t *totals) addMixed(n *model.Numbers, sel []int32, rows int, group []int32, groups int32) {
	each(sel, rows, func(i int32) {
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		cur := n.Currency
		if n.Currencies != nil {
			cur = n.Currencies[i]
		}
		v := n.Values[i]
		if v == model.Unknown {
			t.missing = grown(t.missing, groups)
			t.missing[g]++
			return
		}
		l := t.lane(cur)
		l.cells = grown(l.cells, groups)
		if v != model.Wide && n.Scale == l.scale && l.room(uint64(max(v, -v)), 1) {
			l.cells[g].sum += v
			l.cells[g].n++
			return
		}
		d, _, _ := n.At(i)
		l.put(g, d)
	})
}

func (t *totals) miss(sel []int32, rows int, group []int32, groups int32) {
	t.missing = grown(t.missing, groups)
	if group == nil {
		t.missing[0] += int64(rows)
		return
	}
	each(sel, rows, func(i int32) { t.missing[group[i]]++ })
}

// room makes sure that so many values of at most that magnitude can be added
// to any cell; false where it cannot be made.
func (l *lane) room(bound uint64, rows int) bool {
	const most = math.MaxInt64 / 2
	if bound > most/uint64(max(rows, 1)) {
		return false
	}
	need := bound * uint64(rows)
	if l.reach > most-need {
		l.settle()
		if l.reach > most-need {
			l.flush()
		}
	}
	l.reach += need
	return true
}

// settle finds the true reach of the cells.
func (l *lane) settle() {
	l.reach = 0
	for i := range l.cells {
		s := l.cells[i].sum
		l.reach = max(l.reach, uint64(max(s, -s)))
	}
}

// flush moves every cell's sum aside.
func (l *lane) flush() {
	for g := range l.cells {
		if s := l.cells[g].sum; s != 0 {
			l.aside(int32(g), decimal.New(s, -int32(l.scale)))
			l.cells[g].sum = 0
		}
	}
	l.reach = 0
}

func (l *lane) aside(g int32, d decimal.Decimal) {
	if l.over == nil {
		l.over = make(map[int32]decimal.Decimal)
	}
	l.over[g] = l.over[g].Add(d)
}

// put adds one value of any size.
func (l *lane) put(g int32, d decimal.Decimal) {
	l.addExact(g, d)
	l.cells[g].n++
}

// addExact adds an exact number to a cell, where it fits.
func (l *lane) addExact(g int32, d decimal.Decimal) {
	v, scale, ok := small(d)
	if !ok {
		l.aside(g, d)
		return
	}
	if scale > l.scale {
		l.rescale(scale)
	}
	factor, fits := factorOf(l.scale - scale)
	if !fits || uint64(max(v, -v)) > math.MaxInt64/2/uint64(factor) || !l.room(uint64(max(v, -v))*uint64(factor), 1) {
		l.aside(g, d)
		return
	}
	l.cells[g].sum += v * factor
}

func (l *lane) rescale(scale uint8) {
	factor, small := factorOf(scale - l.scale)
	l.settle()
	if !small || l.reach > math.MaxInt64/2/uint64(factor) {
		l.flush()
		factor = 1
	}
	for i := range l.cells {
		l.cells[i].sum *= factor
	}
	l.reach *= uint64(factor)
	l.scale = scale
}

// factorOf returns 10^by; false where that does not fit.
func factorOf(by uint8) (int64, bool) {
	f := int64(1)
	for range by {
		if f > math.MaxInt64/10 {
			return 1, false
		}
		f *= 10
	}
	return f, true
}

// merge adds the groups from of other to the groups into.
func (t *totals) merge(o *totals, from, into []int32, groups int32) {
	if o.missing != nil {
		t.missing = grown(t.missing, groups)
		for i, g := range from {
			if int(g) < len(o.missing) {
				t.missing[into[i]] += o.missing[g]
			}
		}
	}
	for k := range len(o.lanes) {
		l := t.lane(o.lanes[k].currency)
		x := &o.lanes[k] // after lane, which may move the lanes of a receiver that is its own argument
		l.cells = grown(l.cells, groups)
		if x.scale > l.scale {
			l.rescale(x.scale)
		}
		for i, g := range from {
			if int(g) >= len(x.cells) || x.cells[g].n == 0 {
				continue
			}
			c := &l.cells[into[i]]
			c.n += x.cells[g].n
			over, flushed := x.over[g] // before room, which may flush the cells of a receiver that is its own argument
			if s := x.cells[g].sum; x.scale == l.scale && l.room(uint64(max(s, -s)), 1) {
				c.sum += s
			} else {
				l.aside(into[i], decimal.New(s, -int32(x.scale)))
			}
			if flushed {
				l.aside(into[i], over)
			}
		}
	}
}

// amount is an exact number, as a coefficient at a scale where it fits.
type amount struct {
	coef     int64 // or model.Wide
	scale    uint8
	currency model.Currency
	wide     *decimal.Decimal // where coef is model.Wide
}

func (a amount) decimal() decimal.Decimal {
	if a.coef == model.Wide {
		return *a.wide
	}
	return decimal.New(a.coef, -int32(a.scale))
}

// amountOf is the inverse of decimal.
func amountOf(d decimal.Decimal, cur model.Currency) amount {
	if v, scale, ok := small(d); ok {
		return amount{coef: v, scale: scale, currency: cur}
	}
	return amount{coef: model.Wide, wide: &d, currency: cur}
}

// of returns a group's total and how many values are in it; mixed names the
// currencies where there are several.
func (t *totals) of(g int32) (sum amount, n int64, mixed string) {
	lanes := 0
	for k := range t.lanes {
		if l := &t.lanes[k]; int(g) < len(l.cells) && l.cells[g].n != 0 {
			sum, n = l.total(g), n+l.cells[g].n
			lanes++
		}
	}
	if lanes > 1 {
		mixed = t.currencies(g)
	}
	return sum, n, mixed
}

func (t *totals) currencies(g int32) string {
	var codes []string
	for k := range t.lanes {
		if l := &t.lanes[k]; int(g) < len(l.cells) && l.cells[g].n != 0 {
			codes = append(codes, l.currency.Code())
		}
	}
	slices.Sort(codes)
	return strings.Join(codes, ", ")
}

func (l *lane) total(g int32) amount {
	if l.over != nil {
		if over, ok := l.over[g]; ok {
			return amountOf(over.Add(decimal.New(l.cells[g].sum, -int32(l.scale))), l.currency)
		}
	}
	return amount{coef: l.cells[g].sum, scale: l.scale, currency: l.currency}
}

func (t *totals) missed(g int32) int64 {
	if int(g) < len(t.missing) {
		return t.missing[g]
	}
	return 0
}
