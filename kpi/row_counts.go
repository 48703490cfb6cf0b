package kpi

// rowCounts are numbers of rows by group, in 16 bits, of which a cache line holds many;
// what overflows them is carried to numbers aside.
type rowCounts struct {
	n       []uint16        // the last 16 bits
	carried map[int32]int64 // the rest; most groups have none
}

const countBits = 16

func (c *rowCounts) grow(groups int32) { c.n = grown(c.n, groups) }

// one counts a row of a group for which there is room.
func (c *rowCounts) one(g int32) {
	if c.n[g]++; c.n[g] == 0 {
		c.carry(g, 1)
	}
}

// add counts any number of rows of a group for which there is room.
func (c *rowCounts) add(g int32, n int64) {
	n += int64(c.n[g])
	c.n[g] = uint16(n)
	if over := n >> countBits; over > 0 {
		c.carry(g, over)
	}
}

// carry counts so many overflows.
func (c *rowCounts) carry(g int32, overflows int64) {
	if c.carried == nil {
		c.carried = make(map[int32]int64)
	}
	c.carried[g] += overflows << countBits
}

// of returns the number of rows of any group.
func (c *rowCounts) of(g int32) int64 {
	if int(g) >= len(c.n) {
		return 0
	}
	n := int64(c.n[g])
	if c.carried != nil {
		n += c.carried[g]
	}
	return n
}
