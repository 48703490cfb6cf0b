package cohort

import (
	"encoding/csv"
	"io"
	"strconv"
)

// csvHeader names the columns of WriteCSV.
var csvHeader = []string{
	"cohort", "size", "column", "status", "subjects", "of", "rate", "low", "high", "orders", "money", "currency",
}

// WriteCSV writes a line for every cell, under a header: cohort, size, column,
// status, subjects, of, rate, low, high, orders, money, currency. What is not
// known is empty: all but the first four of a cell that has not begun, rates
// that are undefined, money of several currencies. Errors are those of the
// writer.
func (t Table) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			line := []string{r.Cohort.Label(), strconv.FormatInt(r.Size, 10), t.Columns[i].Label(), c.Status.String()}
			if err := out.Write(append(line, c.csv()...)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (c Cell) csv() []string {
	if c.Status == NotYet {
		return make([]string, 8)
	}
	low, high := boundsText(c.Interval())
	line := []string{
		strconv.FormatInt(c.Subjects, 10), strconv.FormatInt(c.Of, 10), rateText(c.Rate()), low, high, strconv.FormatInt(c.Orders, 10), "", "",
	}
	if m, ok := c.Money.Value(); ok {
		line[6] = m.AmountString()
		if !m.IsNone() {
			line[7] = m.Currency().Code()
		}
	}
	return line
}
