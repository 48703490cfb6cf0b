package factfile

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of columns into doc.go")

// table is the documentation of all columns.
func table() string {
	var b strings.Builder
	section := func(name string, columns []Column) {
		fmt.Fprintf(&b, "//\n//\t%s\n", name)
		for _, c := range columns {
			need := ""
			if c.Need != Optional {
				need = c.Need.String()
			}
			fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("//\t  %-17s %-29s %s", c.Name, c.Form, need), " "))
		}
	}
	for _, l := range layouts {
		of := l.(interface {
			Columns() []Column
			partColumns() []Column
		})
		section(l.Name(), of.Columns())
		if l.partName() != "" {
			section(l.partName()+", in a folder of CSV files", of.partColumns())
		}
	}
	return b.String()
}

func (l *Layout[F]) partColumns() []Column {
	if l.part == nil {
		return nil
	}
	return l.part.(interface{ columns() []Column }).columns()
}

func (p *listPart[F, E]) columns() []Column { return p.layout.Columns() }

const begins, ends = "// # Columns\n", "package factfile\n"

// The table of columns in doc.go is that of the layouts: run the test with
// -update after a change.
func TestDocumentation(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok1 := strings.Cut(string(source), begins)
	if !ok1 || !strings.HasSuffix(string(source), ends) {
		t.Fatal("doc.go has no table of columns at its end")
	}
	want := before + begins + table() + ends
	if *update {
		if err := os.WriteFile("doc.go", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(source) != want {
		t.Error("the table of columns in doc.go is not that of the layouts; run the test with -update")
	}
}
