package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// directGroups numbers the groups of all rows together by the codes of their
// keys: nothing is looked up, groupings of different rows by one key have the
// same numbers, and so do those of several goroutines. Codes of which there are
// no rows leave gaps: it is for keys of which most occur.
type directGroups struct {
	has []bool  // by code: there are rows
	met []int32 // the codes of which there are, in the order in which they came
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
	if n := of.Len() + 1; n > len(d.has) {
		d.has = slices.Grow(d.has, n-len(d.has))[:n]
	}
}

func (d *directGroups) meet(code uint32) {
	if !d.has[code] {
		d.has[code] = true
		d.met = append(d.met, int32(code))
	}
}

// join takes the codes of other groups of the same dictionary.
func (d *directGroups) join(o *directGroups) {
	for _, c := range o.met {
		d.meet(uint32(c))
	}
}

// assign writes the groups of the selected rows.
func (d *directGroups) assign(codes []uint32, sel, group []int32) {
	has := d.has
	if sel == nil {
		for i, c := range codes {
			if !has[c] {
				d.meet(c)
			}
			group[i] = int32(c)
		}
		return
	}
	for _, i := range sel {
		c := codes[i]
		if !has[c] {
			d.meet(c)
		}
		group[i] = int32(c)
	}
}
