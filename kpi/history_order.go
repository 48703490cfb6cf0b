package kpi

// maxOrdered is by how many ticks a log is ordered at most.
const maxOrdered = 1 << 10

// ordered returns the log of a part in the order of its ticks where these are few, so
// that the rows of each group come sorted: one pass over all is less than a sort of
// each.
func (f *historyFold) ordered(p *historyPart) [][]loggedRow {
	ticks := f.def.cuts.Len()
	if !f.def.cut || ticks > min(maxOrdered, p.logged/8) {
		return p.log
	}
	var ends [maxOrdered + 2]int32
	for _, chunk := range p.log {
		for i := range chunk {
			ends[chunk[i].tick+2]++ // from -1 on
		}
	}
	for t := range ticks + 1 {
		ends[t+1] += ends[t]
	}
	if cap(f.log) < p.logged {
		f.log = make([]loggedRow, p.logged, p.logged+p.logged/4)
	}
	out := f.log[:p.logged]
	for _, chunk := range p.log {
		for i := range chunk {
			at := &ends[chunk[i].tick+1]
			out[*at] = chunk[i]
			*at++
		}
	}
	if cap(f.log) > mostScratch {
		f.log = nil
	}
	return [][]loggedRow{out}
}
