package customer_test

import (
	"math"
	"math/rand/v2"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/shopspring/decimal"
)

// world draws customers from the assumptions of a model, step by step and
// without its formulas, so that it is an independent oracle.
type world struct {
	rng              *rand.Rand
	r, alpha         float64
	a, b             float64 // leaving after an order (beta), unless
	s, beta          float64 // s > 0: leaving at any moment (gamma)
	early            bool    // may leave after the first order
	daily            bool    // times cut to whole days, as in an order log
	p, q, gamma      float64 // spend, where p > 0
	minimum, maximum float64 // ages are uniform between
	after            float64 // horizon after the observation
	future           []int   // orders in it
	stillThere       int
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20_26)) }

// gammaDraw is Marsaglia and Tsang's method.
func gammaDraw(rng *rand.Rand, shape, rate float64) float64 {
	if shape < 1 {
		return gammaDraw(rng, shape+1, rate) * math.Pow(rng.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := rng.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(rng.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v / rate
		}
	}
}

func (w *world) customers(n int) []customer.Customer {
	out := make([]customer.Customer, n)
	w.future = make([]int, n)
	for i := range out {
		out[i] = w.customer(i)
	}
	return out
}

func (w *world) customer(i int) customer.Customer {
	age := w.minimum + (w.maximum-w.minimum)*w.rng.Float64()
	if w.daily {
		age = math.Ceil(age)
	}
	rate := gammaDraw(w.rng, w.r, w.alpha)
	leaves := math.Inf(1)
	var p float64
	if w.s > 0 {
		leaves = w.rng.ExpFloat64() / gammaDraw(w.rng, w.s, w.beta)
	} else {
		x, y := gammaDraw(w.rng, w.a, 1), gammaDraw(w.rng, w.b, 1)
		p = x / (x + y)
		if w.early && w.rng.Float64() < p {
			leaves = 0
		}
	}
	c := customer.Customer{Age: age}
	for now := 0.0; ; {
		now += w.rng.ExpFloat64() / rate
		if now > leaves || now > age+w.after {
			break
		}
		if now > age {
			w.future[i]++
		} else {
			at := now
			if w.daily {
				at = math.Ceil(now)
			}
			if at > c.Recency || !w.daily {
				c.Repeats++
			}
			c.Recency = at
		}
		if w.s == 0 && w.rng.Float64() < p {
			leaves = now
		}
	}
	if leaves >= age {
		w.stillThere++
	}
	if w.p > 0 && c.Repeats > 0 {
		nu := gammaDraw(w.rng, w.q, w.gamma)
		c.MeanSpend = decimal.NewFromFloat(gammaDraw(w.rng, w.p*float64(c.Repeats), nu) / float64(c.Repeats))
	}
	return c
}
