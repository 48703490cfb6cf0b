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
	// spots appends where the record begins, and then where its cells do, in the
	// order of the layout's columns, as far as that is known.
	spots(b []spot) []spot
}

// spot is a place in a file: column is 0 where the line says all, and line where
// there is no such cell.
type spot struct{ line, column int }

// placed returns where the cell of a column is, or else the record.
func placed(spots []spot, column int) spot {
	if column < 0 || column+1 >= len(spots) || spots[column+1].line == 0 {
		return spots[0]
	}
	return spots[column+1]
}

// badRecord is a record that cannot be read.
type badRecord struct {
	line, column int
	err          error
}

func (e *badRecord) Error() string { return e.err.Error() }
