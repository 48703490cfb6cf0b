package kpi

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// lawTable is the one table of all metrics that the laws hold for: what a new
// exported function makes is one more line in one of its parts.
func lawTable() []law {
	return slices.Concat(leafLaws(), groupLaws(), timeLaws(), acrossLaws(), joinLaws(), sharedLaws(), kindLaws(), namedLaws(),
		visitLaws(), dealLaws(), projectLaws(), basketLaws(), convertLaws())
}

func leafLaws() []law {
	return []law{
		lawOf("Count", Count[model.OrderRow]()),
		lawOf("Sum", Sum(model.OrderNet)),
		lawOf("Sum", Sum(orderWeight)),
		lawOf("Sum", Sum(orderNumber)),
		lawOf("Sum", Sum(orderWait)),
		lawOf("Sum", Sum(orderDebt)),
		lawOf("Sum", Sum(lineTax)),
		lawOf("Sum", Sum(lineNumber)),
		lawOf("Sum", Sum(model.LineNet)),
		lawOf("Mean", Mean(model.OrderNet)),
		lawOf("Mean", Mean(orderWait)),
		lawOf("Mean", Mean(model.LineQuantity)),
		lawOf("Min", Min(model.OrderNet)),
		lawOf("Min", Min(orderWeight)),
		lawOf("Max", Max(orderDebt)),
		lawOf("Max", Max(orderNumber)),
		lawOf("Distinct", Distinct(model.OrderAccount)),
		lawOf("Distinct", Distinct(orderDigit)),
		lawOf("Distinct", Distinct(orderPair)),
		lawOf("Distinct", Distinct(model.LineAccount)),
		lawOf("Smallest", Smallest(model.OrderChannel)),
		lawOf("Smallest", Smallest(orderOdd)),
		lawOf("Quantiles", Quantiles(model.OrderNet)),
		lawOf("Quantiles", Quantiles(orderWait)),
		lawOf("Quantiles", Quantiles(orderWeight)),
		lawOf("Gaps", Gaps(model.OrderPlacedAt, span("2025"))),
		lawOf("Gaps", Gaps(orderSeen, span("1960/2030"))),
	}
}

func groupLaws() []law {
	web := model.OrderChannel.Is("web")
	return []law{
		lawOf("Where", Where(web, Sum(model.OrderNet))),
		lawOf("Where", Where(model.Not(model.Or(web, model.Above(orderNumber, 0))), Count[model.OrderRow]())),
		lawOf("During", During(model.OrderPlacedAt, span("2025-Q1"), Max(model.OrderGoods))),
		lawOf("By", By(model.OrderAccount, Sum(model.OrderNet))),
		lawOf("By", By(orderTail, Quantiles(orderNumber))),
		lawOf("By", By(orderPair, Count[model.OrderRow]())),
		lawOf("By", By(model.OrderAccount, By(model.OrderChannel, By(orderDigit, Sum(orderDebt))))),
		lawOf("By", By(model.OrderCompany, Distinct(model.OrderAccount))),
		lawOf("By", By(lineChannel, Min(model.LineNet))),
		lawOf("By", By(model.RefundAccount, Mean(model.RefundGoods))),
		lawOf("ByEach", ByEach(model.OrderPaymentMethods, Sum(model.OrderNet))),
		lawOf("ByEach", By(model.OrderBranch, ByEach(model.OrderPaymentMethods, Distinct(model.OrderAccount)))),
	}
}

func timeLaws() []law {
	at := model.OrderPlacedAt
	out := []law{
		lawOf("Every", Every(at, bucketed("2025-02-10/2025-06-15", period.Month), By(model.OrderAccount, Max(model.OrderNet)))),
		lawOf("Every", By(model.OrderAccount, Every(at, bucketed("2024/2026", period.Quarter), Sum(model.OrderNet)))),
		lawOf("Every", Every(orderSeen, bucketed("2025", period.Month), Where(model.OrderChannel.Is("web"), Count[model.OrderRow]()))),
		lawOf("Every", Every(at, bucketed("2025", period.Quarter), Every(at, bucketed("2025", period.Month), Distinct(model.OrderBuyer)))),
		lawOf("Rolling", Rolling(at, bucketed("2025-02/2025-09", period.Month), 3, Distinct(model.OrderAccount))),
		lawOf("Rolling", By(model.OrderChannel, Rolling(at, bucketed("2025-03-25/2025-04-05", period.Day), 7, Sum(model.OrderNet)))),
		lawOf("ToDate", ToDate(at, bucketed("2025-02/2025-09", period.Month), period.Year, Quantiles(model.OrderNet))),
		lawOf("ToDate", ToDate(at, bucketed("2025", period.Month), period.FiscalYear, Min(orderWeight))),
		lawOf("Cumulative", Cumulative(at, bucketed("2024/2027", period.Quarter), Sum(model.OrderGoods))),
		lawOf("Cumulative", By(model.OrderAccount, Cumulative(at, bucketed("2025", period.Quarter), Distinct(model.OrderBuyer)))),
	}
	for g, r := range map[period.Grain]string{
		period.Hour: "2025-03-29T20:00/2025-03-30T08:00", period.Day: "2025-02-25/2025-03-05", period.Week: "2025-03/2025-04", period.ISOWeek: "2024-12-20/2025-02",
		period.Month: "1969-10/1970-04", period.Quarter: "2025", period.Year: "1958/1972", period.FiscalQuarter: "FY2025", period.FiscalYear: "2024/2027",
	} {
		out = append(out, lawOf("Every", Every(at, bucketed(r, g), Sum(model.OrderNet))))
	}
	return out
}

