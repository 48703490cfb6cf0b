package forecast

import (
	"fmt"
	"math"
)

// ETS is exponential smoothing as a state space model: simple (A,N,N), Holt's
// linear and damped trend (A,A,N and A,Ad,N), Holt-Winters and the rest of the 15
// sensible forms. The zero value chooses the form with the lowest AICc.
type ETS struct {
	// Form is the form to fit; the zero Form means the one with the lowest
	// AICc among those that suit the values and the length of the series.
	Form Form
	// Phi fixes the damping of damped forms, in (0, 1]; 0 estimates it within 0.8 and 0.98.
	Phi float64
	// RSearch looks for the maximum as ets of R's package forecast does, for
	// those who need R's numbers: by a simplex from R's start values, given up after
	// 2,000 evaluations. In a season of twelve that is before the maximum as a
	// rule: Settled is false then, the usual search ends higher and forecasts
	// better (mean MASE 0.790 against 0.840 on 90 series of M3, TestM3OfRSearch).
	// Forms are compared at these ends, as R does. A series of less than three
	// seasons or with missing periods starts from other values than in R.
	RSearch bool
}

// Name returns the form, or "ETS" where it is to be chosen.
func (e ETS) Name() string { return e.Form.String() }

// ETSModel is a fitted form of exponential smoothing.
type ETSModel struct {
	form      Form
	p         Smoothing
	initial   State
	final     State
	n         int // observed periods
	estimated int // parameters that were estimated, the variance not counted
	all       int // parameters of the form, fixed ones included
	objective float64
	squares   float64
	fitted    []float64
	y         []float64
	frequency int
	settled   bool
}

// Fit returns an *ETSModel, by maximum likelihood. It returns an error wrapping
// ErrTooShort where the series is too short for the form (for all forms),
// ErrNotDefined where a multiplicative form meets a value that is not above 0,
// ErrForm or ErrParameters for an unusable setting.
func (e ETS) Fit(s Series) (Model, error) { return e.FitETS(s) }

// FitETS is Fit with the model's own type.
func (e ETS) FitETS(s Series) (*ETSModel, error) {
	if e.Phi != 0 && !(e.Phi > 0 && e.Phi <= 1) {
		return nil, fmt.Errorf("%w: phi %v, want within (0, 1]", ErrParameters, e.Phi)
	}
	if e.Form == (Form{}) {
		return e.choose(s)
	}
	if err := e.Form.check(); err != nil {
		return nil, err
	}
	if err := suits(e.Form, s, e.Phi); err != nil {
		return nil, err
	}
	return e.estimate(e.Form, s)
}

// longestSeason is the longest season that is estimated; a week of hours has
// 168 seasonals, which no likelihood of a few hundred values can tell apart.
const longestSeason = 24

func suits(f Form, s Series, phi float64) error {
	y := s.complete()
	n := countKnown(y)
	want := f.parameters(s.frequency) + 3
	if phi != 0 && f.Trend == Damped {
		want--
	}
	if f.Season != None {
		if s.frequency < 2 || s.frequency > longestSeason {
			return fmt.Errorf("%w: %s at frequency %d, want 2 to %d", ErrNotDefined, f, s.frequency, longestSeason)
		}
		want = max(want, 2*s.frequency)
	}
	if n < want {
		return tooShort(f.String(), n, want)
	}
	if f.Error == Multiplicative || f.Season == Multiplicative {
		for t, v := range y {
			if known(v) && v <= 0 {
				return fmt.Errorf("%w: %s needs values above 0, period %d is %v", ErrNotDefined, f, t, v)
			}
		}
	}
	return nil
}

func (e ETS) estimate(f Form, s Series) (*ETSModel, error) {
	search := fitForm
	if e.RSearch {
		search = fitLikeR
	}
	p, start, settled := search(f, s.complete(), max(1, s.frequency), e.Phi)
	m, err := SmoothETS(s, f, p, start)
	if err != nil {
		return nil, err
	}
	m.settled = settled
	if e.Phi != 0 && f.Trend == Damped {
		m.estimated--
	}
	return m, nil
}

