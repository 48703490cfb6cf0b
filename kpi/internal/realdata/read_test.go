package realdata_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// record is a row of a file, its fields by their columns.
type record struct {
	t       *testing.T
	columns map[string]int
	fields  []string
}

// at returns a field. A column that the file does not have fails the test.
func (r record) at(column string) string {
	i, ok := r.columns[column]
	if !ok {
		r.t.Fatalf("no column %q", column)
	}
	return r.fields[i]
}

// number returns a field that is a decimal number.
func (r record) number(column string) decimal.Decimal {
	d, err := decimal.NewFromString(r.at(column))
	if err != nil {
		r.t.Fatalf("%s: %v", column, err)
	}
	return d
}

// whole returns a field that is a whole number.
func (r record) whole(column string) int64 {
	d := r.number(column)
	if !d.IsInteger() {
		r.t.Fatalf("%s: %v is no whole number", column, d)
	}
	return d.IntPart()
}

// time returns a field that is an instant.
func (r record) time(column, layout string, zone *time.Location) time.Time {
	at, err := time.ParseInLocation(layout, r.at(column), zone)
	if err != nil {
		r.t.Fatalf("%s: %v", column, err)
	}
	return at
}

// each visits the rows of a file beside the repository, one at a time, and
// returns their number.
func each(t *testing.T, file string, visit func(record)) int {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(file))
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatalf("public data missing: %v", err)
		}
		t.Skipf("no public data beside the repository: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	lines := csv.NewReader(z)
	header, err := lines.Read()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	r := record{t: t, columns: map[string]int{}}
	for i, column := range header {
		r.columns[column] = i
	}
	lines.ReuseRecord = true
	for n := 0; ; n++ {
		if r.fields, err = lines.Read(); errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		visit(r)
	}
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// valueOf returns the value of a result that has to be defined.
func valueOf[R any](t *testing.T, what string, r kpi.Result[R]) R {
	t.Helper()
	v, ok := r.Value()
	if !ok {
		t.Fatalf("%s is %v", what, r)
	}
	return v
}

// same holds a figure against another one, as text.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s: got %s, want %s", what, g, w)
	}
}

// sameRatio holds the two numbers of a ratio against others.
func sameRatio(t *testing.T, what string, r kpi.Ratio, num, den int64) {
	t.Helper()
	same(t, what, fmt.Sprint(r.Numerator(), "/", r.Denominator()), fmt.Sprint(num, "/", den))
}

// median is that of the middle, or of the two in the middle.
func median(durations []time.Duration) time.Duration {
	s := slices.Clone(durations)
	slices.Sort(s)
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}

func euros(t *testing.T, d decimal.Decimal) model.Money {
	t.Helper()
	m, err := model.NewMoney(d, model.EUR)
	noError(t, err)
	return m
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	noError(t, err)
	return z
}

// within is the range of some dates of a zone; the last one is excluded.
func within(t *testing.T, z *time.Location, from, to string) period.Range {
	t.Helper()
	a, err := period.ParseDate(from)
	noError(t, err)
	b, err := period.ParseDate(to)
	noError(t, err)
	r, err := period.In(z).Range(a, b)
	noError(t, err)
	return r
}
