package kpi

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// naiveOwner follows the mergers of an account in the order's own Facts.
func naiveOwner(t *testing.T, o model.OrderRow) string {
	t.Helper()
	v, known := model.OrderAccount.Of(o)
	if known != (o.AccountID() != "") {
		t.Fatalf("order %s: account %q is known: %t", o.ID(), o.AccountID(), known)
	}
	return string(v)
}

// showGroups prints groups in order, the unknown key as "?".
func showGroups[K ~string, R any](show func(R) string) func(Groups[K, R]) string {
	return func(g Groups[K, R]) string {
		var out []string
		for k, r := range g.All() {
			out = append(out, string(k)+"="+shown(r, show))
		}
		if r, ok := g.Unknown(); ok {
			out = append(out, "?="+shown(r, show))
		}
		return strings.Join(out, "; ")
	}
}

// naiveBy groups rows by any number of keys each, "" for the unknown one.
func naiveBy(rows orderRows, keys func(model.OrderRow) []string, inner func(orderRows) string) string {
	groups := map[string]orderRows{}
	for _, o := range rows {
		for _, k := range keys(o) {
			groups[k] = append(groups[k], o)
		}
	}
	var names, out []string
	for k := range groups {
		if k != "" {
			names = append(names, k)
		}
	}
	slices.Sort(names)
	for _, k := range names {
		out = append(out, k+"="+inner(groups[k]))
	}
	if unknown, ok := groups[""]; ok {
		out = append(out, "?="+inner(unknown))
	}
	return strings.Join(out, "; ")
}

func TestOracleBy(t *testing.T) {
	channel := func(o model.OrderRow) []string { return []string{string(o.Channel())} }
	account := func(o model.OrderRow) []string { return []string{naiveOwner(t, o)} }
	t.Run("key", func(t *testing.T) {
		oracle(t, By(model.OrderChannel, Sum(model.OrderNet)), showGroups[model.Channel](showMoney), func(rows orderRows) string {
			return naiveBy(rows, channel, naiveSum)
		})
	})
	t.Run("in by", func(t *testing.T) {
		show := showGroups[model.AccountID](func(g Groups[model.Channel, model.Money]) string {
			return "[" + showGroups[model.Channel](showMoney)(g) + "]"
		})
		oracle(t, By(model.OrderAccount, By(model.OrderChannel, Sum(model.OrderNet))), show, func(rows orderRows) string {
			return naiveBy(rows, account, func(rows orderRows) string { return "[" + naiveBy(rows, channel, naiveSum) + "]" })
		})
	})
	t.Run("each", func(t *testing.T) {
		oracle(t, ByEach(model.OrderPaymentMethods, Sum(model.OrderNet)), showGroups[model.PaymentMethod](showMoney), func(rows orderRows) string {
			return naiveBy(rows, func(o model.OrderRow) []string {
				var methods []string
				for p := range o.Payments() {
					methods = append(methods, string(p.Method))
				}
				if methods == nil {
					return []string{""}
				}
				slices.Sort(methods)
				return slices.Compact(methods)
			}, naiveSum)
		})
	})
}

func showSeries[R any](show func(R) string) func(Series[R]) string {
	return func(s Series[R]) string {
		var out []string
		for p, r := range s.All() {
			out = append(out, p.Label()+"="+shown(r, show))
		}
		return strings.Join(out, "; ")
	}
}

// naiveEvery walks the periods of a range and filters all rows for each, with
// the range of rows that the frame says.
func naiveEvery(rows orderRows, b Buckets, frame func(period.Period) period.Range, inner func(orderRows) string) string {
	periods, err := b.Calendar.Split(b.Range, b.Grain)
	must(err)
	var out []string
	for _, p := range periods {
		out = append(out, p.Label()+"="+inner(during(rows, frame(p))))
	}
	return strings.Join(out, "; ")
}

// from returns the range from an earlier one's start to a later one's end.
func from(a, b period.Range) period.Range {
	r, err := period.NewRange(a.Start(), b.End())
	must(err)
	return r
}

func TestOracleEvery(t *testing.T) {
	at := model.OrderPlacedAt
	for _, b := range []Buckets{
		bucketed("2025", period.Month), bucketed("2025-03-29T20:00/2025-03-30T08:00", period.Hour), bucketed("2025-10-25T20:00/2025-10-26T08:00", period.Hour),
		bucketed("2024-12-20/2025-03-05", period.ISOWeek), bucketed("2024-12-20/2025-03-05", period.Week), bucketed("2025-03-20/2025-04-05", period.Day),
		bucketed("1950/1972", period.Year), bucketed("2024-02/2026-05", period.FiscalQuarter), bucketed("2024-02/2026-05", period.FiscalYear),
	} {
		t.Run(b.Grain.String(), func(t *testing.T) {
			alone := func(p period.Period) period.Range { return p.Range }
			oracle(t, Every(at, b, Sum(model.OrderNet)), showSeries(showMoney), func(rows orderRows) string { return naiveEvery(rows, b, alone, naiveSum) })
			cumulative := func(p period.Period) period.Range { return from(b.Range, p.Range) }
			oracle(t, Cumulative(at, b, Sum(model.OrderNet)), showSeries(showMoney), func(rows orderRows) string { return naiveEvery(rows, b, cumulative, naiveSum) })
		})
	}
	channels := func(rows orderRows) string {
		return showInt(int64(strings.Count(naiveBy(filter(rows, func(o model.OrderRow) bool { return o.Channel() != "" }),
			func(o model.OrderRow) []string { return []string{string(o.Channel())} }, func(orderRows) string { return "" }), "=")))
	}
	months := bucketed("2025-02/2025-12", period.Month)
	t.Run("rolling", func(t *testing.T) {
		frame := func(p period.Period) period.Range { return from(berlin.Shift(p.Whole(), period.Month, -2), p.Range) }
		oracle(t, Rolling(at, months, 3, Distinct(model.OrderChannel)), showSeries(showInt), func(rows orderRows) string { return naiveEvery(rows, months, frame, channels) })
	})
	for _, within := range []period.Grain{period.Quarter, period.Year, period.FiscalYear} {
		t.Run(within.String()+" to date", func(t *testing.T) {
			frame := func(p period.Period) period.Range { return from(berlin.Of(p.Start(), within).Whole(), p.Range) }
			oracle(t, ToDate(at, months, within, Distinct(model.OrderChannel)), showSeries(showInt), func(rows orderRows) string { return naiveEvery(rows, months, frame, channels) })
		})
	}
}

