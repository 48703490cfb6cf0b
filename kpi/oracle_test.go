package kpi

import (
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The oracles read rows one by one, keep them in slices and maps, and compute
// with decimal.Decimal and big.Rat: slow, and with nothing of the library but
// the accessors of rows and the periods of a calendar.

type orderRows = []model.OrderRow

// oracle checks a metric on random orders against a text made naively.
func oracle[R any](t *testing.T, m Metric[model.OrderRow, R], show func(R) string, want func(orderRows) string) {
	t.Helper()
	rapid.Check(t, atMost(30, func(t *rapid.T) {
		rows := rapid.Permutation(rowsOf[model.OrderRow](shops.Draw(t, "shop"))).Draw(t, "rows")
		if got, want := shown(m.Of(slices.Values(rows)), show), want(rows); got != want {
			t.Fatalf("%v\n%s\nwant\n%s", m, got, want)
		}
	}))
}

func shown[R any](r Result[R], show func(R) string) string {
	if v, ok := r.Value(); ok {
		return show(v)
	}
	return "(" + strings.TrimSuffix(r.Why().String()+": "+r.Detail(), ": ") + ")"
}

func showMoney(m model.Money) string {
	return strings.TrimSpace(m.Amount().String() + " " + m.Currency().Code())
}
func showDecimal(d decimal.Decimal) string { return d.String() }
func showInt(n int64) string               { return decimal.NewFromInt(n).String() }

// netsOf returns the amounts of orders and the one currency they are in, or why
// there is none.
func netsOf(rows orderRows) (amounts []decimal.Decimal, currency, mixed string) {
	var codes []string
	for _, o := range rows {
		amount := o.Goods().Amount()
		if !o.Discount().IsNone() {
			amount = amount.Sub(o.Discount().Amount())
		}
		amounts = append(amounts, amount)
		codes = append(codes, o.Goods().Currency().Code())
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	if len(codes) > 1 {
		mixed = "(mixed currency: " + strings.Join(codes, ", ") + ")"
	}
	return amounts, strings.Join(codes, ""), mixed
}

func naiveSum(rows orderRows) string {
	amounts, currency, mixed := netsOf(rows)
	if mixed != "" {
		return mixed
	}
	return strings.TrimSpace(total(amounts).String() + " " + currency)
}

func total(amounts []decimal.Decimal) decimal.Decimal {
	var sum decimal.Decimal
	for _, a := range amounts {
		sum = sum.Add(a)
	}
	return sum
}

func numbersOf(rows orderRows) []int64 {
	var out []int64
	for _, o := range rows {
		if n, ok := numberOfOrder(o); ok {
			out = append(out, n)
		}
	}
	return out
}

// naiveTotal adds int64 numbers up, and refuses what has no room in one.
func naiveTotal(rows orderRows) string {
	sum := new(big.Int)
	for _, n := range numbersOf(rows) {
		sum.Add(sum, big.NewInt(n))
	}
	if !sum.IsInt64() {
		return "(out of range: " + sum.String() + ")"
	}
	return sum.String()
}

func TestOracleSum(t *testing.T) {
	t.Run("money", func(t *testing.T) { oracle(t, Sum(model.OrderNet), showMoney, naiveSum) })
	t.Run("int64", func(t *testing.T) { oracle(t, Sum(orderNumber), showInt, naiveTotal) })
	t.Run("duration", func(t *testing.T) {
		oracle(t, Sum(orderWait), func(d time.Duration) string { return showInt(int64(d)) }, func(rows orderRows) string {
			s := naiveTotal(rows)
			if sum, ok := strings.CutPrefix(s, "(out of range: "); ok {
				n, err := decimal.NewFromString(strings.TrimSuffix(sum, ")"))
				must(err)
				return "(out of range: " + n.Shift(-9).String() + " s)"
			}
			return s
		})
	})
	t.Run("decimal", func(t *testing.T) {
		oracle(t, Sum(orderWeight), showDecimal, func(rows orderRows) string {
			var all []decimal.Decimal
			for _, n := range numbersOf(rows) {
				all = append(all, decimal.New(n, -int32(uint64(n)%13)))
			}
			return total(all).String()
		})
	})
	t.Run("via", func(t *testing.T) {
		rapid.Check(t, atMost(30, func(t *rapid.T) {
			lines := rapid.Permutation(rowsOf[model.LineRow](shops.Draw(t, "shop"))).Draw(t, "lines")
			var parents orderRows
			for _, l := range lines {
				parent, ok := model.LineParent.Of(l)
				if !ok {
					t.Fatal("a line without its order")
				}
				parents = append(parents, parent)
			}
			if got, want := shown(Sum(lineNumber).Of(slices.Values(lines)), showInt), naiveTotal(parents); got != want {
				t.Fatalf("%s, want %s", got, want)
			}
		}))
	})
}

// rounded is a fraction at so many places, half to even, by big.Rat.
func rounded(r *big.Rat, places int) string {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
	floor := new(big.Int).Div(scaled.Num(), scaled.Denom()) // Euclidean: rounds down for a denominator above 0
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(floor))
	if c := rest.Cmp(big.NewRat(1, 2)); c > 0 || c == 0 && floor.Bit(0) == 1 {
		floor.Add(floor, big.NewInt(1))
	}
	return decimal.NewFromBigInt(floor, -int32(places)).StringFixed(int32(places))
}

func TestOracleMean(t *testing.T) {
	show := func(a Average[model.Money]) string { return a.Decimal(3).StringFixed(3) + " " + a.Currency().Code() }
	oracle(t, Mean(model.OrderNet), show, func(rows orderRows) string {
		amounts, currency, mixed := netsOf(rows)
		switch {
		case mixed != "":
			return mixed
		case len(amounts) == 0:
			return "(no denominator)"
		}
		mean := new(big.Rat).Quo(total(amounts).Rat(), new(big.Rat).SetInt64(int64(len(amounts))))
		return rounded(mean, 3) + " " + currency
	})
}

func TestOracleExtremes(t *testing.T) {
	for name, at := range map[string]func([]decimal.Decimal) decimal.Decimal{
		"min": func(d []decimal.Decimal) decimal.Decimal { return slices.MinFunc(d, decimal.Decimal.Cmp) },
		"max": func(d []decimal.Decimal) decimal.Decimal { return slices.MaxFunc(d, decimal.Decimal.Cmp) },
	} {
		m := map[string]Metric[model.OrderRow, model.Money]{"min": Min(model.OrderNet), "max": Max(model.OrderNet)}[name]
		t.Run(name, func(t *testing.T) {
			oracle(t, m, showMoney, func(rows orderRows) string {
				amounts, currency, mixed := netsOf(rows)
				switch {
				case mixed != "":
					return mixed
				case len(amounts) == 0:
					return "(no data)"
				}
				return at(amounts).String() + " " + currency
			})
		})
	}
}

// naiveQuantile is type 7 of Hyndman and Fan.
func naiveQuantile(sorted []*big.Rat, p *big.Rat) *big.Rat {
	h := new(big.Rat).Mul(p, new(big.Rat).SetInt64(int64(len(sorted)-1)))
	k := int(new(big.Int).Div(h.Num(), h.Denom()).Int64())
	if k == len(sorted)-1 {
		return sorted[k]
	}
	step := new(big.Rat).Sub(sorted[k+1], sorted[k])
	step.Mul(step, h.Sub(h, new(big.Rat).SetInt64(int64(k))))
	return step.Add(step, sorted[k])
}

func TestOracleQuantiles(t *testing.T) {
	ps := []string{"0", "0.05", "0.25", "0.5", "0.9", "0.95", "1"}
	show := func(d Distribution[decimal.Decimal]) string {
		out := []string{showInt(d.Count()), d.Total().String()}
		for _, p := range ps {
			out = append(out, d.Quantile(decimal.RequireFromString(p)).Rat().RatString())
		}
		return strings.Join(out, " ")
	}
	oracle(t, Quantiles(orderWeight), show, func(rows orderRows) string {
		var all []decimal.Decimal
		var sorted []*big.Rat
		for _, n := range numbersOf(rows) {
			all = append(all, decimal.New(n, -int32(uint64(n)%13)))
			sorted = append(sorted, all[len(all)-1].Rat())
		}
		if len(sorted) == 0 {
			return "(no data)"
		}
		slices.SortFunc(sorted, (*big.Rat).Cmp)
		out := []string{showInt(int64(len(sorted))), total(all).String()}
		for _, p := range ps {
			out = append(out, naiveQuantile(sorted, decimal.RequireFromString(p).Rat()).RatString())
		}
		return strings.Join(out, " ")
	})
}

// Gaps may be longer than a time.Duration: they are compared in seconds.
func TestOracleGaps(t *testing.T) {
	r := span("2025-02/2025-11")
	show := func(d Distribution[time.Duration]) string {
		return showInt(d.Count()) + " " + d.Mean().Decimal(6).StringFixed(6) + " " + d.QuantileDecimal(decimal.NewFromInt(1)).StringFixed(6)
	}
	oracle(t, Gaps(model.OrderPlacedAt, r), show, func(rows orderRows) string {
		times := map[time.Time]bool{}
		for _, o := range rows {
			times[o.PlacedAt().UTC()] = true
		}
		n, sum, longest := int64(0), new(big.Rat), new(big.Rat)
		for end := range times {
			var start time.Time
			for t := range times { // the one before it
				if t.Before(end) && (start.IsZero() || t.After(start)) {
					start = t
				}
			}
			if start.IsZero() || !r.Contains(end) {
				continue
			}
			gap := big.NewRat(end.UnixMicro()-start.UnixMicro(), 1e6)
			n, sum = n+1, sum.Add(sum, gap)
			if gap.Cmp(longest) > 0 {
				longest = gap
			}
		}
		if n == 0 {
			return "(no data)"
		}
		return showInt(n) + " " + rounded(sum.Quo(sum, new(big.Rat).SetInt64(n)), 6) + " " + rounded(longest, 6)
	})
}

func TestOracleSmallestAndDistinct(t *testing.T) {
	show := func(p Pair[model.Channel, int64]) string {
		return shown(p.A, func(c model.Channel) string { return string(c) }) + " " + shown(p.B, showInt)
	}
	oracle(t, Both(Smallest(model.OrderChannel), Distinct(model.OrderChannel)), show, func(rows orderRows) string {
		var all []string
		for _, o := range rows {
			if c := o.Channel(); c != "" {
				all = append(all, string(c))
			}
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) == 0 {
			return "(no data) 0"
		}
		return all[0] + " " + showInt(int64(len(all)))
	})
}

// filter is the naive Where.
func filter(rows orderRows, keep func(model.OrderRow) bool) orderRows {
	var out orderRows
	for _, o := range rows {
		if keep(o) {
			out = append(out, o)
		}
	}
	return out
}

func during(rows orderRows, r period.Range) orderRows {
	return filter(rows, func(o model.OrderRow) bool { return !o.PlacedAt().Before(r.Start()) && o.PlacedAt().Before(r.End()) })
}

func TestOracleWhere(t *testing.T) {
	limit := model.MoneyOf(1, 0, model.EUR)
	p := model.And(model.Not(model.OrderChannel.Is("web")), model.Or(model.AtLeast(model.OrderNet, limit), orderOdd.Is(true)))
	oracle(t, Where(p, Sum(model.OrderNet)), showMoney, func(rows orderRows) string {
		return naiveSum(filter(rows, func(o model.OrderRow) bool {
			n, known := numberOfOrder(o)
			large := o.Net().Currency() == model.EUR && o.Net().Amount().GreaterThanOrEqual(limit.Amount())
			return o.Channel() != "" && o.Channel() != "web" && (large || known && n%2 != 0)
		}))
	})
	t.Run("during", func(t *testing.T) {
		r := span("2025-03-30")
		oracle(t, During(model.OrderPlacedAt, r, Sum(model.OrderNet)), showMoney, func(rows orderRows) string { return naiveSum(during(rows, r)) })
	})
	t.Run("refuse", func(t *testing.T) {
		m := Refuse(model.OrderState.Is("odd"), model.OrderChannel, UnplacedStatus, Sum(model.OrderNet))
		oracle(t, m, showMoney, func(rows orderRows) string {
			odd := filter(rows, func(o model.OrderRow) bool { return o.Status() == "odd" })
			if len(odd) == 0 {
				return naiveSum(rows)
			}
			first := ""
			for _, o := range odd {
				if c := string(o.Channel()); c != "" && (first == "" || c < first) {
					first = c
				}
			}
			if first == "" {
				first = "order.channel"
			}
			return "(unplaced status: " + first + ")"
		})
	})
}
