package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The policies and windows of the laws on facts of all kinds: the default one,
// which has to place the odd status, and one where everything is different.
var (
	plainPolicy = Policy{NotCounted: []model.OrderStatus{"odd"}}
	otherPolicy = Policy{
		Counted: []model.OrderStatus{model.StatusPlaced, model.StatusPendingApproval, "odd"}, Online: []model.Channel{"web", "fax"},
		Amount: AmountNetAfterReturns, Subject: SubjectCompany, ConversionBy: ConversionBySession, Bounce: BounceNotEngaged,
		LoginWindow: days(30), Carts: CartsAtCheckout, CartWindow: time.Hour, QuoteMaxAge: days(7), SpendLag: 5,
		Due: DuePlanned, Used: UsedBillable, Capacity: CapacityGross, ResearchWindow: days(365),
	}
	plainWindow = Window{Range: span("2025"), Calendar: berlin}
	otherWindow = Window{Range: span("2025-Q1"), Calendar: berlin, AsOf: time.Date(2025, 3, 31, 22, 0, 0, 0, time.UTC)}
	openWindow  = Window{AsOf: time.Date(2025, 6, 30, 22, 0, 0, 0, time.UTC)}
)

// aimed is a policy with another goal and subject.
func aimed(p Policy, g Goal, s Subject) Policy {
	p.Goal, p.Subject = g, s
	return p
}

// visitLaws are the KPIs on sessions.
func visitLaws() []law {
	quarters, branches := bucketed("2025", period.Quarter), model.FactBranch
	plain, other := plainPolicy, otherPolicy
	signUp, mark, quote := aimed(plain, SignUpGoal(), SubjectDefault), aimed(plain, MarkGoal("signup"), SubjectDefault), aimed(plain, QuoteGoal(), SubjectDefault)
	person, visitor, account := aimed(plain, Goal{}, SubjectPerson), aimed(plain, Goal{}, SubjectVisitor), aimed(plain, Goal{}, SubjectAccount)
	sessionsOf := func(g Goal) Policy { return aimed(other, g, SubjectDefault) }
	within := plain
	within.LoginWindow = days(8)
	return []law{
		lawOfAll("UniqueVisitors", UniqueVisitors(plain)),
		lawOfAll("UniqueVisitors", By(model.FactAccount, Rolling(model.FactAt, quarters, 2, UniqueVisitors(other)))),
		lawOfAll("ConversionRate", ConversionRate(plain)),
		lawOfAll("ConversionRate", ConversionRate(other)),
		lawOfAll("ConversionRate", ConversionRate(signUp)),
		lawOfAll("ConversionRate", ConversionRate(quote)),
		lawOfAll("ConversionRate", Every(model.FactAt, quarters, ConversionRate(mark))),
		lawOfAll("ConversionRate", By(model.FactKind, ConversionRate(sessionsOf(QuoteGoal())))),
		lawOfAll("ConversionRate", ConversionRate(sessionsOf(SignUpGoal()))),
		lawOfAll("ConversionRate", By(branches, ConversionRate(sessionsOf(MarkGoal("search"))))),
		lawOfAll("BounceRate", BounceRate(plain)),
		lawOfAll("BounceRate", By(model.FactVisitor, Every(model.FactAt, quarters, BounceRate(other)))),
		lawOfAll("HomepageVisitors", HomepageVisitors(plain)),
		lawOfAll("HomepageVisitors", By(model.FactAccount, HomepageVisitors(other))),
		lawOfAll("IdentifiedVisitors", IdentifiedVisitors(plain)),
		lawOfAll("IdentifiedVisitors", Cumulative(model.FactAt, quarters, IdentifiedVisitors(other))),
		lawOfAll("IdentifiedVisitors", By(model.FactKind, IdentifiedVisitors(account))),
		lawOfAll("IdentifiedVisitorsOwnCatalogue", IdentifiedVisitorsOwnCatalogue(person)),
		lawOfAll("IdentifiedVisitorsOwnCatalogue", By(model.FactAccount, IdentifiedVisitorsOwnCatalogue(visitor))),
		lawOfAll("IdentifiedConversionRate", IdentifiedConversionRate(plain)),
		lawOfAll("IdentifiedConversionRate", IdentifiedConversionRate(other)),
		lawOfAll("IdentifiedConversionRate", By(branches, Every(model.FactAt, quarters, IdentifiedConversionRate(visitor)))),
		lawOfAll("ConnectionTime", ConnectionTime(plain)),
		lawOfAll("ConnectionTime", By(model.FactAccount, Rolling(model.FactAt, quarters, 2, ConnectionTime(other)))),
		lawOfAll("LoginToOrderRate", LoginToOrderRate(plain, Window{})),
		lawOfAll("LoginToOrderRate", By(branches, LoginToOrderRate(plain, otherWindow))),
		lawOfAll("LoginToOrderRate", LoginToOrderRate(within, otherWindow)),
		lawOfAll("LoginToOrderRate", By(model.FactKind, LoginToOrderRate(other, openWindow))),
		lawOfAll("TrafficBy", TrafficBy(plain, model.SessionSource)),
		lawOfAll("TrafficBy", By(model.FactAccount, TrafficBy(sessionsOf(SignUpGoal()), model.SessionCatalogue))),
		lawOfAll("QualifiedProspectRate", QualifiedProspectRate(plain)),
		lawOfAll("QualifiedProspectRate", Every(model.FactAt, quarters, QualifiedProspectRate(other))),
		lawOfAll("ResearchOnlineBuyOffline", ResearchOnlineBuyOffline(plain, Window{})),
		lawOfAll("ResearchOnlineBuyOffline", By(branches, ResearchOnlineBuyOffline(other, otherWindow))),
		lawOfAll("ABTest", ABTest(plain, "button", "a")),
		lawOfAll("ABTest", By(branches, ABTest(aimed(plain, QuoteGoal(), SubjectAccount), "button", "b"))),
		lawOfAll("ReturnVisits", ReturnVisits(plain, span("2025"))),
		lawOfAll("ReturnVisits", By(model.FactAccount, ReturnVisits(other, span("2025-Q1")))),
	}
}