// TestOracleAcross: the mean number of orders per account, and the accounts
// that ordered more than once.
func TestOracleAcross(t *testing.T) {
	type perAccount = Entry[model.AccountID, int64]
	again := EntryIf[model.AccountID]("again", func(n int64) bool { return n > 1 })
	m := Across(model.OrderAccount, Count[model.OrderRow](), Both(Mean(EntryValue[model.AccountID, int64]()), Where(again, Count[perAccount]())))
	show := func(p Pair[Average[int64], int64]) string {
		return shown(p.A, func(a Average[int64]) string { return showInt(a.Total()) + "/" + showInt(a.Count()) }) + " " + shown(p.B, showInt)
	}
	oracle(t, m, show, func(rows orderRows) string {
		counts := map[string]int64{}
		orders, repeated := int64(0), int64(0)
		for _, o := range rows {
			if k := naiveOwner(t, o); k != "" {
				orders++
				if counts[k]++; counts[k] == 2 {
					repeated++
				}
			}
		}
		if len(counts) == 0 {
			return "(no denominator) 0"
		}
		return showInt(orders) + "/" + showInt(int64(len(counts))) + " " + showInt(repeated)
	})
	t.Run("pool", func(t *testing.T) {
		m := Across(model.OrderAccount, Quantiles(orderWeight), Pool(EntryValue[model.AccountID, Distribution[decimal.Decimal]]()))
		show := func(d Distribution[decimal.Decimal]) string { return showInt(d.Count()) + " " + d.Total().String() }
		oracle(t, m, show, func(rows orderRows) string {
			var all []decimal.Decimal
			for _, n := range numbersOf(filter(rows, func(o model.OrderRow) bool { return o.AccountID() != "" })) {
				all = append(all, decimal.New(n, -int32(uint64(n)%13)))
			}
			if len(all) == 0 {
				return "(no data)"
			}
			return showInt(int64(len(all))) + " " + total(all).String()
		})
	})
}

// TestOracleJoin: functions of two metrics, and the leftmost reason.
func TestOracleJoin(t *testing.T) {
	web := func(rows orderRows) orderRows {
		return filter(rows, func(o model.OrderRow) bool { return o.Channel() == "web" })
	}
	orders, isWeb := Count[model.OrderRow](), model.OrderChannel.Is("web")
	showRatio := func(r Ratio) string { return r.Numerator().String() + "/" + r.Denominator().String() }
	t.Run("share", func(t *testing.T) {
		oracle(t, Share(Where(isWeb, orders), orders), showRatio, func(rows orderRows) string {
			if len(rows) == 0 {
				return "(no denominator)"
			}
			return showInt(int64(len(web(rows)))) + "/" + showInt(int64(len(rows)))
		})
	})
	t.Run("ratio", func(t *testing.T) {
		oracle(t, RatioOf(Where(isWeb, Sum(model.OrderNet)), Sum(model.OrderNet)), showRatio, func(rows orderRows) string {
			some, _, mixed := netsOf(web(rows))
			if mixed != "" {
				return mixed
			}
			all, _, mixed := netsOf(rows)
			if mixed != "" {
				return mixed
			}
			if !total(all).IsPositive() {
				return "(no denominator)"
			}
			return total(some).String() + "/" + total(all).String()
		})
	})
	t.Run("per", func(t *testing.T) {
		show := func(a Average[model.Money]) string { return showMoney(a.Total()) + " per " + showInt(a.Count()) }
		oracle(t, Per(Sum(model.OrderNet), Where(isWeb, orders)), show, func(rows orderRows) string {
			if _, _, mixed := netsOf(rows); mixed != "" {
				return mixed
			}
			if len(web(rows)) == 0 {
				return "(no denominator)"
			}
			return naiveSum(rows) + " per " + showInt(int64(len(web(rows))))
		})
	})
	t.Run("list", func(t *testing.T) {
		show := func(l []Result[int64]) string { return shown(l[0], showInt) + " " + shown(l[1], showInt) }
		oracle(t, List(orders, Map("doubled", Where(isWeb, orders), func(n int64) int64 { return 2 * n })), show, func(rows orderRows) string {
			return showInt(int64(len(rows))) + " " + showInt(2*int64(len(web(rows))))
		})
	})
}
