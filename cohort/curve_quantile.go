package cohort

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// Crossing is when survival falls to a share: a quantile of the times, such as
// the median, with limits. Each is undefined (WindowOpen) where the curve, or
// the limit of the curve, has not fallen that far yet.
type Crossing struct {
	Time      kpi.Result[time.Duration]
	Low, High kpi.Result[time.Duration]
}

// String returns the time and its limits; what is not reached yet is a dash.
func (c Crossing) String() string {
	return fmt.Sprintf("%s [%s, %s]", reached(c.Time), reached(c.Low), reached(c.High))
}

func reached(r kpi.Result[time.Duration]) string {
	if v, ok := r.Value(); ok {
		return v.String()
	}
	return "–"
}

// MarshalJSON returns an object with time, low and high in seconds, as results.
func (c Crossing) MarshalJSON() ([]byte, error) {
	type seconds = kpi.Result[json.Number]
	in := func(r kpi.Result[time.Duration]) seconds {
		v, ok := r.Value()
		if !ok {
			return kpi.Undefined[json.Number](r.Why(), r.Detail())
		}
		return kpi.Value(json.Number(secondsText(v)))
	}
	return json.Marshal(struct {
		Time seconds `json:"time"`
		Low  seconds `json:"low"`
		High seconds `json:"high"`
	}{in(c.Time), in(c.Low), in(c.High)})
}

// Median returns the time up to which it happens to half of the subjects.
func (c Curve) Median(l Limits) Crossing { return c.Quantile(0.5, l) }

// Quantile returns the time up to which it happens to a share p of the
// subjects, 0 < p < 1: the first time at which survival is 1 - p or less. Where
// survival is 1 - p exactly over a stretch, it is the middle of the stretch, as
// the median of four values is between the second and the third. The limits
// are those times for the limits of the curve (Brookmeyer and Crowley 1982). A
// p outside (0, 1) is undefined (OutOfRange), and so is all of the zero Curve
// (NoData).
func (c Curve) Quantile(p float64, l Limits) Crossing {
	if !(p > 0 && p < 1) {
		none := kpi.Undefined[time.Duration](kpi.OutOfRange, fmt.Sprintf("quantile %v is not in (0, 1)", p))
		return Crossing{none, none, none}
	}
	limit := func(high bool) func(Step) (float64, bool) {
		return func(s Step) (float64, bool) {
			iv, ok := s.Interval(l)
			if high {
				return iv.High, ok
			}
			return iv.Low, ok
		}
	}
	return Crossing{
		Time: c.crossing(1-p, func(s Step) (float64, bool) { return s.Survival, true }),
		Low:  c.crossing(1-p, limit(false)),
		High: c.crossing(1-p, limit(true)),
	}
}

// sameShare is how close two shares have to be to be one: the rounding of some
// millions of factors is smaller, and so is no step of fewer than some hundred
// million subjects.
const sameShare = 1e-9

// crossing returns the first time at which a function of the steps is at or
// below a share.
func (c Curve) crossing(share float64, of func(Step) (float64, bool)) kpi.Result[time.Duration] {
	if len(c.steps) == 0 {
		return kpi.Undefined[time.Duration](kpi.NoData, "")
	}
	for i, s := range c.steps {
		if s.Events == 0 {
			continue
		}
		v, ok := of(s)
		if !ok || v > share+sameShare {
			continue
		}
		if math.Abs(v-share) > sameShare {
			return kpi.Value(s.Time)
		}
		end := c.Last()
		for _, later := range c.steps[i+1:] {
			if later.Events == 0 {
				continue
			}
			if w, ok := of(later); !ok || math.Abs(w-share) > sameShare {
				end = later.Time
				break
			}
		}
		return kpi.Value(s.Time + (end-s.Time)/2)
	}
	return kpi.Undefined[time.Duration](kpi.WindowOpen, fmt.Sprintf("does not fall to %.4g", share))
}
