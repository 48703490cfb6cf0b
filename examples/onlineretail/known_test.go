package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

const (
	year2010 = "online_retail_2009_2010.csv.gz"
	year2011 = "online_retail_2010_2011.csv.gz"
)

// shared returns the paths of files of the UCI data sets, which lie beside the
// project and are not part of it.
func shared(t testing.TB, names ...string) []string {
	t.Helper()
	var paths []string
	for _, name := range names {
		path := filepath.Join("..", "..", "..", "shared", "data", "online-retail", name)
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

// TestKnownFacts compares the file of 2010 and 2011 with the figures that the
// project was given for it, and with the oracle.
func TestKnownFacts(t *testing.T) {
	paths := shared(t, year2011)
	d := documentOf(t, paths...)
	sameAsOracle(t, d, newOracle(t, unpacked(t, paths[0])))
	whole := func(name string, got *int64, want int64) {
		if got == nil || *got != want {
			t.Errorf("%s: %v, want %d", name, got, want)
		}
	}
	text := func(name string, got *string, want string) {
		if got == nil || *got != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	if d.Rows != 541909 || d.QualifyingLines != 397884 {
		t.Errorf("%d rows, %d qualifying lines", d.Rows, d.QualifyingLines)
	}
	whole("orders", d.Orders, 18532)
	whole("customers", d.Customers, 4338)
	whole("repeat customers", d.RepeatCustomers, 2845)
	text("revenue", d.Revenue, "8911407.904")
	text("average order value", d.AverageOrderValue, "480.8660")
	text("median order value", d.MedianOrderValue, "303.04")
	text("maximum order value", d.MaximumOrderValue, "168469.60")
	text("first order", d.FirstOrderAt, "2010-12-01T08:26:00Z")
	text("last order", d.LastOrderAt, "2011-12-09T12:50:00Z")
	whole("off-hours orders", d.OffHoursOrders, 3629)
	text("order interval", d.OrderIntervalMeanDays, "40.313357")
	whole("order intervals", d.OrderIntervals, 14072)
	if len(d.Monthly) != 13 || d.Monthly[0].Month != "2010-12" {
		t.Fatalf("%d months", len(d.Monthly))
	}
	december := d.Monthly[0]
	whole("orders of December", december.Orders, 1400)
	text("revenue of December", december.Revenue, "572713.89")
	whole("customers of December", december.ActiveCustomers, 885)
	whole("new customers of December", december.NewCustomers, 885) // the history begins there
}

// TestBothFiles: of two files that overlap, what both hold counts once.
func TestBothFiles(t *testing.T) {
	paths := shared(t, year2010, year2011)
	d := documentOf(t, paths...)
	sameAsOracle(t, d, newOracle(t, unpacked(t, paths[0]), unpacked(t, paths[1])))
	if got := d.LeftOut[uci.RepeatedInvoice]; got != 22523 { // as published with the data
		t.Errorf("%d repeated lines, want 22523", got)
	}
}

// BenchmarkOnlineRetail is the main job: read the file of 2010 and 2011, make
// facts, and compute the report.
func BenchmarkOnlineRetail(b *testing.B) {
	paths := shared(b, year2011)
	b.ReportAllocs()
	for b.Loop() {
		printed(b, append([]string{"-json"}, paths...)...)
	}
}
