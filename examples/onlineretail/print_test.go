package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

// TestSampleAsText compares the tables of the sample with those in testdata;
// -update writes them.
func TestSampleAsText(t *testing.T) {
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

// TestUndefinedIsPrintedWithItsReason: the files record no channel, and nothing
// is printed in place of what they do not say.
func TestUndefinedIsPrintedWithItsReason(t *testing.T) {
	text := string(printed(t))
	for _, want := range []string{
		"O1   e-commerce sales share            undefined (missing field: order.channel)\n",
		"O7   gross merchandise value           undefined (missing field: order.channel)\n",
		"T14  online and offline orders         undefined (missing field: order.channel)\n",
		"K17  orders by payment method          undefined (",
		"K19  most used delivery mode           undefined (",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
