package model

// Codes is a block of a key, for engines: a code a row, 0 where it is not
// known, and the dictionary that gives the codes their meaning. Values may
// share memory with the table: it is read only, and valid until the Codes are
// read into again.
type Codes struct {
	Values []uint32
	None   bool // nothing is known; Values is not set
	Full   bool // all are known: none is 0
	Dict   *Dict

	buf   []uint32
	other *Codes // of a key that falls back on another one
}

// read fills c from a reference column of the block's table.
func (c *Codes) read(b *Block, slot int) {
	c.Values, c.None, c.Full, c.Dict = nil, false, false, b.t.dicts[slot]
	if b.n == 0 {
		c.None = true
		return
	}
	if cap(c.buf) < b.n {
		c.buf = make([]uint32, max(b.n, BlockRows))
	}
	if b.idx != nil {
		c.Values = b.spread(slot)
		return
	}
	col := b.t.chunks[b.lo>>chunkBits].refs[slot]
	if col == nil {
		c.None = true
		return
	}
	c.Full = !col.gaps
	if lo := int(b.lo) & (chunkRows - 1); col.large != nil {
		c.Values = col.large[lo : lo+b.n]
		return
	}
	c.Values = b.spread(slot)
}

// spreadCodes are the codes of a column that do not lie in the table as they are
// read.
type spreadCodes struct {
	slot   int
	fresh  bool // for the rows that the block has now
	values []uint32
}

// spread returns the codes of a column by row. They are gathered once, however
// many keys and filters read them.
func (b *Block) spread(slot int) []uint32 {
	var s *spreadCodes
	for i := range b.spreads {
		if b.spreads[i].slot == slot {
			s = &b.spreads[i]
		}
	}
	if s == nil {
		b.spreads = append(b.spreads, spreadCodes{slot: slot})
		s = &b.spreads[len(b.spreads)-1]
	}
	if s.fresh {
		return s.values
	}
	if cap(s.values) < b.n {
		s.values = make([]uint32, max(b.n, BlockRows))
	}
	s.fresh, s.values = true, s.values[:b.n]
	if b.idx != nil {
		b.gather(slot, s.values)
		return s.values
	}
	lo := int(b.lo) & (chunkRows - 1)
	for i, code := range b.t.chunks[b.lo>>chunkBits].refs[slot].small[lo : lo+b.n] {
		s.values[i] = uint32(code)
	}
	return s.values
}

// gather reads the codes of rows that lie anywhere in the table.
func (b *Block) gather(slot int, out []uint32) {
	chunks := b.t.chunks
	for i, r := range b.idx {
		out[i] = 0
		if r < 0 {
			continue
		}
		switch col := chunks[r>>chunkBits].refs[slot]; {
		case col == nil:
		case col.large != nil:
			out[i] = col.large[r&(chunkRows-1)]
		default:
			out[i] = uint32(col.small[r&(chunkRows-1)])
		}
	}
}
