package customer_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

// The table of the package documentation: three models and two rules fitted to 39
// weeks of CDNOW, against the 39 weeks after.
func TestCDNOWTable(t *testing.T) {
	customers, actual := cdnow(t)
	pareto, err := customer.FitParetoNBD(customer.Week, customers)
	must(t, err)
	must(t, pareto.Problem())
	mbg, err := customer.FitMBGNBD(customer.Week, customers)
	must(t, err)
	must(t, mbg.Problem())
	bg, err := customer.FitBGNBD(customer.Week, customers)
	must(t, err)
	must(t, bg.Problem())
	got, err := customer.Compare(customers, actual, customer.Weeks(39), pareto.Model, mbg.Model, bg.Model)
	must(t, err)
	want := []customer.Holdout{
		{Name: "Pareto/NBD", Total: 1666, MAE: 0.755, RMSE: 1.603, Correlation: 0.630},
		{Name: "MBG/NBD", Total: 1577, MAE: 0.765, RMSE: 1.607, Correlation: 0.627},
		{Name: "BG/NBD", Total: 1653, MAE: 0.785, RMSE: 1.608, Correlation: 0.626},
		{Name: "same count as before", Total: 2457, MAE: 0.897, RMSE: 1.971, Correlation: 0.577},
		{Name: "own rate x time", Total: 2930, MAE: 1.024, RMSE: 2.212, Correlation: 0.584},
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	doc, err := os.ReadFile("doc.go")
	must(t, err)
	for i, w := range want {
		g := got[i]
		if g.Name != w.Name {
			t.Errorf("row %d is %q, want %q", i, g.Name, w.Name)
		}
		vectors.Near(t, g.Name+" total", g.Total, w.Total, 0, 0.5)
		vectors.Near(t, g.Name+" MAE", g.MAE, w.MAE, 0, 0.0005)
		vectors.Near(t, g.Name+" RMSE", g.RMSE, w.RMSE, 0, 0.0005)
		vectors.Near(t, g.Name+" correlation", g.Correlation, w.Correlation, 0, 0.0005)
		line := fmt.Sprintf("%-21s %5.0f  %.3f  %.3f  %.3f", g.Name, g.Total, g.MAE, g.RMSE, g.Correlation)
		if !strings.Contains(string(doc), line) {
			t.Errorf("doc.go does not show\n%s", line)
		}
	}
	if a := total(actual); a != 1882 {
		t.Errorf("%d actual orders, want 1882", a)
	}
}
