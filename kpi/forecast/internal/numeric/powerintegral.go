package numeric

import (
	"math"
	"sync"
)

// PowerIntegral is the logarithm of an integral of two powers, with its derivatives.
type PowerIntegral struct {
	Log            float64
	DA, DB, DP, DQ float64 // derivatives of Log by a, b, p and q
}

const (
	// negligible is how far below its largest value, in logarithms, an
	// integrand no longer counts: e^-40 is a fiftieth of a rounding error.
	negligible = 40
	// longest is the longest stretch of one Gauss rule. The integrand has its
	// nearest singularities at a distance of pi from the line.
	longest = 6.0
)

// LogPowerIntegral returns the logarithm of the integral over [from, to] of
// (a+y)^-p (b+y)^-q, for a, b, p, q > 0 and 0 <= from < to, to about 1e-14 of
// the integral. ok is false where a sum overflows.
//
// In v = ln((a+y)/(a+from)), with a the smaller rate, the integrand is smooth,
// its logarithm concave, whatever the two rates are: a fixed Gauss-Legendre rule
// of 4 to 32 points takes as long for rates far apart as for equal ones. Neither
// powers nor differences of powers are ever formed.
func LogPowerIntegral(a, b, p, q, from, to float64) (w PowerIntegral, ok bool) {
	if a > b {
		w, ok = LogPowerIntegral(b, a, q, p, from, to)
		w.DA, w.DB, w.DP, w.DQ = w.DB, w.DA, w.DQ, w.DP
		return w, ok
	}
	g := twoPowers{p: p, q: q, ratio: (a + from) / (b + from)}
	end := math.Log1p((to - from) / (a + from))
	if !(end >= 0) || math.IsInf(end, 0) {
		return PowerIntegral{}, false
	}
	if end == 0 {
		return PowerIntegral{Log: math.Inf(-1)}, true
	}
	g.add(end)
	la, lb := math.Log(a+from), math.Log(b+from)
	w = PowerIntegral{
		Log: (1-p)*la - q*lb + g.shift + math.Log(g.sum),
		DP:  -la - g.logA/g.sum,
		DQ:  -lb - g.logB/g.sum,
		DA:  -p / (a + from) * (g.overA / g.sum),
		DB:  -q / (b + from) * (g.overB / g.sum),
	}
	return w, g.sum > 0
}

// twoPowers integrates exp(g(v)), g(v) = (1-p) v - q ln(1 + ratio (e^v - 1)).
type twoPowers struct {
	p, q, ratio float64
	shift       float64 // sums are multiplied by e^-shift
	sum         float64
	logA, logB  float64 // sums of ln((a+y)/(a+from)) and ln((b+y)/(b+from)) under the integrand
	overA       float64 // of their reciprocals
	overB       float64
	points      int // at which the integrand was evaluated
}

func (g *twoPowers) at(v float64) float64 {
	return (1-g.p)*v - g.q*math.Log1p(g.ratio*math.Expm1(v))
}

// slope returns the derivative of g at v; it falls.
func (g *twoPowers) slope(v float64) float64 {
	e := g.ratio * math.Exp(v)
	if math.IsInf(e, 1) {
		return 1 - g.p - g.q
	}
	return 1 - g.p - g.q*e/(1-g.ratio+e)
}

// add integrates over [0, end], less what is negligible at its ends.
func (g *twoPowers) add(end float64) {
	rise := g.slope(0)
	if rise < 0 {
		// A concave function stays below its tangent.
		end = min(end, negligible/-rise)
	}
	last := g.at(end)
	if end <= longest && last >= -negligible {
		g.stretch(0, end, max(math.Abs(last), end*rise))
		return
	}
	start, top := 0.0, 0.0
	switch {
	case last >= -negligible && end <= negligible/4:
		// Nothing is negligible, and no peak overflows.
	case rise > 0:
		peak := g.peak(end)
		top = g.at(peak)
		start = g.fall(peak, 0, top-negligible)
		end = g.fall(peak, end, top-negligible)
	default:
		end = g.fall(0, end, -negligible)
	}
	g.shift = top
	n := math.Ceil((end - start) / longest)
	width := (end - start) / n
	before := g.at(start)
	for i := range int(n) {
		v := start + float64(i)*width
		after := g.at(v + width)
		g.stretch(v, width, max(math.Abs(after-before), width*g.slope(v)))
		before = after
	}
}

// peak returns about where g is largest in [0, end], given that it rises at 0.
func (g *twoPowers) peak(end float64) float64 {
	if g.slope(end) >= 0 {
		return end
	}
	low, high := 0.0, end
	for range 20 {
		if mid := (low + high) / 2; g.slope(mid) > 0 {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// fall returns about where g, falling from near to far, passes level, on the far
// side of it; far where it does not.
func (g *twoPowers) fall(near, far, level float64) float64 {
	if g.at(far) >= level {
		return far
	}
	for range 20 {
		if mid := (near + far) / 2; g.at(mid) < level {
			far = mid
		} else {
			near = mid
		}
		if math.Abs(far-near) < 0.05*math.Abs(far) {
			break
		}
	}
	return far
}

// stretch adds one Gauss rule from v over width, of as many points as a change
// of g by so much asks for.
func (g *twoPowers) stretch(v, width, change float64) {
	half := width / 2
	rule := legendre()[points(width, change)]
	g.points += len(rule)
	for _, n := range rule {
		at := v + half*(1+n.x)
		ev := math.Exp(at)
		h := 1 + g.ratio*(ev-1)
		lh := math.Log(h)
		f := half * n.weight * math.Exp((1-g.p)*at-g.q*lh-g.shift)
		g.sum += f
		g.logA += f * at
		g.logB += f * lh
		both := f / (ev * h)
		g.overA += both * h
		g.overB += both * ev
	}
}

// points returns how many points give a stretch to rounding: Gauss's rule for
// an exponential that changes by so much, and for singularities at pi from a line
// of that width.
func points(width, change float64) int {
	n := 4.5 + 2.2*math.Sqrt(change) + 0.05*change + 2.2*width
	return min(int(n), largestRule)
}

const largestRule = 32

type legendreNode struct{ x, weight float64 }

// legendre holds the rules of Gauss and Legendre by their number of points.
var legendre = sync.OnceValue(func() [][]legendreNode {
	rules := make([][]legendreNode, largestRule+1)
	for n := 1; n <= largestRule; n++ {
		rules[n] = make([]legendreNode, n)
		for i := range n {
			rules[n][i] = newLegendreNode(n, i)
		}
	}
	return rules
})

// newLegendreNode finds the i-th root of the n-th Legendre polynomial by Newton's
// method, from Tricomi's approximation. The tables of gonum v0.17.0 have a wrong weight
// at 26 points.
func newLegendreNode(n, i int) legendreNode {
	x := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
	var d float64
	for range 8 {
		p, before := 1.0, 0.0
		for k := range n {
			p, before = (float64(2*k+1)*x*p-float64(k)*before)/float64(k+1), p
		}
		d = float64(n) * (x*p - before) / (x*x - 1)
		x -= p / d
	}
	return legendreNode{x, 2 / ((1 - x*x) * d * d)}
}
