package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns the paths of files of the UCI data sets, which lie beside the
// project and are not part of it.
func shared(t testing.TB, names ...string) []string {
	t.Helper()
	var paths []string
	for _, name := range names {
		path := filepath.Join("..", "..", "..", "..", "..", "shared", "data", "online-retail", name)
		if _, err := os.Stat(path); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skipf("without the shared data: %v", err)
		}
		paths = append(paths, path)
	}
	return paths
}

// TestOneFile: the file of 2010 and 2011 has 12 complete months and ends on 9
// December.
func TestOneFile(t *testing.T) {
	d := documentOf(t, shared(t, "online_retail_2010_2011.csv.gz")...)
	if d.Orders != 18532 || d.CompleteMonths != 12 || d.RunningMonth == nil || *d.RunningMonth != "2011-12" || d.ObservedThrough != "2011-12-09" || d.Frequency != 1 {
		t.Errorf("%d orders, %d months, running %v, through %s, frequency %d", d.Orders, d.CompleteMonths, d.RunningMonth, d.ObservedThrough, d.Frequency)
	}
	if !strings.Contains(strings.Join(d.Notes, "\n"), "a season cannot be told") {
		t.Errorf("notes %q", d.Notes)
	}
	sound(t, d)
	if base := d.Forecasts[1].Points[0].Baseline; base != "1161817.38" { // that of November, as the example of the root prints it
		t.Errorf("naive revenue of December %s, want that of November, 1161817.38", base)
	}
	if d.Customers.Count != 4338 {
		t.Errorf("%d customers", d.Customers.Count)
	}
}

// TestBothFiles: two years, in which a season can be looked for.
func TestBothFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a million lines")
	}
	d := documentOf(t, shared(t, "online_retail_2009_2010.csv.gz", "online_retail_2010_2011.csv.gz")...)
	if d.CompleteMonths != 24 || d.Frequency != 12 || d.Forecasts[0].Baseline != "seasonal naive" {
		t.Errorf("%d months, frequency %d, beside %s", d.CompleteMonths, d.Frequency, d.Forecasts[0].Baseline)
	}
	sound(t, d)
	if got := d.Forecasts[0].Points[0].Baseline; got != "1400.00" { // the orders of December 2010, see the example of the root
		t.Errorf("seasonal naive orders of December %s, want 1400.00", got)
	}
	if !d.Customers.Reliable || d.Customers.AtRisk == 0 || d.Customers.Value == nil || *d.Customers.Holdout[0].Better != true {
		t.Errorf("customers %+v", d.Customers)
	}
}

// sound checks what holds of every document of the real files.
func sound(t *testing.T, d *document) {
	t.Helper()
	if len(d.Forecasts) != 2 || len(d.Products) != 5 || d.Customers == nil || d.Reorders == nil || len(d.Undefined) != 0 {
		t.Fatalf("%d forecasts, %d products, undefined %v", len(d.Forecasts), len(d.Products), d.Undefined)
	}
	for _, f := range d.Forecasts {
		if f.Points[0].Month != "2011-12" || !f.Points[0].Running || f.Points[1].Month != "2012-01" {
			t.Errorf("%s begins with %s", f.Of, f.Points[0].Month)
		}
		if f.Better == nil || f.Backtest == nil || f.Verdict == "" {
			t.Errorf("%s is not compared with %s", f.Of, f.Baseline)
		}
	}
	if d.Reorders.Overdue == 0 || len(d.Reorders.Calls) != 5 || len(d.Customers.Worth) != 5 || len(d.Customers.Holdout) < 3 {
		t.Errorf("reorders %+v, customers %+v", d.Reorders, d.Customers)
	}
}
