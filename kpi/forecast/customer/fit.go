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
	Evaluations   int     // times the likelihood of all rows was evaluated, standard errors included
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
	tried    int // evaluations
}

const (
	// samplePatience and patience bound the evaluations of one search, on
	// a sample and on all rows. After samples a search over all rows starts
	// near its end: where it needs more there is no maximum to be found.
	samplePatience = 400
	patience       = 600
	patienceAfter  = 150
)

// search minimises the mean negative log-likelihood of n customers. It looks for
// the best basin on the first of the samples (without any: on f itself), from each
// start, and goes from one to the next with what it knows of the curvature: a
// large f is evaluated no more often than it takes to polish.
func search(f numeric.Objective, samples []numeric.Objective, starts [][]float64, n float64) optimum {
	var o optimum
	f = counting(fenced(f), &o.tried)
	tol := numeric.Tolerance{Gradient: 1e-5, Evaluations: samplePatience, Wall: wall}
	for i, sample := range samples {
		samples[i] = fenced(sample)
		if m := lowest(samples[i], starts, tol); !math.IsInf(m.Value, 1) {
			starts = [][]float64{m.X}
			tol.Inverse = numeric.InverseHessian(samples[i], m.X)
		}
	}
	if len(samples) > 0 {
		// Sums over so many rows hide a smaller decrease in their rounding:
		// Newton's method below goes the rest of the way, by gradients alone.
		tol.Gradient, tol.Evaluations = flat, patienceAfter
	} else {
		// Few rows are cheap: a search that runs into the wall may take its time.
		tol = numeric.Tolerance{Gradient: flat / 10, Evaluations: patience}
	}
	best := lowest(f, starts, tol)
	if math.IsInf(best.Value, 1) {
		o.log, o.value, o.gradient = slices.Clone(starts[0]), best.Value, math.MaxFloat64
		return o
	}
	if best.Gradient > 1e-4 && !beyondEdge(best.X) {
		// On the sample where there is one: 1,500 evaluations over all customers
		// take a minute where the likelihood has no maximum.
		g := f
		if len(samples) > 0 {
			g = samples[0]
		}
		if nm := numeric.NelderMead(g, best.X, 1500); f(nm.X, nil) < best.Value {
			tol.Inverse = nil
			again := numeric.Minimise(f, nm.X, tol)
			if again.Value < best.Value {
				best = again
			}
		}
	}
	o.log = best.X
	var c numeric.Curvature
	c, o.value, o.gradient = numeric.Inspect(f, o.log, 5, flat/10)
	if tol.Gradient > flat/10 && !c.PositiveDefinite && !beyondEdge(o.log) {
		// Newton's method cannot polish there: look for a place where it can.
		tol.Gradient, tol.Inverse = flat/10, nil
		o.log = numeric.Minimise(f, o.log, tol).X
		c, o.value, o.gradient = numeric.Inspect(f, o.log, 5, flat/10)
	}
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

// counting adds the calls of f to n.
func counting(f numeric.Objective, n *int) numeric.Objective {
	return func(x, g []float64) float64 {
		*n++
		return f(x, g)
	}
}

// lowest returns the best minimum that is reached from any start.
func lowest(f numeric.Objective, starts [][]float64, tol numeric.Tolerance) numeric.Minimum {
	best := numeric.Minimum{Value: math.Inf(1)}
	for _, s := range starts {
		if m := numeric.Minimise(f, s, tol); m.Value < best.Value {
			best = m
		}
	}
	return best
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
