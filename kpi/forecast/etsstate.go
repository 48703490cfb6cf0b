package forecast

import (
	"fmt"
	"math"
)

// Smoothing holds the smoothing parameters of a form, those of the state space
// model: Beta is alpha times Holt's, Gamma (1-alpha) times Winters'. A
// parameter that the form has not is not read, Phi means 1 where undamped.
type Smoothing struct{ Alpha, Beta, Gamma, Phi float64 }

// State is the state of exponential smoothing at the end of a period. The first
// of Season applies to the next period.
type State struct {
	Level  float64
	Trend  float64   // per period; 0 where the form has none
	Season []float64 // one per period of a season; empty where the form has none
}

func (f Form) checkStart(p Smoothing, s State, frequency int) error {
	if err := f.check(); err != nil {
		return err
	}
	want := 0
	if f.Season != None {
		want = frequency
	}
	if len(s.Season) != want {
		return fmt.Errorf("%w: %s of frequency %d needs %d seasonals, has %d", ErrParameters, f, frequency, want, len(s.Season))
	}
	for _, v := range append([]float64{p.Alpha, p.Beta, p.Gamma, p.Phi, s.Level, s.Trend}, s.Season...) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: %+v %+v", ErrParameters, p, s)
		}
	}
	return nil
}

// neutral clears what the form does not have.
func (f Form) neutral(p Smoothing, s State) (Smoothing, State) {
	if f.Trend == None {
		p.Beta, s.Trend = 0, 0
	}
	if f.Trend != Damped {
		p.Phi = 1
	}
	if f.Season == None {
		p.Gamma, s.Season = 0, nil
	}
	return p, s
}
