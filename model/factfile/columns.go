package factfile

import (
	"strings"

	"github.com/ecomkpi/ecomkpi/model"
)

// columns are those of one kind of record.
type columns[T any] struct {
	list     []column[T]
	index    map[string]int
	currency int // of the column that says the currency of the record; -1 without
}

// newColumns takes the columns of an element, whose amounts are in the currency
// of the fact that holds it.
func newColumns[T any](list []column[T]) *columns[T] {
	s := &columns[T]{list: list, index: make(map[string]int, len(list)), currency: -1}
	for i := range list {
		s.index[list[i].name] = i
	}
	return s
}

const currencyName = "currency"

// newRecord takes the columns of a record, and adds one for the currency of its
// amounts where it has any.
func newRecord[T any](list []column[T]) *columns[T] {
	for _, c := range list {
		if c.cur != nil {
			return withCurrency(list)
		}
	}
	return newColumns(list)
}

func withCurrency[T any](list []column[T]) *columns[T] {
	var amounts []func(*T) model.Currency
	for _, c := range list {
		if c.cur != nil {
			amounts = append(amounts, c.cur)
		}
	}
	s := newColumns(append(list, column[T]{
		name: currencyName, form: "currency", need: Conditional,
		set: func(_ *T, text string, d *decoder) {
			cur, err := model.ParseCurrency(text)
			if err != nil {
				d.invalid(currencyName, text, "want an ISO 4217 code of three upper-case letters")
				return
			}
			d.currency = cur
		},
		get: func(b []byte, _ *T, e *encoder) []byte { return append(b, e.currency.Code()...) },
		cur: func(in *T) model.Currency {
			for _, of := range amounts {
				if cur := of(in); cur != 0 {
					return cur
				}
			}
			return 0
		},
	}))
	s.currency = len(s.list) - 1
	return s
}

// A cell is what a record says of one field.
type cell struct {
	form cellForm
	text string
	raw  []byte // of an array or object
}

type cellForm uint8

const (
	emptyCell   cellForm = iota // not known
	textCell                    // a cell of CSV, a string of JSON
	literalCell                 // a number or truth value of JSON
	arrayCell
	objectCell
)

// decode makes a fact of the cells of a record; what is wrong with them goes to
// d. The cells are in the order of the columns.
func (s *columns[T]) decode(cells []cell, in *T, d *decoder) {
	if s.currency >= 0 {
		d.currency = d.fallback
		s.decodeCell(s.currency, cells, in, d)
	}
	for i := range s.list {
		if i != s.currency {
			s.decodeCell(i, cells, in, d)
		}
	}
}

func (s *columns[T]) decodeCell(i int, cells []cell, in *T, d *decoder) {
	c := &s.list[i]
	switch cells[i].form {
	case emptyCell:
		if c.told || d.list != "" && c.need == Required {
			d.missing(c.name)
		}
	case arrayCell:
		if c.list == nil {
			d.invalid(c.name, string(cells[i].raw), "an array where one value is wanted")
			return
		}
		c.list(in, cells[i].raw, d)
	case objectCell:
		d.invalid(c.name, string(cells[i].raw), "an object where "+c.form+" is wanted")
	default:
		c.set(in, cells[i].text, d)
	}
}

// object decodes a JSON object, which is valid JSON; cells is scratch.
func (s *columns[T]) object(raw []byte, cells []cell, in *T, d *decoder) {
	if len(raw) == 0 || raw[0] != '{' {
		d.invalid("", string(raw), "want an object")
		return
	}
	d.members(raw, s.index, cells)
	s.decode(cells, in, d)
}

// appendObject appends a fact as a JSON object. What is not known is left out.
func (s *columns[T]) appendObject(b []byte, in *T, e *encoder) []byte {
	s.begin(in, e)
	b = append(b, '{')
	for i := range s.list {
		c := &s.list[i]
		before := len(b)
		if b[before-1] != '{' {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, c.name...)
		b = append(b, '"', ':')
		start := len(b)
		switch {
		case c.json != nil:
			b = c.json(b, in, e)
		case c.bare:
			b = c.get(b, in, e)
		default:
			if b = c.get(b, in, e); len(b) > start {
				b = quoteFrom(b, start)
			}
		}
		if len(b) == start {
			b = b[:before]
		}
	}
	return append(b, '}')
}

// begin readies the encoder for a record: its currency is that of its first
// amount. Elements of lists have none of their own.
func (s *columns[T]) begin(in *T, e *encoder) {
	if s.currency >= 0 {
		e.currency = s.list[s.currency].cur(in)
	}
}

// required lists the columns that every record has to have.
func (s *columns[T]) required() []string {
	var names []string
	for i := range s.list {
		if s.list[i].need == Required {
			names = append(names, s.list[i].name)
		}
	}
	return names
}

// place finds the column of a field as the model names it, such as
// "payments[1].amount"; -1 where it is none.
func (s *columns[T]) place(field string) int {
	if at := strings.IndexAny(field, "[."); at >= 0 {
		field = field[:at]
	}
	if i, ok := s.index[field]; ok {
		return i
	}
	return -1
}
