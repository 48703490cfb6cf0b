package main

import "github.com/ecomkpi/ecomkpi/kpi"

// groups are the KPIs by what -by asked for: a line for each, the largest first
// where not all are shown.
func (t *text) groups() string {
	if len(t.by) == 0 {
		return ""
	}
	l := t.lang
	out := &table{left: []bool{true, true, true, false, true}}
	for _, x := range t.r.Lines {
		s := t.scaleOf(x)
		for _, b := range x.By {
			name := x.Number + " " + l.of(byNames[b.Name])
			row := func(key string, r kpi.Result[kpi.Figure]) {
				if r.Why() == kpi.Defined {
					out.add(name, "", key, l.result(r, s), s.unit)
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

var byNames = map[string]phrase{
	"account": {"by account", "par compte"}, "branch": {"by branch", "par agence"}, "channel": {"by channel", "par canal"},
	"company": {"by company", "par société"}, "person": {"by person", "par personne"},
}
