package main

import "github.com/ecomkpi/ecomkpi/kpi"

// groups are the KPIs by what -by asked for: a line for each group, the largest
// first where not all are shown.
func (t *text) groups() string {
	if len(t.by) == 0 {
		return ""
	}
	l := t.lang
	out := &table{left: []bool{true, true, false, true}}
	for _, x := range t.r.Lines {
		s := t.scaleOf(x)
		for _, b := range x.By {
			name := x.Number + " " + l.of(byNames[b.Name])
			if nothing(b.Groups) {
				// A row of noughts for each group would say that there was
				// nothing, not that nobody knows.
				out.add(name, l.of(phrase{"(its facts do not say)", "(ses faits ne le disent pas)"}), "", "")
				continue
			}
			row := func(key string, r kpi.Result[kpi.Figure]) {
				if r.Why() == kpi.Defined {
					out.add(name, key, l.result(r, s), s.unit)
					name = ""
				}
			}
			for key, r := range b.Groups.All() {
				row(key, r)
			}
			if r, ok := b.Groups.Unknown(); ok {
				row(l.of(phrase{"(unknown)", "(inconnu)"}), r)
			}
		}
	}
	return out.String()
}

// nothing says whether no group has a figure other than 0: sessions have no
// channel, say, so that none of the channels has a visitor.
func nothing(g kpi.Groups[string, kpi.Figure]) bool {
	for _, r := range g.All() {
		if f, ok := r.Value(); ok && !f.Decimal(6).IsZero() {
			return false
		}
	}
	return true
}

var byNames = map[string]phrase{
	"account": {"by account", "par compte"}, "branch": {"by branch", "par agence"}, "channel": {"by channel", "par canal"},
	"company": {"by company", "par société"}, "person": {"by person", "par personne"},
}
