package forecast

import (
	"fmt"
	"math"
)

// Method is a way to forecast: Naive, SeasonalNaive, Drift, Mean, ETS, Croston,
// HoltWinters, or one of your own.
type Method interface {
	// Name returns the name of the method as the field uses it.
	Name() string
	// Fit returns the method's model of the series. The series may hold
	// missing periods; a running last one is left out.
	Fit(Series) (Model, error)
}

// Model is a method fitted to a series.
type Model interface {
	// Forecast returns the next periods after the last complete one, with
	// intervals that hold the value with probability level.
	Forecast(horizon int, level float64) ([]Point, error)
}

// Point is the forecast of one period. All numbers are estimates and finite.
type Point struct {
	// Step counts periods after the last complete one, from 1. Where the
	// series ends in a running period, step 1 is that period.
	Step     int
	Estimate float64
	// Lower and Upper bound the prediction interval; both are 0 and Bounded
	// is false where the method gives none.
	Lower, Upper float64
	Bounded      bool
}

func checkForecast(horizon int, level float64) error {
	if horizon < 1 {
		return fmt.Errorf("%w: %d", ErrHorizon, horizon)
	}
	if !(level > 0 && level < 1) {
		return fmt.Errorf("%w: %v", ErrLevel, level)
	}
	return nil
}

// bounded makes a point from an estimate and half the width of its interval.
func bounded(step int, estimate, half float64) (Point, error) {
	p := Point{Step: step, Estimate: estimate, Lower: estimate - half, Upper: estimate + half, Bounded: true}
	for _, v := range []float64{p.Estimate, p.Lower, p.Upper} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Point{}, fmt.Errorf("%w: forecast at step %d", ErrNotFinite, step)
		}
	}
	return p, nil
}

func tooShort(name string, have, want int) error {
	return fmt.Errorf("%w: %s needs %d observed periods, has %d", ErrTooShort, name, want, have)
}
