package model

import (
	"cmp"
	"slices"
	"sort"
)

// capacities is an ordered set of spans, by resource and first day, those of
// one resource disjoint. It has two levels, so that a span is found in
// O(log n) and put in without moving more than a page of spans.
type capacities struct{ pages [][]capacitySpan }

const capacityPage = 256

func (c *capacitySpan) compare(resource uint32, from int32) int {
	return cmp.Or(cmp.Compare(c.resource, resource), cmp.Compare(c.from, from))
}

// seek returns where the first span lies that is not before the given one.
func (s *capacities) seek(resource uint32, from int32) (page, i int) {
	page = sort.Search(len(s.pages), func(p int) bool {
		return s.pages[p][len(s.pages[p])-1].compare(resource, from) >= 0
	})
	if page < len(s.pages) {
		i = sort.Search(len(s.pages[page]), func(j int) bool { return s.pages[page][j].compare(resource, from) >= 0 })
	}
	return page, i
}

// at returns the span at a place that seek has given, nil at the end.
func (s *capacities) at(page, i int) *capacitySpan {
	if page >= len(s.pages) {
		return nil
	}
	return &s.pages[page][i]
}

// before returns the span before a place that seek has given, nil at the
// start.
func (s *capacities) before(page, i int) *capacitySpan {
	if i > 0 {
		return &s.pages[page][i-1]
	}
	if page > 0 {
		return &s.pages[page-1][len(s.pages[page-1])-1]
	}
	return nil
}

// meet returns the span of the same resource that has a day in common with c,
// nil where none has.
func (s *capacities) meet(c capacitySpan) *capacitySpan {
	page, i := s.seek(c.resource, c.from)
	if at := s.at(page, i); at != nil && at.resource == c.resource && at.from < c.to {
		return at
	}
	if at := s.before(page, i); at != nil && at.resource == c.resource && at.to > c.from {
		return at
	}
	return nil
}

// add counts one more row for a span that relateAllocation has found fit.
func (s *capacities) add(c capacitySpan) {
	if c.none() {
		return
	}
	page, i := s.seek(c.resource, c.from)
	at := s.at(page, i)
	if at == nil || at.compare(c.resource, c.from) != 0 {
		at = s.insert(page, i, capacitySpan{resource: c.resource, from: c.from, to: c.to, gross: noNumber, net: noNumber})
	}
	at.rows++
	if c.gross.coef != Unknown {
		at.gross = c.gross
		at.grossRows++
	}
	if c.net.coef != Unknown {
		at.net = c.net
		at.netRows++
	}
}

func (s *capacities) insert(page, i int, c capacitySpan) *capacitySpan {
	if page == len(s.pages) { // after all others
		if page == 0 {
			s.pages = append(s.pages, nil)
		} else {
			page--
		}
		i = len(s.pages[page])
	}
	if full := s.pages[page]; len(full) >= capacityPage {
		half := len(full) / 2
		s.pages = slices.Insert(s.pages, page+1, slices.Clone(full[half:]))
		s.pages[page] = slices.Delete(full, half, len(full))
		if i > half {
			page, i = page+1, i-half
		}
	}
	s.pages[page] = slices.Insert(s.pages[page], i, c)
	return &s.pages[page][i]
}

// remove undoes add.
func (s *capacities) remove(c capacitySpan) {
	if c.none() {
		return
	}
	page, i := s.seek(c.resource, c.from)
	at := s.at(page, i)
	if at.rows--; at.rows == 0 {
		if s.pages[page] = slices.Delete(s.pages[page], i, i+1); len(s.pages[page]) == 0 {
			s.pages = slices.Delete(s.pages, page, page+1)
		}
		return
	}
	if c.gross.coef != Unknown {
		if at.grossRows--; at.grossRows == 0 {
			at.gross = noNumber
		}
	}
	if c.net.coef != Unknown {
		if at.netRows--; at.netRows == 0 {
			at.net = noNumber
		}
	}
}
