package cohort_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
)

func TestConcentrationAgainstR(t *testing.T) {
	type input struct {
		Values  []float64
		Dataset string
	}
	values := func(t *testing.T, in input) (out []decimal.Decimal) {
		switch {
		case strings.HasPrefix(in.Dataset, "cdnow_summary.csv; value = round(x*mean_spend,2)"):
			for _, r := range csvRows(t, "cdnow_summary.csv", "id", "x", "tx_days", "T_days", "mean_spend", "x_star") {
				out = append(out, decimal.RequireFromString(r[1]).Mul(decimal.RequireFromString(r[4])).Round(2))
			}
		case in.Dataset == "rfm_customers.csv amount":
			for _, c := range rfmCustomers(t) {
				out = append(out, c.Monetary.Amount())
			}
		case in.Dataset != "":
			t.Fatalf("a data set that the test does not know: %q", in.Dataset)
		}
		for _, v := range in.Values {
			out = append(out, decimal.NewFromFloat(v))
		}
		return out
	}
	refused := func(want error) func(*testing.T, vectorCase) {
		return func(t *testing.T, c vectorCase) {
			var in input
			strictly(t, c.Input, &in)
			if _, err := cohort.NewConcentration(values(t, in)); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
	}
	vectors(t, "concentration", map[string]func(*testing.T, vectorCase){
		"negative_total_is_error": refused(cohort.ErrNegativeAmount),
		"empty_or_zero":           refused(cohort.ErrNoAmount),
		"": func(t *testing.T, c vectorCase) {
			var in input
			strictly(t, c.Input, &in)
			var want struct {
				Gini      float64
				Corrected float64 `json:"gini_bias_corrected"`
				Top       float64 `json:"top_20pct_share"`
				For80     int     `json:"customers_for_80pct"`
				HHI       float64
				Theil     float64
				Lorenz    []float64
			}
			strictly(t, c.Expected, &want)
			got, err := cohort.NewConcentration(values(t, in))
			if err != nil {
				t.Fatal(err)
			}
			abs := c.Tolerance["abs"]
			near(t, "gini", got.Gini(), want.Gini, 0, abs)
			near(t, "corrected gini", got.GiniCorrected(), want.Corrected, 0, abs)
			top, _ := got.TopShare(decimal.New(2, -1)).Value()
			near(t, "top share", top.Round(15).InexactFloat64(), want.Top, 0, abs)
			near(t, "hhi", got.HHI(), want.HHI, 0, abs)
			near(t, "theil", got.Theil(), want.Theil, 0, abs)
			if n := got.CountFor(decimal.New(8, -1)); n != want.For80 {
				t.Errorf("%d hold 80 %%, want %d", n, want.For80)
			}
			if want.Lorenz != nil {
				nearAll(t, "lorenz", got.Lorenz(), want.Lorenz, 0, abs)
			}
		},
	})
}
