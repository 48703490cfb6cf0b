package factfile

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// A column is one field of a fact, and how a cell says it: CSV reading and
// writing, JSON Lines reading and writing and the documentation all follow
// from it. T is the fact, or an element of one of its lists.
type column[T any] struct {
	name string
	form string // what a cell holds, in words
	need Need
	// told says that the zero of the field is a value, not "not known", so that
	// an empty cell cannot be left to the model.
	told bool
	bare bool                                     // JSON writes it without quotes
	set  func(in *T, text string, d *decoder)     // of a cell that is not empty
	get  func(b []byte, in *T, e *encoder) []byte // appends the cell; nothing where not known
	list func(in *T, array []byte, d *decoder)    // of a JSON array; nil for fields of one value
	json func(b []byte, in *T, e *encoder) []byte // appends the JSON array; nil for fields of one value
	cur  func(in *T) model.Currency               // of its amounts; nil without
}

// required marks a field that every fact has.
func (c column[T]) required() column[T] {
	c.need = Required
	return c
}

// sometimes marks a field that is required in some cases.
func (c column[T]) sometimes() column[T] {
	c.need = Conditional
	return c
}

// counted marks a required field whose zero is a value.
func (c column[T]) counted() column[T] {
	c.need, c.told = Required, true
	return c
}

// word is a field of text: "ID" or "code", or a text to show.
func word[T any, S ~string](name, form string, at func(*T) *S) column[T] {
	return column[T]{
		name: name, form: form,
		set: func(in *T, text string, _ *decoder) { *at(in) = S(text) },
		get: func(b []byte, in *T, e *encoder) []byte { return e.text(b, name, string(*at(in))) },
	}
}

func ident[T any, S ~string](name string, at func(*T) *S) column[T] { return word(name, "ID", at) }
func code[T any, S ~string](name string, at func(*T) *S) column[T]  { return word(name, "code", at) }

// truth is a field that is true or not known.
func truth[T any](name string, at func(*T) *bool) column[T] {
	return column[T]{
		name: name, form: "bool", bare: true,
		set: func(in *T, text string, d *decoder) {
			switch strings.ToLower(text) {
			case "true", "1":
				*at(in) = true
			case "false", "0":
			default:
				d.invalid(name, text, "want true or false")
			}
		},
		get: func(b []byte, in *T, _ *encoder) []byte {
			if *at(in) {
				b = append(b, "true"...)
			}
			return b
		},
	}
}

func whole(name, text string, d *decoder) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		d.invalid(name, text, "want a whole number")
	}
	return n, err == nil
}

// integer is a number of which 0 is a value.
func integer[T any](name string, at func(*T) *int64) column[T] {
	return column[T]{
		name: name, form: "int", bare: true,
		set: func(in *T, text string, d *decoder) {
			if n, ok := whole(name, text, d); ok {
				*at(in) = n
			}
		},
		get: func(b []byte, in *T, _ *encoder) []byte { return strconv.AppendInt(b, *at(in), 10) },
	}
}

// ordinal is a number from 1 on, of which 0 means "not known".
func ordinal[T any](name string, at func(*T) *int64) column[T] {
	c := integer(name, at)
	number := c.get
	c.get = func(b []byte, in *T, e *encoder) []byte {
		if *at(in) == 0 {
			return b
		}
		return number(b, in, e)
	}
	return c
}

// count is a number that may not be known.
func count[T any](name string, at func(*T) *model.Count) column[T] {
	return column[T]{
		name: name, form: "int", bare: true,
		set: func(in *T, text string, d *decoder) {
			if n, ok := whole(name, text, d); ok {
				*at(in) = model.CountOf(n)
			}
		},
		get: func(b []byte, in *T, _ *encoder) []byte {
			if n, ok := at(in).Value(); ok {
				b = strconv.AppendInt(b, n, 10)
			}
			return b
		},
	}
}

// number is a decimal of which 0 is a value.
func number[T any](name string, at func(*T) *decimal.Decimal) column[T] {
	return column[T]{
		name: name, form: "decimal",
		set: func(in *T, text string, d *decoder) { *at(in), _ = d.decimal(name, text) },
		get: func(b []byte, in *T, e *encoder) []byte { return e.decimal(b, name, *at(in)) },
	}
}

// perhaps is a decimal that may not be known.
func perhaps[T any](name string, at func(*T) *decimal.NullDecimal) column[T] {
	return column[T]{
		name: name, form: "decimal",
		set: func(in *T, text string, d *decoder) {
			if n, ok := d.decimal(name, text); ok {
				*at(in) = decimal.NewNullDecimal(n)
			}
		},
		get: func(b []byte, in *T, e *encoder) []byte {
			if n := at(in); n.Valid {
				b = e.decimal(b, name, n.Decimal)
			}
			return b
		},
	}
}

// amount is money, of the currency of the record.
func amount[T any](name string, at func(*T) *model.Money) column[T] {
	return column[T]{
		name: name, form: "amount",
		set: func(in *T, text string, d *decoder) { *at(in) = d.money(name, text) },
		get: func(b []byte, in *T, e *encoder) []byte { return e.money(b, name, *at(in)) },
		cur: func(in *T) model.Currency { return at(in).Currency() },
	}
}

// instant is a time, of which the zero one means "not known".
func instant[T any](name string, at func(*T) *time.Time) column[T] {
	return column[T]{
		name: name, form: "time",
		set: func(in *T, text string, d *decoder) { *at(in) = d.instant(name, text) },
		get: func(b []byte, in *T, e *encoder) []byte { return e.instant(b, name, *at(in)) },
	}
}

// day is a calendar day.
func day[T any](name string, at func(*T) *period.Date) column[T] {
	return column[T]{
		name: name, form: "date",
		set: func(in *T, text string, d *decoder) {
			date, err := period.ParseDate(text)
			if err != nil {
				d.invalid(name, text, "want a day of the calendar such as 2025-01-31")
				return
			}
			*at(in) = date
		},
		get: func(b []byte, in *T, e *encoder) []byte {
			date := *at(in)
			if date == (period.Date{}) {
				return b
			}
			if !date.Valid() {
				e.fail(name, date.String(), "no such day in the years 1 to 9999")
				return b
			}
			return append(b, date.String()...)
		},
	}
}

// span is a length of time, of which 0 means "not known".
func span[T any](name string, at func(*T) *time.Duration) column[T] {
	return column[T]{
		name: name, form: "duration",
		set: func(in *T, text string, d *decoder) { *at(in) = d.duration(name, text) },
		get: func(b []byte, in *T, _ *encoder) []byte {
			if *at(in) != 0 {
				b = append(b, at(in).String()...)
			}
			return b
		},
	}
}

// within makes the columns of a part of T, such as the element of a record that
// stands in a file of its own.
func within[T, P any](columns []column[P], at func(*T) *P) []column[T] {
	out := make([]column[T], 0, len(columns)+2)
	for _, c := range columns {
		lifted := column[T]{name: c.name, form: c.form, need: c.need, told: c.told, bare: c.bare}
		lifted.set = func(in *T, text string, d *decoder) { c.set(at(in), text, d) }
		lifted.get = func(b []byte, in *T, e *encoder) []byte { return c.get(b, at(in), e) }
		if c.list != nil {
			lifted.list = func(in *T, array []byte, d *decoder) { c.list(at(in), array, d) }
			lifted.json = func(b []byte, in *T, e *encoder) []byte { return c.json(b, at(in), e) }
		}
		if c.cur != nil {
			lifted.cur = func(in *T) model.Currency { return c.cur(at(in)) }
		}
		out = append(out, lifted)
	}
	return out
}
