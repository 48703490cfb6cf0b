package model

import "sync"

// matches are the codes that some row of a kind has for which a predicate holds.
// They are looked for when they are first read after a change of the facts, by
// whoever comes first: all that judge rows by them have them in common. Those of
// facts that change again and again are brought up to date row by row.
type matches[G any, K comparable] struct {
	kind Kind
	key  Key[G, K]
	p    Pred[G]

	mu   sync.Mutex
	last *matchesOf

	codes         Codes // scratch of read
	keyed, chosen []int32
}

// matchesOf are those of some Facts. Nobody reads facts while they change, so nobody
// reads the answers while they are brought up to date.
type matchesOf struct {
	facts   *Facts
	changed uint64
	extents []Extent // of all kinds
	dict    *Dict
	found   []uint8           // answer by code
	rows    []uint32          // by row: the code that it adds, 0 for none; nil where they were read once
	more    map[uint32]uint32 // by code: how many rows more than one have it
}

// of returns the answers by the codes of a dictionary, as they are now.
func (m *matches[G, K]) of(f *Facts) (*Dict, []uint8) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.last
	if k == nil || k.facts != f || k.changed != f.changed {
		k = m.next(k, f)
		m.last = k
	}
	return k.dict, k.found
}

// next returns the answers after a change of the facts.
func (m *matches[G, K]) next(k *matchesOf, f *Facts) *matchesOf {
	now := make([]Extent, KindCashFlow+1)
	for i := range now {
		now[i] = f.Extent(Kind(i))
	}
	lookup := m.p.Expr().Lookup(m.kind).And(m.key.Expr().Lookup(m.kind))
	switch {
	case k == nil || k.facts != f:
		k = &matchesOf{facts: f, extents: make([]Extent, len(now))}
	case k.rows == nil || lookup.Outdated(k.extents, now):
		k = &matchesOf{facts: f, extents: make([]Extent, len(now)), rows: []uint32{}, more: map[uint32]uint32{}}
	}
	was := k.extents[m.kind]
	if k.rows != nil {
		k.rows = append(k.rows, make([]uint32, now[m.kind].Rows-len(k.rows))...)
	}
	test := m.p.Bind()
	changed := f.Changed(m.kind, was)
	for _, row := range changed {
		k.drop(row)
	}
	for b := range f.RowsAt(m.kind, changed) {
		m.read(k, b, test)
	}
	for b := range f.Rows(m.kind, was.Rows, now[m.kind].Rows) {
		m.read(k, b, test)
	}
	if k.dict != nil {
		k.reach(k.dict)
	}
	k.changed, k.extents = f.changed, now
	return k
}

// read adds the codes of the rows of a block for which the predicate holds.
func (m *matches[G, K]) read(k *matchesOf, b *Block, test test) {
	// Rows without the key match nothing: most rows may have none.
	if m.key.ReadCodes(b, &m.codes); m.codes.None {
		return
	}
	if m.keyed == nil {
		m.keyed, m.chosen = make([]int32, 0, BlockRows), make([]int32, 0, BlockRows)
	}
	codes := m.codes.Values
	m.keyed = keepCodes(codes, m.keyed[:0], func(code uint32) int { return b2i(code != 0) })
	if len(m.keyed) == 0 {
		return
	}
	k.dict = m.codes.Dict
	k.reach(k.dict)
	m.chosen = test.Select(b, m.keyed, m.chosen[:0], true)
	for _, i := range m.chosen {
		k.add(b.Row(i), codes[i])
	}
}

// reach makes room for an answer for every code of a dictionary.
func (k *matchesOf) reach(d *Dict) {
	if n := d.Len() + 1 - len(k.found); n > 0 {
		k.found = append(k.found, make([]uint8, n)...)
		k.found[0] = untold
	}
}

func (k *matchesOf) add(row int32, code uint32) {
	if k.rows != nil {
		if k.rows[row] = code; k.found[code] == toldYes {
			k.more[code]++
		}
	}
	k.found[code] = toldYes
}

// drop takes out what a row has added.
func (k *matchesOf) drop(row int32) {
	code := k.rows[row]
	k.rows[row] = 0
	switch n := k.more[code]; {
	case code == 0:
	case n == 0:
		k.found[code] = toldNo
	case n == 1:
		delete(k.more, code)
	default:
		k.more[code] = n - 1
	}
}
