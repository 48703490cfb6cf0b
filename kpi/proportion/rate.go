package proportion

import "fmt"

// Method is a way to put an interval around one rate. Its zero value, [Wilson],
// is the default.
type Method uint8

const (
	// Wilson is the score interval of Wilson (1927), method 3 of Newcombe
	// (1998a). It lies in [0, 1], and is the default.
	Wilson Method = iota
	// WilsonContinuity is Wilson's interval with a continuity correction of
	// 0.5/n, method 4 of Newcombe (1998a): wider, seldom below its level.
	WilsonContinuity
	// ClopperPearson is the "exact" interval of Clopper and Pearson (1934): it
	// covers with at least its level whatever the rate, and so is the widest.
	ClopperPearson
	// AgrestiCoull adds z²/2 successes and as many failures (Agresti and Coull
	// 1998, with z of the level rather than 2) and is cut to [0, 1].
	AgrestiCoull
	// Jeffreys takes the equal-tailed quantiles of the posterior under the
	// Beta(½, ½) prior, with 0 for no success and 1 for no failure (Brown, Cai
	// and DasGupta 2001). At very low levels it can miss the observed rate.
	Jeffreys
	// Wald is the textbook interval p ± z·√(pq/n), for comparison with other
	// tools: it is a point when p is 0 or 1, and may leave [0, 1].
	Wald
)

// String returns the name of the method in lower case with hyphens.
func (m Method) String() string {
	names := [...]string{"wilson", "wilson-continuity", "clopper-pearson", "agresti-coull", "jeffreys", "wald"}
	if int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("method(%d)", uint8(m))
}

// CI returns the two-sided confidence interval for the rate successes/trials at
// the given level, 0.95 for 95 %.
//
// Errors: [ErrNoTrials] for zero trials, [ErrNegative], [ErrExcess], [ErrLevel]
// for a level outside (0, 1), [ErrOption] for an unknown method.
func CI(successes, trials int64, level float64, m Method) (Interval, error) {
	if err := checkCounts(successes, trials); err != nil {
		return Interval{}, err
	}
	if err := checkLevel("level", level); err != nil {
		return Interval{}, err
	}
	if g := (Group{successes, trials}); g.rounds() {
		iv, err := CI(trials-successes, trials, level, m)
		if err != nil {
			return Interval{}, err
		}
		return Interval{1 - iv.High, 1 - iv.Low}, nil
	}
	z := upperNormalQuantile((1 - level) / 2)
	x, n := float64(successes), float64(trials)
	switch m {
	case Wilson:
		return mirrored(x, n, z, wilson), nil
	case WilsonContinuity:
		return mirrored(x, n, z, wilsonContinuity), nil
	case ClopperPearson:
		return clopperPearson(successes, trials, (1-level)/2), nil
	case AgrestiCoull:
		return mirrored(x, n, z, agrestiCoull), nil
	case Jeffreys:
		return jeffreys(successes, trials, (1-level)/2), nil
	case Wald:
		return wald(x, n, z), nil
	}
	return Interval{}, &ValueError{ErrOption, "method", float64(m)}
}

// Group is one side of a comparison: successes out of trials.
type Group struct{ Successes, Trials int64 }

// Rate returns successes/trials, in [0, 1].
//
// Errors: [ErrNoTrials] for zero trials, [ErrNegative], [ErrExcess].
func (g Group) Rate() (float64, error) {
	if err := checkCounts(g.Successes, g.Trials); err != nil {
		return 0, err
	}
	return g.rate(), nil
}

func (g Group) rate() float64 {
	if g.rounds() {
		return 1 - float64(g.Trials-g.Successes)/float64(g.Trials)
	}
	return float64(g.Successes) / float64(g.Trials)
}

// rounds says that most trials are successes, and so many that a float64 may not hold
// their count: the failures, which are fewer, tell how far from 1 the rate is.
func (g Group) rounds() bool { return g.Trials > 1<<53 && g.Trials-g.Successes < g.Successes }

// String returns the counts as "successes/trials".
func (g Group) String() string { return fmt.Sprintf("%d/%d", g.Successes, g.Trials) }

// pair checks both sides of a comparison; the message names the side.
func pair(a, b Group) error {
	if err := checkCounts(a.Successes, a.Trials); err != nil {
		return fmt.Errorf("first group: %w", err)
	}
	if err := checkCounts(b.Successes, b.Trials); err != nil {
		return fmt.Errorf("second group: %w", err)
	}
	return nil
}
