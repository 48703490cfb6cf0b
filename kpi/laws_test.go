package kpi

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// TestLaws: a state is a commutative monoid, whatever the metric.
func TestLaws(t *testing.T) {
	for _, l := range lawTable() {
		t.Run(l.name+"/"+l.text, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, atMost(l.draws, func(t *rapid.T) { checkLaws(t, l.over(l.shops.Draw(t, "shop"))) }))
		})
	}
}

// atMost returns a heavy property that is tried so many times, or as often as
// -rapid.checks says where it is given.
func atMost(runs int, property func(*rapid.T)) func(*rapid.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() != f.DefValue {
		return property
	}
	n, failed := 0, false
	return func(t *rapid.T) {
		if n++; n > runs && !failed { // a failure is tried again, to make it smaller
			return
		}
		ok := false
		defer func() { failed = failed || !ok }()
		property(t)
		ok = true
	}
}

// lawCheck holds states of one metric beside what they have to equal.
type lawCheck struct {
	*rapid.T
	empty machine
	want  string // the view of all rows
}

// view is all that can be seen of a state: its result with reason and
// warnings, and its bytes.
func view(s machine) string { return s.result() + "\n" + bytesOf(s) }

// bytesOf returns the encoded state, or that there is none.
func bytesOf(s machine) string {
	b, err := s.encode(nil)
	if errors.Is(err, ErrNotEncodable) {
		return err.Error()
	}
	must(err)
	return fmt.Sprintf("%x", b)
}

func (c *lawCheck) of(rows []int) machine {
	s := c.empty.fresh()
	s.add(rows)
	return s
}

func (c *lawCheck) same(what string, s machine) {
	c.Helper()
	if got := view(s); got != c.want {
		c.Fatalf("%v\n%s:\n  %s\nwant:\n  %s", c.empty, what, got, c.want)
	}
}

// merged merges, and looks whether that changes the argument.
func (c *lawCheck) merged(what string, s, other machine) {
	c.Helper()
	before := view(other)
	if err := s.merge(other); err != nil {
		c.Fatalf("%v\n%s: merge: %v", c.empty, what, err)
	}
	if after := view(other); after != before {
		c.Fatalf("%v\n%s: merge has changed its argument from\n  %s\nto\n  %s", c.empty, what, before, after)
	}
}

func checkLaws(t *rapid.T, empty machine) {
	all := make([]int, empty.rows())
	for i := range all {
		all[i] = i
	}
	rows := rapid.Permutation(all).Draw(t, "rows")
	c := &lawCheck{T: t, empty: empty}
	c.want = view(c.of(rows))
	c.checkWhole(rows, rapid.Permutation(all).Draw(t, "again"))
	i := rapid.IntRange(0, len(rows)).Draw(t, "first cut")
	j := rapid.IntRange(i, len(rows)).Draw(t, "second cut")
	cut := [3][]int{rows[:i], rows[i:j], rows[j:]}
	c.checkParts(cut)
	c.checkSnapshot(cut)
	c.checkDoubled(cut[0])
	c.checkForeign(cut[0])
	c.checkEncoding(cut)
}

// checkWhole: results are repeatable, the order of rows does not matter, and
// the empty state is the identity on both sides.
func (c *lawCheck) checkWhole(rows, again []int) {
	whole := c.of(rows)
	whole.result()
	c.same("a state whose result was read", whole)
	c.same("a state that was read again", whole)
	c.same("rows in another order", c.of(again))
	if got, first := c.empty.of(rows), whole.result(); got != first {
		c.Fatalf("%v\nOf:\n  %s\nwant:\n  %s", c.empty, got, first)
	}
	c.merged("the empty state", whole, c.empty.fresh())
	c.same("merged with the empty state", whole)
	empty := c.empty.fresh()
	c.merged("into the empty state", empty, whole)
	c.same("merged into the empty state", empty)
}

// checkParts: parts merge to the whole in any order and association, and
// adding goes on after a result and after a merge.
func (c *lawCheck) checkParts(cut [3][]int) {
	for _, p := range [][3]int{{0, 1, 2}, {2, 0, 1}, {1, 2, 0}} {
		left, right, tail := c.of(cut[p[0]]), c.of(cut[p[1]]), c.of(cut[p[2]])
		c.merged("(a+b)+c", left, right)
		c.merged("(a+b)+c", left, tail)
		c.same("(a+b)+c", left)
		left = c.of(cut[p[0]])
		c.merged("a+(b+c)", right, tail)
		c.merged("a+(b+c)", left, right)
		c.same("a+(b+c)", left)
	}
	grown := c.of(cut[0])
	view(grown)
	grown.add(cut[1])
	view(grown)
	c.merged("a+b, c", grown, c.of(cut[2]))
	c.same("added to after its result was read", grown)
	grown = c.of(cut[1])
	c.merged("b+c", grown, c.of(cut[2]))
	grown.add(cut[0])
	c.same("added to after a merge", grown)
}

