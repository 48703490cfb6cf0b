package customer_test

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
	"github.com/shopspring/decimal"
)

// depth of this package below the module's root.
const depth = 1

func records(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(vectors.Path(t, depth, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// cdnow returns the 2,357 customers of the calibration period in weeks, and
// their orders in the 39 weeks after it.
func cdnow(t testing.TB) (customers []customer.Customer, actual []int) {
	t.Helper()
	for _, r := range records(t, "vectors/cdnow_summary.csv") {
		spend, err := decimal.NewFromString(r[4])
		if err != nil {
			t.Fatal(err)
		}
		customers = append(customers, customer.Customer{
			Repeats: int(number(t, r[1])), Recency: number(t, r[2]) / 7, Age: number(t, r[3]) / 7, MeanSpend: spend,
		})
		actual = append(actual, int(number(t, r[5])))
	}
	return customers, actual
}

func rounded(customers []customer.Customer) []customer.Customer {
	out := slices.Clone(customers)
	for i := range out {
		out[i].Recency = math.Round(out[i].Recency*100) / 100
		out[i].Age = math.Round(out[i].Age*100) / 100
	}
	return out
}

// cdnowFull summarises the order log to 1998-06-30, orders of one day merged.
func cdnowFull(t testing.TB) []customer.Customer {
	t.Helper()
	type log struct {
		days   []float64
		values map[float64]decimal.Decimal
	}
	logs := map[string]*log{}
	var ids []string
	origin := time.Date(1997, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range records(t, "vectors/cdnow_transactions.csv") {
		l := logs[r[0]]
		if l == nil {
			l = &log{values: map[float64]decimal.Decimal{}}
			logs[r[0]] = l
			ids = append(ids, r[0])
		}
		day, err := time.Parse("20060102", r[1])
		if err != nil {
			t.Fatal(err)
		}
		n := math.Round(day.Sub(origin).Hours() / 24)
		v, err := decimal.NewFromString(r[3])
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := l.values[n]; !ok {
			l.days = append(l.days, n)
		}
		l.values[n] = l.values[n].Add(v)
	}
	end := math.Round(time.Date(1998, 6, 30, 0, 0, 0, 0, time.UTC).Sub(origin).Hours() / 24)
	var out []customer.Customer
	for _, id := range ids {
		l := logs[id]
		slices.Sort(l.days)
		c := customer.Customer{Repeats: len(l.days) - 1, Age: (end - l.days[0]) / 7}
		if c.Repeats > 0 {
			c.Recency = (l.days[c.Repeats] - l.days[0]) / 7
			var sum decimal.Decimal
			for _, d := range l.days[1:] {
				sum = sum.Add(l.values[d])
			}
			c.MeanSpend = sum.DivRound(decimal.NewFromInt(int64(c.Repeats)), 10)
		}
		out = append(out, c)
	}
	return out
}

func total(orders []int) int {
	var sum int
	for _, n := range orders {
		sum += n
	}
	return sum
}
