package model

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

// A zero may have any exponent; comparing hours with it took minutes.
func TestAllocationZeroHoursOfAnyExponent(t *testing.T) {
	for _, exp := range []int32{999999999, -999999999} {
		zero := decimal.New(0, exp)
		known := decimal.NewNullDecimal(zero)
		_, err := NewAllocations(Allocation{
			ID: "a", ResourceID: "r", From: period.Date{Year: 2025, Month: time.March, Day: 1}, To: period.Date{Year: 2025, Month: time.March, Day: 2},
			Logged: decimal.NewFromInt(8), Productive: known, Billable: known, Planned: known, Gross: known, Net: known,
		})
		if err != nil {
			t.Error(err)
		}
	}
}
