package shop

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// TestFigures holds the figures of the default shop, and of another one, in the
// bands in which those of a French seller to companies would lie.
func TestFigures(t *testing.T) {
	for _, o := range []Options{{}, {Seed: 7}} {
		s := shopOf(t, o)
		f := figuresOf(s)
		years := func(y, months int) (time.Time, time.Time) {
			d := period.Date{Year: y, Month: time.January, Day: 1}
			return Calendar().Start(d), Calendar().Start(d.AddMonths(months))
		}
		visitors, persons := f.conversion(years(2025, 12))
		monthly, _ := f.conversion(years(2025, 1))
		pooled, median := f.interval()
		francs := 0
		for _, o := range f.counted {
			if o.Goods.Currency() == model.CHF {
				francs++
			}
		}
		for _, b := range []struct {
			name      string
			value     float64
			low, high float64
		}{
			{"online share of 2024, %", f.onlineShare(2024), 35, 55},
			{"online share of 2025, %", f.onlineShare(2025), 50, 70},
			{"off-hours orders online, %", f.offHours(), 15, 25},
			{"mean order, EUR", f.meanOrder(model.EUR), 600, 1300},
			{"orders in CHF, %", part100(francs, len(f.counted)), 2, 8},
			{"visitors who order in a year, %", visitors, 2, 6},
			{"visitors who order in a month, %", monthly, 2, 12},
			{"identified who order in a year, %", persons, 50, 95},
			{"visits with login that lead to an order, %", f.loginToOrder(), 20, 40},
			{"bounces, %", f.bounces(), 25, 45},
			{"carts abandoned, %", f.abandoned(), 60, 75},
			{"quotes won, %", f.quotesWon(), 35, 50},
			{"NPS", f.promoterScore(), 20, 50},
			{"retained from month to month, %", f.retention(1), 60, 85},
			{"retained from quarter to quarter, %", f.retention(3), 75, 97},
			{"days between orders", pooled, 11, 35},
			{"days between orders of the median account", median, 14, 35},
			{"orders returned, %", f.returned(), 3, 5},
			{"acquisition cost, EUR", f.acquisition(), 200, 800},
			{"milestones on time, %", f.milestones(), 60, 85},
			{"utilisation, %", f.utilisation(), 70, 82},
			{"return on projects, %", f.returnOnProjects(), 5, 150},
		} {
			t.Logf("seed %d: %s: %.2f", o.Seed, b.name, b.value)
			if b.value < b.low || b.value > b.high {
				t.Errorf("seed %d: %s is %.2f, want %v to %v", o.Seed, b.name, b.value, b.low, b.high)
			}
		}
	}
}
