package cohort

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// shades are from no one to everybody, a fifth each.
var shades = [...]string{" ", "░", "▒", "▓", "█"}

// shade returns the shade of a rate: none for 0, and the full one above 80 %.
func shade(r kpi.Ratio) string {
	if r.Numerator().Sign() <= 0 {
		return shades[0]
	}
	fifth := r.Numerator().Mul(decimal.NewFromInt(5)).DivRound(r.Denominator(), 6).Floor().IntPart()
	return shades[max(1, min(fifth, 4))]
}

// String returns the table as aligned text: a line for every cohort with its
// size and the rates as percentages, each with a shade; partial ones carry an
// asterisk, cells that have not begun are empty, a rate of nobody is a dash.
// Below stand the means over complete cells. All characters are one column
// wide in a fixed-width font.
func (t Table) String() string {
	lines := [][]string{{"cohort", "size"}}
	for _, c := range t.Columns {
		lines[0] = append(lines[0], c.Label()+"  ")
	}
	partial := false
	for _, r := range t.Rows {
		line := []string{r.Cohort.Label(), strconv.FormatInt(r.Size, 10)}
		for _, c := range r.Cells {
			line = append(line, c.text())
			partial = partial || c.Status == Partial
		}
		lines = append(lines, line)
	}
	pooled, simple := []string{"pooled", ""}, []string{"simple", ""}
	for _, m := range t.Means() {
		pooled = append(pooled, percentText(m.Pooled()))
		text := ""
		if s, ok := m.Simple().Value(); ok {
			text = s.percent()
		}
		simple = append(simple, text)
	}
	out := aligned(append(lines, pooled, simple))
	if partial {
		out += "* partial: the window is not over\n"
	}
	return out
}

func percentText(r kpi.Result[kpi.Ratio]) string {
	if v, ok := r.Value(); ok {
		return v.Percent(1).StringFixed(1) + "% " + shade(v)
	}
	return ""
}

func (c Cell) text() string {
	if c.Status == NotYet {
		return ""
	}
	mark := " "
	if c.Status == Partial {
		mark = "*"
	}
	v, ok := c.Rate().Value()
	if !ok {
		return "-" + mark + " "
	}
	return v.Percent(1).StringFixed(1) + "%" + mark + shade(v)
}

// aligned writes lines of cells: the first one to the left, the others to the
// right.
func aligned(lines [][]string) string {
	var widths []int
	for _, line := range lines {
		for i, cell := range line {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, line := range lines {
		var one strings.Builder
		for i, cell := range line {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				one.WriteString(cell + pad)
			} else {
				one.WriteString(" " + pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(one.String(), " ") + "\n")
	}
	return b.String()
}
