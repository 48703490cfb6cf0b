package numeric

import (
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// NormalQuantile returns the p quantile of the standard normal distribution, 0 < p < 1.
func NormalQuantile(p float64) float64 { return mathext.NormalQuantile(p) }

// NormalCDF returns the standard normal distribution function at z.
func NormalCDF(z float64) float64 { return distuv.UnitNormal.CDF(z) }

// StudentQuantile returns the p quantile of Student's t with df degrees of freedom.
func StudentQuantile(p, df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p)
}

// StudentCDF returns the distribution function of Student's t with df degrees of freedom at t.
func StudentCDF(t, df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.CDF(t)
}
