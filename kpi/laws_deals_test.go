package kpi

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// dealLaws are the KPIs on requests, quotes, carts and approvals, and those on
// orders that look at other facts, too.
func dealLaws() []law {
	quarters, branches := bucketed("2025", period.Quarter), model.FactBranch
	plain, other := plainPolicy, otherPolicy
	worked, lived := plain, other
	worked.Hours = mustHours("Mon-Fri 08:00-18:00")
	lived.ExpectedYears, lived.Margin = decimal.New(35, -1), decimal.NewNullDecimal(decimal.New(3, -1))
	person, visitor := aimed(plain, Goal{}, SubjectPerson), aimed(plain, Goal{}, SubjectVisitor)
	ten, hundred := decimal.New(10, 0), decimal.New(100, 0)
	return []law{
		lawOfAll("AccountRequests", AccountRequests(plain)),
		lawOfAll("AccountRequests", By(branches, Every(model.FactAt, quarters, AccountRequests(other)))),
		lawOfAll("Quotes", Quotes(plain, Window{})),
		lawOfAll("Quotes", By(branches, Quotes(other, otherWindow))),
		lawOfAll("QuoteToOrderRate", QuoteToOrderRate(plain, plainWindow)),
		lawOfAll("QuoteToOrderRate", QuoteToOrderRate(other, openWindow)),
		lawOfAll("QuoteToOrderRate", By(branches, QuoteToOrderRate(other, otherWindow))),
		lawOfAll("OrdersSubmittedForApproval", OrdersSubmittedForApproval(plain)),
		lawOfAll("OrdersSubmittedForApproval", By(branches, Rolling(model.FactAt, quarters, 2, OrdersSubmittedForApproval(other)))),
		lawOfAll("ApprovalSubmissionRate", ApprovalSubmissionRate(plain, Window{})),
		lawOfAll("ApprovalSubmissionRate", ApprovalSubmissionRate(worked, openWindow)),
		lawOfAll("ApprovalSubmissionRate", By(branches, ApprovalSubmissionRate(other, otherWindow))),
		lawOfAll("CartAbandonmentRate", CartAbandonmentRate(plain, plainWindow)),
		lawOfAll("CartAbandonmentRate", CartAbandonmentRate(other, openWindow)),
		lawOfAll("CartAbandonmentRate", By(branches, CartAbandonmentRate(other, otherWindow))),
		lawOfAll("AverageCartValue", AverageCartValue(plain)),
		lawOfAll("AverageCartValue", By(branches, Every(model.FactAt, quarters, AverageCartValue(other)))),
		lawOfAll("CustomerAcquisitionCost", CustomerAcquisitionCost(plain, plainWindow)),
		lawOfAll("CustomerAcquisitionCost", By(branches, CustomerAcquisitionCost(other, otherWindow))),
		lawOfAll("CustomerLifetimeValue", CustomerLifetimeValue(plain, plainWindow)),
		lawOfAll("CustomerLifetimeValue", CustomerLifetimeValue(lived, otherWindow)),
		lawOfAll("CustomerLifetimeValue", By(branches, CustomerLifetimeValue(lived, plainWindow))),
		lawOfAll("CustomerChannels", CustomerChannels(plain, plainWindow)),
		lawOfAll("CustomerChannels", CustomerChannels(other, openWindow)),
		lawOfAll("CustomerChannels", CustomerChannels(visitor, openWindow)),
		lawOfAll("CustomerChannels", By(branches, CustomerChannels(person, openWindow))),
		lawOfAll("QuantityTiers", QuantityTiers(plain, ten, hundred)),
		lawOfAll("QuantityTiers", By(branches, QuantityTiers(other, hundred, ten))),
		lawOfAll("BasketTiers", BasketTiers(plain, ten, hundred)),
		lawOfAll("BasketTiers", Every(model.FactAt, quarters, BasketTiers(other, decimal.New(5, -1)))),
		lawOfAll("PromotionSales", PromotionSales(plain)),
		lawOfAll("PromotionSales", By(branches, Rolling(model.FactAt, quarters, 2, PromotionSales(other)))),
		lawOfAll("OrdersByPlacer", OrdersByPlacer(plain)),
		lawOfAll("OrdersByPlacer", By(branches, Every(model.FactAt, quarters, OrdersByPlacer(other)))),
		lawOfAll("CostToServe", CostToServe(plain, plainWindow)),
		lawOfAll("CostToServe", CostToServe(other, otherWindow)),
		lawOfAll("ReturnRate", ReturnRate(plain)),
		lawOfAll("ReturnRate", By(model.FactAccount, ReturnRate(other))),
		lawOfAll("ReturnedProducts", ReturnedProducts(plain)),
		lawOfAll("ReturnedProducts", By(branches, Cumulative(model.FactAt, quarters, ReturnedProducts(other)))),
	}
}
