package kpi

// touched notes which groups of a place got rows since they were read last, so that
// the results of the others are taken as they were. Nothing is noted before the
// first reading: what is read once has no use for it.
type touched struct {
	at    place
	epoch uint32   // of the last reading; 0 before the first
	rows  []uint32 // by group: the epoch in which it got rows last
	seen  kinds    // that had been supplied then, which is part of every result
}

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
	t.rows = grown(t.rows, t.at.groups.len())
	each(sel, n, func(i int32) { t.rows[group[i]] = t.epoch })
}

// begin begins a reading. It says whether what was read before is of use.
func (t *touched) begin() bool {
	known := t.epoch > 0 && t.seen == *t.at.plan.seen
	t.epoch++
	t.seen = *t.at.plan.seen
	t.rows = grown(t.rows, t.at.groups.len())
	return known
}

// since says whether a group got rows after the reading of an epoch.
func (t *touched) since(group int32, epoch uint32) bool { return t.rows[group] >= epoch }

// forget drops everything, when states were merged in.
func (t *touched) forget() {
	if t != nil {
		t.epoch, t.rows = 0, nil
	}
}
