package kpi

import (
	"math"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// historyCell is the rows of one group, period and lane.
type historyCell struct{ coef, n int64 }

const (
	mostCells = 1 << 18 // what they take stays in a cache, nearly
	cellsARow = 4       // that are looked at for each row, at most
)

// fill settles a part by cells: rows are added up as they come, and nothing is put in
// order. It says false, and has done nothing, where most cells would be empty, or
// rows are not that plain. The memory of the cells is given, all empty, and left so.
func (f *historyFold) fill(k int32, cells *[]historyCell) bool {
	p := &f.parts[k]
	if !f.def.cut || p.logged == 0 {
		return false
	}
	groups := int(min(partGroups, f.at.groups.len()-k<<partBits))
	c := historyCells{groups: groups, periods: f.def.cuts.Len() + 1, rank: slices.Repeat([]int32{-1}, len(f.lanes))}
	if only := p.log[0][0].lane; !f.lanes[only].wide {
		c.rank[only], c.lanes = 0, []uint16{only}
		if c.fill(p, cells) {
			return true
		}
	}
	c.lanes = nil
	for lane := range f.lanes {
		if c.rank[lane] = -1; !f.lanes[lane].wide {
			c.rank[lane] = int32(len(c.lanes))
			c.lanes = append(c.lanes, uint16(lane))
		}
	}
	return c.fill(p, cells)
}

// historyCells are the cells of a part: by group, then by period from -1 on, then by
// lane.
type historyCells struct {
	groups, periods int
	lanes           []uint16 // that have cells
	rank            []int32  // of a lane among them; -1 of others

	cells []historyCell
	kept  int   // cells that are not empty
	odd   int64 // below 0: some row or sum does not fit
}

func (c *historyCells) fill(p *historyPart, memory *[]historyCell) bool {
	n := c.groups * c.periods * len(c.lanes)
	if n > min(mostCells, cellsARow*(p.logged+len(p.rows))) {
		return false
	}
	*memory = grown(*memory, int32(n))
	c.cells, c.kept, c.odd = (*memory)[:n], 0, 0
	for g := range len(p.start) - 1 {
		c.put(g, p.rows[p.start[g]:p.start[g+1]])
	}
	for _, chunk := range p.log {
		c.add(chunk)
	}
	rows, start := c.take()
	if c.odd < 0 {
		return false
	}
	p.rows, p.start, p.log, p.logged = rows, start, nil, 0
	return true
}

// put sets the cells of a group's rows, the first that come.
func (c *historyCells) put(group int, rows []momentRow) {
	for i := range rows {
		r := &rows[i]
		rank := int(c.rank[r.lane])
		cell := &c.cells[(group*c.periods+int(r.tick)+1)*len(c.lanes)+max(0, rank)]
		if rank < 0 || cell.n != 0 || r.n == 0 {
			c.odd = -1
		}
		*cell = historyCell{r.coef, int64(r.n)}
		c.kept++
	}
}

// add adds rows to their cells.
func (c *historyCells) add(rows []loggedRow) {
	kept, odd, lanes := c.kept, c.odd, len(c.lanes)
	for i := range rows {
		r := &rows[i]
		rank, n := int(c.rank[r.lane]), int64(r.n)
		cell := &c.cells[(int(r.group&(partGroups-1))*c.periods+int(r.tick)+1)*lanes+max(0, rank)]
		sum, all := cell.coef+r.coef, cell.n+n
		odd |= int64(rank) | (n - 1) | (cell.coef^sum)&(r.coef^sum) | (math.MaxInt32 - all)
		if cell.n == 0 {
			kept++
		}
		cell.coef, cell.n = sum, all
	}
	c.kept, c.odd = kept, odd
}

// take empties the cells and returns the rows of which they were, and where those of
// each group begin. Which cells are empty is anyone's guess, and so is not asked: each
// is written as a row, and the next one over it where it was empty.
func (c *historyCells) take() (rows []momentRow, start []int32) {
	rows, start = make([]momentRow, c.kept+1), make([]int32, c.groups+1)
	at, i := 0, 0
	for g := range c.groups {
		for tick := range c.periods {
			for _, lane := range c.lanes {
				cell := &c.cells[i]
				i++
				rows[at] = momentRow{int64(tick - 1), cell.coef, int32(cell.n), lane}
				if cell.n != 0 {
					at++
				}
				if cell.coef <= model.Wide {
					c.odd = -1
				}
				*cell = historyCell{}
			}
		}
		start[g+1] = int32(at)
	}
	return rows[:at:at], start
}
