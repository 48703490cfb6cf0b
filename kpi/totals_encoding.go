package kpi

import (
	"encoding/binary"
	"slices"
	"strings"
)

// append writes the totals of one group: the currencies in order of their
// codes.
func (t *totals) append(b []byte, g int32) []byte {
	b = binary.AppendUvarint(b, uint64(t.missed(g)))
	var used []*lane
	for k := range t.lanes {
		if l := &t.lanes[k]; int(g) < len(l.cells) && l.cells[g].n != 0 {
			used = append(used, l)
		}
	}
	slices.SortFunc(used, func(a, b *lane) int { return strings.Compare(a.currency.Code(), b.currency.Code()) })
	b = binary.AppendUvarint(b, uint64(len(used)))
	for _, l := range used {
		b = appendCurrency(b, l.currency)
		b = binary.AppendUvarint(b, uint64(l.cells[g].n))
		b = appendDecimal(b, l.total(g).decimal())
	}
	return b
}

func (t *totals) decode(b []byte, g, groups int32) ([]byte, error) {
	missing, b, err := cutUvarint(b)
	if err != nil || missing > 1<<62 {
		return nil, ErrCorrupt
	}
	if missing > 0 {
		t.missing = grown(t.missing, groups)
		t.missing[g] += int64(missing)
	}
	count, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	before := ""
	for i := range count {
		cur, rest, err := cutCurrency(b)
		if err != nil || i > 0 && cur.Code() <= before {
			return nil, ErrCorrupt
		}
		before = cur.Code()
		n, rest, err := cutUvarint(rest)
		if err != nil || n == 0 || n > 1<<62 {
			return nil, ErrCorrupt
		}
		d, rest, err := cutDecimal(rest)
		if err != nil {
			return nil, err
		}
		l := t.lane(cur)
		l.cells = grown(l.cells, groups)
		l.cells[g].n += int64(n)
		l.addExact(g, d)
		b = rest
	}
	return b, nil
}
