package numeric_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

// Two-sided run lengths printed by Montgomery, Introduction to Statistical Quality
// Control, for k = 1/2: h = 4 gives 168, h = 5 gives 465.
func TestCUSUMRunLength(t *testing.T) {
	vectors.Near(t, "h=4", numeric.CUSUMRunLength(0.5, 4)/2, 168, 0.005, 0)
	vectors.Near(t, "h=5", numeric.CUSUMRunLength(0.5, 5)/2, 465, 0.005, 0)
	for _, arl := range []float64{20, 100, 370, 2000} {
		for _, k := range []float64{0.25, 0.5, 1} {
			h := numeric.CUSUMThreshold(k, arl)
			vectors.Near(t, "run length", numeric.CUSUMRunLength(k, h)/2, arl, 1e-3, 0)
		}
	}
}
