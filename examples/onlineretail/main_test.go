package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

// printed runs the program and returns what it prints.
func printed(t testing.TB, args ...string) []byte {
	t.Helper()
	var out, messages bytes.Buffer
	if err := run(context.Background(), args, &out, &messages); err != nil {
		t.Fatal(err)
	}
	if messages.Len() > 0 {
		t.Errorf("messages: %s", &messages)
	}
	return out.Bytes()
}

// documentOf runs the program with -json and reads what it prints.
func documentOf(t testing.TB, files ...string) *document {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(printed(t, append([]string{"-json"}, files...)...)))
	decoder.DisallowUnknownFields()
	d := &document{}
	if err := decoder.Decode(d); err != nil {
		t.Fatal(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Fatal("more than one object")
	}
	return d
}

// sameAsOracle compares what the program prints with the second
// implementation.
func sameAsOracle(t *testing.T, got *document, o *oracle) {
	t.Helper()
	want := o.document()
	for _, why := range uci.Reasons() {
		want.LeftOut[why] += 0 // all uci.Reasons() are printed
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(document{}, "Files", "Undefined")); diff != "" {
		t.Errorf("the program (+) and the oracle (-) differ:\n%s", diff)
	}
	sum := got.QualifyingLines
	for _, n := range got.LeftOut {
		sum += n
	}
	if sum != got.Rows {
		t.Errorf("%d lines kept and left out of %d rows", sum, got.Rows)
	}
}

func TestRunRefuses(t *testing.T) {
	var out, messages bytes.Buffer
	if err := run(context.Background(), []string{"-nosuch"}, &out, &messages); !errors.Is(err, errUsage) {
		t.Errorf("got %v, want %v", err, errUsage)
	}
	if err := run(context.Background(), []string{"-h"}, &out, &messages); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("got %v, want %v", err, flag.ErrHelp)
	}
	if out.Len() > 0 || !strings.Contains(messages.String(), "usage: onlineretail [-json] [-cohorts] [FILE...]") {
		t.Errorf("printed %q and %q", out.String(), messages.String())
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := run(ended, nil, &out, &messages); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// unpacked opens a packed file for the oracle.
func unpacked(t *testing.T, path string) io.Reader {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
