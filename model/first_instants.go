package model

import "sync/atomic"

// firstInstants keeps an instant for each code of a dictionary. They are made
// when first read after a change of the facts.
type firstInstants struct {
	collect func(*Facts) (*Dict, []int64)
	last    atomic.Pointer[instantsOf]
}

type instantsOf struct {
	facts   *Facts
	changed uint64
	dict    *Dict
	first   []int64
}

func (s *firstInstants) of(f *Facts) (*Dict, []int64) {
	if k := s.last.Load(); k != nil && k.facts == f && k.changed == f.changed {
		return k.dict, k.first
	}
	k := &instantsOf{facts: f, changed: f.changed}
	k.dict, k.first = s.collect(f)
	s.last.Store(k)
	return k.dict, k.first
}
