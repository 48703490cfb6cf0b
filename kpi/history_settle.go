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

// historyPart is the rows of partGroups groups, one after the other.
type historyPart struct {
	log    [][]loggedRow
	logged int
	rows   []momentRow // by group, tick and lane; never changed, only replaced
	start  []int32     // of the groups in rows, and the end
}

const (
	partBits   = 11
	partGroups = 1 << partBits
	partLog    = 1 << 16 // rows that are logged before they are settled
	logChunk   = 1 << 10 // rows of one piece of a log

	mostScratch = 1 << 20 // rows that are kept for the next part
)

func (f *historyFold) push(r loggedRow) {
	p := f.part(r.group >> partBits)
	last := len(p.log) - 1
	if last < 0 || len(p.log[last]) == cap(p.log[last]) {
		f.more(r.group >> partBits)
		last = len(p.log) - 1
	}
	p.log[last] = append(p.log[last], r)
	p.logged++
}

// part returns a part, which may be a new one.
func (f *historyFold) part(k int32) *historyPart {
	if int(k) >= len(f.parts) {
		f.parts = append(f.parts, make([]historyPart, int(k)+1-len(f.parts))...)
	}
	return &f.parts[k]
}

// more makes room in the log of a part.
func (f *historyFold) more(k int32) {
	p := &f.parts[k]
	if p.logged >= max(partLog, 2*len(p.rows)) {
		f.settle(k)
	}
	size := 16 // most groups of nested metrics are small
	if n := len(p.log); n > 0 {
		size = min(logChunk, 4*cap(p.log[n-1]))
	}
	p.log = append(p.log, make([]loggedRow, 0, size))
}

// of returns the rows of a group. They never change.
func (f *historyFold) of(g int32) []momentRow {
	k, i := int(g>>partBits), int(g&(partGroups-1))
	if k >= len(f.parts) {
		return nil
	}
	p := &f.parts[k]
	if p.logged > 0 {
		f.settle(int32(k))
	}
	if i+1 >= len(p.start) {
		return nil
	}
	return p.rows[p.start[i]:p.start[i+1]]
}

// settle moves the log of a part into its rows.
func (f *historyFold) settle(k int32) {
	var cells []historyCell
	if !f.fill(k, &cells) {
		f.arrange(k)
	}
}

// arrange settles a part by putting the rows of each group in order.
func (f *historyFold) arrange(k int32) {
	p := &f.parts[k]
	groups := len(p.start) - 1
	for _, chunk := range p.log {
		for i := range chunk {
			groups = max(groups, int(chunk[i].group&(partGroups-1))+1)
		}
	}
	next := append(f.next[:0], make([]int32, groups+1)...) // where the rows of each group end
	for g := range len(p.start) - 1 {
		next[g+1] = p.start[g+1] - p.start[g]
	}
	for _, chunk := range p.log {
		for i := range chunk {
			next[chunk[i].group&(partGroups-1)+1]++
		}
	}
	for g := range groups {
		next[g+1] += next[g]
	}
	all := f.scratch
	if n := int(next[groups]); cap(all) < n {
		all = make([]momentRow, n, n+n/4)
	} else {
		all = all[:n]
	}
	for g := range len(p.start) - 1 {
		next[g] += int32(copy(all[next[g]:], p.rows[p.start[g]:p.start[g+1]]))
	}
	for _, chunk := range f.ordered(p) {
		for i := range chunk {
			r := &chunk[i]
			g := r.group & (partGroups - 1)
			all[next[g]] = momentRow{r.tick, r.coef, int32(r.n), r.lane}
			next[g]++
		}
	}
	f.join(p, all, next[:groups])
	p.log, p.logged = nil, 0
	if f.next, f.scratch = next, all; cap(all) > mostScratch {
		f.scratch = nil
	}
}

// join sorts the rows of each group, and joins those of one tick and lane.
func (f *historyFold) join(p *historyPart, all []momentRow, ends []int32) {
	start := make([]int32, len(ends)+1)
	to, from := int32(0), int32(0)
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
	p.rows, p.start = slices.Clone(all[:to]), start
}

func compareMoments(a, b momentRow) int {
	return cmp.Or(cmp.Compare(a.tick, b.tick), cmp.Compare(a.lane, b.lane))
}

// sortMoments sorts by tick and lane: most groups are small.
func sortMoments(rows []momentRow) {
	if len(rows) > smallGroup {
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
