package kpi

// Stretches makes a live metric keep stretches of so few rows, so that small
// shops have several of them.
func (l *Live[R]) Stretches(rows int) { l.parts.least = rows }
