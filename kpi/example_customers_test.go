package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

func ExampleCustomerRetentionRate() {
	cal := period.In(time.UTC)
	february, err := cal.Month(2025, time.February)
	if err != nil {
		panic(err)
	}
	months := kpi.Buckets{Range: february, Grain: period.Month, Calendar: cal}
	rate := kpi.CustomerRetentionRate(kpi.Policy{}, months).Of(yard().Facts())
	fmt.Println(rate)
	for _, w := range rate.Warnings() {
		fmt.Println("but:", w)
	}
	// Output:
	// 50.00 % (1 of 2), business form 50.00 %
	// but: 2 customers of a look-back that begins before the supplied history
	// but: 1 of 1 new customers may have ordered before the supplied history
}

func ExampleOrderInterval() {
	cal := period.In(time.UTC)
	february, err := cal.Month(2025, time.February)
	if err != nil {
		panic(err)
	}
	// The roofers' gap began in January; it counts where it ends.
	fmt.Println(kpi.OrderInterval(kpi.Policy{}, february).Of(yard().Facts()))
	// Output: 30.04 days over 1 gaps, 1.0000 orders per customer
}
