package proportion

import (
	"fmt"
	"math"
)

// Answers counts the answers to "how likely are you to recommend us", 0 to 10.
type Answers struct {
	Promoters  int64 // 9 and 10
	Passives   int64 // 7 and 8; they stay in the denominator
	Detractors int64 // 0 to 6
}

// Tally sorts scores of the scale 0 to 10 into [Answers] (Reichheld 2003) and
// counts those that are no whole number on that scale, NaN among them; these
// are left out. No scores give zero answers. The slice is not changed.
func Tally(scores []float64) (a Answers, excluded int64) {
	for _, s := range scores {
		switch {
		case !(s >= 0 && s <= 10) || s != math.Trunc(s):
			excluded++
		case s >= 9:
			a.Promoters++
		case s >= 7:
			a.Passives++
		default:
			a.Detractors++
		}
	}
	return a, excluded
}

// NPSMethod is a way to put a margin of error around a Net Promoter Score. Its
// zero value, [NPSAdjusted], is the default.
type NPSMethod uint8

const (
	// NPSAdjusted adds 3/4 promoter, 3/2 passives and 3/4 detractor and takes
	// the Wald interval (Rocks 2016). It keeps a width when all answers are
	// alike and suits the small surveys of B2B; its centre is drawn towards 0.
	NPSAdjusted NPSMethod = iota
	// NPSWald is the textbook margin, around the score itself.
	NPSWald
)

// String returns the name of the method in lower case with hyphens.
func (m NPSMethod) String() string {
	names := [...]string{"nps-adjusted", "nps-wald"}
	if int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("nps-method(%d)", uint8(m))
}

// NetScore is the outcome of [NPS]. Fractions lie on [−1, 1], points on
// [−100, 100].
type NetScore struct {
	// Value is (promoters − detractors)/answers, as a fraction, whatever the
	// method.
	Value float64
	// Points is the same in points, the way a score is usually quoted.
	Points float64
	// Center is the middle of the interval: Value for [NPSWald].
	Center float64
	// Variance is that of one answer, p + d − (p − d)², in the method's counts.
	Variance float64
	// StdError is that of the score.
	StdError float64
	// Margin is the margin of error, half the width of the interval, as a
	// fraction.
	Margin float64
	// Interval is Center ± Margin. It may leave [−1, 1]; see [Interval.Clip].
	Interval Interval
}

// NPS returns the Net Promoter Score of the answers with its margin of error at
// the given level.
//
// Errors: [ErrNoTrials] when there are no answers, [ErrNegative], [ErrLevel],
// [ErrOption].
func NPS(a Answers, level float64, m NPSMethod) (NetScore, error) {
	if err := a.check(); err != nil {
		return NetScore{}, err
	}
	if err := checkLevel("level", level); err != nil {
		return NetScore{}, err
	}
	s := a.score(0)
	switch m {
	case NPSWald:
	case NPSAdjusted:
		adjusted := a.score(0.75)
		adjusted.Value, adjusted.Points = s.Value, s.Points
		s = adjusted
	default:
		return NetScore{}, &ValueError{ErrOption, "method", float64(m)}
	}
	s.Margin = upperNormalQuantile((1-level)/2) * s.StdError
	s.Interval = Interval{s.Center - s.Margin, s.Center + s.Margin}
	return s, nil
}

func (a Answers) check() error {
	for _, c := range []struct {
		name  string
		count int64
	}{{"promoters", a.Promoters}, {"passives", a.Passives}, {"detractors", a.Detractors}} {
		if c.count < 0 {
			return &CountError{ErrNegative, c.name, c.count}
		}
	}
	if a == (Answers{}) {
		return &CountError{ErrNoTrials, "answers", 0}
	}
	return nil
}

// score returns all but the margin, after add promoters, 2·add passives and add
// detractors were added.
func (a Answers) score(add float64) NetScore {
	up, down := float64(a.Promoters)+add, float64(a.Detractors)+add
	n := up + down + float64(a.Passives) + 2*add
	p, d := up/n, down/n
	net := (up - down) / n
	// The same as p + d − (p − d)², but never below 0.
	v := p*(1-p) + d*(1-d) + 2*p*d
	return NetScore{
		Value: net, Points: 100 * (up - down) / n, Center: net,
		Variance: v, StdError: math.Sqrt(v / n),
	}
}

// NPSTest is the outcome of [NPSDifference].
type NPSTest struct {
	// Difference is the first score minus the second, as a fraction on [−2, 2],
	// with its interval.
	Difference Estimate
	// StdError is that of the difference.
	StdError float64
	// P is the two-sided p-value, in [0, 1].
	P float64
}

// NPSDifference compares the scores of two independent surveys by the Wald
// interval at the given level and the z-test with unpooled variances.
//
// Errors: [ErrNoTrials] when either has no answers, [ErrNoVariation] when all
// answers within each survey are alike, [ErrNegative], [ErrLevel].
func NPSDifference(a, b Answers, level float64) (NPSTest, error) {
	if err := a.check(); err != nil {
		return NPSTest{}, fmt.Errorf("first survey: %w", err)
	}
	if err := b.check(); err != nil {
		return NPSTest{}, fmt.Errorf("second survey: %w", err)
	}
	if err := checkLevel("level", level); err != nil {
		return NPSTest{}, err
	}
	s, t := a.score(0), b.score(0)
	se := math.Hypot(s.StdError, t.StdError)
	delta := s.Value - t.Value
	if se == 0 {
		return NPSTest{}, &ValueError{ErrNoVariation, "difference", delta}
	}
	half := upperNormalQuantile((1-level)/2) * se
	return NPSTest{
		Difference: Estimate{delta, Interval{delta - half, delta + half}},
		StdError:   se,
		P:          math.Erfc(math.Abs(delta/se) / math.Sqrt2),
	}, nil
}
