package proportion

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestNPSVectors(t *testing.T) {
	type input struct {
		Detractors, Passives, Promoters int64
		Confidence                      float64
		Scores                          []float64
		A, B                            Answers
	}
	for _, c := range vectors(t, "nps") {
		t.Run(c.ID, func(t *testing.T) {
			in := decode[input](t, c.Input)
			got := map[string]any{}
			switch c.ID {
			case "out_of_scale_scores":
				if a, excluded := Tally(in.Scores); a != (Answers{}) || excluded != int64(len(in.Scores)) {
					t.Errorf("%v, %d excluded; want all", a, excluded)
				}
				return
			case "scores_to_categories":
				a, excluded := Tally(in.Scores)
				if excluded != 0 {
					t.Errorf("%d excluded", excluded)
				}
				s := must(NPS(a, 0.95, NPSWald))(t)
				got["detractors"], got["passives"], got["promoters"] = a.Detractors, a.Passives, a.Promoters
				got["nps"] = s.Value
			case "two_sample_difference":
				d := must(NPSDifference(in.A, in.B, in.Confidence))(t)
				got["delta"], got["std_error"], got["p_two_sided"] = d.Difference.Value, d.StdError, d.P
				got["ci_wald"] = pairOf(d.Difference.Interval)
			default:
				a := Answers{in.Promoters, in.Passives, in.Detractors}
				w := must(NPS(a, in.Confidence, NPSWald))(t)
				j := must(NPS(a, in.Confidence, NPSAdjusted))(t)
				if w.Center != w.Value || j.Value != w.Value || j.Points != w.Points {
					t.Errorf("wald %+v, adjusted %+v", w, j)
				}
				got = map[string]any{
					"nps": w.Value, "nps_points": w.Points, "variance": w.Variance, "std_error": w.StdError,
					"margin_of_error_wald": w.Margin, "ci_wald": pairOf(w.Interval),
					"nps_adjusted": j.Center, "margin_of_error_adjusted": j.Margin, "ci_adjusted_wald": pairOf(j.Interval),
				}
			}
			for _, key := range sorted(c.Expected) {
				if g, known := got[key]; known {
					check(t, key, g, c.Expected[key], 0, c.Tolerance["abs"])
				} else {
					t.Errorf("unknown value %s", key)
				}
			}
		})
	}
}

// Golden case: 126 promoters, 41 passives and 33 detractors score 46.5. Without
// the passives in the denominator it would be 58.5.
func TestNPSKeepsPassives(t *testing.T) {
	if s := must(NPS(Answers{126, 41, 33}, 0.95, NPSAdjusted))(t); s.Points != 46.5 {
		t.Errorf("score %v, want 46.5", s.Points)
	}
}

func TestNPSRefuses(t *testing.T) {
	ok := Answers{1, 1, 1}
	for _, c := range []struct {
		a     Answers
		level float64
		m     NPSMethod
		want  error
	}{
		{Answers{}, 0.95, NPSWald, ErrNoTrials},
		{Answers{-1, 1, 1}, 0.95, NPSWald, ErrNegative},
		{Answers{1, -1, 1}, 0.95, NPSWald, ErrNegative},
		{Answers{1, 1, -1}, 0.95, NPSWald, ErrNegative},
		{ok, 0, NPSWald, ErrLevel},
		{ok, 0.95, NPSWald + 1, ErrOption},
	} {
		if s, err := NPS(c.a, c.level, c.m); !errors.Is(err, c.want) || s != (NetScore{}) {
			t.Errorf("NPS(%v, %g, %v) = %v, %v; want %v", c.a, c.level, c.m, s, err, c.want)
		}
	}
	for _, c := range []struct {
		a, b  Answers
		level float64
		want  error
	}{
		{Answers{}, ok, 0.95, ErrNoTrials},
		{ok, Answers{0, 0, -1}, 0.95, ErrNegative},
		{ok, ok, 2, ErrLevel},
		{Answers{9, 0, 0}, Answers{0, 9, 0}, 0.95, ErrNoVariation},
	} {
		if d, err := NPSDifference(c.a, c.b, c.level); !errors.Is(err, c.want) || d != (NPSTest{}) {
			t.Errorf("NPSDifference(%v, %v, %g) = %v, %v; want %v", c.a, c.b, c.level, d, err, c.want)
		}
	}
}

func TestNPSLaws(t *testing.T) {
	count := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, math.MaxInt64))
	rapid.Check(t, func(t *rapid.T) {
		a := Answers{count.Draw(t, "promoters"), count.Draw(t, "passives"), count.Draw(t, "detractors")}
		if a == (Answers{}) {
			return
		}
		level := levels().Draw(t, "level")
		for _, m := range []NPSMethod{NPSAdjusted, NPSWald} {
			s, err := NPS(a, level, m)
			r, err2 := NPS(Answers{a.Detractors, a.Passives, a.Promoters}, level, m)
			w, err3 := NPS(a, level+(1-level)/2, m)
			if err := errors.Join(err, err2, err3); err != nil {
				t.Fatal(err)
			}
			if !finite(s.Value, s.Margin, s.Interval.Low, s.Interval.High) || math.Abs(s.Value) > 1 || s.Variance < 0 {
				t.Fatalf("%v of %v: %+v", m, a, s)
			}
			if s.Value != -r.Value || s.Center != -r.Center || !near(r.Margin, s.Margin, 1e-12, 0) {
				t.Errorf("%v of %v: %+v, turned %+v", m, a, s, r)
			}
			if w.Margin < s.Margin || m == NPSAdjusted && !(s.Margin > 0) {
				t.Errorf("%v of %v: margin %v, at the higher level %v", m, a, s.Margin, w.Margin)
			}
			if _, err := json.Marshal(s); err != nil {
				t.Error(err)
			}
		}
	})
}

// Every score of the scale is counted once, in the order of the thresholds.
func TestTallyPartitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		score := rapid.OneOf(rapid.Float64(), rapid.Map(rapid.IntRange(-2, 12), func(i int) float64 { return float64(i) }))
		scores := append(rapid.SliceOf(score).Draw(t, "scores"), math.NaN())
		a, excluded := Tally(scores)
		if a.Promoters+a.Passives+a.Detractors+excluded != int64(len(scores)) || excluded < 1 {
			t.Errorf("%v: %v, %d excluded", scores, a, excluded)
		}
	})
}
