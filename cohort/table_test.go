package cohort_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
)

// smallTable has complete, partial and empty cells, a cohort of nobody, and a
// rate of 0.
func smallTable(t testing.TB) cohort.Table {
	t.Helper()
	rows := []deal{
		dealt("a", "2025-01-10", 10), dealt("b", "2025-01-11", 10), dealt("c", "2025-01-12", 10),
		dealt("a", "2025-02-10", 10), dealt("d", "2025-02-12", 10), dealt("b", "2025-04-01", 10), dealt("d", "2025-04-02", 10),
	}
	o := cohort.TableOptions{Cohorts: year2025(t), AsOf: date("2025-04-10"), Columns: 5}
	v, ok := cohort.Retention(dealers, o).Of(slices.Values(rows)).Value()
	if !ok {
		t.Fatal("undefined")
	}
	return v
}

func TestTableText(t *testing.T) {
	want := `
cohort  size      0       1        2       3   4
2025-01    3 100.0% █ 33.3% ░   0.0%   33.3%*░
2025-02    1 100.0% █  0.0%   100.0%*█
2025-03    0      -       -*
2025-04    0      -*
pooled       100.0% █ 25.0% ░   0.0%
simple       100.0%   16.7%     0.0%
* partial: the window is not over
`
	if got := "\n" + smallTable(t).String(); got != want {
		t.Errorf("got%s", got)
	}
}

func TestTableJSON(t *testing.T) {
	b, err := json.Marshal(smallTable(t))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Grain, Zone string
		AsOf        string `json:"as_of"`
		Rows        []struct {
			Cohort string
			Cells  []map[string]any
		}
		Means []map[string]any
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if v.Grain != "month" || v.Zone != "UTC" || v.AsOf != "2025-04-10T00:00:00Z" || len(v.Rows) != 4 {
		t.Errorf("%s", b)
	}
	if c := v.Rows[0].Cells[4]; len(c) != 1 || c["status"] != "not yet" {
		t.Errorf("a cell that has not begun says %v", c)
	}
	if c := v.Rows[2].Cells[0]; c["rate"] != nil || c["status"] != "complete" || c["subjects"] != 0.0 {
		t.Errorf("a cell of nobody says %v", c)
	}
	if c := v.Rows[0].Cells[1]; c["rate"] != "0.333333" || c["low"] != "0.061492" || c["high"] != "0.792340" {
		t.Errorf("1 of 3 is %v", c) // Wilson at 0.95, by hand: (1/3 + z²/6 ± z√(2/27 + z²/36)) / (1 + z²/3)
	}
	if m := v.Means[1]; m["pooled"] != "0.250000" || m["simple"] != "0.166667" || m["cells"] != 2.0 {
		t.Errorf("means %v", m)
	}
	if empty, err := json.Marshal(cohort.Table{}); err != nil || !strings.Contains(string(empty), `"rows":[]`) {
		t.Errorf("%s, %v", empty, err)
	}
}

// CSV, read back, has a line for every cell and its numbers.
func TestTableCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		table, _ := cohort.Retention(w.subjects(), tableOptions(t, w)).Of(slices.Values(w.rows)).Value()
		var b strings.Builder
		if err := table.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		if err != nil || len(lines) != 1+len(table.Rows)*len(table.Columns) {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		i := 1
		for _, row := range table.Rows {
			for c, cell := range row.Cells {
				line := lines[i]
				i++
				want := []string{row.Cohort.Label(), fmt.Sprint(row.Size), table.Columns[c].Label(), cell.Status.String()}
				if !slices.Equal(line[:4], want) || (line[4] == "") != (cell.Status == cohort.NotYet) {
					t.Fatalf("%q for %+v", line, cell)
				}
				if cell.Status != cohort.NotYet && (line[4] != fmt.Sprint(cell.Subjects) || line[9] != fmt.Sprint(cell.Orders)) {
					t.Fatalf("%q for %+v", line, cell)
				}
			}
		}
	})
}

// The heat map is well-formed, holds every number, hatches partial cells and
// leaves those empty that have not begun; ink is readable on its colour.
func TestTableSVG(t *testing.T) {
	table := smallTable(t)
	var b strings.Builder
	if err := table.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(b.String()))
	groups, hatched, titles := 0, 0, 0
	fill := ""
	var texts []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range e.Attr {
			attr[a.Name.Local] = a.Value
		}
		switch e.Name.Local {
		case "g":
			groups++
		case "title":
			titles++
		case "rect":
			if attr["fill"] == "url(#cohort-partial)" {
				hatched++
			} else {
				fill = attr["fill"]
			}
		case "text":
			next, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(next.(xml.CharData)))
			if c := contrast(t, fill, attr["fill"]); attr["text-anchor"] == "middle" && c < 4.5 {
				t.Errorf("%s on %s has a contrast of %.2f", attr["fill"], fill, c)
			}
		}
	}
	// 10 cells have begun, 4 of them not over; 3 columns have a mean.
	if groups != 10+3 || hatched != 4 || titles != 1+groups {
		t.Errorf("%d cells, %d hatched, %d titles", groups, hatched, titles)
	}
	for _, want := range []string{"2025-01", "33.3", "100.0", "0.0", "-", "pooled", "25.0"} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not in the picture", want)
		}
	}
	if err := table.WriteSVG(broken{}); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
	if err := table.WriteCSV(broken{}); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// contrast is that of WCAG 2.2 between two colours.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	luminance := func(s string) float64 {
		n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
		if err != nil {
			t.Fatalf("%q is no colour", s)
		}
		sum := 0.0
		for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
			v := float64(n>>(8*i)&255) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += weight * v
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
