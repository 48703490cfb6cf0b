package cohort

import (
	"fmt"
	"math"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
)

// LimitKind is the scale on which the limits of survival are symmetric.
type LimitKind uint8

// The kinds of limits, with S for survival, SE for its standard error and z for
// the normal quantile.
const (
	LogLogLimits LimitKind = iota // S^exp(± z SE / (S ln S)): never outside [0, 1]; the default
	PlainLimits                   // S ± z SE, cut to [0, 1]
	LogLimits                     // S exp(± z SE / S), cut to 1
)

// String returns "log-log", "plain" or "log".
func (k LimitKind) String() string {
	switch k {
	case LogLogLimits:
		return "log-log"
	case PlainLimits:
		return "plain"
	case LogLimits:
		return "log"
	}
	return fmt.Sprintf("LimitKind(%d)", uint8(k))
}

// Limits say which limits are put around estimates of survival: level and kind.
// The zero Limits are 95 %, log-log.
type Limits struct {
	level float64 // 0 is 0.95
	z     float64
	kind  LimitKind
}

const z95 = 1.959963984540054

// NewLimits returns limits of a level such as 0.95. The errors are of package
// proportion: ErrLevel for a level outside (0, 1), ErrOption for an unknown
// kind.
func NewLimits(level float64, kind LimitKind) (Limits, error) {
	z, err := proportion.NormalQuantile(level)
	if err != nil {
		return Limits{}, err
	}
	if kind > LogLimits {
		return Limits{}, &proportion.ValueError{Err: proportion.ErrOption, Name: "kind of limits", Value: float64(kind)}
	}
	return Limits{level: level, z: z, kind: kind}, nil
}

// Level returns the level, such as 0.95.
func (l Limits) Level() float64 {
	if l.level == 0 {
		return 0.95
	}
	return l.level
}

// Kind returns the kind.
func (l Limits) Kind() LimitKind { return l.kind }

// String returns level and kind, such as "95 % log-log".
func (l Limits) String() string { return fmt.Sprintf("%.4g %% %v", 100*l.Level(), l.kind) }

func (l Limits) quantile() float64 {
	if l.level == 0 {
		return z95
	}
	return l.z
}

// Interval returns the limits of the survival at one time, in [0, 1]; they are
// pointwise, and not for the whole curve: see Curve.HallWellner. It is false,
// and the point itself, where there is nothing to estimate an error from:
// before the first event, and where survival is 0.
func (s Step) Interval(l Limits) (proportion.Interval, bool) {
	if s.variance == 0 || s.Survival == 0 {
		return proportion.Interval{Low: s.Survival, High: s.Survival}, false
	}
	return around(s.Survival, l.quantile()*math.Sqrt(s.variance), l.kind), true
}

// around returns survival with limits that are so many relative errors away,
// 0 < survival < 1.
func around(survival, relative float64, kind LimitKind) proportion.Interval {
	switch kind {
	case PlainLimits:
		return proportion.Interval{Low: survival * (1 - relative), High: survival * (1 + relative)}.Clip(0, 1)
	case LogLimits:
		return proportion.Interval{Low: survival * math.Exp(-relative), High: survival * math.Exp(relative)}.Clip(0, 1)
	}
	theta := relative / math.Log(survival) // below 0
	return proportion.Interval{Low: math.Pow(survival, math.Exp(-theta)), High: math.Pow(survival, math.Exp(theta))}.Clip(0, 1)
}
