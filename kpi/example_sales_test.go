package kpi_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// yard is a small builders' merchant: five orders of three customers.
func yard() *model.Orders {
	eur := func(units int64) model.Money { return model.MoneyOf(units, 0, model.EUR) }
	day := func(month time.Month, day, hour int) time.Time {
		return time.Date(2025, month, day, hour, 0, 0, 0, time.UTC)
	}
	orders, err := model.NewOrders(
		model.Order{ID: "1", PlacedAt: day(1, 6, 10), Status: "delivered", AccountID: "roofers", Channel: "phone", Goods: eur(400),
			Payments: []model.Payment{{Method: "on-account"}}, DeliveryMode: "carrier"},
		model.Order{ID: "2", PlacedAt: day(1, 8, 22), Status: "delivered", AccountID: "tilers", Channel: "web", Goods: eur(150),
			Payments: []model.Payment{{Method: "card"}}, DeliveryMode: "branch-pickup"},
		model.Order{ID: "3", PlacedAt: day(2, 5, 11), Status: "shipped", AccountID: "roofers", Channel: "web", Goods: eur(300), Discount: eur(50),
			Payments: []model.Payment{{Method: "on-account", Amount: eur(200)}, {Method: "voucher", Amount: eur(50)}}, DeliveryMode: "carrier"},
		model.Order{ID: "4", PlacedAt: day(2, 7, 9), Status: "cancelled", AccountID: "tilers", Channel: "web", Goods: eur(80),
			Payments: []model.Payment{{Method: "card"}}, DeliveryMode: "branch-pickup"},
		model.Order{ID: "5", PlacedAt: day(2, 9, 20), Status: "placed", AccountID: "masons", Channel: "app", Goods: eur(200),
			Payments: []model.Payment{{Method: "card"}}, DeliveryMode: "branch-pickup"},
	)
	if err != nil {
		panic(err)
	}
	return orders
}

func ExampleECommerceSalesShare() {
	fmt.Println(kpi.ECommerceSalesShare(kpi.Policy{}).Of(yard().Facts()))
	// Output: 60.00 %
}

func ExampleAverageOrderValue() {
	fmt.Println(kpi.AverageOrderValue(kpi.Policy{}).Of(yard().Facts()))
	// Output: 250.0000 EUR
}

func ExampleGrossMerchandiseValue() {
	// The cancelled order is in, the discount is not taken off, and the order
	// by phone did not come through the shop.
	fmt.Println(kpi.GrossMerchandiseValue(kpi.Policy{}).Of(yard().Facts()))
	// Output: 730.00 EUR
}

func ExampleAverageBasket() {
	fmt.Println(kpi.AverageBasket(kpi.Policy{}).Of(yard().Facts()))
	// Output:
	// overall: 250.0000 EUR
	// masons: 200.0000 EUR
	// roofers: 325.0000 EUR
	// tilers: 150.0000 EUR
}

func ExampleMaximumBasket() {
	fmt.Println(kpi.MaximumBasket(kpi.Policy{}).Of(yard().Facts()))
	// Output:
	// masons: 200.00 EUR (5, 2025-02-09T20:00:00Z)
	// roofers: 400.00 EUR (1, 2025-01-06T10:00:00Z)
	// tilers: 150.00 EUR (2, 2025-01-08T22:00:00Z)
}

func ExampleOnlineAndOfflineOrders() {
	fmt.Println(kpi.OnlineAndOfflineOrders(kpi.Policy{}).Of(yard().Facts()))
	// Output: online 3 orders, average 200.0000 EUR; offline 1 orders, average 400.0000 EUR; 0 of unknown channel
}
