package factfile

import (
	"fmt"
	"strings"

	"github.com/ecomkpi/ecomkpi/model"
)

// Report says what became of the records of a file. Rows = Accepted +
// Duplicates + Refused, but for the lines of orders and refunds in files of
// their own, which are accepted as parts of them.
type Report struct {
	File       string
	Kind       model.Kind
	Rows       int      // records read
	Accepted   int      // recorded, or put in the place of earlier ones
	Duplicates int      // recorded before with the same content
	Refused    int      // not recorded: see Errors
	Unknown    []string // columns or fields that the layout does not know, in the order of their appearance, at most 100
	Errors     []*Error // the faults of the records refused
}

// String sums the report up in a line, without the faults.
func (r Report) String() string {
	text := fmt.Sprintf("%s: %d rows, %d accepted, %d duplicates, %d refused", r.File, r.Rows, r.Accepted, r.Duplicates, r.Refused)
	if len(r.Unknown) > 0 {
		text += ", unknown: " + strings.Join(r.Unknown, ", ")
	}
	return text
}

// refuse notes a record that was refused. It returns an error where that was
// one too many.
func (r *Report) refuse(err error, o Options, before int) error {
	r.Refused++
	r.Errors = append(r.Errors, Faults(err)...)
	switch {
	case o.MaxErrors <= 0:
		return err
	case before+r.Refused > o.MaxErrors:
		return fmt.Errorf("%w: more than %d, the last one: %w", ErrTooManyRefused, o.MaxErrors, err)
	}
	return nil
}
