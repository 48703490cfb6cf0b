package main

import (
	"strings"
	"unicode/utf8"
)

// table is rows of cells, set in columns as wide as their widest cell.
type table struct {
	left []bool // by column: set to the left
	rows [][]string
}

// add adds a row. One of a single cell is a heading, which is not set in columns.
func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) String() string {
	widths := make([]int, len(t.left))
	for _, row := range t.rows {
		if len(row) > 1 {
			for i, cell := range row {
				widths[i] = max(widths[i], utf8.RuneCountInString(cell))
			}
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		if len(row) == 1 {
			b.WriteString("\n" + row[0] + "\n")
			continue
		}
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if widths[i] == 0 {
				continue
			}
			if t.left[i] {
				line.WriteString(cell + pad + "  ")
			} else {
				line.WriteString(pad + cell + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
