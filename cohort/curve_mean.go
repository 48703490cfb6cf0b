package cohort

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// RestrictedMean is the mean time until it happens, or until a horizon where it
// does not happen before: the area under the curve up to there. It says what a
// median cannot when fewer than half have come that far.
type RestrictedMean struct {
	Horizon       time.Duration
	Mean          time.Duration // rounded to the nanosecond
	StandardError time.Duration // rounded to the nanosecond
}

// String returns mean, standard error and horizon.
func (m RestrictedMean) String() string {
	return fmt.Sprintf("%v ± %v up to %v", m.Mean, m.StandardError, m.Horizon)
}

// MarshalJSON returns an object with horizon, mean and standard_error in
// seconds, as strings.
func (m RestrictedMean) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Horizon       string `json:"horizon"`
		Mean          string `json:"mean"`
		StandardError string `json:"standard_error"`
	}{secondsText(m.Horizon), secondsText(m.Mean), secondsText(m.StandardError)})
}

func secondsText(d time.Duration) string { return decimal.New(int64(d), -9).String() }

// RestrictedMean returns the mean time up to a horizon, and the longest time
// that somebody was watched where the horizon is 0 or less. It is undefined
// beyond that time, unless survival is 0 by then (WindowOpen), and for the zero
// Curve (NoData). The standard error is Greenwood's: the sum over the events of
// (area after it)² × d / (n (n - d)).
func (c Curve) RestrictedMean(horizon time.Duration) kpi.Result[RestrictedMean] {
	if len(c.steps) == 0 {
		return kpi.Undefined[RestrictedMean](kpi.NoData, "")
	}
	if horizon <= 0 {
		horizon = c.Last()
	}
	if _, ok := c.At(horizon); !ok {
		return kpi.Undefined[RestrictedMean](kpi.WindowOpen, fmt.Sprintf("nobody was watched for longer than %v", c.Last()))
	}
	total := c.area(horizon, func(Step, float64) {})
	variance := 0.0
	c.area(horizon, func(s Step, before float64) {
		n, d := float64(s.AtRisk), float64(s.Events)
		if after := total - before; s.Events < s.AtRisk {
			variance += after * after * (d / n / (n - d))
		}
	})
	return kpi.Value(RestrictedMean{
		Horizon: horizon, Mean: nanoseconds(total, horizon), StandardError: nanoseconds(math.Sqrt(variance), horizon),
	})
}

// area returns the area under the curve up to a time, in nanoseconds, and calls
// visit with the steps with events before it, and the area up to each.
func (c Curve) area(horizon time.Duration, visit func(s Step, before float64)) float64 {
	area, survival, from := 0.0, 1.0, time.Duration(0)
	for _, s := range c.steps {
		if s.Time >= horizon {
			break
		}
		if s.Events == 0 {
			continue
		}
		area += survival * float64(s.Time-from)
		visit(s, area)
		survival, from = s.Survival, s.Time
	}
	return area + survival*float64(horizon-from)
}

// nanoseconds rounds to a duration; neither a mean nor its error exceeds the
// horizon.
func nanoseconds(v float64, most time.Duration) time.Duration {
	if v >= float64(most) {
		return most
	}
	return time.Duration(math.Round(v))
}
