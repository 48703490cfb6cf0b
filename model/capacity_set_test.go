package model

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

// Many spans, backwards and jumbled: pages are split and emptied, and the
// order holds.
func TestCapacityPages(t *testing.T) {
	const n = 5000
	for name, place := range map[string]func(int) int{
		"backwards": func(i int) int { return n - i },
		"jumbled":   func(i int) int { return i * 1999 % n },
		"forwards":  func(i int) int { return i },
	} {
		t.Run(name, func(t *testing.T) { testCapacityPages(t, n, place) })
	}
}

func testCapacityPages(t *testing.T, n int, place func(int) int) {
	f := NewFacts(FactsOptions{})
	start := day(1, 1)
	var all []Allocation
	for i := range n {
		from := start.AddDays(7 * place(i))
		all = append(all, Allocation{ID: AllocationID(fmt.Sprint(i)), ResourceID: "x", From: from, To: from.AddDays(7), Net: hours("35")})
	}
	if err := f.Allocations.Append(all...); err != nil {
		t.Fatal(err)
	}
	var froms []int32
	for _, page := range f.capacities.pages {
		if len(page) == 0 || len(page) > capacityPage {
			t.Fatalf("a page has %d spans", len(page))
		}
		for _, c := range page {
			froms = append(froms, c.from)
		}
	}
	if len(froms) != n || !slices.IsSorted(froms) {
		t.Errorf("%d spans in order: %v", len(froms), slices.IsSorted(froms))
	}
	late := Allocation{ID: "late", ResourceID: "x", From: start.AddDays(20), To: start.AddDays(22), Net: hours("1")}
	if err := f.Allocations.Append(late); !errors.Is(err, ErrContradiction) {
		t.Errorf("an overlap in the middle: %v", err)
	}
	for _, a := range all {
		a.Net = decimal.NullDecimal{}
		if err := f.Allocations.Correct(a); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.capacities.pages) != 0 {
		t.Errorf("%d pages are left of no capacity", len(f.capacities.pages))
	}
}

// A full page is split right wherever the next span goes.
func TestCapacitySplit(t *testing.T) {
	for place := range int32(capacityPage + 1) {
		var set capacities
		for i := range int32(capacityPage) {
			set.add(capacitySpan{resource: 1, from: 2 * i, to: 2*i + 1, gross: whole(1), net: noNumber})
		}
		set.add(capacitySpan{resource: 1, from: 2*place - 1, to: 2 * place, gross: whole(1), net: noNumber})
		all := slices.Concat(set.pages...)
		if len(set.pages) != 2 || len(all) != capacityPage+1 || !slices.IsSortedFunc(all, func(a, b capacitySpan) int { return a.compare(b.resource, b.from) }) {
			t.Fatalf("put in at %d: %d spans in %d pages, or out of order", place, len(all), len(set.pages))
		}
	}
}
