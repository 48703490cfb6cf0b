package proportion

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSampleSizeVectors(t *testing.T) {
	formulas := map[string]Formula{
		"n_per_group_pooled": Pooled, "n_unpooled": Unpooled,
		"n_baseline_variance": BaselineVariance, "n_fleiss_cc": FleissContinuity,
	}
	for _, c := range vectors(t, "sample_size") {
		t.Run(c.ID, func(t *testing.T) {
			in := decode[struct {
				P1, P2, Alpha, Power  float64
				Sides                 int
				N                     int64
				P, Margin, Confidence float64
			}](t, c.Input)
			plan := Plan{Alpha: in.Alpha, Power: in.Power, OneSided: in.Sides == 1}
			got := map[string]any{}
			switch {
			case c.ID == "equal_rates_is_error":
				if s, err := SampleSize(in.P1, in.P2, plan); !errors.Is(err, ErrNoDifference) || s != (Size{}) {
					t.Errorf("%v, %v; want ErrNoDifference", s, err)
				}
				return
			case strings.HasPrefix(c.ID, "power_"):
				got["power"] = must(Power(in.P1, in.P2, in.N, plan))(t)
			case c.ID == "margin_of_error_n":
				s := must(SampleSizeForMargin(in.P, in.Margin, in.Confidence))(t)
				got["n"], got["n_ceil"] = s.Exact, s.Trials
			default:
				for key, f := range formulas {
					plan.Formula = f
					s := must(SampleSize(in.P1, in.P2, plan))(t)
					got[key] = s.Exact
					if f == Pooled {
						got["n_ceil"] = s.Trials
					}
				}
			}
			for _, key := range sorted(c.Expected) {
				switch _, known := got[key]; {
				case key == "published":
					published(t, c.Expected[key], got, 0, c.Tolerance["published_abs"])
				case known:
					check(t, key, got[key], c.Expected[key], c.Tolerance["rel"], 0)
				default:
					t.Errorf("unknown value %s", key)
				}
			}
		})
	}
}

func TestSampleSizeRefuses(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		p1, p2 float64
		plan   Plan
		want   error
	}{
		{0.1, 0.1, Plan{}, ErrNoDifference},
		{-0.1, 0.1, Plan{}, ErrRate},
		{0.1, 1.1, Plan{}, ErrRate},
		{nan, 0.1, Plan{}, ErrRate},
		{0.1, 0.2, Plan{Alpha: -1}, ErrLevel},
		{0.1, 0.2, Plan{Alpha: nan}, ErrLevel},
		{0.1, 0.2, Plan{Power: 1}, ErrLevel},
		{0.1, 0.2, Plan{Formula: FleissContinuity + 1}, ErrOption},
		{0.5, math.Nextafter(0.5, 1), Plan{}, ErrTooLarge},
		{0, math.SmallestNonzeroFloat64, Plan{}, ErrTooLarge},
	} {
		if s, err := SampleSize(c.p1, c.p2, c.plan); !errors.Is(err, c.want) || s != (Size{}) {
			t.Errorf("SampleSize(%g, %g, %+v) = %v, %v; want %v", c.p1, c.p2, c.plan, s, err, c.want)
		}
	}
	for _, c := range []struct {
		p, margin, level float64
		want             error
	}{
		{2, 0.05, 0.95, ErrRate}, {0.5, 0, 0.95, ErrMargin}, {0.5, 1, 0.95, ErrMargin},
		{0.5, nan, 0.95, ErrMargin}, {0.5, 0.05, 1, ErrLevel}, {0.5, 1e-300, 0.95, ErrTooLarge},
	} {
		if s, err := SampleSizeForMargin(c.p, c.margin, c.level); !errors.Is(err, c.want) || s != (Size{}) {
			t.Errorf("SampleSizeForMargin(%g, %g, %g) = %v, %v; want %v", c.p, c.margin, c.level, s, err, c.want)
		}
	}
	for _, c := range []struct {
		p1, p2 float64
		n      int64
		plan   Plan
		want   error
	}{
		{0.1, 0.2, 0, Plan{}, ErrNoTrials}, {0.1, 0.2, -1, Plan{}, ErrNegative},
		{0.1, 0.1, 9, Plan{}, ErrNoDifference}, {0.1, 2, 9, Plan{}, ErrRate},
		{0.1, 0.2, 9, Plan{Alpha: 2}, ErrLevel},
	} {
		if p, err := Power(c.p1, c.p2, c.n, c.plan); !errors.Is(err, c.want) || p != 0 {
			t.Errorf("Power(%g, %g, %d, %+v) = %v, %v; want %v", c.p1, c.p2, c.n, c.plan, p, err, c.want)
		}
	}
}

