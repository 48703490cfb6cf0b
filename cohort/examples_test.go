package cohort_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shownByPrinting are methods that every example uses that prints a value.
var shownByPrinting = []string{"String", "MarshalText"}

// Every exported function, type, constant and variable is named by an example or
// used in the body of one, and every exported method is called in one: examples
// may show several at once.
func TestEverySymbolHasAnExample(t *testing.T) {
	symbols, shown := packageSymbols(t), shownSymbols(t)
	if len(symbols) < 100 || len(shown) < 100 {
		t.Fatalf("%d symbols and %d in examples: not the folder of the package", len(symbols), len(shown))
	}
	for _, s := range symbols {
		of, method, is := strings.Cut(s, ".")
		switch {
		case !is && shown[s]:
		case is && slices.Contains(shownByPrinting, method) && shown[of]:
		case is && method == "MarshalJSON" && shown[of+"_MarshalJSON"]:
		case is && method != "MarshalJSON" && (shown["."+method] || shown[of+"_"+method]):
		default:
			t.Errorf("no example shows %s", s)
		}
	}
}

// parsed are the files of the package in this folder.
func parsed(t *testing.T) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if files[name], err = parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// packageSymbols are the exported symbols, a method as its type, a dot and its name.
func packageSymbols(t *testing.T) []string {
	t.Helper()
	var out []string
	add := func(prefix string, names ...*ast.Ident) {
		for _, n := range names {
			if n.IsExported() {
				out = append(out, prefix+n.Name)
			}
		}
	}
	for name, f := range parsed(t) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					add("", d.Name)
				} else if of := receiver(d.Recv.List[0].Type); ast.IsExported(of) {
					add(of+".", d.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						add("", s.Name)
					case *ast.ValueSpec:
						add("", s.Names...)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// receiver is the name of the type that a method is of.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// shownSymbols are what examples are called after (X and, of X_Y, both X and
// X_Y) and what their bodies use (X of cohort.X, .X of any selector).
func shownSymbols(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, f := range parsed(t) {
		for _, d := range f.Decls {
			example, ok := d.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(example.Name.Name, "Example") {
				continue
			}
			after := strings.TrimPrefix(example.Name.Name, "Example")
			of, _, _ := strings.Cut(after, "_")
			out[after], out[of] = true, true
			ast.Inspect(example.Body, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				out["."+s.Sel.Name] = true
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "cohort" {
					out[s.Sel.Name] = true
				}
				return true
			})
		}
	}
	return out
}
