package kpi

import "slices"

// touched notes which groups of a place got rows since they were read last, so that
// the results of the others are taken as they were. Nothing is noted before the
// first reading: what is read once has no use for it.
type touched struct {
	at    place
	epoch uint32   // of the last reading; 0 before the first
	rows  []uint32 // by group: the epoch in which it got rows last
	spans []uint32 // the same of spanGroups groups together
	seen  kinds    // that had been supplied then, which is part of every result
}

const (
	spanBits   = 7
	spanGroups = 1 << spanBits
)

// update notes the groups that get rows.
func (t *touched) update() {
	if t.epoch == 0 {
		return
	}
	sel, n := t.at.rows.get()
	if n == 0 {
		return
	}
	group := t.at.groups.get()
	t.grow()
	each(sel, n, func(i int32) { t.mark(group[i]) })
}

func (t *touched) mark(group int32) { t.rows[group], t.spans[group>>spanBits] = t.epoch, t.epoch }

func (t *touched) grow() {
	t.rows = grown(t.rows, t.at.groups.len())
	t.spans = grown(t.spans, int32(len(t.rows)+spanGroups-1)>>spanBits)
}

// begin begins a reading. It says whether what was read before is of use.
func (t *touched) begin() bool {
	known := t.epoch > 0 && t.seen == *t.at.plan.seen
	t.epoch++
	t.seen = *t.at.plan.seen
	t.grow()
	return known
}

// since says whether a group got rows after the reading of an epoch.
func (t *touched) since(group int32, epoch uint32) bool { return t.rows[group] >= epoch }

// anySince says since of any of some groups, all from least to most. To look at spans
// is enough for most.
func (t *touched) anySince(groups []int32, least, most int32, epoch uint32) bool {
	within := t.spans[least>>spanBits : most>>spanBits+1]
	return slices.ContainsFunc(within, func(last uint32) bool { return last >= epoch }) &&
		slices.ContainsFunc(groups, func(g int32) bool { return t.since(g, epoch) })
}

// forget drops everything, when states were merged in.
func (t *touched) forget() {
	if t != nil {
		t.epoch, t.rows, t.spans = 0, nil, nil
	}
}
