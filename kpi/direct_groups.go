package kpi

import (
	"math/bits"
	"sync"

	"github.com/ecomkpi/ecomkpi/model"
)

// directGroups numbers the groups of all rows together by the codes of their
// keys: nothing is looked up, groupings of different rows by one key have the
// same numbers, and so do those of several goroutines. Codes of which there are
// no rows leave gaps: it is for keys of which most occur.
type directGroups struct {
	n   int32    // groups, with the gaps
	has []uint64 // by code, a bit: there are rows. Those of 500,000 codes fit a cache

	listing sync.Mutex // several goroutines may ask at a time, when no row comes any more
	listed  []uint64   // by code, a bit: it is in met
	met     []int32
}

// fewCodes is how many codes are worth a gap each.
const fewCodes = 1 << 12

// alone says whether all rows of a place are in one group.
func alone(g grouping) bool {
	root, ok := g.(*rootGroups)
	return ok && root.n == 1
}

// reach makes room for the codes of a dictionary.
func (d *directGroups) reach(of *model.Dict) {
	if n := of.Len() + 1; n > int(d.n) {
		d.n = int32(n)
		d.has = grown(d.has, int32(n+63)/64)
	}
}

func (d *directGroups) meet(code uint32) { d.has[code>>6] |= 1 << (code & 63) }

func (d *directGroups) there(code uint32) bool { return d.has[code>>6]&(1<<(code&63)) != 0 }

// count returns of how many codes there are rows.
func (d *directGroups) count() (n int) {
	for _, w := range d.has {
		n += bits.OnesCount64(w)
	}
	return n
}

// list returns the codes of which there are rows: in their order, in which the
// memory of whoever has something by code is read, and those that have come since
// it was last called after the others.
func (d *directGroups) list() []int32 {
	d.listing.Lock()
	defer d.listing.Unlock()
	if d.met == nil {
		d.met = make([]int32, 0, d.count())
	}
	d.listed = grown(d.listed, int32(len(d.has)))
	for i, w := range d.has {
		for more := w &^ d.listed[i]; more != 0; more &= more - 1 {
			d.met = append(d.met, int32(i<<6+bits.TrailingZeros64(more)))
		}
		d.listed[i] = w
	}
	return d.met
}

// join takes the codes of other groups of the same dictionary.
func (d *directGroups) join(o *directGroups) {
	for i, w := range o.has {
		d.has[i] |= w
	}
}

// assign writes the groups of the selected rows.
func (d *directGroups) assign(codes []uint32, sel, group []int32) {
	if d.n <= fewCodes {
		d.assignFew(codes, sel, group)
		return
	}
	// Without a question: whether a code is there is anyone's guess at first.
	has := d.has
	if sel == nil {
		for i, c := range codes {
			has[c>>6] |= 1 << (c & 63)
			group[i] = int32(c)
		}
		return
	}
	for _, i := range sel {
		c := codes[i]
		has[c>>6] |= 1 << (c & 63)
		group[i] = int32(c)
	}
}

// assignFew is assign for few codes, which are all there soon: to write one word
// again and again is slower than to read it.
func (d *directGroups) assignFew(codes []uint32, sel, group []int32) {
	each(sel, len(codes), func(i int32) {
		c := codes[i]
		if !d.there(c) {
			d.meet(c)
		}
		group[i] = int32(c)
	})
}
