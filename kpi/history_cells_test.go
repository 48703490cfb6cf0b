package kpi_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Many rows for each group and period are added up as they come: what a naive walk
// gives, whatever the amounts, asked in between and not, and with rows before the
// range.
func TestHistoryOfManyRowsAPeriod(t *testing.T) {
	half := model.MoneyOf(math.MaxInt64/2-1_000_000, 0, model.EUR)
	for name, amounts := range map[string][]model.Money{
		"one currency":         {model.MoneyOf(1250, 2, model.EUR), model.MoneyOf(-333, 2, model.EUR)},
		"nothing":              {{}},
		"zero":                 {model.MoneyOf(0, 2, model.EUR), {}},
		"sometimes":            {{}, model.MoneyOf(1250, 2, model.EUR)},
		"scales":               {model.MoneyOf(1250, 2, model.EUR), model.MoneyOf(1, 0, model.EUR), model.MoneyOf(7, 3, model.EUR)},
		"currencies":           {model.MoneyOf(1250, 2, model.EUR), model.MoneyOf(99, 2, model.USD), {}, model.MoneyOf(5, 0, model.JPY)},
		"large":                {half, half, half, model.MoneyOf(1, 0, model.EUR)},
		"large below 0":        {half.Neg(), half.Neg(), half, half.Neg()},
		"the marks themselves": {model.MoneyOf(math.MinInt64+2, 0, model.EUR), model.MoneyOf(-1, 0, model.EUR), model.MoneyOf(1, 0, model.EUR)},
		"a currency each":      {model.MoneyOf(1, 0, model.EUR), model.MoneyOf(1, 0, model.USD), model.MoneyOf(3, 0, model.GBP)},
		"wide only":            {mustAmount("900000000000000000000000")},
		"wide":                 {mustAmount("900000000000000000000000"), model.MoneyOf(1250, 2, model.EUR)},
	} {
		for _, before := range []bool{false, true} {
			t.Run(fmt.Sprint(name, before), func(t *testing.T) {
				start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
				r, err := period.NewRange(start, start.AddDate(0, 10, 0))
				if err != nil {
					t.Fatal(err)
				}
				random := rand.New(rand.NewPCG(7, 11))
				var rows []visit
				for i := range 2000 {
					at := start.AddDate(0, -1, 0).Add(time.Duration(random.IntN(12*30*24)) * time.Hour)
					v := visit{fmt.Sprint("a", random.IntN(6)), at, amounts[i%len(amounts)]}
					if name == "a currency each" {
						v.who = fmt.Sprint("a", i%len(amounts))
					}
					rows = append(rows, v)
				}
				random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
				buckets := kpi.Buckets{Range: r, Grain: period.Month, Calendar: period.In(time.UTC)}
				m := kpi.By(visitWho, kpi.History(visitAt, kpi.HistoryOptions[visit]{Amount: visitAmount, Buckets: buckets, Before: before}))
				naive := func(rows []visit) string {
					return naiveHistory(rows, func(at time.Time) (time.Time, bool) {
						switch {
						case at.Before(r.Start()):
							return period.FromMicros(math.MinInt64), before
						case r.Contains(at):
							return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC), true
						}
						return at, false
					})
				}
				if got, want := historyText(m.Of(slices.Values(rows))), naive(rows); got != want {
					t.Errorf("got\n%swant\n%s", got, want)
				}
				if !before && len(amounts) != 2 { // of so many that they are settled before all have come
					many := slices.Repeat(rows, 75)
					if name == "large" || name == "a currency each" { // at first, and small ones then
						for i := 70_000; i < len(many); i++ {
							if many[i].amount = model.MoneyOf(1, 0, model.EUR); name != "large" {
								many[i].who = "a0"
							}
						}
					}
					if got, want := historyText(m.Of(slices.Values(many))), naive(many); got != want {
						t.Errorf("of many, got\n%swant\n%s", got, want)
					}
				}
				asked := kpi.NewState(m)
				for from := 0; from < len(rows); from += 500 {
					asked.Add(rows[from : from+500]...)
					first := asked.Result()
					text := historyText(first)
					if want := naive(rows[:from+500]); text != want {
						t.Fatalf("of %d rows, got\n%swant\n%s", from+500, text, want)
					}
					defer func() {
						if got := historyText(first); got != text {
							t.Errorf("a result has changed from\n%sto\n%s", text, got)
						}
					}()
				}
				halves := kpi.NewState(m)
				halves.Add(rows[:700]...)
				other := kpi.NewState(m)
				other.Add(rows[700:]...)
				for range 2 { // of rows that are settled already, too
					merged := halves.Snapshot()
					if err := merged.Merge(other); err != nil {
						t.Fatal(err)
					}
					if got, want := historyText(merged.Result()), naive(rows); got != want {
						t.Errorf("merged, got\n%swant\n%s", got, want)
					}
					halves.Result()
					other.Result()
				}
			})
		}
	}
}
