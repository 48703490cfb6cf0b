package factfile

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"
	"unicode/utf8"
)

// What is scanned here is valid JSON: a line is checked as a whole before.

// scanner walks over valid JSON.
type scanner struct {
	b []byte
	i int
}

func (s *scanner) space() byte {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\r', '\n':
			s.i++
		default:
			return s.b[s.i]
		}
	}
	return 0
}

// value returns the next value as it is written.
func (s *scanner) value() []byte {
	s.space()
	start, depth := s.i, 0
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case '"':
			s.skipString()
			if depth == 0 {
				return s.b[start:s.i]
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return bytes.TrimRight(s.b[start:s.i], " \t\r\n")
			}
			if depth--; depth == 0 {
				s.i++
				return s.b[start:s.i]
			}
		case ',', ':':
			if depth == 0 {
				return bytes.TrimRight(s.b[start:s.i], " \t\r\n")
			}
		}
		s.i++
	}
	return bytes.TrimRight(s.b[start:s.i], " \t\r\n")
}

func (s *scanner) skipString() {
	for s.i++; s.i < len(s.b) && s.b[s.i] != '"'; s.i++ {
		if s.b[s.i] == '\\' {
			s.i++
		}
	}
	s.i = min(s.i+1, len(s.b))
}

// items yields the elements of an array.
func items(array []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		s := scanner{b: array, i: 1}
		for c := s.space(); c != ']' && c != 0; c = s.space() {
			if !yield(s.value()) {
				return
			}
			if s.space() == ',' {
				s.i++
			}
		}
	}
}

// members puts the members of an object into the cells of their columns. One
// that is there twice is a fault; unknown ones are noted.
func (d *decoder) members(object []byte, index map[string]int, cells []cell) {
	clear(cells)
	var seen uint64 // of the first 64 columns, which are all
	s := scanner{b: object, i: 1}
	for c := s.space(); c != '}' && c != 0; c = s.space() {
		raw := s.value()
		if s.space() == ':' {
			s.i++
		}
		value := s.value()
		if s.space() == ',' {
			s.i++
		}
		i, ok := lookUp(raw, index)
		switch {
		case !ok:
			name, _ := unquote(raw)
			if d.list != "" {
				name = d.list + "." + name
			}
			d.unknown.add(name)
		case seen&(1<<i) != 0:
			name, _ := unquote(raw)
			d.invalid(name, string(value), "said twice")
		default:
			seen |= 1 << i
			cells[i] = cellOf(value)
			if cells[i].form == brokenCell {
				name, _ := unquote(raw)
				d.invalid(name, string(value), "half of a surrogate pair")
				cells[i].form = textCell
			}
		}
	}
}

func lookUp(raw []byte, index map[string]int) (int, bool) {
	if plain := raw[1 : len(raw)-1]; bytes.IndexByte(plain, '\\') < 0 {
		i, ok := index[string(plain)] // no string is made
		return i, ok
	}
	name, _ := unquote(raw)
	i, ok := index[name]
	return i, ok
}

// brokenCell is a string that names no text.
const brokenCell cellForm = 255

// cellOf is what a value says.
func cellOf(value []byte) cell {
	switch value[0] {
	case '"':
		text, ok := unquote(value)
		switch {
		case !ok:
			return cell{form: brokenCell, text: text}
		case text == "":
			return cell{}
		}
		return cell{form: textCell, text: text}
	case '[':
		return cell{form: arrayCell, raw: value}
	case '{':
		return cell{form: objectCell, raw: value}
	case 'n':
		return cell{}
	}
	return cell{form: literalCell, text: string(value)}
}

// unquote returns the text of a string. It is not ok where the string escapes
// half of a surrogate pair, which encoding/json replaces without a word.
func unquote(raw []byte) (text string, ok bool) {
	inner := raw[1 : len(raw)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner), true
	}
	if json.Unmarshal(raw, &text) != nil {
		return "", false
	}
	replaced := strings.Count(text, string(utf8.RuneError))
	written := bytes.Count(inner, []byte(string(utf8.RuneError))) + bytes.Count(bytes.ToLower(inner), []byte(`\ufffd`))
	return text, replaced <= written
}

// arrayIn returns the JSON array that a text is.
func arrayIn(text string) ([]byte, bool) {
	array := []byte(strings.TrimSpace(text))
	return array, len(array) > 0 && array[0] == '[' && utf8.Valid(array) && json.Valid(array)
}
