package main

// launched are the KPIs before and after the launch; "" without one.
func (t *text) launched() string {
	o, l := t.r.Options(), t.lang
	if !o.Launch.Valid() {
		return ""
	}
	days := o.Launch.DaysUntil(o.Calendar.DateOf(o.Range.End()))
	out := &table{left: []bool{true, true, false, false, true, false, true}}
	out.add("", l.of(phrase{"days on each side: ", "jours de chaque côté : "})+l.whole(int64(days)),
		l.of(phrase{"before", "avant"}), l.of(phrase{"after", "après"}), "", l.of(phrase{"change", "évolution"}), "")
	for _, x := range t.r.Lines {
		f, ok := x.After.Value()
		if !ok {
			f, _ = x.Before.Value()
		}
		s := l.scaleOf(x.Info, f)
		out.add(x.Number, l.name(x.Info), l.result(x.Before, s), l.result(x.After, s), s.unit,
			l.change(x.Info, x.Effect, s), l.of(verdicts[x.Effect.Better]))
	}
	return out.String()
}
