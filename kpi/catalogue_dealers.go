package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

func dealerKPIs() []Info {
	return []Info{
		{
			ID: "homepage-visitors", Number: "K1", Name: "Home page visitors", NameFR: "Visiteurs de la page d'accueil",
			Unit: UnitCount, Better: HigherIs, Definition: "distinct visitors who saw the home page",
			Needs: needing(model.KindSession), Breakdowns: []string{"catalogue", "source", "new or returning"},
			plain: func(p Policy) KPI[Figure] {
				return figured(HomepageVisitors(p), func(v CatalogueVisitors) Result[Figure] { return countFigure(v.Visitors) })
			},
		},
		{
			ID: "account-requests", Number: "K2", Name: "Company account requests", NameFR: "Demandes de création de compte société",
			Unit: UnitCount, Better: HigherIs, Definition: "requests for a company account, without duplicates",
			Needs: needing(model.KindAccountRequest), Breakdowns: []string{"decision", "source", "branch"},
			plain: func(p Policy) KPI[Figure] {
				return figured(AccountRequests(p), func(r RequestActivity) Result[Figure] { return countFigure(r.Requests) })
			},
		},
		{
			ID: "identified-visitors", Number: "K3", Name: "Identified visitors", NameFR: "Visiteurs identifiés",
			Unit: UnitCount, Better: HigherIs, Definition: "distinct persons with a login in a session",
			Needs: needing(model.KindSession), Policy: []string{"Subject"}, Breakdowns: []string{"account", "segment", "month"},
			plain: func(p Policy) KPI[Figure] { return figured(IdentifiedVisitors(p), countFigure) },
		},
		{
			ID: "identified-visitors-own-catalogue", Number: "K4", Name: "Identified visitors with their own catalogue", NameFR: "Visiteurs identifiés avec catalogue spécifique",
			Unit: UnitCount, Better: HigherIs, Definition: "distinct persons with a login in a session that reached the account's own catalogue",
			Needs: needing(model.KindSession), Policy: []string{"Subject"}, Breakdowns: []string{"account", "segment", "month"},
			plain: func(p Policy) KPI[Figure] { return figured(IdentifiedVisitorsOwnCatalogue(p), countFigure) },
		},
		{
			ID: "identified-conversion-rate", Number: "K5", Name: "Conversion rate of identified visitors", NameFR: "Taux de conversion des visiteurs identifiés",
			Unit: UnitRatio, Better: HigherIs, Definition: "identified persons with an online counted order at or after their login ÷ identified persons",
			Needs: needing(model.KindSession, model.KindOrder), Policy: []string{"Counted", "Online", "Subject"}, Breakdowns: []string{"segment", "source", "catalogue"},
			plain: func(p Policy) KPI[Figure] {
				return figured(IdentifiedConversionRate(p), func(c IdentifiedConversion) Result[Figure] { return ratioFigure(c.Rate) })
			},
		},
		{
			ID: "connection-time", Number: "K6", Name: "Connection time", NameFR: "Durée de connexion",
			Unit: UnitDuration, Better: Neutral, Definition: "mean time from the login to the last activity of a session",
			Needs: needing(model.KindSession), Breakdowns: []string{"account", "segment", "ordered"},
			plain: func(p Policy) KPI[Figure] { return figured(ConnectionTime(p), meanFigure) },
		},
		{
			ID: "quotes", Number: "K7", Name: "Quotes", NameFR: "Devis réalisés",
			Unit: UnitCount, Better: HigherIs, Definition: "quotes by their first offer",
			Needs: needing(model.KindQuote), Breakdowns: []string{"sales rep", "account", "branch"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(Quotes(p, w), func(q QuoteActivity) Result[Figure] { return countFigure(q.Quotes) })
			},
		},
		{
			ID: "quote-to-order-rate", Number: "K8", Name: "Quote-to-order rate", NameFR: "Taux de transformation devis-commande",
			Unit: UnitRatio, Better: HigherIs, Definition: "quotes first offered in the range and won ÷ those of them that are settled",
			Needs: needing(model.KindQuote), Policy: []string{"Counted", "QuoteMaxAge"}, Breakdowns: []string{"sales rep", "value band", "segment"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(QuoteToOrderRate(p, w), func(q QuoteConversion) Result[Figure] { return ratioFigure(q.Rate) })
			},
		},
		{
			ID: "login-to-order-rate", Number: "K9", Name: "Login-to-order rate", NameFR: "Taux de transformation connexion-commande",
			Unit: UnitRatio, Better: HigherIs, Definition: "identified sessions that led to an online counted order ÷ identified sessions",
			Needs: needing(model.KindSession, model.KindOrder), Policy: []string{"Counted", "Online", "LoginWindow", "Subject"}, Breakdowns: []string{"segment", "device", "catalogue"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] { return figured(LoginToOrderRate(p, w), ratioFigure) },
		},
		{
			ID: "orders-submitted-for-approval", Number: "K10", Name: "Orders submitted for approval", NameFR: "Commandes soumises à validation",
			Unit: UnitCount, Better: Neutral, Definition: "distinct orders submitted to a third party's approval",
			Needs: needing(model.KindApproval), Policy: []string{"Amount"}, Breakdowns: []string{"account", "tier", "approver"},
			plain: func(p Policy) KPI[Figure] {
				return figured(OrdersSubmittedForApproval(p), func(s Submissions) Result[Figure] { return countFigure(s.Orders) })
			},
		},
		{
			ID: "off-hours-orders", Number: "K11", Name: "Orders outside opening hours", NameFR: "Commandes hors horaires d'ouverture",
			Unit: UnitCount, Better: Neutral, Definition: "counted online orders submitted while the shop, or the order's branch, is closed",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Online", "Hours", "BranchHours"}, Breakdowns: []string{"branch", "weekday", "segment"},
			plain: func(p Policy) KPI[Figure] { return figured(OffHoursOrders(p), countFigure) },
		},
		{
			ID: "approval-submission-rate", Number: "K12", Name: "Approval submission rate", NameFR: "Taux de commandes soumises à validation",
			Unit: UnitRatio, Better: Neutral, Definition: "orders submitted for approval ÷ orders that count, are pending or were rejected",
			Needs: needing(model.KindOrder, model.KindApproval), Policy: []string{"Counted", "Amount", "Hours"}, Breakdowns: []string{"account", "tier", "value band"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(ApprovalSubmissionRate(p, w), func(a ApprovalActivity) Result[Figure] { return ratioFigure(a.Rate) })
			},
		},
		{
			ID: "order-interval", Number: "K13", Name: "Order frequency (mean interval)", NameFR: "Fréquence des commandes (intervalle moyen)",
			Unit: UnitDuration, Better: LowerIs, Definition: "mean time between successive counted orders of the same customer",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Subject"}, Breakdowns: []string{"segment", "channel", "category"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(OrderInterval(p, w.Range), func(o OrderIntervals) Result[Figure] { return meanFigure(o.Gaps) })
			},
		},
		{
			ID: "average-basket", Number: "K14", Name: "Average basket", NameFR: "Panier moyen",
			Unit: UnitMoney, Better: HigherIs, Definition: "amount of counted orders ÷ number of counted orders, overall and per account",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Amount", "Refunds"}, Breakdowns: []string{"account", "channel"},
			plain: func(p Policy) KPI[Figure] {
				return figured(AverageBasket(p), func(b Baskets) Result[Figure] { return inResult(b.Overall, averageFigure) })
			},
		},
		{
			ID: "maximum-basket", Number: "K15", Name: "Largest basket", NameFR: "Panier maximal",
			Unit: UnitMoney, Better: Neutral, Definition: "largest order amount, of each account and of all",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Amount", "Refunds"}, Breakdowns: []string{"account", "segment", "channel"},
			plain: func(p Policy) KPI[Figure] {
				return Join("figure", largestOrder(p), MaximumBasket(p), func(m model.Money, g largestByAccount) Result[Figure] {
					return withParts(moneyFigure(m), g)
				})
			},
			each: func(p Policy) KPI[Figure] { return figured(largestOrder(p), moneyFigure) },
		},
		{
			ID: "cart-abandonment-rate", Number: "K16", Name: "Cart abandonment rate", NameFR: "Taux d'abandon de panier",
			Unit: UnitRatio, Better: LowerIs, Definition: "filled carts not ordered within the window of inactivity ÷ filled carts whose window has elapsed",
			Needs: needing(model.KindCart), Policy: []string{"CartWindow"}, Breakdowns: []string{"account", "step last reached", "value band"},
			over: func(p Policy, w Window, _ Buckets) KPI[Figure] {
				return figured(CartAbandonmentRate(p, w), func(a CartAbandonment) Result[Figure] { return ratioFigure(a.Rate) })
			},
		},
		{
			ID: "orders-by-payment-method", Number: "K17", Name: "Orders by payment method", NameFR: "Commandes par mode de paiement",
			Unit: UnitCount, Better: Neutral, Definition: "counted orders for each payment method; the headline is the largest group",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Amount"}, Breakdowns: []string{"segment", "channel", "country"},
			plain: func(p Policy) KPI[Figure] { return figured(OrdersByPaymentMethod(p), methodFigure) },
		},
		{
			ID: "off-hours-revenue", Number: "K18", Name: "Revenue outside opening hours", NameFR: "Chiffre d'affaires hors horaires d'ouverture",
			Unit: UnitMoney, Better: Neutral, Definition: "amount of the counted online orders submitted while the shop, or the order's branch, is closed",
			Needs: needing(model.KindOrder), Policy: []string{"Counted", "Online", "Amount", "Refunds", "Hours", "BranchHours"}, Breakdowns: []string{"branch", "weekday", "segment"},
			plain: func(p Policy) KPI[Figure] {
				return figured(OffHoursRevenue(p), func(o OffHours) Result[Figure] { return inResult(o.Amount, moneyFigure) })
			},
		},
		{
			ID: "most-used-delivery-mode", Number: "K19", Name: "Most used delivery mode", NameFR: "Mode de livraison le plus utilisé",
			Unit: UnitCount, Better: Neutral, Definition: "counted orders for each delivery mode, ranked; the headline is the first one's",
			Needs: needing(model.KindOrder), Policy: []string{"Counted"}, Breakdowns: []string{"branch", "region", "segment"},
			plain: func(p Policy) KPI[Figure] { return figured(MostUsedDeliveryMode(p), rankingFigure) },
		},
	}
}

func meanFigure(d Distribution[time.Duration]) Result[Figure] { return averageFigure(d.Mean()) }

// methodFigure is the number of orders of the most used payment method.
func methodFigure(g Groups[model.PaymentMethod, MethodUse]) Result[Figure] {
	most := int64(-1)
	for _, r := range g.All() {
		if use, ok := r.Value(); ok {
			most = max(most, use.Orders)
		}
	}
	if most < 0 {
		return Undefined[Figure](NoData, "")
	}
	return countFigure(most)
}

// rankingFigure is the count of the first ones of a ranking.
func rankingFigure[K comparable](r Ranking[K]) Result[Figure] {
	for _, n := range r.All() {
		return countFigure(n)
	}
	return Undefined[Figure](NoData, "")
}
