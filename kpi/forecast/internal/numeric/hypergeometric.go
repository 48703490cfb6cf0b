package numeric

import "gonum.org/v1/gonum/mathext"

// Hypergeometric returns Gauss's 2F1(a, b; c; z) for z < 1. It overflows to an
// infinity where the value does; the models therefore use an integral.
func Hypergeometric(a, b, c, z float64) float64 { return mathext.Hypergeo(a, b, c, z) }
