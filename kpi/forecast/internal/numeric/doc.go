// Package numeric holds the few numerical tools that the forecasts need:
// gamma and beta functions in logarithms, quantiles, quadrature on finite and
// half-infinite ranges, and minimisation with an analytic gradient.
//
// It is the only package of this module that imports gonum, so that the choice
// of numerical library stays a detail.
package numeric
