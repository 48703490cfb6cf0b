package uci

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// source is an opened file, unpacked where it is packed.
type source struct {
	io.Reader
	closers []io.Closer
}

// open opens a .csv or .csv.gz file.
func open(name string) (*source, error) {
	packed := strings.HasSuffix(name, ".csv.gz")
	if !packed && !strings.HasSuffix(name, ".csv") {
		return nil, fmt.Errorf("%s: neither .csv nor .csv.gz", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err // it names the file
	}
	if !packed {
		return &source{f, []io.Closer{f}}, nil
	}
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, err), f.Close())
	}
	return &source{z, []io.Closer{z, f}}, nil
}

// Close closes the file.
func (s *source) Close() error {
	var errs []error
	for _, c := range s.closers {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}
