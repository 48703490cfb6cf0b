package factfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// jsonRecords reads JSON Lines.
type jsonRecords struct {
	text  *bufio.Reader
	limit *limiter
	max   int
	index map[string]int
	row   []cell
	buf   []byte
	at    int // line
}

func newJSONLines(text *bufio.Reader, limit *limiter, o Options, index map[string]int) *jsonRecords {
	return &jsonRecords{text: text, limit: limit, max: o.maxRecord(), index: index, row: make([]cell, len(index))}
}

// read returns the next line, without its end.
func (r *jsonRecords) read() ([]byte, error) {
	r.buf, r.at = r.buf[:0], r.at+1
	size := 0
	for {
		r.limit.left = bufferSize
		part, err := r.text.ReadSlice('\n')
		if size += len(part); size <= r.max+1 {
			r.buf = append(r.buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && size > 0:
		case err != nil:
			return nil, err
		}
		if size > r.max+1 || size > r.max && err == io.EOF {
			return nil, &badRecord{r.at, 0, fmt.Errorf("%w: %d bytes, at most %d allowed", ErrTooLong, size, r.max)}
		}
		return r.buf, nil
	}
}

func (r *jsonRecords) next(d *decoder) error {
	for {
		line, err := r.read()
		if err != nil {
			return err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		reason := ""
		switch {
		case !utf8.Valid(line):
			reason = "not UTF-8"
		case !json.Valid(line):
			reason = syntaxOf(line)
		case line[0] != '{':
			reason = "want a JSON object"
		}
		if reason != "" {
			return &badRecord{r.at, 0, fmt.Errorf("%w: %s", ErrRecord, reason)}
		}
		d.members(line, r.index, r.row)
		return nil
	}
}

// syntaxOf says what is wrong with a line that is no JSON.
func syntaxOf(line []byte) string {
	var any json.RawMessage
	if err := json.Unmarshal(line, &any); err != nil {
		return err.Error()
	}
	return "no JSON"
}

func (r *jsonRecords) cells() []cell { return r.row }

func (r *jsonRecords) line() int { return r.at }

func (r *jsonRecords) spots(b []spot) []spot { return append(b, spot{line: r.at}) }
