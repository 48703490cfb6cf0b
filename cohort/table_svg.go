package cohort

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// The measures of the heat map in pixels.
const (
	svgCellWidth  = 58
	svgCellHeight = 26
	svgLabelWidth = 150
	svgMargin     = 12
)

// WriteSVG writes the table as a heat map in SVG: a row for every cohort, with
// its size, and one for the pooled means. Every cell holds its number in black
// or white, whichever has more contrast; the colours are shades of one blue, so
// that they do not rest on telling hues apart. Partial cells are hatched, those
// that have not begun are empty, and rates that are undefined are a dash. The
// picture has a title and a description for screen readers, and needs neither
// scripts nor fonts. Errors are those of the writer.
func (t Table) WriteSVG(w io.Writer) error {
	b := bufio.NewWriter(w)
	width := svgMargin*2 + svgLabelWidth + len(t.Columns)*svgCellWidth
	height := svgMargin*2 + (len(t.Rows)+2)*svgCellHeight
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="cohort-title cohort-desc" font-family="sans-serif" font-size="12">`+"\n", width, height, width, height)
	fmt.Fprintf(b, "<title id=\"cohort-title\">Retention by cohort</title>\n<desc id=\"cohort-desc\">%s</desc>\n", escaped(t.describe()))
	b.WriteString(`<defs><pattern id="cohort-partial" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="#808080" stroke-width="2" stroke-opacity="0.45"/></pattern></defs>` + "\n")
	fmt.Fprintf(b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	svgText(b, svgMargin, svgMargin, "start", "#000000", "cohort")
	svgText(b, svgMargin+svgLabelWidth-10, svgMargin, "end", "#000000", "size")
	for c := range t.Columns {
		svgText(b, svgX(c)+svgCellWidth/2, svgMargin, "middle", "#000000", t.Columns[c].Label())
	}
	for r, row := range t.Rows {
		y := svgMargin + (r+1)*svgCellHeight
		svgText(b, svgMargin, y, "start", "#000000", row.Cohort.Label())
		svgText(b, svgMargin+svgLabelWidth-10, y, "end", "#000000", fmt.Sprint(row.Size))
		for c, cell := range row.Cells {
			title := fmt.Sprintf("%s, %s: %d of %d, %s", row.Cohort.Label(), t.Columns[c].Label(), cell.Subjects, cell.Of, cell.Status)
			svgCell(b, svgX(c), y, cell.Status, cell.Rate(), title)
		}
	}
	y := svgMargin + (len(t.Rows)+1)*svgCellHeight
	svgText(b, svgMargin, y, "start", "#000000", "pooled")
	for c, m := range t.Means() {
		if m.Cells > 0 {
			svgCell(b, svgX(c), y, Complete, m.Pooled(), fmt.Sprintf("%s: %d of %d in %d complete cells", m.Column.Label(), m.Subjects, m.Of, m.Cells))
		}
	}
	b.WriteString("</svg>\n")
	return b.Flush()
}

// describe says in words what the picture shows.
func (t Table) describe() string {
	subjects := int64(0)
	for _, r := range t.Rows {
		subjects += r.Size
	}
	return fmt.Sprintf("%d cohorts of %d subjects together; the share active by window after the start. %v.", len(t.Rows), subjects, t.options)
}

func svgX(column int) int { return svgMargin + svgLabelWidth + column*svgCellWidth }

func svgText(b *bufio.Writer, x, y int, anchor, colour, text string) {
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y+svgCellHeight/2+4, anchor, colour, escaped(text))
}

func svgCell(b *bufio.Writer, x, y int, s Status, r kpi.Result[kpi.Ratio], title string) {
	rect := func(fill string) {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x+1, y+1, svgCellWidth-2, svgCellHeight-2, fill)
	}
	if s == NotYet {
		return
	}
	fmt.Fprintf(b, "<g><title>%s</title>\n", escaped(title))
	fill, text := rgb{255, 255, 255}, "-"
	if v, ok := r.Value(); ok {
		share, _ := v.Round(6).Float64()
		fill, text = blue(share), v.Percent(1).StringFixed(1)
	}
	rect(fill.String())
	if s == Partial {
		rect("url(#cohort-partial)")
	}
	svgText(b, x+svgCellWidth/2, y, "middle", fill.ink(), text)
	b.WriteString("</g>\n")
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

// rgb is a colour.
type rgb struct{ r, g, b uint8 }

func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// blue returns the shade of a rate, from nearly white to a dark blue.
func blue(share float64) rgb {
	share = max(0, min(share, 1))
	mix := func(from, to float64) uint8 { return uint8(math.Round(from + (to-from)*share)) }
	return rgb{mix(0xf2, 0x08), mix(0xf6, 0x30), mix(0xfc, 0x6b)}
}

// luminance is the relative luminance of WCAG 2.2.
func (c rgb) luminance() float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.r) + 0.7152*part(c.g) + 0.0722*part(c.b)
}

// ink returns black or white, whichever contrasts more: the better one always
// has a contrast of 4.5 or more.
func (c rgb) ink() string {
	l := c.luminance()
	if (l+0.05)/0.05 >= 1.05/(l+0.05) {
		return "#000000"
	}
	return "#ffffff"
}
