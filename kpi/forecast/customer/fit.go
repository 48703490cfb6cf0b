package customer

import (
	"fmt"
	"math"
	"slices"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/numeric"
)

// Status says how a fit ended.
type Status uint8

// The ends of a fit. Only Converged is a result to rely on.
const (
	NotConverged Status = iota // the gradient did not vanish, or the likelihood has no maximum there
	Boundary                   // a parameter runs to zero or infinity: the data do not identify it
	Converged                  // interior maximum: gradient below 1e-6, negative definite curvature
)

// String returns the name of the status in words.
func (s Status) String() string {
	switch s {
	case Converged:
		return "converged"
	case Boundary:
		return "boundary"
	}
	return "not converged"
}

// Parameter is an estimated parameter with its standard error.
type Parameter struct {
	Name     string
	Estimate float64
	// StdError comes from the curvature of the likelihood in the logarithms of
	// the parameters (delta method). Known is false, and the three numbers
	// are 0, where the fit gives none.
	StdError  float64
	Low, High float64 // 95 % interval, symmetric in the logarithm
	Known     bool
}

// Fit is a maximum likelihood fit of a model M. Read Problem before the model.
type Fit[M any] struct {
	Model         M
	Parameters    []Parameter
	LogLikelihood float64 // in nats, summed over all customers
	Customers     int     // customers that were used
	Rows          int     // distinct rows after grouping
	Gradient      float64 // largest component of the mean log-likelihood's gradient by log-parameters
	Status        Status
}

// Problem returns nil for a converged fit, else an error that wraps
// ErrNotConverged or ErrBoundary. The model is set all the same, for those who
// want to look at it.
func (f Fit[M]) Problem() error {
	switch f.Status {
	case Converged:
		return nil
	case Boundary:
		// Where no parameter has an error, the one farthest out is to blame.
		var worst Parameter
		far := -1.0
		for _, p := range f.Parameters {
			if d := math.Abs(math.Log(p.Estimate)); (!p.Known || p.StdError > looseError*p.Estimate) && d > far {
				worst, far = p, d
			}
		}
		if far >= 0 {
			return fmt.Errorf("%w: %s = %.4g is not identified", ErrBoundary, worst.Name, worst.Estimate)
		}
		return fmt.Errorf("%w: largest gradient %.2g", ErrBoundary, f.Gradient)
	}
	return fmt.Errorf("%w: largest gradient %.2g", ErrNotConverged, f.Gradient)
}

const (
	// looseError is the standard error of a log-parameter from which on it is
	// called unidentified: the 95 % interval spans a factor of 50 either way.
	looseError = 2.0
	// wall is the largest absolute log-parameter that is searched.
	wall = 12.0
	// edge is where a search is taken to have run to the wall.
	edge = 9.0
	// flat is the gradient below which a fit has converged.
	flat = 1e-6
)

// optimum is the end of a search in log-parameters.
type optimum struct {
	log      []float64
	errors   []float64 // standard errors of the log-parameters; nil where unknown
	value    float64   // mean negative log-likelihood
	gradient float64
	status   Status
}

// search minimises the mean negative log-likelihood of n customers. It looks for
// the best basin on rough (nil: on f itself), from each start, then polishes on f.
func search(f, rough numeric.Objective, starts [][]float64, n float64) optimum {
	f = fenced(f)
	var best numeric.Minimum
	best.Value = math.Inf(1)
	if rough != nil {
		rough = fenced(rough)
		for _, s := range starts {
			m := numeric.Minimise(rough, s, numeric.Tolerance{Gradient: 1e-5, Evaluations: 400})
			if m.Value < best.Value {
				best = m
			}
		}
		if !math.IsInf(best.Value, 1) {
			starts = [][]float64{best.X}
		}
		best.Value = math.Inf(1)
	}
	for _, s := range starts {
		m := numeric.Minimise(f, s, numeric.Tolerance{Gradient: flat / 10, Evaluations: 600})
		if m.Value < best.Value {
			best = m
		}
	}
	if math.IsInf(best.Value, 1) {
		return optimum{log: append([]float64(nil), starts[0]...), value: best.Value, gradient: math.MaxFloat64}
	}
	if best.Gradient > 1e-4 && !beyondEdge(best.X) {
		// On the sample where there is one: 1,500 evaluations over all customers
		// take a minute where the likelihood has no maximum.
		g := f
		if rough != nil {
			g = rough
		}
		if nm := numeric.NelderMead(g, best.X, 1500); f(nm.X, nil) < best.Value {
			again := numeric.Minimise(f, nm.X, numeric.Tolerance{Gradient: flat / 10, Evaluations: 600})
			if again.Value < best.Value {
				best = again
			}
		}
	}
	o := optimum{log: best.X}
	var c numeric.Curvature
	c, o.value, o.gradient = numeric.Inspect(f, o.log, 5, flat/10)
	interior := c.PositiveDefinite
	if c.PositiveDefinite {
		o.errors = make([]float64, len(o.log))
		for i := range o.errors {
			o.errors[i] = math.Sqrt(c.Inverse[i][i] / n)
			if !(o.errors[i] < looseError) {
				interior = false
			}
		}
	}
	outside := beyondEdge(o.log)
	switch {
	case o.gradient <= flat && interior && !outside:
		o.status = Converged
	case outside || o.gradient <= flat:
		o.status = Boundary
	}
	return o
}

// beyondEdge holds where a search has run towards a wall.
func beyondEdge(log []float64) bool {
	return slices.ContainsFunc(log, func(v float64) bool { return math.Abs(v) > edge })
}

// fenced keeps a search within the walls, where everything stays finite.
func fenced(f numeric.Objective) numeric.Objective {
	return func(x, g []float64) float64 {
		for _, v := range x {
			if !(math.Abs(v) <= wall) {
				return math.Inf(1)
			}
		}
		v := f(x, g)
		if math.IsNaN(v) {
			return math.Inf(1)
		}
		return v
	}
}

// parameters turns log-parameters into named ones; factors undo the scaling.
func (o optimum) parameters(names []string, factors []float64) []Parameter {
	out := make([]Parameter, len(names))
	for i, name := range names {
		e := math.Exp(o.log[i]) * factors[i]
		out[i] = Parameter{Name: name, Estimate: e}
		if o.errors == nil {
			continue
		}
		se := o.errors[i]
		low, high := e*math.Exp(-1.959963984540054*se), e*math.Exp(1.959963984540054*se)
		if math.IsNaN(se) || math.IsInf(high, 0) {
			continue
		}
		out[i].StdError, out[i].Low, out[i].High, out[i].Known = e*se, low, high, true
	}
	return out
}
