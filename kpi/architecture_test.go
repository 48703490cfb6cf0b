package kpi_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/ecomkpi/ecomkpi"

// layers are the packages in the order of their imports: each may import those
// before it, and packages below its own folder.
var layers = []string{"period", "model", "kpi", "cohort"}

// What files may import beyond the standard library and this module. Examples
// and modules of their own choose for themselves.
var (
	allowedImports     = []string{"github.com/shopspring/decimal", "golang.org/x/exp/constraints"}
	allowedTestImports = []string{"github.com/google/go-cmp", "pgregory.net/rapid", "golang.org/x/exp/stats"}
)

var topLevel = []string{"README.md", "LICENSE", "cohort", "doc.go", "examples", "go.mod", "go.sum", "kpi", "model", "period"}

var forbiddenNames = []string{"util", "utils", "common", "helper", "helpers", "misc"}

const maxLines = 400

// goFile is a parsed file of the repository.
type goFile struct {
	path   string // with slashes, from the root
	lines  int
	nested bool // in a module of its own
	syntax *ast.File
	set    *token.FileSet
}

func (f goFile) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// top is the first folder of the path, "" for the root.
func (f goFile) top() string { return topOf(f.path) }

func topOf(path string) string {
	if top, _, ok := strings.Cut(path, "/"); ok {
		return top
	}
	return ""
}

// goFiles parses all files of the repository.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	var modules []string
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.Name() == "go.mod" && path != "go.mod" {
			modules = append(modules, strings.TrimSuffix(path, "go.mod"))
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		source, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, path, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, goFile{path: path, lines: bytes.Count(source, []byte("\n")), syntax: syntax, set: set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		files[i].nested = slices.ContainsFunc(modules, func(m string) bool { return strings.HasPrefix(f.path, m) })
	}
	if len(files) < 100 {
		t.Fatalf("only %d files found", len(files))
	}
	return files
}

func (f goFile) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, path)
		}
	}
	return paths
}

// isOrBelow says whether a path is one of those listed or below it.
func isOrBelow(path string, listed []string) bool {
	return slices.ContainsFunc(listed, func(l string) bool { return path == l || strings.HasPrefix(path, l+"/") })
}

// mayImport says whether a file of one top folder may import a package of this
// module. Tests of a layer may not look upwards either.
func mayImport(from, path string) bool {
	target := topOf(strings.TrimPrefix(path, modulePath+"/") + "/")
	if from == "examples" {
		return true
	}
	upper, lower := slices.Index(layers, from), slices.Index(layers, target)
	return lower >= 0 && lower <= upper
}

func TestImportDirection(t *testing.T) {
	for _, f := range goFiles(t) {
		if !isOrBelow(f.top(), append(layers, "examples")) && f.top() != "" {
			t.Errorf("%s is in no layer", f.path)
		}
		if f.nested {
			continue // a module of its own stands above all layers, wherever it lies
		}
		for _, path := range f.imports() {
			if isOrBelow(path, []string{modulePath}) && !mayImport(f.top(), path) {
				t.Errorf("%s imports %s, against the direction %s", f.path, path, strings.Join(layers, " <- "))
			}
		}
	}
}

func TestMayImport(t *testing.T) {
	for _, c := range []struct {
		from, path string
		want       bool
	}{
		{"model", "/period", true}, {"kpi", "/model", true}, {"kpi", "/kpi/proportion", true}, {"cohort", "/kpi", true},
		{"examples", "/cohort", true}, {"period", "/model", false}, {"model", "/kpi/proportion", false}, {"kpi", "/cohort", false},
		{"kpi", "/examples/report", false}, {"kpi", "", false}, {"", "/period", false},
	} {
		if got := mayImport(c.from, modulePath+c.path); got != c.want {
			t.Errorf("%q imports %q: %t, want %t", c.from, c.path, got, c.want)
		}
	}
}

func TestAllowedImports(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.nested || f.top() == "examples" {
			continue
		}
		allowed := slices.Clone(allowedImports)
		if f.test() {
			allowed = append(allowed, allowedTestImports...)
		}
		for _, path := range f.imports() {
			first, _, _ := strings.Cut(path, "/")
			standard := !strings.Contains(first, ".")
			if !standard && !isOrBelow(path, []string{modulePath}) && !isOrBelow(path, allowed) {
				t.Errorf("%s imports %s, which is not one of the project's dependencies", f.path, path)
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s is not one of %s", e.Name(), strings.Join(topLevel, " "))
		}
	}
}

func TestFiles(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.lines > maxLines {
			t.Errorf("%s has %d lines, at most %d allowed", f.path, f.lines, maxLines)
		}
		name := strings.TrimSuffix(f.syntax.Name.Name, "_test")
		folder := filepath.Base(filepath.Dir(f.path))
		file := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(f.path), ".go"), "_test")
		for _, n := range []string{name, folder, file} {
			if slices.Contains(forbiddenNames, n) {
				t.Errorf("%s: %s says nothing about what is in it", f.path, n)
			}
		}
	}
}

// TestNoHiddenInputs: the library does not read the clock or the machine's
// zone, and does nothing before it is asked to.
func TestNoHiddenInputs(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test() || f.top() == "examples" {
			continue
		}
		for _, found := range hiddenInputs(f.syntax) {
			t.Errorf("%s: %s in the library", f.set.Position(found.Pos()), found.what)
		}
	}
}

type hidden struct {
	ast.Node
	what string
}

func hiddenInputs(file *ast.File) []hidden {
	var found []hidden
	clock := "" // the name of package time in the file
	for _, spec := range file.Imports {
		if spec.Path.Value == `"time"` {
			clock = "time"
			if spec.Name != nil {
				clock = spec.Name.Name
			}
		}
	}
	if clock == "." {
		found = append(found, hidden{file.Name, "package time imported without its name"})
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				found = append(found, hidden{n, "func init"})
			}
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if ok && x.Name == clock && slices.Contains([]string{"Now", "Local", "Since", "Until", "Tick", "After", "AfterFunc", "NewTimer", "NewTicker", "Sleep"}, n.Sel.Name) {
				found = append(found, hidden{n, "time." + n.Sel.Name})
			}
		}
		return true
	})
	return found
}

func TestHiddenInputs(t *testing.T) {
	for source, want := range map[string]string{
		`package p; import "time"; var t = time.Now()`:                                  "time.Now",
		`package p; import clock "time"; func f() any { return clock.Local }`:           "time.Local",
		`package p; import "time"; func f(t time.Time) any { return time.Since(t) }`:    "time.Since",
		`package p; import . "time"; var t = Now()`:                                     "package time imported without its name",
		`package p; func init() {}`:                                                     "func init",
		`package p; import "time"; var t = time.UTC; type now struct{ Now, Local int }`: "",
		`package p; type t struct{}; func (t) init() {}`:                                "",
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range hiddenInputs(file) {
			got = append(got, h.what)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: found %q, want %q", source, got, want)
		}
	}
}
