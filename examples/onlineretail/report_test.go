package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

const (
	head  = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
	lineA = "1,A,first,2,2011-01-03 10:00:00,1.50,100,EIRE\n"
)

// TestNoOrders: of a file without orders, counts are 0 or say that there are no
// facts, and nothing is 0 that cannot be told.
func TestNoOrders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(path, []byte(head+"C1,A,,-1,2011-01-03 10:00:00,2,100,EIRE\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := documentOf(t, path)
	if d.Rows != 1 || d.LeftOut[uci.Cancellation] != 1 || len(d.Monthly) != 0 {
		t.Errorf("%d rows, left out %v, %d months", d.Rows, d.LeftOut, len(d.Monthly))
	}
	if d.Orders != nil || d.AverageOrderValue != nil || d.OrderIntervalMeanDays != nil || d.FirstOrderAt != nil ||
		d.CustomerRetentionRate != nil || d.OffHoursRevenueShare != nil || d.MaximumOrderValue != nil {
		t.Error("a figure of no orders is defined")
	}
	if got := d.Undefined["average_order_value"]; got == "" {
		t.Error("the average value of no orders has no reason")
	}
	if text := string(printed(t, path)); strings.Contains(text, "NaN") || strings.Contains(text, "average order value  0") {
		t.Errorf("printed:\n%s", text)
	}
}

func TestMonthBefore(t *testing.T) {
	for _, c := range []struct{ last, want string }{
		{"2011-12-09T12:50:00Z", "2011-11"},
		{"2011-01-01T00:00:00Z", "2010-12"},
		{"2011-03-31T23:00:00Z", "2011-03"}, // it is April by the clocks of the shop
		{"2011-03-31T22:59:59Z", "2011-02"},
	} {
		last, err := time.Parse(time.RFC3339, c.last)
		if err != nil {
			t.Fatal(err)
		}
		m := monthBefore(last)
		if m.Label() != c.want || m.Partial() {
			t.Errorf("before %s: %v, want the whole of %s", c.last, m, c.want)
		}
	}
	if got := monthBefore(time.Time{}); !got.IsZero() {
		t.Errorf("without orders: %v", got)
	}
}

// TestMonthsWithoutOrders: the series has them, with 0 orders and a revenue of 0.
func TestMonthsWithoutOrders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gap.csv")
	rows := lineA + "3,A,,1,2011-03-31 23:30:00,5,100,EIRE\n"
	if err := os.WriteFile(path, []byte(head+rows), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range documentOf(t, path).Monthly {
		got = append(got, fmt.Sprint(m.Month, " ", *m.Orders, " ", *m.Revenue, " ", *m.ActiveCustomers, " ", *m.NewCustomers))
	}
	want := []string{"2011-01 1 3.00 1 1", "2011-02 0 0.00 0 0", "2011-03 1 5.00 1 0"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