func acrossLaws() []law {
	type perAccount = Entry[model.AccountID, model.Money]
	value := EntryValue[model.AccountID, model.Money]()
	spent := Across(model.OrderAccount, Sum(model.OrderNet), Quantiles(value))
	gaps := EntryValue[model.AccountID, Distribution[time.Duration]]()
	buyers := EntryIf[model.AccountID]("repeats", func(n int64) bool { return n > 1 })
	first := EntryField[model.AccountID]("first", func(m model.Money) (decimal.Decimal, bool) { return m.Amount(), !m.IsNone() })
	repeat := Across(model.OrderAccount, Count[model.OrderRow](), Share(Where(buyers, Count[Entry[model.AccountID, int64]]()), Count[Entry[model.AccountID, int64]]()))
	return []law{
		lawOf("Across", spent),
		lawOf("Across", repeat),
		lawOf("Across", By(model.OrderChannel, spent)),
		lawOf("Across", Every(model.OrderPlacedAt, bucketed("2025", period.Quarter), repeat)),
		lawOf("Across", Across(model.OrderAccount, Max(model.OrderNet), Sum(first))),
		lawOf("Across", Across(orderDigit, Across(model.OrderAccount, Sum(orderNumber), Max(EntryValue[model.AccountID, int64]())), Mean(EntryValue[int8, int64]()))),
		lawOf("Across", Rolling(model.OrderPlacedAt, bucketed("2025", period.Quarter), 2, Across(model.OrderAccount, Sum(model.OrderNet), Count[perAccount]()))),
		lawOf("Pool", Across(model.OrderAccount, Gaps(model.OrderPlacedAt, span("1960/2030")), Pool(gaps))),
		lawOf("Pool", Across(model.OrderAccount, Quantiles(model.OrderNet), Pool(EntryValue[model.AccountID, Distribution[model.Money]]()))),
	}
}

func joinLaws() []law {
	orders, web := Count[model.OrderRow](), model.OrderChannel.Is("web")
	return []law{
		lawOf("Both", Both(Sum(model.OrderNet), By(model.OrderAccount, orders))),
		lawOf("Both", Both(By(model.OrderAccount, orders), Both(By(model.OrderAccount, Sum(model.OrderNet)), Distinct(model.OrderAccount)))),
		lawOf("List", List(Sum(model.OrderNet), Where(web, Sum(model.OrderNet)), Max(model.OrderNet))),
		lawOf("List", List[model.OrderRow, int64]()),
		lawOf("Join", Join("spread", Min(orderWeight), Max(orderWeight), func(a, b decimal.Decimal) Result[decimal.Decimal] { return Value(b.Sub(a)) })),
		lawOf("Map", Map("doubled", Sum(orderWeight), func(d decimal.Decimal) decimal.Decimal { return d.Add(d) })),
		lawOf("Then", Then("known", Max(orderNumber), func(n int64) Result[bool] {
			if n < 0 {
				return Undefined[bool](NoHistory, "below zero")
			}
			return Value(n > 5, Warning{Count: 1, Text: "doubt"})
		})),
		lawOf("Refuse", Refuse(model.OrderState.Is("odd"), model.OrderState, UnplacedStatus, Sum(model.OrderNet))),
		lawOf("Refuse", By(model.OrderChannel, Refuse(model.Above(orderNumber, 3), orderPair, MissingField, orders))),
		lawOf("RatioOf", RatioOf(Sum(model.OrderDiscount), Sum(model.OrderGoods))),
		lawOf("RatioOf", By(model.OrderChannel, RatioOf(Sum(orderWait), Max(orderWait)))),
		lawOf("Share", By(model.OrderAccount, Share(Where(web, orders), orders))),
		lawOf("Per", Per(Sum(model.OrderNet), Distinct(model.OrderAccount))),
		lawOf("Per", Every(model.OrderPlacedAt, bucketed("2025", period.Quarter), Per(Sum(orderWait), orders))),
	}
}

func kindLaws() []law {
	orders, refunded := On(model.OrderFacts, Sum(model.OrderNet)), On(model.RefundFacts, Sum(model.RefundGoods))
	return []law{
		lawOf("On", orders),
		lawOf("On", RatioOf(refunded, orders)),
		lawOf("On", By(model.FactAccount, Both(orders, On(model.LineFacts, Count[model.LineRow]())))),
		lawOf("On", Every(model.FactAt, bucketed("2025", period.Month), On(model.RefundFacts, Mean(model.RefundGoods)))),
		lawOf("On", Rolling(model.FactAt, bucketed("2025", period.Quarter), 2, By(model.FactKind, Count[model.Fact]()))),
		lawOf("On", On(model.OrderFacts, ByEach(model.OrderPaymentMethods, Count[model.OrderRow]()))),
		lawOf("On", On(model.AccountFacts, By(model.AccountSegment, Distinct(model.AccountOwner)))),
		lawOf("On", Across(model.FactAccount, On(model.OrderFacts, Sum(model.OrderNet)), Quantiles(EntryValue[model.AccountID, model.Money]()))),
	}
}
