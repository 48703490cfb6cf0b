package model

import (
	"cmp"
	"errors"
	"slices"
	"testing"
)

func TestResourceSpanCompare(t *testing.T) {
	want := []ResourceSpan{
		{"anna", day(3, 3), day(3, 10)},
		{"anna", day(3, 3), day(3, 11)},
		{"anna", day(3, 10), day(3, 11)},
		{"bob", day(1, 1), day(1, 2)},
	}
	got := []ResourceSpan{want[3], want[1], want[2], want[0]}
	if slices.SortFunc(got, ResourceSpan.Compare); !slices.Equal(got, want) {
		t.Errorf("sorted as %v", got)
	}
	for i, a := range want {
		for j, b := range want {
			if c := a.Compare(b); c != cmp.Compare(i, j) {
				t.Errorf("%v and %v compare as %d", a, b, c)
			}
		}
	}
}

// What is read as a span is written back as it was, and nothing else is read.
func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{
		"2025-01-06/2025-01-13 anna", "2025-01-06/2025-01-13 a/b c", "0001-01-01/9999-12-31 x", "2025-01-06/2025-01-13 ", "",
		"2025-01-06 anna", "2025-01-06/2025-02-29 anna", "/ ", "2025-01-06/2025-01-13",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		span, err := AllocationSpan.ParseText(s)
		if err != nil {
			if !errors.Is(err, errKeyText) || span != (ResourceSpan{}) {
				t.Fatalf("%q is read as %v, %v", s, span, err)
			}
			return
		}
		if span.String() != s || span.Resource == "" || !span.From.Valid() || !span.To.Valid() {
			t.Fatalf("%q is read as %v", s, span)
		}
	})
}

func TestParseSpan(t *testing.T) {
	span, err := AllocationSpan.ParseText("2025-01-06/2025-01-13 a/b c")
	if want := (ResourceSpan{"a/b c", day(1, 6), day(1, 13)}); err != nil || span != want {
		t.Errorf("read as %v, %v", span, err)
	}
	for _, s := range []string{"", "2025-01-06/2025-01-13 ", "2025-01-06 anna", "2025-01-06/2025-02-29 anna", "2025-1-6/2025-01-13 anna"} {
		if span, err := AllocationSpan.ParseText(s); err == nil {
			t.Errorf("%q is read as %v", s, span)
		}
	}
}
