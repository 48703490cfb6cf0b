package forecast

import (
	"fmt"
	"strings"
)

// Component is how an error, a trend or a season enters a form of exponential smoothing.
type Component uint8

// The components.
const (
	None           Component = iota // N
	Additive                        // A
	Damped                          // Ad: an additive trend that levels off
	Multiplicative                  // M
)

func (c Component) letter() string {
	return [...]string{"N", "A", "Ad", "M"}[c]
}

// Form names a form of exponential smoothing as Hyndman, Koehler, Ord and Snyder
// (2008) do: error, trend, season. The sensible forms are the 15 with an error
// that is additive or multiplicative, a trend that is none, additive or damped,
// and a season that is none, additive or, beside a multiplicative error only,
// multiplicative. Multiplicative trends explode, and an additive error beside a
// multiplicative season divides by what may be near zero. The zero Form means:
// choose by AICc.
type Form struct{ Error, Trend, Season Component }

// Forms returns the 15 sensible forms, in the order in which ties are decided.
func Forms() []Form {
	var out []Form
	for _, e := range []Component{Additive, Multiplicative} {
		for _, s := range []Component{None, Additive, Multiplicative} {
			for _, t := range []Component{None, Additive, Damped} {
				if f := (Form{e, t, s}); f.check() == nil {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

func (f Form) check() error {
	ok := (f.Error == Additive || f.Error == Multiplicative) && f.Trend <= Damped &&
		(f.Season == None || f.Season == Additive || f.Season == Multiplicative && f.Error == Multiplicative)
	if !ok {
		return fmt.Errorf("%w: %s", ErrForm, f)
	}
	return nil
}

// String returns for instance "ETS(M,Ad,M)"; "ETS" for the zero Form.
func (f Form) String() string {
	if f == (Form{}) {
		return "ETS"
	}
	if max(f.Error, f.Trend, f.Season) > Multiplicative {
		return "ETS(?)"
	}
	return "ETS(" + f.Error.letter() + "," + f.Trend.letter() + "," + f.Season.letter() + ")"
}

// ParseForm reads what String writes, with or without "ETS": "ETS(A,N,N)", "M,Ad,M".
// It returns an error wrapping ErrForm for anything else, and for forms that are
// not among Forms.
func ParseForm(text string) (Form, error) {
	inner := text
	if rest, ok := strings.CutPrefix(text, "ETS("); ok {
		if inner, ok = strings.CutSuffix(rest, ")"); !ok {
			return Form{}, fmt.Errorf("%w: %q", ErrForm, text)
		}
	}
	parts := strings.Split(inner, ",")
	if len(parts) != 3 {
		return Form{}, fmt.Errorf("%w: %q", ErrForm, text)
	}
	var c [3]Component
	for i, p := range parts {
		switch p {
		case "N":
			c[i] = None
		case "A":
			c[i] = Additive
		case "Ad":
			c[i] = Damped
		case "M":
			c[i] = Multiplicative
		default:
			return Form{}, fmt.Errorf("%w: %q", ErrForm, text)
		}
	}
	f := Form{c[0], c[1], c[2]}
	if err := f.check(); err != nil {
		return Form{}, fmt.Errorf("%w: %q", ErrForm, text)
	}
	return f, nil
}

// parameters returns the number of smoothing parameters and free initial states.
func (f Form) parameters(frequency int) int {
	n := 2 // alpha, level
	if f.Trend != None {
		n += 2
	}
	if f.Trend == Damped {
		n++
	}
	if f.Season != None {
		n += frequency // gamma and frequency-1 free seasonals
	}
	return n
}
