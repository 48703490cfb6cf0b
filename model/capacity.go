package model

import (
	"cmp"
	"slices"
	"sort"

	"github.com/shopspring/decimal"
)

// capacitySpan is what allocations say about the capacity of a resource in a span
// of days.
type capacitySpan struct {
	resource   uint32
	from, to   int32 // days since 1970; to is excluded
	rows       int32 // allocations that give a capacity for the span
	grossRows  int32 // those that give Gross
	netRows    int32
	gross, net number
}

func (c *capacitySpan) none() bool { return c.gross.coef == Unknown && c.net.coef == Unknown }

// capacityOf returns what one row of the allocations says.
func capacityOf(f *Facts, i int32) capacitySpan {
	t := &f.Allocations.table
	return capacitySpan{
		resource: t.ref(i, allocationResource),
		from:     int32(t.num(i, allocationFrom).coef), to: int32(t.num(i, allocationTo).coef),
		gross: t.num(i, allocationGross), net: t.num(i, allocationNet),
	}
}

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

// relateAllocation holds the capacity that an allocation gives beside what
// others give for the same resource.
func relateAllocation(f *Facts, c *check, a *Allocation, code uint32) {
	own := capacitySpan{
		resource: f.dict.resource.Code(string(a.ResourceID)), from: int32(dayOf(a.From)), to: int32(dayOf(a.To)),
		gross: numberOfHours(a.Gross), net: numberOfHours(a.Net),
	}
	if own.none() {
		return
	}
	if old := f.Allocations.find(code); old >= 0 { // its correction does not have to agree with it
		before := capacityOf(f, old)
		f.capacities.remove(before)
		defer f.capacities.add(before)
	}
	at := f.capacities.meet(own)
	switch {
	case at == nil:
		return
	case at.from != own.from || at.to != own.to:
		span := ResourceSpan{Resource: a.ResourceID, From: dateOf(int64(at.from)), To: dateOf(int64(at.to))}
		c.fail(ErrContradiction, "from", a.From.String()+"/"+a.To.String(), "overlaps the span of another capacity, "+span.String())
		return
	}
	for _, of := range [...]struct {
		field     string
		mine, set number
	}{{"gross", own.gross, at.gross}, {"net", own.net, at.net}} {
		if of.mine.coef != Unknown && of.set.coef != Unknown && !of.mine.equal(of.set) {
			c.fail(ErrContradiction, of.field, of.mine.decimal().String(), "elsewhere the capacity of this resource and span is "+of.set.decimal().String())
		}
	}
	if a.Gross.Valid != a.Net.Valid && len(c.errs) == 0 {
		c.hoursAtMost("net", firstKnown(own.net, at.net), "gross", firstKnown(own.gross, at.gross))
	}
}

// firstKnown returns the first of the numbers that is known.
func firstKnown(a, b number) decimal.NullDecimal {
	if a.coef == Unknown {
		a = b
	}
	if a.coef == Unknown {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.decimal())
}
