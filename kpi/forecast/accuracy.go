package forecast

import (
	"fmt"
	"math"
)

// Accuracy holds the usual measures of forecast errors, actual minus forecast.
// The letters are the field's own. All are 0 or more except ME and MPE; a
// measure that divides by zero is undefined, never infinite.
type Accuracy struct {
	N     int     // periods that were compared; missing ones are not
	ME    Measure // mean error: above 0 where forecasts were too low
	MAE   Measure // mean absolute error
	RMSE  Measure // root of the mean squared error
	MPE   Measure // mean percentage error, in percent
	MAPE  Measure // mean absolute percentage error, in percent; undefined beside an actual of 0
	SMAPE Measure // symmetric MAPE as in the M4 competition, 0 to 200; both 0 counts as 0
	WAPE  Measure // sum of absolute errors by sum of absolute actuals, in percent
	MASE  Measure // MAE by the mean absolute seasonal change of the training values (Hyndman and Koehler 2006)
	RMSSE Measure // the same with squares, under a root
}

// scales are what the scaled errors divide by: mean absolute and mean squared
// change over a season; 0 where unknown.
type scales struct{ absolute, squared float64 }

func scalesOf(train []float64, frequency int) scales {
	var s scales
	var n float64
	for t := frequency; t < len(train); t++ {
		if d := train[t] - train[t-frequency]; known(d) {
			n++
			s.absolute += math.Abs(d)
			s.squared += d * d
		}
	}
	if n == 0 {
		return scales{}
	}
	return scales{s.absolute / n, s.squared / n}
}

// Score compares forecasts with actual values; train are the values before, from
// which the scale of MASE and RMSSE comes (undefined where it is 0 or train is
// shorter than a season). NaN in actual or train is a missing period. It
// returns an error wrapping ErrLengths, ErrFrequency, or ErrNotFinite for a
// forecast that is not finite.
func Score(actual, estimate, train []float64, frequency int) (Accuracy, error) {
	if len(actual) == 0 || len(actual) != len(estimate) {
		return Accuracy{}, fmt.Errorf("%w: %d actual, %d forecast", ErrLengths, len(actual), len(estimate))
	}
	if frequency < 1 {
		return Accuracy{}, fmt.Errorf("%w: %d", ErrFrequency, frequency)
	}
	var t tally
	s := scalesOf(train, frequency)
	for i, a := range actual {
		if math.IsNaN(estimate[i]) || math.IsInf(estimate[i], 0) || math.IsInf(a, 0) {
			return Accuracy{}, fmt.Errorf("%w: forecast %v of %v", ErrNotFinite, estimate[i], a)
		}
		t.add(a, estimate[i], s)
	}
	return t.accuracy(), nil
}

// tally adds up errors; scaled ones by the scale of their own origin.
type tally struct {
	n, sum, abs, squares, percent, absPercent, symmetric, actual, scaled, scaledSquares float64
	zero, unscaled                                                                      bool
}

func (t *tally) add(actual, estimate float64, s scales) {
	if !known(actual) {
		return
	}
	e := actual - estimate
	t.n++
	t.sum += e
	t.abs += math.Abs(e)
	t.squares += e * e
	t.actual += math.Abs(actual)
	if actual == 0 {
		t.zero = true
	} else {
		t.percent += 100 * e / actual
		t.absPercent += 100 * math.Abs(e/actual)
	}
	if both := math.Abs(actual) + math.Abs(estimate); both > 0 {
		t.symmetric += 200 * math.Abs(e) / both
	}
	if s.absolute == 0 {
		t.unscaled = true
	} else {
		t.scaled += math.Abs(e) / s.absolute
		t.scaledSquares += e * e / s.squared
	}
}

func (t *tally) accuracy() Accuracy {
	a := Accuracy{N: int(t.n)}
	if t.n == 0 {
		return a
	}
	a.ME, a.MAE, a.RMSE = measure(t.sum/t.n), measure(t.abs/t.n), measure(math.Sqrt(t.squares/t.n))
	a.SMAPE, a.WAPE = measure(t.symmetric/t.n), measure(100*t.abs/t.actual)
	if !t.zero {
		a.MPE, a.MAPE = measure(t.percent/t.n), measure(t.absPercent/t.n)
	}
	if !t.unscaled {
		a.MASE, a.RMSSE = measure(t.scaled/t.n), measure(math.Sqrt(t.scaledSquares/t.n))
	}
	return a
}

// String returns the four measures that are compared most.
func (a Accuracy) String() string {
	return fmt.Sprintf("MAE %s, RMSE %s, MASE %s, sMAPE %s over %d", a.MAE, a.RMSE, a.MASE, a.SMAPE, a.N)
}