// The zero plan is the documented default, and certainty is no special case.
func TestSampleSizeEdges(t *testing.T) {
	zero := must(SampleSize(0.2, 0.25, Plan{}))(t)
	if full := must(SampleSize(0.2, 0.25, Plan{Alpha: 0.05, Power: 0.8}))(t); zero != full {
		t.Errorf("zero plan %v, default %v", zero, full)
	}
	for f := Pooled; f <= FleissContinuity; f++ {
		if s := must(SampleSize(0, 1, Plan{Formula: f}))(t); !finite(s.Exact) || s.Trials < 1 {
			t.Errorf("%v of 0 against 1: %v", f, s)
		}
	}
	// A power below the significance level is had for nothing.
	if s := must(SampleSize(0.2, 0.25, Plan{Alpha: 0.5, Power: 0.01}))(t); s != (Size{0, 1}) {
		t.Errorf("tiny power: %v", s)
	}
	if p := must(Power(0, 1, 1000, Plan{}))(t); p != 1 {
		t.Errorf("power of 0 against 1: %v", p)
	}
	if p := must(Power(0, 1, 1, Plan{}))(t); p != 0 {
		t.Errorf("power of one trial: %v", p)
	}
}

func TestSampleSizeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p1 := rapid.Float64Range(0.01, 0.98).Draw(t, "p1")
		p2 := p1 + (0.99-p1)*rapid.Float64Range(0.01, 1).Draw(t, "step")
		plan := Plan{
			Alpha: rapid.Float64Range(0.001, 0.2).Draw(t, "alpha"), Power: rapid.Float64Range(0.5, 0.99).Draw(t, "power"),
			OneSided: rapid.Bool().Draw(t, "one-sided"),
		}
		s, err := SampleSize(p1, p2, plan)
		if err != nil {
			t.Fatal(err)
		}
		// Power undoes SampleSize: so many trials have it, one fewer has not.
		have, err := Power(p1, p2, s.Trials, plan)
		if err != nil || have < plan.Power-1e-12 {
			t.Errorf("power of %v is %v, want %v (%v)", s, have, plan.Power, err)
		}
		if s.Trials > 1 {
			if have, err := Power(p1, p2, s.Trials-1, plan); err != nil || have > plan.Power {
				t.Errorf("power of one fewer than %v is %v, want less than %v (%v)", s, have, plan.Power, err)
			}
		}
		mirror, err := SampleSize(1-p1, 1-p2, plan)
		if err != nil || !near(mirror.Exact, s.Exact, 1e-9, 0) {
			t.Errorf("%v, of the failures %v, %v", s, mirror, err)
		}
		stricter := plan
		stricter.Alpha /= 2
		if more, err := SampleSize(p1, p2, stricter); err != nil || more.Exact <= s.Exact {
			t.Errorf("%v, at half the alpha %v, %v", s, more, err)
		}
		plan.Formula = FleissContinuity
		if more, err := SampleSize(p1, p2, plan); err != nil || more.Exact <= s.Exact {
			t.Errorf("%v, with correction %v, %v", s, more, err)
		}
	})
}
