package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

func ExampleOffHoursOrders() {
	open, err := period.ParseHours(period.In(time.UTC), "Mon-Fri 07:00-18:00")
	if err != nil {
		panic(err)
	}
	fmt.Println(kpi.OffHoursOrders(kpi.Policy{Hours: open}).Of(yard().Facts()))
	// Output: 2
}

func ExampleOffHoursRevenue() {
	open, err := period.ParseHours(period.In(time.UTC), "Mon-Fri 07:00-18:00")
	if err != nil {
		panic(err)
	}
	fmt.Println(kpi.OffHoursRevenue(kpi.Policy{Hours: open}).Of(yard().Facts()))
	// Output: 2 orders, 350.00 EUR, share 58.33 %
}

func ExampleOrdersByPaymentMethod() {
	// One order was paid two ways and is in both groups.
	fmt.Println(kpi.OrdersByPaymentMethod(kpi.Policy{}).Of(yard().Facts()))
	// Output:
	// card: 2 orders, share 50.00 %, 350.00 EUR
	// on-account: 2 orders, share 50.00 %, 650.00 EUR
	// voucher: 1 orders, share 25.00 %, 250.00 EUR
}

func ExampleMostUsedDeliveryMode() {
	used := kpi.MostUsedDeliveryMode(kpi.Policy{}).Of(yard().Facts())
	fmt.Println(used)
	if ranking, ok := used.Value(); ok {
		fmt.Println("first:", ranking.First())
	}
	// Output:
	// branch-pickup 2, carrier 2
	// first: [branch-pickup carrier]
}
