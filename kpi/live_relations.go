package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// judging says by what else than themselves the rows of a kind are judged.
type judging struct {
	by   []*liveRelation
	rest model.Lookup // by which any row may be
}

// all says whether all rows have to be judged anew.
func (j judging) all(s *liveStep) bool {
	return s.outdated(j.rest) || slices.ContainsFunc(j.by, func(r *liveRelation) bool { return r.all })
}

// rows returns those of the rows that were there that have to be judged anew, in
// ascending order, where not all have to.
func (j judging) rows() []int32 {
	var rows []int32
	for _, r := range j.by {
		rows = union(rows, r.rows)
	}
	return rows
}

// union returns the rows of either of two slices, which are in ascending order and
// stay as they are.
func union(a, b []int32) []int32 {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	rows := slices.Concat(a, b)
	slices.Sort(rows)
	return slices.Compact(rows)
}

// liveRelation is a relation by which a live metric judges the rows of a kind, and
// what the last step has changed by it.
type liveRelation struct {
	model.Relation
	kind  model.Kind // of the rows
	facts judging    // by what the facts are judged in turn
	holds bool       // the answer for all rows

	all  bool    // all rows have to be judged anew
	rows []int32 // or these, in ascending order

	codes   []uint32 // of Other by row of the facts, as they were
	touched []uint32
	dict    *model.Dict
	block   model.Codes
}

// refresh finds the rows that have to be judged anew.
func (r *liveRelation) refresh(s *liveStep) {
	r.all, r.rows = false, nil
	before, now := s.before[r.Of&15], s.now[r.Of&15]
	changed := s.changed(r.Of, r.facts)
	again := r.facts.all(s)
	if before == now && len(changed) == 0 && !again {
		return
	}
	if r.Key == nil {
		was := r.holds
		r.holds = r.Holds(s.facts)
		r.all = r.holds != was
		return
	}
	if again {
		r.all, r.codes = true, r.codes[:0]
		r.extend(s, now.Rows)
		return
	}
	r.touched = r.touched[:0]
	r.read(s, changed)
	r.extend(s, now.Rows)
	if !r.Late || before.Late != now.Late { // new ones make a difference
		r.touched = append(r.touched, r.codes[before.Rows:]...)
	}
	r.find(s)
}

// read reads the codes of changed facts anew, and touches those that they had and have.
func (r *liveRelation) read(s *liveStep, changed []int32) {
	for _, row := range changed {
		r.touched = append(r.touched, r.codes[row])
		r.codes[row] = 0
	}
	for b := range s.facts.RowsAt(r.Of, changed) {
		r.put(b)
	}
	for _, row := range changed {
		r.touched = append(r.touched, r.codes[row])
	}
}

// extend reads the codes of the facts that are new.
func (r *liveRelation) extend(s *liveStep, rows int) {
	from := len(r.codes)
	r.codes = append(r.codes, make([]uint32, rows-from)...)
	for b := range s.facts.Rows(r.Of, from, rows) {
		r.put(b)
	}
}

func (r *liveRelation) put(b *model.Block) {
	for i, code := range r.of(b) {
		r.codes[b.Row(int32(i))] = code
	}
}

// of returns the codes of a block, none where no fact of it has one.
func (r *liveRelation) of(b *model.Block) []uint32 {
	if r.Other.ReadCodes(b, &r.block); r.block.None {
		return nil
	}
	r.dict = r.block.Dict
	return r.block.Values[:b.Len()]
}

// find looks for the rows that have the codes touched.
func (r *liveRelation) find(s *liveStep) {
	slices.Sort(r.touched)
	codes := slices.Compact(r.touched)
	if len(codes) > 0 && codes[0] == 0 {
		codes = codes[1:] // these facts judge no row
	}
	if len(codes) == 0 {
		return
	}
	r.rows = s.facts.RowsWith(r.kind, r.Key, r.dict, codes)
	there, _ := slices.BinarySearch(r.rows, int32(s.before[r.kind&15].Rows)) // later ones are new
	r.rows = r.rows[:there]
}

// relationsIndex has all relations of a live metric, each after those that it
// depends on: parts that judge rows alike share them.
type relationsIndex struct {
	all []*liveRelation
}

// of returns by what a definition judges the rows of a kind.
func (x *relationsIndex) of(e model.Expr, k model.Kind) judging {
	relations, rest := e.Relations(k)
	j := judging{rest: rest}
	for _, r := range relations {
		if one := x.one(r, k); !slices.Contains(j.by, one) {
			j.by = append(j.by, one)
		}
	}
	return j
}

func (x *relationsIndex) one(r model.Relation, k model.Kind) *liveRelation {
	for _, is := range x.all {
		if is.kind == k && is.Same(r) {
			return is
		}
	}
	facts := x.of(r.How, r.Of)
	one := &liveRelation{Relation: r, kind: k, facts: facts}
	x.all = append(x.all, one)
	return one
}

// refresh finds what has to be judged anew, and puts it into the step.
func (x *relationsIndex) refresh(s *liveStep) {
	for _, r := range x.all {
		r.refresh(s)
		s.judged[r.kind&15].by = append(s.judged[r.kind&15].by, r)
	}
}
