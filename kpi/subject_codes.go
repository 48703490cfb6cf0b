package kpi

import (
	"slices"
	"sync"

	"github.com/ecomkpi/ecomkpi/model"
)

// subjectCodes are the codes of a key in all rows of some kinds, as they were
// when a live metric was asked last: they tell in which groups corrected facts
// were, and which rows are in a group.
type subjectCodes struct {
	key    model.Coder
	kinds  kinds
	looks  [len(kinds{})]judging  // by the kind of the row
	codes  [len(kinds{})][]uint32 // + 1, by row; 0 where there is no row
	groups int                    // codes of any row are less

	// What the last step has changed.
	touched []uint32              // codes that corrected rows had or have
	rows    [len(kinds{})][]int32 // all that have them, in ascending order

	block model.Codes
	marks []bool // scratch of find, by code + 1
}

// refresh brings the codes up to date.
func (x *subjectCodes) refresh(s *liveStep) {
	x.touched = x.touched[:0]
	for k, of := range x.codes {
		if !x.kinds[k] {
			continue
		}
		kind := model.Kind(k)
		if s.before[k].Rows > 0 && x.looks[k].all(s) {
			x.codes[k] = of[:0] // parts that go by them fold everything anew
		} else {
			changed := s.changed(kind, s.judged[k])
			for _, row := range changed {
				x.touch(of[row])
				of[row] = 0
			}
			for b := range s.facts.RowsAt(kind, changed) {
				x.read(b)
			}
			for _, row := range changed {
				x.touch(of[row])
			}
		}
		from := len(x.codes[k])
		x.codes[k] = append(x.codes[k], make([]uint32, s.now[k].Rows-from)...)
		for b := range s.facts.Rows(kind, from, s.now[k].Rows) {
			x.read(b)
		}
	}
	x.find()
}

// read takes the codes of the rows of a block.
func (x *subjectCodes) read(b *model.Block) {
	of := x.codes[b.Kind()&15]
	x.key.ReadCodes(b, &x.block)
	if x.block.None {
		x.groups = max(x.groups, 1)
		for i := range int32(b.Len()) {
			of[b.Row(i)] = 1
		}
		return
	}
	x.groups = max(x.groups, x.block.Dict.Len()+1)
	for i, code := range x.block.Values[:b.Len()] {
		of[b.Row(int32(i))] = code + 1
	}
}

func (x *subjectCodes) touch(code uint32) {
	if code > 0 {
		x.touched = append(x.touched, code-1)
	}
}

// find looks for the rows that have the codes.
func (x *subjectCodes) find() {
	slices.Sort(x.touched)
	x.touched = slices.Compact(x.touched)
	x.marks = grown(x.marks, int32(x.groups)+1)
	for _, code := range x.touched {
		x.marks[code+1] = true
	}
	for k, of := range x.codes {
		x.rows[k] = x.rows[k][:0]
		if len(x.touched) == 0 {
			continue
		}
		marks := x.marks
		for i, code := range of {
			if marks[code] {
				x.rows[k] = append(x.rows[k], int32(i))
			}
		}
	}
	for _, code := range x.touched {
		x.marks[code+1] = false
	}
}

// codesIndex has the codes of all keys that the parts of a live metric go by:
// parts that go by one key share them.
type codesIndex struct {
	sync.Mutex
	all []*subjectCodes
}

// of returns the codes of a key in the rows of some kinds, as they are now.
func (x *codesIndex) of(s *liveStep, key model.Coder, of kinds) *subjectCodes {
	x.Lock()
	defer x.Unlock()
	for _, c := range x.all {
		if c.key.Identity() == key.Identity() && c.kinds == of {
			return c
		}
	}
	c := &subjectCodes{key: key, kinds: of}
	for k, takes := range of {
		if takes {
			c.looks[k] = s.relations.of(key.Expr(), model.Kind(k)) // which are there: those of the part
		}
	}
	all := *s
	all.before, all.judged = extents{}, [len(kinds{})]judging{}
	c.refresh(&all)
	x.all = append(x.all, c)
	return c
}

// refresh brings all codes up to date.
func (x *codesIndex) refresh(s *liveStep) {
	for _, c := range x.all {
		c.refresh(s)
	}
}
