package kpi

// Stretches makes a live metric keep stretches of so few rows, so that small
// shops have several of them, and some kind that is not small.
func (l *Live[R]) Stretches(rows int) { l.parts.least, l.parts.small = rows, rows/16 }

// Mended returns how many groups have been folded anew one by one since the parts
// were last folded anew as a whole.
func (l *Live[R]) Mended() int {
	n := 0
	for _, p := range l.parts.all {
		if p.subjects == nil {
			continue
		}
		for i, f := range p.subjects.core.plan.subjects.of {
			for _, works := range f.works {
				for _, w := range works {
					if g, ok := w.(interface{ outside() int }); ok {
						n += g.outside()
					}
					if g, ok := w.(interface{ inSets() bool }); ok && g.inSets() {
						n += len(p.subjects.codes[i].touched)
					}
				}
			}
		}
	}
	return n
}

func (g *keyGroups[F, K]) outside() int { return g.leavings.n }

// inSets says whether keys are kept by a bit each: those that the last step dropped
// are told by its codes.
func (f *distinctFold[F, K]) inSets() bool { return f.sets != nil && lasting(f.keys.groups.at.groups) }

// AtMost is atMost, for the tests outside of the package.
var AtMost = atMost
