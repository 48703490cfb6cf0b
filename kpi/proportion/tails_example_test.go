package proportion_test

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
)

func ExampleNormalQuantile() {
	z, err := proportion.NormalQuantile(0.95)
	fmt.Printf("%.4f %v\n", z, err)
	// Output: 1.9600 <nil>
}

func ExampleChiSquareTail() {
	p, err := proportion.ChiSquareTail(3.841, 1)
	fmt.Printf("%.3f %v\n", p, err)
	// Output: 0.050 <nil>
}
