package kpi

import (
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// subjects are the folds of a plan that keep something for each group of a key, for
// each account, say: at the top of it, or in each period of a series. When a fact is
// corrected, only the groups in which it was and is are folded anew, and so the folds
// of each key have workers of their own.
type subjects struct {
	of        []*subjectFolds
	groupings map[groupingKey]grouping // which they share with each other only
	unfit     bool                     // there are folds of which the groups are not told by a code
	made      []any                    // the folds, each a fold of its result, in the order in which they were made
	leftOut

	// In a plan without such folds, read are those of another plan of the same
	// metric, which are read in their places.
	read *subjects
	next int
}

// leftOut is what keeps something for each group of a key and is no subject all the
// same, as its states are merged as fast as groups are folded anew.
type leftOut struct {
	few   []model.Identity // keys of few groups
	small kinds            // kinds of few facts, where no others are taken
}

func (l leftOut) equal(o leftOut) bool { return slices.Equal(l.few, o.few) && l.small == o.small }

// subjectFolds are the folds of one key.
type subjectFolds struct {
	key   model.Coder
	kinds kinds // of which they take rows
	works *workList
}

// bySubject makes a fold that keeps something for each group of a key; inner is
// the metric whose state that is.
func bySubject[R any](at place, key model.Coder, inner model.Expr, make func(place) fold[R]) fold[R] {
	s := at.plan.subjects
	switch {
	case s == nil || !lasting(at.groups), s.holds(at), slices.Contains(s.few, key.Identity()) && !isWide(inner, true):
		return make(at)
	case s.read != nil:
		f := s.read.made[s.next].(fold[R])
		s.next++
		return fold[R]{inert{}, f.result}
	}
	s.unfit = s.unfit || !key.Coded()
	works, groupings := at.plan.works, at.plan.groupings
	at.plan.works, at.plan.groupings = s.folds(at, key).works, s.groupings
	f := make(at)
	at.plan.works, at.plan.groupings = works, groupings
	s.made = append(s.made, f)
	return f
}

// refuse is for a fold with groups that cannot be folded anew one by one.
func (s *subjects) refuse(at place) {
	if s != nil && lasting(at.groups) && !s.holds(at) {
		s.unfit = true
	}
}

// holds says whether the rows of a place are all of small kinds.
func (l leftOut) holds(at place) bool {
	for k, takes := range at.kinds() {
		if takes && !l.small[k] {
			return false
		}
	}
	return true
}

// lasting says whether the groups of a place are there whatever happens to facts:
// one, or those of periods.
func lasting(g grouping) bool {
	t, ok := g.(*timeGroups)
	return alone(g) || ok && t.flat
}

// folds returns the folds of a key, to which one more is added.
func (s *subjects) folds(at place, key model.Coder) *subjectFolds {
	i := slices.IndexFunc(s.of, func(f *subjectFolds) bool { return f.key.Identity() == key.Identity() })
	if i < 0 {
		i = len(s.of)
		s.of = append(s.of, &subjectFolds{key: key, works: new(workList)})
	}
	f := s.of[i]
	for k, takes := range at.kinds() {
		f.kinds[k] = f.kinds[k] || takes
	}
	return f
}

// kinds returns the kinds of which there may be rows at a place.
func (at place) kinds() (all kinds) {
	for k := model.KindAccount; k <= model.KindCashFlow; k++ {
		all[k] = at.kind == 0 || at.kind == k
		for s := at.rows; s != nil; s = s.parent {
			all[k] = all[k] && (s.kinds == nil || s.kinds[k] != nil)
		}
	}
	return all
}

// run gives the rows of the plan's block to all folds.
func (s *subjects) run(k model.Kind) {
	for _, f := range s.of {
		f.works.run(k)
	}
}

// feed gives the rows of a block to the folds of one key only.
func (p *plan) feed(f *subjectFolds, b *model.Block) {
	p.block = b
	p.serial++
	f.works.run(b.Kind())
}

// leave makes the folds forget the groups of some codes: their rows make new
// ones. It says false where the folds are of no use any more: see leaver.
func (f *subjectFolds) leave(codes []uint32, spare int) bool {
	for _, works := range f.works {
		for _, w := range works {
			if g, ok := w.(leaver); ok && !g.leave(codes, spare) {
				return false
			}
		}
	}
	for _, works := range f.works {
		for _, w := range works {
			if l, ok := w.(interface{ left(codes []uint32) }); ok {
				l.left(codes)
			}
		}
	}
	return true
}

// leaver has groups that can leave.
type leaver interface {
	// leave takes the groups of some codes out, where those around them last. It says
	// false where it cannot, and where more have been taken out by now than are left,
	// and so many to spare.
	leave(codes []uint32, spare int) bool
}

// inert stands where another plan has the state.
type inert struct{}

func (inert) check(state) error                        { return nil }
func (inert) merge(state, []int32, []int32)            {}
func (inert) append(b []byte, _ int32) ([]byte, error) { return b, nil }
func (inert) decode(b []byte, _ int32) ([]byte, error) { return b, nil }

// mendsSubjects says whether all that grows with the rows in the state of a metric
// stands at its top or in its periods, by the groups of keys, or takes facts of small
// kinds only; in periods where it is below Every.
func mendsSubjects(e model.Expr, small kinds, periods bool) bool {
	switch e.Op() {
	case "by", "across", "distinct":
		return true
	case "on", "where", "every", "refuse", "map", "both", "list":
		if e.Op() == "on" && small.named(e.Value()) {
			return true
		}
		for m := range metricsOf(e) {
			if !mendsSubjects(m, small, periods || e.Op() == "every") {
				return false
			}
		}
		return true
	}
	return !isWide(e, periods)
}

// named says whether the kind of a name is one of them.
func (s kinds) named(name string) bool {
	for k, is := range s {
		if is && model.Kind(k).String() == name {
			return true
		}
	}
	return false
}
