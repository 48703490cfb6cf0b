package kpi

import (
	"context"

	"github.com/ecomkpi/ecomkpi/model"
)

// livePart is a metric, or the part of one, that follows facts by itself. It
// has the state of all facts, and from the first correction on those of
// stretches of them too, of which it can be made again.
type livePart struct {
	expr  model.Expr
	empty func(s *subjects, toRead bool) *core
	takes kinds                 // whose rows make a difference
	looks [len(kinds{})]judging // by the kind of the row
	wide  bool                  // the state grows with the rows
	mends bool                  // subjects may be mended

	all       *core
	stretches *[len(kinds{})][]stretch
	subjects  *liveSubjects // what is not in the stretches; nil where they hold everything
	version   uint64        // of what is read
}

// stretch is the state of the rows of a kind from one up to another.
type stretch struct {
	from, to int
	core     *core
}

// liveStep is what happened since parts were up to date last.
type liveStep struct {
	facts       *model.Facts
	least       int // rows of a stretch
	small       int // rows of a small kind, at most
	before, now extents
	supplied    kinds
	goroutines  int
	codes       *codesIndex
	relations   *relationsIndex
	judged      [len(kinds{})]judging // by the kind of the row: all relations of all parts
}

func newLivePart(expr model.Expr, relations *relationsIndex, empty func(s *subjects, toRead bool) *core) *livePart {
	p := &livePart{expr: expr, empty: empty, wide: isWide(expr, false)}
	p.mends = p.wide
	for k := model.KindAccount; k <= model.KindCashFlow; k++ {
		if p.takes[k] = takesKind(expr, k); p.takes[k] {
			p.looks[k] = relations.of(expr, k)
		}
	}
	return p
}

// refresh brings the part up to date.
func (p *livePart) refresh(s *liveStep) {
	grown, stale, changed := false, 0, false
	var again kinds // kinds of which all rows are judged anew
	for k := range p.takes {
		if !p.takes[k] || s.now[k].Rows == 0 {
			continue
		}
		grown = grown || s.now[k].Rows > s.before[k].Rows
		again[k] = s.before[k].Rows > 0 && p.looks[k].all(s)
		changed = changed || s.now[k].Changed > s.before[k].Changed || len(p.looks[k].rows()) > 0
		if again[k] || s.before[k].Rows == 0 {
			stale++
		}
	}
	switch {
	case p.all == nil || stale == p.kinds(s) && stale > 0:
		p.start(s)
	case again != kinds{}:
		if p.subjects != nil {
			p.subjects, p.stretches = nil, nil
		}
		p.fold(s, again)
	case changed:
		p.mendSubjects(s)
		p.fold(s, again)
	case grown:
		p.grow(s)
	case *p.all.plan.seen == s.supplied:
		return
	}
	*p.all.plan.seen = s.supplied
	if p.subjects != nil {
		*p.subjects.core.plan.seen = s.supplied
	}
	p.version++
}

// outdated says whether something happened that rows which look other facts up
// may have to be judged by anew.
func (s *liveStep) outdated(l model.Lookup) bool { return l.Outdated(s.before[:], s.now[:]) }

// kinds returns of how many kinds that the part takes there are facts.
func (p *livePart) kinds(s *liveStep) int {
	n := 0
	for k, takes := range p.takes {
		if takes && s.now[k].Rows > 0 {
			n++
		}
	}
	return n
}

// start folds everything.
func (p *livePart) start(s *liveStep) {
	first := true
	p.stretches, p.subjects = nil, nil
	p.all, _ = run(context.Background(), taken{s.facts, p.takes}, RunOptions{Goroutines: s.goroutines}, func() *core {
		c := p.empty(nil, first)
		first = false
		return c
	})
}

