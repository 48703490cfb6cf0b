package model

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func capacityRow(id string, resource ResourceID, from, to int, gross, net string) Allocation {
	a := Allocation{ID: AllocationID(id), ResourceID: resource, From: day(3, from), To: day(3, to)}
	if gross != "" {
		a.Gross = hours(gross)
	}
	if net != "" {
		a.Net = hours(net)
	}
	return a
}

// Each pair is appended in both orders, and as one batch: whether it is
// refused does not depend on it.
func TestCapacityPairs(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   Allocation
		reason string // "" where both are fit
	}{
		{"equal", capacityRow("1", "x", 3, 10, "40", "35"), capacityRow("2", "x", 3, 10, "40.0", "35"), ""},
		{"disjoint", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 10, 17, "30", ""), ""},
		{"two resources", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "y", 4, 11, "30", ""), ""},
		{"hours beside capacity", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 4, 11, "", ""), ""},
		{"each says a part", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 3, 10, "", "35"), ""},
		{"overlap", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 9, 12, "40", ""), "overlaps"},
		{"inside", capacityRow("1", "x", 3, 10, "", "40"), capacityRow("2", "x", 5, 6, "40", ""), "overlaps"},
		{"same start", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 3, 9, "40", ""), "overlaps"},
		{"same end", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 4, 10, "40", ""), "overlaps"},
		{"other gross", capacityRow("1", "x", 3, 10, "40", "35"), capacityRow("2", "x", 3, 10, "41", "35"), "elsewhere"},
		{"other net", capacityRow("1", "x", 3, 10, "40", "35"), capacityRow("2", "x", 3, 10, "", "34"), "elsewhere"},
		{"net above the other's gross", capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 3, 10, "", "41"), "above gross 40"},
	} {
		for _, pair := range [][2]Allocation{{c.a, c.b}, {c.b, c.a}} {
			table, err := NewAllocations(pair[0])
			if err != nil {
				t.Fatal(err)
			}
			err = table.Append(pair[1])
			if fit := c.reason == ""; fit != (err == nil) || !fit && (!errors.Is(err, ErrContradiction) || !strings.Contains(err.Error(), c.reason)) {
				t.Errorf("%s, %s first: %v", c.name, pair[0].ID, err)
			}
			if _, err := NewAllocations(pair[:]...); (err == nil) != (c.reason == "") {
				t.Errorf("%s in one batch: %v", c.name, err)
			}
		}
	}
}

// fit says in the plainest way whether allocations keep to the rules of
// capacities: the oracle of the ordered set.
func fit(all map[AllocationID]Allocation) bool {
	for _, a := range all {
		for _, b := range all {
			if a.ResourceID != b.ResourceID || !a.Gross.Valid && !a.Net.Valid || !b.Gross.Valid && !b.Net.Valid {
				continue
			}
			if a.From != b.From || a.To != b.To {
				if a.From.Before(b.To) && b.From.Before(a.To) {
					return false
				}
				continue
			}
			if a.Gross.Valid && b.Gross.Valid && !a.Gross.Decimal.Equal(b.Gross.Decimal) ||
				a.Net.Valid && b.Net.Valid && !a.Net.Decimal.Equal(b.Net.Decimal) ||
				a.Net.Valid && b.Gross.Valid && a.Net.Decimal.GreaterThan(b.Gross.Decimal) {
				return false
			}
		}
	}
	return true
}

