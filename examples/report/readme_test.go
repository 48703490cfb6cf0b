package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestREADME: what the README shows of the program is what it prints.
func TestREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the sample shop in its full size")
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(text), "\n```text\n")
	shown, _, ok := strings.Cut(shown, "\n```\n")
	if !ok || strings.Count(shown, "\n") < 5 {
		t.Fatalf("shown is %q", shown)
	}
	out, _ := printed(t)
	lines := strings.Split(out, "\n")
	for line := range strings.SplitSeq(shown, "\n") {
		if line != "…" && !slices.Contains(lines, line) {
			t.Errorf("not printed: %q", line)
		}
	}
}
