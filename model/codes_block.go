package model

// Codes is a block of a key, for engines: a code a row, 0 where it is not
// known, and the dictionary that gives the codes their meaning. Values may
// share memory with the table: it is read only, and valid until the Codes are
// read into again.
type Codes struct {
	Values []uint32
	None   bool // nothing is known; Values is not set
	Dict   *Dict

	buf   []uint32
	other *Codes // of a key that falls back on another one
}

// read fills c from a reference column of the block's table.
func (c *Codes) read(b *Block, slot int) {
	c.Values, c.None, c.Dict = nil, false, b.t.dicts[slot]
	if b.n == 0 {
		c.None = true
		return
	}
	if cap(c.buf) < b.n {
		c.buf = make([]uint32, max(b.n, BlockRows))
	}
	if b.idx != nil {
		c.Values = c.buf[:b.n]
		chunks, out := b.t.chunks, c.Values
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
		return
	}
	col := b.t.chunks[b.lo>>chunkBits].refs[slot]
	lo := int(b.lo) & (chunkRows - 1)
	switch {
	case col == nil:
		c.None = true
	case col.large != nil:
		c.Values = col.large[lo : lo+b.n]
	default:
		c.Values = c.buf[:b.n]
		for i, s := range col.small[lo : lo+b.n] {
			c.Values[i] = uint32(s)
		}
	}
}
