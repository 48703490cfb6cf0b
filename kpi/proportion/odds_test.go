package proportion

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestOddsRatioRefuses(t *testing.T) {
	for _, c := range []struct {
		t     Table
		level float64
		want  error
	}{
		{Table{}, 0.95, ErrNoTrials},
		{Table{{0, 0}, {1, 1}}, 0.95, ErrZeroExpected},
		{Table{{0, 1}, {0, 1}}, 0.95, ErrZeroExpected},
		{Table{{1, -1}, {1, 1}}, 0.95, ErrNegative},
		{Table{{1, 1e15}, {1, 1}}, 0.95, ErrTooLarge},
		{Table{{1, 1}, {1, 1}}, 0, ErrLevel},
	} {
		if o, err := OddsRatio(c.t, c.level); !errors.Is(err, c.want) || o != (OddsRatioEstimate{}) {
			t.Errorf("OddsRatio(%v, %g) = %v, %v; want %v", c.t, c.level, o, err, c.want)
		}
	}
}

func TestOddsRatioLaws(t *testing.T) {
	value := func(o Odds) float64 {
		if o.Infinite {
			return math.MaxFloat64
		}
		return o.Value
	}
	rapid.Check(t, func(t *rapid.T) {
		m := tables(300).Draw(t, "table")
		level := levels().Draw(t, "level")
		o, err := OddsRatio(m, level)
		if errors.Is(err, ErrNoTrials) || errors.Is(err, ErrZeroExpected) {
			return
		}
		swapped, err2 := OddsRatio(Table{m[1], m[0]}, level)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		for _, v := range []Odds{o.Sample, o.Conditional, o.Low, o.High} {
			if !finite(v.Value) || v.Value < 0 || v.Infinite && v.Value != 0 {
				t.Fatalf("%v: %+v", m, o)
			}
		}
		if value(o.Low) > value(o.Conditional) || value(o.Conditional) > value(o.High) {
			t.Errorf("%v at %g: %v", m, level, o)
		}
		// Exchanged rows invert the ratio and exchange the limits.
		for _, p := range [][2]Odds{{o.Conditional, swapped.Conditional}, {o.Low, swapped.High}, {o.High, swapped.Low}} {
			switch {
			case p[0].Infinite, p[1].Infinite:
				if p[0].Infinite == p[1].Infinite || value(p[0])*value(p[1]) != 0 {
					t.Errorf("%v: %v exchanged %v", m, o, swapped)
				}
			case !near(p[0].Value*p[1].Value, 1, 1e-9, 0):
				t.Errorf("%v: %v exchanged %v", m, o, swapped)
			}
		}
		if _, err := json.Marshal(o); err != nil {
			t.Error(err)
		}
	})
}

// Oracle: the definition of the limits, with the noncentral hypergeometric tails
// added up in 200-bit arithmetic over every table of the margins.
func TestOddsRatioAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, level := tables(60).Draw(t, "table"), levels().Draw(t, "level")
		o, err := OddsRatio(m, level)
		if err != nil {
			return
		}
		r, c := m[0][0]+m[0][1], m[0][0]+m[1][0]
		n := r + m[1][0] + m[1][1]
		at := func(psi float64) (below, above, mean float64) {
			var low, high, sum, total big.Float
			power := new(big.Float).SetPrec(200).SetInt64(1)
			for k := max(0, r+c-n); k <= min(r, c); k++ {
				ways := new(big.Int).Mul(new(big.Int).Binomial(r, k), new(big.Int).Binomial(n-r, c-k))
				w := new(big.Float).SetPrec(200).SetInt(ways)
				w.Mul(w, power)
				power.Mul(power, big.NewFloat(psi))
				total.Add(total.SetPrec(200), w)
				sum.Add(sum.SetPrec(200), new(big.Float).SetPrec(200).Mul(w, new(big.Float).SetInt64(k)))
				if k <= m[0][0] {
					low.Add(low.SetPrec(200), w)
				}
				if k >= m[0][0] {
					high.Add(high.SetPrec(200), w)
				}
			}
			part := func(f *big.Float) float64 { v, _ := new(big.Float).Quo(f, &total).Float64(); return v }
			return part(&low), part(&high), part(&sum)
		}
		q := (1 - level) / 2
		if _, above, _ := at(o.Low.Value); o.Low.Value > 0 && !near(above, q, 1e-9, 0) {
			t.Errorf("%v at %g: tail at the lower limit %v is %g, want %g", m, level, o.Low, above, q)
		}
		if below, _, _ := at(o.High.Value); !o.High.Infinite && !near(below, q, 1e-9, 0) {
			t.Errorf("%v at %g: tail at the upper limit %v is %g, want %g", m, level, o.High, below, q)
		}
		if _, _, mean := at(o.Conditional.Value); o.Conditional.Value > 0 && !near(mean, float64(m[0][0]), 1e-9, 0) {
			t.Errorf("%v: expected cell at %v is %g", m, o.Conditional, mean)
		}
	})
}
