package kpi

import (
	"cmp"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// momentRow is rows of one group, tick and lane together.
type momentRow struct {
	tick, coef int64
	n          int32
	lane       uint16
}

// momentLane is what the coefficients of rows mean.
type momentLane struct {
	currency model.Currency
	scale    uint8
	wide     bool // the coefficient is the number of a decimal
}

// The first lanes hold rows without amount, and rows of which the amount is
// elsewhere or not asked for; their coefficients are further rows. A history
// of one group and many rows needs more than fit n.
const (
	laneNone uint16 = iota
	laneRows
	wideScale = math.MaxUint8
)

func (f *historyFold) lane(c model.Currency, scale uint8) uint16 {
	l := momentLane{currency: c, scale: scale}
	if scale == wideScale {
		l.scale, l.wide = 0, true
	}
	return f.laneOf(l, wideScale)
}

// laneOf returns the lane like that of another fold.
func (f *historyFold) laneOf(l momentLane, number uint16) uint16 {
	if number <= laneRows {
		return number
	}
	for i := len(f.lanes) - 1; i > int(laneRows); i-- {
		if f.lanes[i] == l {
			return uint16(i)
		}
	}
	f.lanes = append(f.lanes, l)
	return uint16(len(f.lanes) - 1)
}

// wides are amounts that do not fit a coefficient.
type wides []decimal.Decimal

func (w *wides) put(d decimal.Decimal) int64 {
	*w = append(*w, d)
	return int64(len(*w) - 1)
}

// settle moves the log into rows.
func (f *historyFold) settle() {
	if f.logged == 0 {
		return
	}
	groups := int(f.at.groups.len())
	groups = max(groups, len(f.start)-1)
	next := make([]int, groups+1) // where the rows of each group end
	for g := range len(f.start) - 1 {
		next[g+1] = f.start[g+1] - f.start[g]
	}
	for _, chunk := range f.log {
		for i := range chunk {
			next[chunk[i].group+1]++
		}
	}
	for g := range groups {
		next[g+1] += next[g]
	}
	all := make([]momentRow, next[groups])
	for g := range len(f.start) - 1 {
		next[g] += copy(all[next[g]:], f.rows[f.start[g]:f.start[g+1]])
	}
	for _, chunk := range f.log {
		for i := range chunk {
			r := &chunk[i]
			all[next[r.group]] = momentRow{r.tick, r.coef, int32(r.n), r.lane}
			next[r.group]++
		}
	}
	f.join(all, next[:groups])
	f.log, f.logged = nil, 0
	f.limit = 2 * len(f.rows)
	f.source = &momentSource{def: f.def, lanes: f.lanes, wides: f.wides, amounts: f.amounts != nil}
}

// join sorts the rows of each group, and joins those of one tick and lane.
func (f *historyFold) join(all []momentRow, ends []int) {
	start := make([]int, len(ends)+1)
	to, from := 0, 0
	for g, end := range ends {
		part := all[from:end]
		from = end
		sortMoments(part)
		for i := range part {
			if i > 0 && f.add(&all[to-1], &part[i]) {
				continue
			}
			all[to] = part[i]
			to++
		}
		start[g+1] = to
	}
	if all = all[:to]; 4*to < 3*cap(all) {
		all = slices.Clone(all)
	}
	f.rows, f.start = all, start
}

func compareMoments(a, b momentRow) int {
	return cmp.Or(cmp.Compare(a.tick, b.tick), cmp.Compare(a.lane, b.lane))
}

// sortMoments sorts by tick and lane: most groups are small.
func sortMoments(rows []momentRow) {
	if len(rows) > 40 {
		slices.SortFunc(rows, compareMoments)
		return
	}
	for i := 1; i < len(rows); i++ {
		r := rows[i]
		k := i
		for k > 0 && (rows[k-1].tick > r.tick || rows[k-1].tick == r.tick && rows[k-1].lane > r.lane) {
			rows[k] = rows[k-1]
			k--
		}
		rows[k] = r
	}
}

// add adds b to a; false where they are of different ticks or lanes, or do not
// fit together.
func (f *historyFold) add(a, b *momentRow) bool {
	if a.tick != b.tick || a.lane != b.lane || a.n > math.MaxInt32-b.n {
		return false
	}
	if f.lanes[a.lane].wide {
		a.coef = f.wides.put(f.wides[a.coef].Add(f.wides[b.coef]))
		a.n += b.n
		return true
	}
	sum := a.coef + b.coef
	if (sum > a.coef) != (b.coef > 0) && b.coef != 0 || sum <= model.Wide {
		return false
	}
	a.coef, a.n = sum, a.n+b.n
	return true
}
