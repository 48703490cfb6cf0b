package numeric

import (
	"math"
	"testing"
)

// A rule of n points integrates every power below 2n over [-1, 1].
func TestLegendreIntegratesPowers(t *testing.T) {
	for n := 1; n <= largestRule; n++ {
		for power := range 2 * n {
			var got, want float64
			for _, node := range legendre()[n] {
				got += node.weight * math.Pow(node.x, float64(power))
			}
			if power%2 == 0 {
				want = 2 / float64(power+1)
			}
			if math.Abs(got-want) > 1e-14 {
				t.Errorf("%d points: x^%d integrates to %v, want %v", n, power, got, want)
			}
		}
	}
}
