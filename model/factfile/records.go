package factfile

// records are the records of a file, whatever its format.
type records interface {
	// next reads one record. It returns io.EOF at the end, a *badRecord for one
	// that cannot be read but has others behind it, and else what ends the
	// reading.
	next(d *decoder) error
	// cells are those of the record, in the order of the layout's columns.
	cells() []cell
	// line is where the record begins.
	line() int
	// place is where the cell of a column begins; column is 0 where the line
	// says all.
	place(column int) (line, column1 int)
}

// badRecord is a record that cannot be read.
type badRecord struct {
	line, column int
	err          error
}

func (e *badRecord) Error() string { return e.err.Error() }