// checkSnapshot: a snapshot and its origin go their own ways.
func (c *lawCheck) checkSnapshot(cut [3][]int) {
	s := c.of(cut[0])
	first := view(s)
	snap := s.snapshot()
	s.add(cut[1])
	s.add(cut[2])
	c.same("a state after its snapshot", s)
	if got := view(snap); got != first {
		c.Fatalf("%v\nsnapshot:\n  %s\nwant:\n  %s", c.empty, got, first)
	}
	snap.add(cut[2])
	c.same("a state after its snapshot was added to", s)
	snap.add(cut[1])
	c.same("a snapshot that was added to", snap)
}

// checkDoubled: a state may be merged into itself.
func (c *lawCheck) checkDoubled(rows []int) {
	twice := c.of(rows)
	must(twice.merge(twice))
	if got, want := view(twice), view(c.of(slices.Concat(rows, rows))); got != want {
		c.Fatalf("%v\nmerged into itself:\n  %s\nwant:\n  %s", c.empty, got, want)
	}
}

// checkForeign: states of other metrics are refused and change nothing.
func (c *lawCheck) checkForeign(rows []int) {
	s, other := c.of(rows), c.empty.foreign()
	other.add(rows)
	before := view(s)
	if err := s.merge(other); !errors.Is(err, ErrIncompatible) {
		c.Fatalf("%v: merge of another metric: %v", c.empty, err)
	}
	if b, err := other.encode(nil); err == nil {
		if err := s.decode(b); !errors.Is(err, ErrIncompatible) {
			c.Fatalf("%v: decoding another metric: %v", c.empty, err)
		}
	}
	if after := view(s); after != before {
		c.Fatalf("%v: refusing has changed\n  %s\nto\n  %s", c.empty, before, after)
	}
}

// checkEncoding: a decoded state is as good as the one encoded.
func (c *lawCheck) checkEncoding(cut [3][]int) {
	decoded := func(rows []int) machine {
		from := c.of(rows)
		b, err := from.encode([]byte("before"))
		if !bytes.HasPrefix(b, []byte("before")) || err != nil && string(b) != "before" {
			c.Fatalf("%v: AppendBinary has appended %q and returns %v", c.empty, b, err)
		}
		if errors.Is(err, ErrNotEncodable) {
			return from
		}
		must(err)
		s := c.of(cut[1]) // replaced by what is decoded
		if err := s.decode(b[len("before"):]); err != nil {
			c.Fatalf("%v: decode(encode): %v", c.empty, err)
		}
		return s
	}
	c.same("decode(encode)", decoded(slices.Concat(cut[:]...)))
	s := decoded(cut[0])
	s.add(cut[1])
	must(s.merge(decoded(cut[2])))
	c.same("decoded, added to and merged", s)
	s = c.of(cut[2])
	must(s.merge(decoded(cut[1])))
	s.add(cut[0])
	c.same("a decoded state merged in", s)
	s = decoded(cut[1])
	must(s.merge(c.of(cut[0])))
	must(s.merge(c.of(cut[2])))
	c.same("states merged into a decoded one", s)
}

// TestRun: as many goroutines as there may be give the same result.
func TestRun(t *testing.T) {
	s := &shop{facts: []*model.Facts{largeFacts()}}
	for _, l := range lawTable() {
		t.Run(l.name+"/"+l.text, func(t *testing.T) {
			t.Parallel()
			l.run(t, s)
		})
	}
}

// TestLawsComplete fails when an exported function makes a metric that the
// table of laws does not know.
func TestLawsComplete(t *testing.T) {
	made := map[string]bool{}
	for _, l := range lawTable() {
		made[l.name] = false
	}
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no source: %v", err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() || !makesMetric(f.Type) {
				continue
			}
			if _, ok := made[f.Name.Name]; !ok {
				t.Errorf("%s is not in the table of laws", f.Name.Name)
			}
			made[f.Name.Name] = true
		}
	}
	for name, exists := range made {
		if !exists {
			t.Errorf("the table of laws has %s, which is no exported function that makes a metric", name)
		}
	}
}

func makesMetric(f *ast.FuncType) bool {
	if f.Results == nil {
		return false
	}
	for _, r := range f.Results.List {
		var of ast.Expr
		switch x := r.Type.(type) {
		case *ast.IndexExpr:
			of = x.X
		case *ast.IndexListExpr:
			of = x.X
		}
		if id, ok := of.(*ast.Ident); ok && (id.Name == "Metric" || id.Name == "KPI") {
			return true
		}
	}
	return false
}
