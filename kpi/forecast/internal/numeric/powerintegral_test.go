package numeric_test

import (
	"math"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"pgregory.net/rapid"
)

type powers struct{ a, b, p, q, from, to float64 }

func (c powers) log() float64 {
	w, _ := numeric.LogPowerIntegral(c.a, c.b, c.p, c.q, c.from, c.to)
	return w.Log
}

// anyPowers draws what a search of Pareto/NBD may try: rates and shapes between
// e^-reach and e^reach, up to 300 orders in up to 50 units of time.
func anyPowers(reach float64) *rapid.Generator[powers] {
	return rapid.Custom(func(t *rapid.T) powers {
		v := func(name string) float64 { return math.Exp(rapid.Float64Range(-reach, reach).Draw(t, name)) }
		c := powers{a: v("a"), b: v("b"), p: v("r"), q: 1 + v("s"), to: rapid.Float64Range(0.1, 50).Draw(t, "to")}
		if x := rapid.IntRange(0, 300).Draw(t, "x"); x > 0 {
			c.p += float64(x)
			c.from = c.to * rapid.Float64Range(0, 0.999).Draw(t, "from")
		}
		return c
	})
}

// scale is what the logarithm is made of: its rounding error grows with it.
func (c powers) scale() float64 {
	return 1 + math.Abs((1-c.p)*math.Log(c.a+c.from)) + math.Abs(c.q*math.Log(c.b+c.from)) +
		math.Abs(c.p*math.Log(c.a+c.to)) + math.Abs(c.q*math.Log(c.b+c.to))
}

// The integral is the difference of two 2F1, as the papers have it; where it
// does not cancel, their series are an independent oracle.
func TestPowerIntegralIsADifferenceOfHypergeometrics(t *testing.T) {
	f := func(c powers, y float64) (float64, bool) { // ln F(y) for a >= b
		k := c.p + c.q - 1
		u, ok := numeric.LogUnitHypergeometric(k+1-c.q, k+1, (c.a-c.b)/(c.a+y))
		return (1-c.q)*(math.Log(c.b+y)-math.Log(c.a+y)) + u.Log - k*math.Log(c.a+y), ok
	}
	var checked int
	rapid.Check(t, func(t *rapid.T) {
		c := anyPowers(3).Draw(t, "c")
		c.a, c.b = max(c.a, c.b), min(c.a, c.b)
		f1, ok1 := f(c, c.from)
		f2, ok2 := f(c, c.to)
		if !ok1 || !ok2 || f2-f1 > -0.1 {
			return
		}
		checked++
		want := f1 + math.Log(-math.Expm1(f2-f1)) - math.Log(c.p+c.q-1)
		if got := c.log(); math.Abs(got-want) > 2e-13*c.scale() {
			t.Fatalf("%+v: %v, series %v", c, got, want)
		}
	})
	if checked < 10 {
		t.Errorf("only %d checked", checked)
	}
}

// At the walls of the search the double exponential rule is the oracle.
func TestPowerIntegralAgreesWithQuadrature(t *testing.T) {
	var checked int
	defer func() {
		if checked < 20 {
			t.Errorf("only %d checked", checked)
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		c := anyPowers(12).Draw(t, "c")
		// In u = ln(b+y) or ln(a+y), and around the largest value, or else the
		// rule would miss a narrow peak.
		low := min(c.a, c.b)
		g := func(v float64) float64 {
			y := c.from + (low+c.from)*math.Expm1(v)
			return v - c.p*math.Log((c.a+y)/(c.a+c.from)) - c.q*math.Log((c.b+y)/(c.b+c.from))
		}
		end := math.Log1p((c.to - c.from) / (low + c.from))
		top, from, to := 0.0, 0.0, end
		const cells = 4000
		for i := range cells {
			top = max(top, g(end*float64(i)/cells))
		}
		for i := range cells {
			v := end * float64(i) / cells
			if g(v) < top-50 {
				if to == end && from < v && g(v) < g(v-end/cells) {
					to = v
				} else if to == end {
					from = v
				}
			}
		}
		sum := numeric.Integrate(func(v float64) float64 { return math.Exp(g(v) - top) }, from, to)
		want := top + math.Log(sum) + math.Log(low+c.from) - c.p*math.Log(c.a+c.from) - c.q*math.Log(c.b+c.from)
		if to-from < 20*end/cells {
			return // the grid is too coarse to be an oracle
		}
		checked++
		if got := c.log(); math.Abs(got-want) > 1e-11+2e-15*c.scale() {
			t.Fatalf("%+v: %v, quadrature %v", c, got, want)
		}
	})
}