// grow folds the rows that are new.
func (p *livePart) grow(s *liveStep) {
	if p.subjects != nil {
		p.subjects.add(s, p.takes)
	}
	for k := range p.takes {
		if from, to := s.before[k].Rows, s.now[k].Rows; p.takes[k] && from < to {
			p.all.addRows(s.facts, model.Kind(k), from, to)
			if p.stretches != nil {
				p.stretch(s, k, from, to)
			}
		}
	}
}

func (c *core) addRows(facts *model.Facts, k model.Kind, from, to int) {
	for b := range facts.Rows(k, from, to) {
		c.add(b)
	}
}

// fold folds the stretches anew that something happened to, and merges them.
func (p *livePart) fold(s *liveStep, again kinds) {
	if p.stretches == nil {
		p.stretches = new([len(kinds{})][]stretch)
		for k := range again {
			again[k] = true
		}
	}
	for k := range p.takes {
		if !p.takes[k] {
			continue
		}
		before := s.before[k].Rows
		if again[k] {
			p.stretches[k], before = nil, 0
		} else {
			p.mend(s, k)
		}
		if before < s.now[k].Rows {
			p.stretch(s, k, before, s.now[k].Rows)
		}
	}
	p.all = p.fresh(true)
	for _, of := range p.stretches {
		for _, one := range of {
			p.all.merge(one.core)
		}
	}
}

// changed returns the rows of a kind that were there and were corrected, or have to be
// judged anew, in ascending order.
func (s *liveStep) changed(k model.Kind, by judging) []int32 {
	return union(s.facts.Changed(k, s.before[k&15]), by.rows())
}

// mend folds the stretches anew in which rows were corrected or have to be judged
// anew.
func (p *livePart) mend(s *liveStep, k int) {
	of := p.stretches[k]
	for _, row := range s.changed(model.Kind(k), p.looks[k]) {
		for i := range of {
			if one := &of[i]; int(row) >= one.from && int(row) < one.to {
				one.core = nil
			}
		}
	}
	for i := range of {
		if one := &of[i]; one.core == nil {
			one.core = p.fresh(false)
			one.core.addRows(s.facts, model.Kind(k), one.from, one.to)
			if i < len(of)-1 {
				p.close(one)
			}
		}
	}
}

// close leaves behind what the plan of a stretch has for reading rows: it takes
// none any more.
func (p *livePart) close(one *stretch) {
	c := p.fresh(false)
	c.merge(one.core)
	one.core = c
}

const (
	stretchRows   = 1 << 16 // at least
	mostStretches = 32      // of a kind
)

// stretch folds new rows into stretches: the last one is filled up, and others
// follow it.
func (p *livePart) stretch(s *liveStep, k, from, to int) {
	of := p.stretches[k]
	size := max(s.least, s.now[k].Rows/(mostStretches/2))
	for from < to {
		if n := len(of); n == 0 || of[n-1].to-of[n-1].from >= size {
			if n > 0 {
				p.close(&of[n-1])
			}
			of = append(p.few(of), stretch{from, from, p.fresh(false)})
		}
		last := &of[len(of)-1]
		next := min(to, last.from+size)
		if p.grows() && len(of) == 1 && to-from > 2*size { // all but the newest
			next = to - size
		}
		last.core.addRows(s.facts, model.Kind(k), from, next)
		last.to, from = next, next
	}
	p.stretches[k] = of
}

// grows says whether the state of stretches grows with the rows.
func (p *livePart) grows() bool { return p.wide && p.subjects == nil }

// few joins stretches where they are too many for one more: neighbours, or all
// where the state grows with the rows.
func (p *livePart) few(of []stretch) []stretch {
	most := mostStretches
	if p.grows() {
		most = 2
	}
	if len(of) < most {
		return of
	}
	joined := of[:0]
	for i, one := range of {
		if n := len(joined); n > 0 && (p.grows() || i%2 == 1) {
			joined[n-1].core.merge(one.core)
			joined[n-1].to = one.to
			continue
		}
		joined = append(joined, one)
	}
	return joined
}
