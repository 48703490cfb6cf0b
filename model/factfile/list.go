package factfile

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/ecomkpi/ecomkpi/model"
)

// A list is a field of several elements. In JSON Lines it is an array. In a
// cell of CSV, and wherever a text stands for it, a list of elements with one
// or two fields is "a=b;c=d" or "a;b", and any other the JSON array itself.

// list makes the column of a list of elements with columns of their own.
func list[T, E any](name string, elements *columns[E], at func(*T) *[]E) column[T] {
	small := len(elements.list) <= 2
	c := column[T]{name: name, form: "list of " + elements.describe()}
	c.list = func(in *T, array []byte, d *decoder) {
		cells := make([]cell, len(elements.list))
		i := 0
		for raw := range items(array) {
			if d.full() {
				return
			}
			var e E
			d.enter(name, i)
			elements.object(raw, cells, &e, d)
			d.leave()
			*at(in) = append(*at(in), e)
			i++
		}
	}
	c.json = func(b []byte, in *T, e *encoder) []byte {
		if len(*at(in)) == 0 {
			return b
		}
		b = append(b, '[')
		for i := range *at(in) {
			if i > 0 {
				b = append(b, ',')
			}
			b = elements.appendObject(b, &(*at(in))[i], e)
		}
		return append(b, ']')
	}
	if small {
		c.set = func(in *T, text string, d *decoder) { *at(in) = elements.parseCompact(name, text, d) }
		c.get = func(b []byte, in *T, e *encoder) []byte { return elements.appendCompact(b, *at(in), e) }
	} else {
		c.set = func(in *T, text string, d *decoder) {
			if array, ok := arrayIn(text); ok {
				c.list(in, array, d)
				return
			}
			d.invalid(name, text, "want a JSON array of objects")
		}
		c.get = c.json
	}
	for _, of := range elements.list {
		if of.cur == nil {
			continue
		}
		c.cur = func(in *T) model.Currency {
			for i := range *at(in) {
				if cur := of.cur(&(*at(in))[i]); cur != 0 {
					return cur
				}
			}
			return 0
		}
		break
	}
	return c
}

// codes makes the column of a list of codes.
func codes[T any, S ~string](name string, at func(*T) *[]S) column[T] {
	elements := newColumns([]column[S]{word("", "code", func(s *S) *S { return s }).required()})
	return column[T]{
		name: name, form: "list of code",
		set: func(in *T, text string, d *decoder) { *at(in) = elements.parseCompact(name, text, d) },
		get: func(b []byte, in *T, e *encoder) []byte { return elements.appendCompact(b, *at(in), e) },
		list: func(in *T, array []byte, d *decoder) {
			i := 0
			for raw := range items(array) {
				if d.full() {
					return
				}
				c := cellOf(raw)
				if c.form != textCell {
					d.enter(name, i)
					d.invalid("", string(raw), "want a string")
					d.leave()
				}
				*at(in) = append(*at(in), S(c.text))
				i++
			}
		},
		json: func(b []byte, in *T, e *encoder) []byte {
			if len(*at(in)) == 0 {
				return b
			}
			b = append(b, '[')
			for i, s := range *at(in) {
				if i > 0 {
					b = append(b, ',')
				}
				start := len(b)
				b = quoteFrom(e.text(b, name, string(s)), start)
			}
			return append(b, ']')
		},
	}
}

// parseCompact reads elements parted by ";" whose fields are parted by "=";
// a backslash takes its meaning from the sign behind it.
func (s *columns[E]) parseCompact(name, text string, d *decoder) []E {
	var out []E
	for i := 0; ; i++ {
		var e E
		d.enter(name, i)
		end := byte('=')
		for at := 0; end == '='; at++ {
			var field string
			field, end, text = cutCompact(text)
			switch {
			case at >= len(s.list):
				d.invalid("", field, "too many =; write \\= where it is part of a text")
				at--
			case field != "":
				s.list[at].set(&e, field, d)
			case s.list[at].need == Required:
				d.missing(s.list[at].name)
			}
		}
		d.leave()
		out = append(out, e)
		if end == 0 || d.full() {
			return out
		}
	}
}

// cutCompact returns the text up to the next separator, which it returns too
// (0 at the end), and the text behind it.
func cutCompact(s string) (field string, end byte, rest string) {
	at := strings.IndexAny(s, `\=;`)
	if at < 0 {
		return s, 0, ""
	}
	if s[at] != '\\' {
		return s[:at], s[at], s[at+1:]
	}
	b := []byte(s[:at])
	for i := at; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i < len(s) {
				b = append(b, s[i])
			}
		case '=', ';':
			return string(b), s[i], s[i+1:]
		default:
			b = append(b, s[i])
		}
	}
	return string(b), 0, ""
}

func (s *columns[E]) appendCompact(b []byte, elements []E, e *encoder) []byte {
	for i := range elements {
		if i > 0 {
			b = append(b, ';')
		}
		for j := range s.list {
			before := len(b)
			if j > 0 {
				b = append(b, '=')
			}
			start := len(b)
			b = s.list[j].get(b, &elements[i], e)
			switch {
			case len(b) > start:
				b = escapeCompact(b, start)
			case j > 0:
				b = b[:before]
			}
		}
	}
	return b
}

func escapeCompact(b []byte, start int) []byte {
	if !bytes.ContainsAny(b[start:], `\=;`) {
		return b
	}
	text := string(b[start:])
	b = b[:start]
	for i := range len(text) {
		if strings.IndexByte(`\=;`, text[i]) >= 0 {
			b = append(b, '\\')
		}
		b = append(b, text[i])
	}
	return b
}

// describe names the fields of an element.
func (s *columns[E]) describe() string {
	names := make([]string, len(s.list))
	for i := range s.list {
		names[i] = s.list[i].name
	}
	if len(names) <= 2 {
		return strings.Join(names, "=")
	}
	return strconv.Itoa(len(names)) + " fields"
}
