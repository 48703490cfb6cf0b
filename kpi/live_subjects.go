package kpi

import (
	"context"

	"github.com/ecomkpi/ecomkpi/model"
)

// liveSubjects are the folds of a part that go by the groups of keys, from the
// first correction on: a corrected fact makes those groups be folded anew in which
// it was and is. The rest of the metric has stretches.
type liveSubjects struct {
	core  *core // without what has stretches
	codes []*subjectCodes
	rows  int // when it was found what is left out
	leftOut
}

// mendSubjects brings what goes by the groups of keys up to date after
// corrections, apart from the rest of the metric where that can be.
func (p *livePart) mendSubjects(s *liveStep) {
	if !p.mends {
		return
	}
	before := p.subjects
	if before != nil {
		before.add(s, p.takes)
		if before.mend(s, p.takes) {
			return
		}
	}
	p.subjects = p.foldSubjects(s)
	p.mends = p.subjects != nil
	if before == nil || p.subjects == nil || !before.leftOut.equal(p.subjects.leftOut) {
		p.stretches = nil // they hold something else
	}
}

// foldSubjects folds everything that goes by the groups of keys; nil where the
// groups cannot be told by codes.
func (p *livePart) foldSubjects(s *liveStep) *liveSubjects {
	l := &liveSubjects{rows: s.rows(p.takes)}
	for k, takes := range p.takes {
		l.small[k] = takes && s.now[k].Rows <= s.small
	}
	if !mendsSubjects(p.expr, l.small, false) {
		return nil
	}
	empty := func() *core {
		c := p.empty(&subjects{groupings: map[groupingKey]grouping{}, leftOut: l.leftOut}, false)
		c.plan.works = new(workList)
		return c
	}
	of := empty().plan.subjects
	if of.unfit {
		return nil
	}
	for _, f := range of.of {
		if s.groups(f) <= s.least/fewShare {
			l.few = append(l.few, f.key.Identity())
		}
	}
	l.core, _ = run(context.Background(), taken{s.facts, p.takes}, RunOptions{Goroutines: s.goroutines}, empty)
	for _, f := range l.core.plan.subjects.of {
		for k := range f.kinds {
			f.kinds[k] = f.kinds[k] && p.takes[k]
		}
		if !f.leave(nil, 0) {
			return nil
		}
		l.codes = append(l.codes, s.codes.of(s, f.key, f.kinds))
	}
	return l
}

// fewShare is how many rows of the least stretch there are for each of a few
// groups: these are merged faster than the rows of one of them are folded.
const fewShare = 64

// smallRows is how many facts a small kind has at most: they are folded anew as fast
// as stretches are merged.
const smallRows = stretchRows / 4

// groups returns how many groups a key may have at most.
func (s *liveStep) groups(f *subjectFolds) int {
	var c model.Codes
	most := 1
	for k, takes := range f.kinds {
		if !takes {
			continue
		}
		for b := range s.facts.Rows(model.Kind(k), 0, s.now[k].Rows) {
			if f.key.ReadCodes(b, &c); !c.None {
				most = max(most, c.Dict.Len()+1)
				break
			}
		}
	}
	return most
}

// rows returns how many rows of some kinds there are.
func (s *liveStep) rows(of kinds) int {
	n := 0
	for k, e := range s.now {
		if of[k] {
			n += e.Rows
		}
	}
	return n
}

// add folds the rows that are new.
func (l *liveSubjects) add(s *liveStep, takes kinds) {
	for k := range takes {
		if from, to := s.before[k].Rows, s.now[k].Rows; takes[k] && from < to {
			l.core.addRows(s.facts, model.Kind(k), from, to)
		}
	}
}

// mend folds the groups anew that corrected rows were and are in, all others
// being up to date; false where everything has to be.
func (l *liveSubjects) mend(s *liveStep, takes kinds) bool {
	if (len(l.few) > 0 || l.small != kinds{}) && s.rows(takes) > 2*l.rows {
		return false // they may be many by now
	}
	for i, f := range l.core.plan.subjects.of {
		x := l.codes[i]
		if len(x.touched) == 0 {
			continue
		}
		if !f.leave(x.touched, s.least) {
			return false
		}
		for k, rows := range x.rows {
			for b := range s.facts.RowsAt(model.Kind(k), rows) {
				l.core.plan.feed(f, b)
			}
		}
	}
	return true
}

// fresh returns an empty core of what has no state elsewhere.
func (p *livePart) fresh(toRead bool) *core {
	if p.subjects == nil {
		return p.empty(nil, toRead)
	}
	return p.empty(&subjects{read: p.subjects.core.plan.subjects, leftOut: p.subjects.leftOut}, toRead)
}
