package vectors

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Examples fails the test for every exported type and function of the package in
// the working folder that has no Example of its own, and for every exported
// method that no example calls.
func Examples(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	names := map[string]bool{}
	methods := map[string]bool{}
	for _, file := range files {
		if strings.HasPrefix(file, "example_") {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			shown.Write(text)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if !d.Name.IsExported() {
					continue
				}
				if d.Recv == nil {
					names[d.Name.Name] = true
				} else {
					methods[d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() {
						names[s.Name.Name] = true
					}
				}
			}
		}
	}
	if len(names) == 0 {
		t.Fatal("no exported names: not in a package's folder")
	}
	for n := range names {
		if !strings.Contains(shown.String(), "func Example"+n+"()") && !strings.Contains(shown.String(), "func Example"+n+"_") {
			t.Errorf("%s has no example", n)
		}
	}
	for m := range methods {
		switch m {
		case "String", "Error", "Unwrap": // seen wherever a value is printed
			continue
		}
		if !strings.Contains(shown.String(), "."+m+"(") && !strings.Contains(shown.String(), "_"+m+"(") {
			t.Errorf("no example calls the method %s", m)
		}
	}
}
