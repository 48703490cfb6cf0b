package factfile

import (
	"compress/gzip"
	"fmt"
	"io"
)

// writer gathers records before they are written.
type writer struct {
	to    io.Writer
	zip   *gzip.Writer // nil without
	form  Form
	comma rune
	buf   []byte
}

func newWriter(w io.Writer, form Form) *writer {
	out := &writer{to: w, form: form, comma: form.comma()}
	if form.Gzip {
		out.zip = gzip.NewWriter(w)
		out.to = out.zip
	}
	return out
}

// flushAt writes what there is once it is as much as that.
func (w *writer) flushAt(size int) error {
	if len(w.buf) < size {
		return nil
	}
	_, err := w.to.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

// close writes the rest; a file that failed is left without its end, so that
// gzip shows it.
func (w *writer) close(whole bool) error {
	err := w.flushAt(1)
	if w.zip != nil && whole && err == nil {
		err = w.zip.Close()
	}
	return err
}

func (s *columns[T]) writeHeader(w *writer, without int) {
	first := true
	for i := range s.list {
		if i == without {
			continue
		}
		if !first {
			w.buf = appendRune(w.buf, w.comma)
		}
		first = false
		start := len(w.buf)
		w.buf = quoteField(append(w.buf, s.list[i].name...), start, w.comma)
	}
	w.buf = append(w.buf, '\n')
}

func appendRune(b []byte, r rune) []byte { return append(b, string(r)...) }

// writeRecord writes a fact as one record.
func (s *columns[T]) writeRecord(w *writer, in *T, e *encoder, without int) {
	if w.form.Format == JSONLines {
		w.buf = append(s.appendObject(w.buf, in, e), '\n')
		return
	}
	s.begin(in, e)
	begin := len(w.buf)
	first := true
	for i := range s.list {
		if i == without {
			continue
		}
		if !first {
			w.buf = appendRune(w.buf, w.comma)
		}
		first = false
		start := len(w.buf)
		w.buf = quoteField(s.list[i].get(w.buf, in, e), start, w.comma)
	}
	if len(w.buf) == begin { // a line without anything would be no record
		w.buf = append(w.buf, '"', '"')
	}
	w.buf = append(w.buf, '\n')
}

func unwritten(name string, row int, err error) error {
	return fmt.Errorf("%w: %s: fact %d: %w", ErrUnwritten, name, row, err)
}
