package kpi_test

import (
	"fmt"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func ExampleNewAverage() {
	fmt.Println(kpi.NewAverage(model.MustParseMoney("100 EUR"), 3))
	fmt.Println(kpi.NewAverage(model.MustParseMoney("100 EUR"), 0))
	// Output:
	// 33.3333 EUR
	// (no denominator)
}

func TestNewAverageKeepsItsParts(t *testing.T) {
	a, ok := kpi.NewAverage(model.MustParseMoney("100 EUR"), 3).Value()
	if !ok || !a.Total().Equal(model.MustParseMoney("100 EUR")) || a.Count() != 3 {
		t.Errorf("got %v of %d", a.Total(), a.Count())
	}
	if r := kpi.NewAverage(int64(1), -1); r.Why() != kpi.NoDenominator {
		t.Errorf("per -1: %v", r)
	}
}
