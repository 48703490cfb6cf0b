package kpi

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// String returns the report as an aligned table in English.
func (r Report) String() string { return r.Text(func(k Info) string { return k.Name }) }

// Text returns the report as an aligned table, with names by a function: number,
// name, value, value of the compared range, change, and whether that is better.
func (r Report) Text(name func(Info) string) string {
	rows := [][]string{}
	for _, l := range r.Lines {
		rows = append(rows, []string{l.Number, name(l.Info), l.Value.String(), previousText(l.Previous), l.Change.String(), l.Change.Better.String()})
	}
	widths := make([]int, 6)
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			switch {
			case i < 2 || i == 5:
				line.WriteString(cell + pad)
			default:
				line.WriteString(pad + cell)
			}
			line.WriteString("  ")
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// previousText is the value that is compared with; "" where none was asked for.
func previousText(r Result[Figure]) string {
	if r.Why() == NoData && r.Detail() == notAskedFor {
		return ""
	}
	return r.String()
}

// String returns the relative change as a percentage, the absolute one where
// there is none, and "" where the figures cannot be compared.
func (c Change) String() string {
	if !c.Known {
		return ""
	}
	if v, ok := c.Relative.Value(); ok {
		p := v.Percent(1)
		if p.IsPositive() {
			return "+" + p.StringFixed(1) + " %"
		}
		return p.StringFixed(1) + " %"
	}
	if c.Absolute.IsPositive() {
		return "+" + plain(c.Absolute)
	}
	return plain(c.Absolute)
}

// String returns the figure of the line with what it is compared with.
func (l ReportLine) String() string {
	return fmt.Sprintf("%s %s: %v (%s)", l.Number, l.Name, l.Value, l.Change)
}
