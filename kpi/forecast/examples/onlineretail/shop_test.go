package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

func file(t *testing.T, rows string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.csv")
	if err := os.WriteFile(path, []byte(head+rows), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Nothing is made up where there is too little: reasons take its place.
func TestTooLittle(t *testing.T) {
	for name, rows := range map[string]string{
		"no orders":  "C1,1,,-1,2011-01-03 10:00:00,2,100,EIRE\n",
		"one order":  "1,10,,1,2011-01-03 10:00:00,2,100,EIRE\n",
		"two months": "1,10,,1,2011-01-03 10:00:00,2,100,EIRE\n2,10,,1,2011-02-28 10:00:00,2,101,EIRE\n",
	} {
		d := documentOf(t, file(t, rows))
		if len(d.Forecasts) != 0 || d.Customers != nil || d.Reorders != nil || len(d.Undefined) == 0 {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

// monthly returns the rows of a shop with rising sales, in which December sells
// double, one order a day.
func monthly(from, months int, last int) string {
	var rows strings.Builder
	number := 1
	for m := range months {
		at := fmt.Sprintf("%d-%02d", from+m/12, 1+m%12)
		orders, until := 10+m/6, 28
		if m%12 == 11 {
			orders *= 2
		}
		if m == months-1 {
			until = last
		}
		for k := range orders {
			if day := 1 + k; day <= until {
				fmt.Fprintf(&rows, "%d,10,,%d,%s-%02d 10:00:00,2.5,%d,EIRE\n", number, 5+k%3, at, day, 100+number%30)
				number++
			}
		}
	}
	return rows.String()
}

// A running month is forecast as the first step, and what it has so far is not
// read: the forecasts are those of the file without it.
func TestRunningMonth(t *testing.T) {
	whole := monthly(2020, 30, 28)
	lines := strings.SplitAfter(whole, "\n")
	var over strings.Builder // to the end of month 29: May 2022
	for _, l := range lines {
		if !strings.Contains(l, ",2022-06-") {
			over.WriteString(l)
		}
	}
	over.WriteString("99999,POST,,1,2022-05-31 10:00:00,1,100,EIRE\n")
	running := over.String() + "100000,10,,1,2022-06-02 10:00:00,2.5,100,EIRE\n"
	a, b := documentOf(t, file(t, over.String())), documentOf(t, file(t, running))
	if a.RunningMonth != nil || b.RunningMonth == nil || *b.RunningMonth != "2022-06" || a.CompleteMonths != 29 || b.CompleteMonths != 29 {
		t.Fatalf("%v and %v running, %d and %d complete", a.RunningMonth, b.RunningMonth, a.CompleteMonths, b.CompleteMonths)
	}
	for i, f := range a.Forecasts {
		g := b.Forecasts[i]
		if f.Points[0].Month != "2022-06" || g.Points[0].Month != "2022-06" || !g.Points[0].Running || f.Points[0].Running {
			t.Errorf("%s: first steps %+v and %+v", f.Of, f.Points[0], g.Points[0])
		}
		if f.Points[0].Estimate != g.Points[0].Estimate || f.Model != g.Model {
			t.Errorf("%s: %s without the running month, %s with it", f.Of, f.Points[0].Estimate, g.Points[0].Estimate)
		}
	}
	if a.Products[0].Product != "10" || len(a.Products) != 1 {
		t.Errorf("products %+v, want 10: POST is none", a.Products)
	}
}

// The season is looked for from 24 complete months on, and the baseline says which.
func TestSeasonTakesTwoYears(t *testing.T) {
	for months, want := range map[int]int{23: 1, 24: 1, 25: 12, 36: 12} {
		d := documentOf(t, file(t, monthly(2020, months, 20)))
		// The last month ends on the 20th at the latest: it is running.
		if d.CompleteMonths != months-1 || d.Frequency != want {
			t.Errorf("%d months: %d complete, frequency %d, want %d", months, d.CompleteMonths, d.Frequency, want)
		}
		if base := map[int]string{1: "naive", 12: "seasonal naive"}[want]; d.Forecasts[0].Baseline != base || len(d.Notes) < 2 {
			t.Errorf("%d months: beside %s, notes %q", months, d.Forecasts[0].Baseline, d.Notes)
		}
	}
}
