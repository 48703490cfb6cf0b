package forecast

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// AlarmKind says which monitor raised an alarm.
type AlarmKind uint8

// The monitors.
const (
	// Breach: one value outside the interval of its one-step forecast.
	Breach AlarmKind = iota
	// LevelShift: a cumulative sum of one-step errors with reference value 1,
	// tuned to a sudden shift by two standard deviations.
	LevelShift
	// TrendChange: a cumulative sum with reference value 1/4, tuned to the small
	// and lasting bias that a changed slope leaves in the one-step errors of
	// a method that follows the level.
	TrendChange
)

// String returns the name in words.
func (k AlarmKind) String() string {
	switch k {
	case LevelShift:
		return "level shift"
	case TrendChange:
		return "trend change"
	}
	return "breach"
}

func (k AlarmKind) reference() float64 {
	if k == TrendChange {
		return 0.25
	}
	return 1
}

// Alarm is a period at which the forecast no longer holds.
type Alarm struct {
	Kind     AlarmKind
	Period   int  // counted from 0
	Up       bool // above what was expected
	Actual   float64
	Expected float64
}

// String returns for instance "period 41: level shift down, 80 instead of 102.5".
func (a Alarm) String() string {
	direction := "down"
	if a.Up {
		direction = "up"
	}
	return fmt.Sprintf("period %d: %s %s, %.4g instead of %.4g", a.Period, a.Kind, direction, a.Actual, a.Expected)
}

// cusum is a two-sided tabular cumulative sum (Page 1954). It begins anew after an
// alarm.
type cusum struct {
	kind             AlarmKind
	reference, limit float64
	up, down         float64
}

// allowance tightens the cumulative sums: the one-step errors of an estimated
// model are a little correlated, and on standard normal errors the sums have
// to alarm at this share of the rate to keep to it (measured, TestMonitorFalseAlarms).
const allowance = 0.55

// newCUSUM sets the limit so that a false alarm comes at the stated rate.
func newCUSUM(kind AlarmKind, rate float64) *cusum {
	k := kind.reference()
	return &cusum{kind: kind, reference: k, limit: numeric.CUSUMThreshold(k, 1/(allowance*rate))}
}

// add returns 0, or the direction of an alarm.
func (c *cusum) add(z float64) float64 {
	c.up = math.Max(0, c.up+z-c.reference)
	c.down = math.Max(0, c.down-z-c.reference)
	switch {
	case c.up > c.limit:
		c.up, c.down = 0, 0
		return 1
	case c.down > c.limit:
		c.up, c.down = 0, 0
		return -1
	}
	return 0
}
