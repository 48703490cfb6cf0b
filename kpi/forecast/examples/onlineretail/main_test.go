package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

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
func documentOf(t testing.TB, args ...string) *document {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(printed(t, append([]string{"-json"}, args...)...)))
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

// TestSample compares the tables of the sample with those in testdata; -update
// writes them.
func TestSample(t *testing.T) {
	golden := filepath.Join("testdata", "sample.txt")
	got := printed(t)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the tables differ from %s (-):\n%s", golden, diff)
	}
}

// TestJSONIsStable: the same bytes every time, and no number that is not one.
func TestJSONIsStable(t *testing.T) {
	a, b := printed(t, "-json"), printed(t, "-json")
	if !bytes.Equal(a, b) {
		t.Error("two runs print different JSON")
	}
	for _, bad := range []string{"NaN", "Inf", "null,\n    null"} {
		if bytes.Contains(a, []byte(bad)) {
			t.Errorf("%s in\n%s", bad, a)
		}
	}
	// Decimals are texts: all JSON numbers are whole.
	decoder := json.NewDecoder(bytes.NewReader(a))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if n, ok := token.(json.Number); ok && strings.ContainsAny(n.String(), ".eE") {
			t.Errorf("%s is no text", n)
		}
	}
}

func TestFlags(t *testing.T) {
	d := documentOf(t, "-months", "5", "-top", "2")
	if len(d.Forecasts) != 2 || len(d.Forecasts[0].Points) != 5 || len(d.Products) != 2 || len(d.Customers.Worth) != 2 {
		t.Errorf("%d forecasts, %d products", len(d.Forecasts), len(d.Products))
	}
}

func TestRunRefuses(t *testing.T) {
	for _, args := range [][]string{{"-nosuch"}, {"-months", "0"}, {"-months", "37"}, {"-top", "0"}} {
		var out, messages bytes.Buffer
		if err := run(context.Background(), args, &out, &messages); !errors.Is(err, errUsage) {
			t.Errorf("%v: got %v, want %v", args, err, errUsage)
		}
		if out.Len() > 0 || messages.Len() == 0 {
			t.Errorf("%v: printed %q, messages %q", args, &out, &messages)
		}
	}
	var out, messages bytes.Buffer
	if err := run(context.Background(), []string{"-h"}, &out, &messages); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("got %v, want %v", err, flag.ErrHelp)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := run(ended, nil, &out, &messages); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if err := run(context.Background(), []string{filepath.Join(t.TempDir(), "absent.csv")}, &out, &messages); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want %v", err, os.ErrNotExist)
	}
}
