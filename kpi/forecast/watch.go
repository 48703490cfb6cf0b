package forecast

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// WatchOptions says how to watch a series. The zero value fits ETS to all but the
// last 12 periods and raises a false alarm in at most one of 100 periods.
type WatchOptions struct {
	Method Method // nil means ETS, form chosen by AICc
	// Learn is the number of first periods that teach the method; 0 means all
	// but the last 12. The periods after them are watched.
	Learn int
	// FalseAlarms is the expected number of false alarms per watched period on
	// a series that does not change, all three monitors together; 0 means 0.01.
	FalseAlarms float64
}

// Watched is one period as the monitors saw it.
type Watched struct {
	Period   int // counted from 0
	Mark     Mark
	Judged   bool    // false for a missing or running period: it can raise no alarm
	Actual   float64 // 0 where not judged
	Expected float64 // one-step forecast
	Lower    float64 // interval outside of which the breach monitor alarms
	Upper    float64
	Error    float64 // actual minus expected; 0 where not judged
	Score    float64 // the error as a standard normal deviate; 0 where not judged
}

// Watch is what the monitors saw of a series.
type Watch struct {
	Method      string
	Learned     int       // periods that taught the method
	FalseAlarms float64   // the stated rate per judged period, all monitors together
	Periods     []Watched // in order of time
	Alarms      []Alarm   // in order of time
}

// Monitor judges each period after the first ones by its one-step forecast, the
// method fitted anew to all that was known before. Three monitors share the
// stated rate of false alarms equally: interval breaches, a cumulative sum for
// shifts of the level, one for changes of the trend (see AlarmKind). The rate
// is that of a method that suits the series, with normal errors; that the
// spread and the parameters are estimates is allowed for, by Student's t and by
// tighter cumulative sums.
//
// A missing period is not judged and changes no sum. A running last period is
// not judged either: what a month has gathered by its third week is no drop.
//
// It returns the method's errors, ErrNoInterval for a method without intervals,
// ErrTooShort where nothing is left to watch, and ErrLevel for a rate outside
// (0, 0.3].
func Monitor(s Series, o WatchOptions) (Watch, error) {
	if o.Method == nil {
		o.Method = ETS{}
	}
	if o.FalseAlarms == 0 {
		o.FalseAlarms = 0.01
	}
	if !(o.FalseAlarms > 0 && o.FalseAlarms <= 0.3) {
		return Watch{}, fmt.Errorf("%w: false alarms %v, want within (0, 0.3]", ErrLevel, o.FalseAlarms)
	}
	y := s.complete()
	if o.Learn == 0 {
		o.Learn = len(y) - 12
	}
	if o.Learn < 1 || o.Learn >= len(y) {
		return Watch{}, fmt.Errorf("%w: %d periods, %d of them to learn from", ErrTooShort, len(y), o.Learn)
	}
	w := Watch{Method: o.Method.Name(), Learned: o.Learn, FalseAlarms: o.FalseAlarms}
	share := o.FalseAlarms / 3
	level, trend := newCUSUM(LevelShift, share), newCUSUM(TrendChange, share)
	for t := o.Learn; t < s.Len(); t++ {
		p := Watched{Period: t, Mark: s.marks[t]}
		model, err := o.Method.Fit(s.Until(t))
		if err != nil {
			return Watch{}, fmt.Errorf("period %d: %w", t, err)
		}
		next, err := model.Forecast(1, oneSigma)
		if err != nil {
			return Watch{}, fmt.Errorf("period %d: %w", t, err)
		}
		if !next[0].Bounded {
			return Watch{}, fmt.Errorf("%w: %s", ErrNoInterval, o.Method.Name())
		}
		degrees := float64(max(1, countKnown(s.floats[:t])-spent(model)))
		wide := numeric.StudentQuantile(1-share/2, degrees)
		sd := (next[0].Upper - next[0].Lower) / 2
		p.Expected, p.Lower, p.Upper = next[0].Estimate, next[0].Estimate-wide*sd, next[0].Estimate+wide*sd
		if p.Mark == Observed {
			p.Judged = true
			p.Actual = y[t]
			p.Error = p.Actual - p.Expected
			p.Score = deviate(p.Error, sd, degrees)
			w.judge(p, level, trend)
		}
		w.Periods = append(w.Periods, p)
	}
	return w, nil
}

// oneSigma is the level of an interval of one standard deviation either side.
const oneSigma = 0.6826894921370859

// spent returns the parameters that a model took from its series.
func spent(m Model) int {
	switch m := m.(type) {
	case *ETSModel:
		return m.all
	case driftModel, meanModel:
		return 1
	}
	return 0
}

// deviate turns an error into a standard normal deviate, through Student's t.
func deviate(e, sd, degrees float64) float64 {
	if e == 0 {
		return 0
	}
	// Both tails are computed as lower ones, where probabilities keep their digits.
	p := 0.0
	if sd > 0 {
		p = numeric.StudentCDF(-math.Abs(e)/sd, degrees)
	}
	z := farthest
	if p > 0 {
		z = min(farthest, -numeric.NormalQuantile(p))
	}
	return math.Copysign(z, e)
}

// farthest bounds a deviate, so that a series without any spread stays finite.
const farthest = 37.0

func (w *Watch) judge(p Watched, level, trend *cusum) {
	if p.Actual < p.Lower || p.Actual > p.Upper {
		w.alarm(p, Breach, p.Error)
	}
	for _, c := range []*cusum{level, trend} {
		if direction := c.add(p.Score); direction != 0 {
			w.alarm(p, c.kind, direction)
		}
	}
}

func (w *Watch) alarm(p Watched, kind AlarmKind, direction float64) {
	w.Alarms = append(w.Alarms, Alarm{Kind: kind, Period: p.Period, Up: direction > 0, Actual: p.Actual, Expected: p.Expected})
}
