package main

import "github.com/ecomkpi/ecomkpi/kpi"

// mainKPIs are those of which the table draws the series.
var mainKPIs = map[string]bool{"O1": true, "O3": true, "O5": true, "O6": true, "O7": true, "O9": true, "K3": true, "K7": true, "K8": true, "K16": true}

// periods are series: of the main KPIs as lines, or in full where -series was
// given.
func (t *text) periods() string {
	if t.series == 0 {
		return ""
	}
	l := t.lang
	out := &table{left: []bool{true, true, true, false, false, false, true}}
	if t.seriesOfText {
		return t.figures()
	}
	out.add("", "KPI", "", l.of(phrase{"first", "premier"}), l.of(phrase{"last", "dernier"}), "", "")
	for _, x := range t.r.Lines {
		n := x.Series.Len()
		if n == 0 || len(t.kpis) == 0 && !mainKPIs[x.Number] {
			continue
		}
		f, _ := x.Value.Value()
		s := l.scaleOf(x.Info, f)
		_, first := x.Series.At(0)
		_, last := x.Series.At(n - 1)
		out.add(x.Number, l.name(x.Info), sparkline(x.Series), l.result(first, s), l.result(last, s), "", s.unit)
	}
	return out.String()
}

// figures are all series with a column for each KPI and a row for each period.
func (t *text) figures() string {
	if len(t.r.Lines) == 0 {
		return ""
	}
	first := t.r.Lines[0].Series
	out := &table{left: make([]bool, 2+first.Len())}
	out.left[0] = true
	head := []string{""}
	for p := range first.All() {
		label := p.Label()
		if p.Partial() {
			label += "*"
		}
		head = append(head, label)
	}
	out.left[len(out.left)-1] = true
	out.add(append(head, "")...)
	for _, x := range t.r.Lines {
		s := t.scaleOf(x)
		row := []string{x.Number}
		for _, r := range x.Series.All() {
			row = append(row, t.lang.result(r, s))
		}
		out.add(append(row, s.unit)...)
	}
	return out.String()
}

// scaleOf is how the figures of a line are written.
func (t *text) scaleOf(x kpi.ReportLine) scale {
	f, _ := x.Value.Value()
	return t.lang.scaleOf(x.Info, f)
}
