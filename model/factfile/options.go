package factfile

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Format is how a file holds its records.
type Format uint8

const (
	// Auto goes by the ending of the file's name, .csv or .jsonl, .gz aside,
	// and where that says nothing by the first character: a file that begins
	// with { is JSON Lines.
	Auto Format = iota
	// CSV is RFC 4180: a first record that names the columns, cells in double
	// quotes where they hold a comma, a quote or a line break.
	CSV
	// JSONLines is one JSON object a line.
	JSONLines
)

// String returns "auto", "csv" or "jsonl".
func (f Format) String() string {
	return [...]string{"auto", "csv", "jsonl"}[min(f, 2)]
}

// Options say how files are read. The zero value reads UTF-8 with commas,
// refuses times without an offset, and stops at the first error.
type Options struct {
	// Name is the file's name in errors and reports; by default the name of its
	// layout, such as "orders". A folder's files have names of their own.
	Name   string
	Format Format
	// Comma parts the cells of CSV; by default a comma. European spreadsheets
	// write semicolons.
	Comma rune
	// Location is where times without an offset from UTC were read off the
	// clock. Of a reading that was shown twice the first instant is taken. nil
	// refuses such times: guessing a zone shifts a shop's days.
	Location *time.Location
	// Currency is that of amounts of which neither the cell nor the record says
	// one. 0 refuses such amounts.
	Currency model.Currency
	// MaxErrors is how many records may be refused, and their faults be
	// collected, before Load and ReadFolder give up. 0 is strict: they stop at the
	// first.
	MaxErrors int
	// MaxRecord is how many bytes a record may have; by default 1 MiB. It bounds
	// the memory that a file can ask for.
	MaxRecord int
	// Correct lets a record replace what was recorded before under its ID, as
	// Table.Correct does. Without it such a record is refused.
	Correct bool
}

const defaultMaxRecord = 1 << 20

func (o Options) maxRecord() int {
	if o.MaxRecord > 0 {
		return o.MaxRecord
	}
	return defaultMaxRecord
}

func (o Options) comma() rune {
	if o.Comma != 0 {
		return o.Comma
	}
	return ','
}

// Form says how files are written. The zero value is CSV with commas.
type Form struct {
	Format Format // Auto is CSV
	Comma  rune   // by default a comma
	Gzip   bool   // compresses; a folder's files are then named .gz
}

func (f Form) comma() rune { return Options{Comma: f.Comma}.comma() }

// Need says whether a field has to be known.
type Need uint8

const (
	Optional    Need = iota // the field may always be empty
	Conditional             // the field is required in some cases
	Required                // every record has the field
)

// String returns "optional", "conditional" or "required".
func (n Need) String() string {
	return [...]string{"optional", "conditional", "required"}[min(n, 2)]
}