// SmoothETS runs a form with given parameters and initial state over a series,
// without estimating anything. It returns an error wrapping ErrForm or
// ErrParameters for what does not fit together, ErrTooShort for a series without
// observed periods, and ErrNotDefined where a multiplicative form leaves the
// positive numbers.
func SmoothETS(s Series, f Form, p Smoothing, start State) (*ETSModel, error) {
	if err := f.checkStart(p, start, max(1, s.frequency)); err != nil {
		return nil, err
	}
	p, start = f.neutral(p, start)
	y := s.complete()
	if countKnown(y) == 0 {
		return nil, tooShort(f.String(), 0, 1)
	}
	w := newFilter(f, y, max(1, s.frequency))
	objective := w.run(p, start)
	if math.IsInf(objective, 0) {
		return nil, fmt.Errorf("%w: %s with %+v", ErrNotDefined, f, p)
	}
	start.Season = append([]float64(nil), start.Season...)
	k := f.parameters(max(1, s.frequency))
	return &ETSModel{
		form: f, p: p, initial: start, final: w.final(), n: int(w.n), estimated: k, all: k,
		objective: objective, squares: w.squares, fitted: w.mu, y: y, frequency: max(1, s.frequency), settled: true,
	}, nil
}

// Form returns the form, the chosen one where it was chosen.
func (m *ETSModel) Form() Form { return m.form }

// Smoothing returns the smoothing parameters.
func (m *ETSModel) Smoothing() Smoothing { return m.p }

// Initial returns the state before the first period.
func (m *ETSModel) Initial() State { return m.initial.copy() }

// Final returns the state after the last complete period.
func (m *ETSModel) Final() State { return m.final.copy() }

func (s State) copy() State {
	s.Season = append([]float64(nil), s.Season...)
	return s
}

// Settled reports whether the search for the maximum ended by itself. A model
// that is not settled is usable, but another search may find a better one.
func (m *ETSModel) Settled() bool { return m.settled }

// Fitted returns the one-step forecasts of the periods of the series.
func (m *ETSModel) Fitted() []float64 { return append([]float64(nil), m.fitted...) }

// SquaredInnovations returns the sum of squared innovations: of errors, or of
// relative errors where the error is multiplicative.
func (m *ETSModel) SquaredInnovations() float64 { return m.squares }

// LogLikelihood returns the concentrated log-likelihood without its constants,
// as R does: -n/2 ln(sum of squared innovations) - sum ln|mu|, the second for
// multiplicative errors only.
func (m *ETSModel) LogLikelihood() float64 { return -m.objective / 2 }

// Variance returns the variance of the innovations, the sum of squares divided by
// the observed periods less the parameters of the form; undefined where those
// are as many.
func (m *ETSModel) Variance() Measure {
	if m.n <= m.all {
		return Measure{}
	}
	return measure(m.squares / float64(m.n-m.all))
}

// AIC returns Akaike's criterion, lower is better.
func (m *ETSModel) AIC() float64 { return m.objective + 2*float64(m.estimated+1) }

// AICc returns Akaike's criterion corrected for short series, which chooses the
// form; undefined where the series is not longer than the parameters plus 2.
func (m *ETSModel) AICc() Measure {
	k := float64(m.estimated + 1)
	rest := float64(m.n) - k - 1
	if rest <= 0 {
		return Measure{}
	}
	return measure(m.AIC() + 2*k*(k+1)/rest)
}

// BIC returns Schwarz's criterion, lower is better.
func (m *ETSModel) BIC() float64 {
	return m.objective + math.Log(float64(m.n))*float64(m.estimated+1)
}

// String returns the form with its parameters.
func (m *ETSModel) String() string {
	text := fmt.Sprintf("%s alpha=%.4g", m.form, m.p.Alpha)
	if m.form.Trend != None {
		text += fmt.Sprintf(" beta=%.4g", m.p.Beta)
	}
	if m.form.Season != None {
		text += fmt.Sprintf(" gamma=%.4g", m.p.Gamma)
	}
	if m.form.Trend == Damped {
		text += fmt.Sprintf(" phi=%.4g", m.p.Phi)
	}
	return text
}