// Two halves make a whole, and the two powers may change places.
func TestPowerIntegralAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyPowers(12).Draw(t, "c")
		first, second := c, c
		first.to = c.from + (c.to-c.from)*rapid.Float64Range(0.01, 0.99).Draw(t, "cut")
		second.from = first.to
		tol := 1e-12 + 4e-15*c.scale()
		if got, want := numeric.LogSumExp(first.log(), second.log()), c.log(); math.Abs(got-want) > tol {
			t.Fatalf("%+v: %v in two parts, %v in one", c, got, want)
		}
		swapped := powers{c.b, c.a, c.q, c.p, c.from, c.to}
		if got, want := swapped.log(), c.log(); math.Abs(got-want) > tol {
			t.Fatalf("%+v: %v, swapped %v", c, want, got)
		}
	})
}

func TestPowerIntegralDerivatives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyPowers(4).Draw(t, "c")
		w, ok := numeric.LogPowerIntegral(c.a, c.b, c.p, c.q, c.from, c.to)
		if !ok {
			t.Fatalf("%+v has no end", c)
		}
		for _, d := range []struct {
			name string
			of   func(*powers) *float64
			got  float64
		}{
			{"a", func(c *powers) *float64 { return &c.a }, w.DA},
			{"b", func(c *powers) *float64 { return &c.b }, w.DB},
			{"p", func(c *powers) *float64 { return &c.p }, w.DP},
			{"q", func(c *powers) *float64 { return &c.q }, w.DQ},
		} {
			h := 1e-3 * *d.of(&c)
			at := func(steps float64) float64 {
				moved := c
				*d.of(&moved) += steps * h
				return moved.log()
			}
			// The five-point rule, exact for polynomials of the fourth degree.
			want := (8*(at(1)-at(-1)) - (at(2) - at(-2))) / (12 * h)
			if math.Abs(d.got-want) > 1e-8*math.Abs(want)+1e-14*c.scale()/h {
				t.Fatalf("%+v by %s: %v, difference %v", c, d.name, d.got, want)
			}
		}
	})
}

// The price of a likelihood is bounded wherever a search may look. The series of
// 2F1 took thousands of terms where the rates are far apart.
func TestPowerIntegralPoints(t *testing.T) {
	var most int
	rapid.Check(t, func(t *rapid.T) {
		c := anyPowers(12).Draw(t, "c")
		most = max(most, numeric.IntegralPoints(c.a, c.b, c.p, c.q, c.from, c.to))
	})
	if t.Logf("at most %d points", most); most > 96 {
		t.Errorf("%d points", most)
	}
	if got := numeric.IntegralPoints(5, 1e5, 3.2, 1.5, 20, 25); got > 8 {
		t.Errorf("%d points for a short silence and rates far apart", got)
	}
}

func TestPowerIntegralLimits(t *testing.T) {
	w, ok := numeric.LogPowerIntegral(2, 3, 4, 5, 6, 6)
	if !ok || !math.IsInf(w.Log, -1) {
		t.Errorf("over nothing: %+v, %v", w, ok)
	}
	if _, ok := numeric.LogPowerIntegral(1e-320, 3, 4, 5, 0, 1); ok {
		t.Error("an overflow is not told")
	}
	// (1+y)^-3 has the integral (1 - 3^-2)/2 over [0, 2], however it is divided into powers.
	w, ok = numeric.LogPowerIntegral(1, 1, 1, 2, 0, 2)
	if !ok {
		t.Fatal("no end")
	}
	vectors.Near(t, "closed form", w.Log, math.Log(4.0/9), 1e-14, 0)
}

func BenchmarkLogPowerIntegral(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		numeric.LogPowerIntegral(5, 1e4, 3.2, 1.5, 20, 25)
	}
}
