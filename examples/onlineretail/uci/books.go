package uci

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// invoice is all lines of a file with one invoice number.
type invoice struct {
	number, file string
	lines        []line
}

// books are the invoices of all files, each once.
type books struct {
	files    []string
	rows     int
	invoices []*invoice // in the order of files and lines
	repeated int        // lines of invoices that an earlier file holds, too
	known    map[string]*invoice
}

func newBooks() *books { return &books{known: map[string]*invoice{}} }

// add adds the rows of a file. Within a file, the lines of an invoice may stand
// apart, and equal ones count as often as they stand there. An invoice that an
// earlier file holds line for line is counted as repeated; one that differs is
// an error.
func (b *books) add(file string, rows iter.Seq2[row, error]) error {
	var fresh []*invoice
	byNumber := map[string]*invoice{}
	var last *invoice
	for r, err := range rows {
		if err != nil {
			return err
		}
		if last == nil || last.number != r.invoice {
			if last = byNumber[r.invoice]; last == nil {
				last = &invoice{number: r.invoice, file: file}
				byNumber[r.invoice] = last
				fresh = append(fresh, last)
			}
		}
		last.lines = append(last.lines, r.line)
		b.rows++
	}
	b.files = append(b.files, file)
	for _, in := range fresh {
		before, ok := b.known[in.number]
		if !ok {
			b.known[in.number] = in
			b.invoices = append(b.invoices, in)
			continue
		}
		if at, differs := difference(before, in); differs {
			return fmt.Errorf("%s:%d: invoice %s differs from the one in %s, line %d", file, at, quote(in.number), before.file, before.lines[0].row)
		}
		b.repeated += len(in.lines)
	}
	return nil
}

// difference returns the first line of an invoice that another one of the same
// number has not, or has fewer times; where only the other one has more, the
// first line.
func difference(before, in *invoice) (at int, differs bool) {
	left := slices.SortedFunc(slices.Values(before.lines), compareLines)
	right := slices.SortedStableFunc(slices.Values(in.lines), compareLines)
	at = -1
	i := 0
	for _, l := range right {
		for i < len(left) && compareLines(left[i], l) < 0 {
			i++
		}
		if i < len(left) && compareLines(left[i], l) == 0 {
			i++
		} else if at < 0 || l.row < at {
			at = l.row
		}
	}
	if at >= 0 {
		return at, true
	}
	return in.lines[0].row, len(left) != len(right)
}

// compareLines orders lines by what they say, wherever they stand.
func compareLines(a, b line) int {
	return cmp.Or(
		strings.Compare(a.stock, b.stock),
		cmp.Compare(a.quantity, b.quantity),
		a.price.Cmp(b.price),
		a.at.Compare(b.at),
		strings.Compare(a.customer, b.customer),
		strings.Compare(a.country, b.country),
	)
}
