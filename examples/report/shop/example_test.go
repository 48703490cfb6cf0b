package shop_test

import (
	"fmt"
	"log"

	"github.com/ecomkpi/ecomkpi/examples/report/shop"
	"github.com/ecomkpi/ecomkpi/period"
)

func ExampleNew() {
	s, err := shop.New(shop.Options{Accounts: 50, To: period.Date{Year: 2024, Month: 4, Day: 1}})
	if err != nil {
		log.Fatal(err)
	}
	facts, err := s.Facts()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(facts.Accounts.Len(), "accounts, as of", s.AsOf())
	for _, o := range s.Orders[:3] {
		fmt.Println(o.ID, o.Channel, o.Goods, o.Status)
	}
	// Output:
	// 50 accounts, as of 2024-04-01 00:00:00 +0200 CEST
	// CMD-000001 edi 563.47 EUR completed
	// CMD-000002 web 2525.56 EUR completed
	// CMD-000003 web 1546.41 EUR completed
}

func ExampleHoliday() {
	for d := (period.Date{Year: 2025, Month: 5, Day: 1}); d.Month < 7; d = d.AddDays(1) {
		if shop.Holiday(d) {
			fmt.Println(d, d.Weekday())
		}
	}
	// Output:
	// 2025-05-01 Thursday
	// 2025-05-08 Thursday
	// 2025-05-29 Thursday
	// 2025-06-09 Monday
}
