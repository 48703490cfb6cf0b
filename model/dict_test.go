package model

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A Dict is held beside a Go map.
func TestDictIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := new(Dict)
		d.init()
		want := map[string]uint32{}
		text := rapid.OneOf(rapid.StringN(0, 40, 256), rapid.SampledFrom([]string{"", "a", "b", strings.Repeat("x", 256), strings.Repeat("y", 255)}),
			rapid.Map(rapid.IntRange(0, 500), func(i int) string { return fmt.Sprint("id-", i) }))
		for _, s := range rapid.SliceOfN(text, 0, 300).Draw(t, "texts") {
			code, known := want[s]
			if got := d.Code(s); got != code {
				t.Fatalf("Code(%q) = %d before it is interned, want %d", s, got, code)
			}
			if !known && s != "" {
				code = uint32(d.Len() + 1) // codes count up
				want[s] = code
			}
			if got := d.intern(s); got != code || d.Code(s) != code {
				t.Fatalf("intern(%q) = %d, then Code = %d; want %d", s, got, d.Code(s), code)
			}
		}
		if d.Len() != len(want) {
			t.Errorf("Len = %d, want %d", d.Len(), len(want))
		}
		for s, code := range want {
			if d.Text(code) != s {
				t.Errorf("Text(%d) = %q, want %q", code, d.Text(code), s)
			}
		}
		for _, code := range []uint32{0, uint32(d.Len() + 1), 1<<32 - 1} {
			if d.Text(code) != "" {
				t.Errorf("Text(%d) = %q, and it is not given", code, d.Text(code))
			}
		}
	})
}

// Text stays where it is while the dictionary grows over many chunks.
func TestDictOverChunks(t *testing.T) {
	d := new(Dict)
	d.init()
	const n = 60_000
	text := func(i int) string { return fmt.Sprintf("%d-%s", i, strings.Repeat("z", i%200)) }
	first := ""
	for i := range n {
		d.intern(text(i))
		if i == 0 {
			first = d.Text(1)
		}
	}
	if len(d.texts.Load().chunk) < 6 || first != text(0) {
		t.Errorf("%d chunks, first text %q", len(d.texts.Load().chunk), first)
	}
	for i := range n {
		if c := d.Code(text(i)); c != uint32(i+1) || d.Text(c) != text(i) {
			t.Fatalf("text %d has code %d, which is %q", i, c, d.Text(c))
		}
	}
}

// Strings that are given their codes a batch at a time have those that they have one
// by one, also where a dictionary is large and most of them are there.
func TestDictInBatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, all := new(Dict), new(Dict)
		one.init()
		all.init()
		var batch dictBatch
		names := rapid.SampledFrom([]int{3, 300, 30_000}).Draw(t, "names")
		next := uint64(rapid.Uint32().Draw(t, "seed"))
		for range rapid.IntRange(1, 200).Draw(t, "batches") {
			n := int(next>>7) % (batchRows + 1)
			for i := range n {
				next = next*6364136223846793005 + 1442695040888963407
				if batch.text[i] = ""; next>>60 != 0 {
					batch.text[i] = fmt.Sprint("id-", int(next>>33)%names)
				}
			}
			all.internAll(&batch, n)
			for i, s := range batch.text[:n] {
				if code := one.intern(s); code != batch.code[i] || all.Text(code) != s || all.Code(s) != code {
					t.Fatalf("%q has code %d, and %d one by one", s, batch.code[i], code)
				}
			}
		}
		if one.Len() != all.Len() {
			t.Fatalf("%d strings, and %d one by one", all.Len(), one.Len())
		}
	})
}
