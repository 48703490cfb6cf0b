package factfile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strings"
)

const bufferSize = 64 << 10

// open unpacks a file where it is gzip, by its content or its name, and takes
// the byte order mark off.
func open(in io.Reader, name string, limit *limiter) (*bufio.Reader, error) {
	raw := bufio.NewReaderSize(in, bufferSize)
	limit.from = raw
	if magic, _ := raw.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) || strings.HasSuffix(name, ".gz") {
		unpacked, err := gzip.NewReader(raw)
		if err != nil {
			return nil, fmt.Errorf("%w: gzip: %w", ErrEncoding, err)
		}
		limit.from = unpacked
	}
	text := bufio.NewReaderSize(limit, bufferSize)
	mark, err := text.Peek(3)
	switch {
	case err != nil && err != io.EOF:
		return nil, fmt.Errorf("%w: %w", ErrEncoding, err)
	case bytes.Equal(mark, []byte("\xef\xbb\xbf")):
		_, _ = text.Discard(3) // they are in the buffer
	case bytes.HasPrefix(mark, []byte("\xff\xfe")) || bytes.HasPrefix(mark, []byte("\xfe\xff")):
		return nil, fmt.Errorf("%w: UTF-16; want UTF-8", ErrEncoding)
	}
	return text, nil
}

// formatOf tells the format by the name and then by the content.
func formatOf(name string, text *bufio.Reader) Format {
	switch path.Ext(strings.TrimSuffix(name, ".gz")) {
	case ".csv":
		return CSV
	case ".jsonl":
		return JSONLines
	}
	start, _ := text.Peek(512)
	if start = bytes.TrimLeft(start, " \t\r\n"); len(start) > 0 && start[0] == '{' {
		return JSONLines
	}
	return CSV
}

// limiter lets through as much as one record may have, so that a quote that is
// never closed does not take the rest of the file into memory.
type limiter struct {
	from io.Reader
	left int
}

func (l *limiter) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, ErrTooLong
	}
	n, err := l.from.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}
