package kpi

import (
	"github.com/ecomkpi/ecomkpi/kpi/association"
	"github.com/ecomkpi/ecomkpi/model"
)

// basketLaws are the KPIs on what is bought together.
func basketLaws() []law {
	p := Policy{NotCounted: []model.OrderStatus{"odd"}}
	half := model.TextKey("half", func(l model.LineRow) (string, bool) {
		id := l.ProductID()
		return string(id), id > "x1" // known of some lines only
	})
	return []law{
		lawOf("MarketBasket", MarketBasket(p, association.Options{MinCount: 1, MaxConsequent: 2})),
		lawOf("MarketBasket", By(model.FactAccount, MarketBasket(p, association.Options{}))),
		lawOf("MarketBasketBy", MarketBasketBy(p, half, association.Options{MinCount: 1, EmptyAntecedent: true})),
	}
}