func TestCapacityAgainstPairs(t *testing.T) {
	hour := func(t *rapid.T, name string) (h decimal.NullDecimal) {
		if n := rapid.SampledFrom([]int64{-1, -1, 1, 1, 1, 0}).Draw(t, name); n >= 0 {
			h = decimal.NewNullDecimal(decimal.NewFromInt(n))
		}
		return h
	}
	one := rapid.Custom(func(t *rapid.T) Allocation {
		from := rapid.SampledFrom([]int{1, 3, 5}).Draw(t, "from") // few, so that spans meet
		a := Allocation{
			ID: AllocationID(fmt.Sprint(rapid.IntRange(1, 5).Draw(t, "id"))), ResourceID: rapid.SampledFrom([]ResourceID{"x", "y"}).Draw(t, "resource"),
			From: day(3, from), To: day(3, from+rapid.SampledFrom([]int{2, 2, 2, 2, 1, 3}).Draw(t, "days")), Gross: hour(t, "gross"), Net: hour(t, "net"),
		}
		if a.Gross.Valid && a.Net.Valid {
			a.Net.Decimal = decimal.Min(a.Net.Decimal, a.Gross.Decimal)
		}
		return a
	})
	rapid.Check(t, func(t *rapid.T) {
		f := NewFacts(FactsOptions{})
		held := map[AllocationID]Allocation{}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			want, next := true, maps.Clone(held)
			var err error
			if rapid.Bool().Draw(t, "correct") {
				a := one.Draw(t, "correction")
				next[a.ID] = a
				want, err = fit(next), f.Allocations.Correct(a)
			} else {
				batch := rapid.SliceOfN(one, 1, 4).Draw(t, "batch")
				for _, a := range batch {
					old, there := next[a.ID]
					next[a.ID] = a
					want = want && fit(next) && (!there || old.From == a.From && old.To == a.To && old.ResourceID == a.ResourceID && old.Gross.Valid == a.Gross.Valid &&
						old.Net.Valid == a.Net.Valid && old.Gross.Decimal.Equal(a.Gross.Decimal) && old.Net.Decimal.Equal(a.Net.Decimal))
				}
				err = f.Allocations.Append(batch...)
			}
			if want != (err == nil) {
				t.Fatalf("want fit %v, got %v; held %v", want, err, held)
			}
			if want {
				held = next
			}
			if got := spans(f); !maps.Equal(got, spansOf(held)) {
				t.Fatalf("the set holds %v, want %v", got, spansOf(held))
			}
		}
	})
}

// spans lists what the set holds, in words; spansOf what it should.
func spans(f *Facts) map[string]int {
	out := map[string]int{}
	for _, page := range f.capacities.pages {
		for _, c := range page {
			text := func(n number) string { d := firstKnown(n, noNumber); return fmt.Sprint(d.Valid, d.Decimal) }
			s := ResourceSpan{ResourceID(f.dict.resource.Text(c.resource)), dateOf(int64(c.from)), dateOf(int64(c.to))}
			out[fmt.Sprint(s, text(c.gross), text(c.net))] = int(c.rows)
		}
	}
	return out
}

func spansOf(all map[AllocationID]Allocation) map[string]int {
	type pair struct {
		gross, net decimal.NullDecimal
		rows       int
	}
	byS := map[ResourceSpan]pair{}
	for _, a := range all {
		s := ResourceSpan{a.ResourceID, a.From, a.To}
		p := byS[s]
		if a.Gross.Valid {
			p.gross = a.Gross
		}
		if a.Net.Valid {
			p.net = a.Net
		}
		if a.Gross.Valid || a.Net.Valid {
			p.rows++
			byS[s] = p
		}
	}
	out := map[string]int{}
	for s, p := range byS {
		out[fmt.Sprint(s, fmt.Sprint(p.gross.Valid, p.gross.Decimal), fmt.Sprint(p.net.Valid, p.net.Decimal))] = p.rows
	}
	return out
}

// What one row said of a span is forgotten with it, while others still hold
// the span.
func TestCapacityForgotten(t *testing.T) {
	f := NewFacts(FactsOptions{})
	if err := f.Allocations.Append(capacityRow("1", "x", 3, 10, "40", ""), capacityRow("2", "x", 3, 10, "", "35")); err != nil {
		t.Fatal(err)
	}
	for _, step := range []Allocation{
		capacityRow("1", "x", 3, 10, "", ""), capacityRow("3", "x", 3, 10, "38", "35"), // 40 no longer holds
		capacityRow("2", "x", 3, 10, "38", ""), capacityRow("3", "x", 20, 27, "38", "35"), // nor does 35
		capacityRow("4", "x", 3, 10, "", "30"),
	} {
		if err := f.Allocations.Correct(step); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkAllocationsAppend(b *testing.B) {
	var all []Allocation
	for i := range 100_000 {
		from := day(time.January, 1).AddDays(7 * (i * 7919 % 500))
		all = append(all, Allocation{
			ID: AllocationID(fmt.Sprint(i)), ResourceID: ResourceID(fmt.Sprint(i / 500)), From: from, To: from.AddDays(7), Net: hours("35"),
			Logged: decimal.NewFromInt(30),
		})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewAllocations(all...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/fact")
}
