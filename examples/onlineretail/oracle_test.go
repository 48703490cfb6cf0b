package main

import (
	"encoding/csv"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

// oracle is what the report should say, worked out with plain maps, integers
// and fractions: a second implementation that shares nothing with the library. Its
// inputs are taken to be well-formed.
type oracle struct {
	rows, qualifying int
	leftOut          map[uci.Reason]int
	orders           map[string]*plainOrder
}

type plainOrder struct {
	customer string
	at       time.Time
	amount   int64 // in thousandths: prices have at most three decimals
}

// newOracle reads files by the rules of the program. An invoice of an earlier
// file is not compared, but taken to be the same.
func newOracle(t *testing.T, files ...io.Reader) *oracle {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	o := &oracle{leftOut: map[uci.Reason]int{}, orders: map[string]*plainOrder{}}
	seen := map[string]int{} // the file of each invoice
	times := map[string]time.Time{}
	prices := map[string]int64{}
	for i, f := range files {
		in := csv.NewReader(f)
		in.ReuseRecord = true
		for first := true; ; first = false {
			r, err := in.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if first {
				continue
			}
			o.rows++
			quantity, err := strconv.Atoi(r[3])
			if err != nil {
				t.Fatal(err)
			}
			price, ok := prices[r[5]]
			if !ok {
				exact, _ := new(big.Rat).SetString(r[5])
				if exact.Mul(exact, big.NewRat(1000, 1)); !exact.IsInt() {
					t.Fatalf("price %s", r[5])
				}
				price = exact.Num().Int64()
				prices[strings.Clone(r[5])] = price
			}
			if file, ok := seen[r[0]]; !ok {
				seen[strings.Clone(r[0])] = i
			} else if file != i {
				o.leftOut["repeated_invoice"]++
				continue
			}
			switch {
			case r[0][0] == 'C':
				o.leftOut["cancellation"]++
			case r[0][0] == 'A':
				o.leftOut["adjustment"]++
			case r[6] == "":
				o.leftOut["no_customer"]++
			case quantity <= 0:
				o.leftOut["quantity_not_positive"]++
			case price <= 0:
				o.leftOut["price_not_positive"]++
			default:
				o.qualifying++
				at, ok := times[r[4]]
				if !ok {
					if at, err = time.ParseInLocation("2006-01-02 15:04:05", r[4], london); err != nil {
						t.Fatal(err)
					}
					times[strings.Clone(r[4])] = at
				}
				order := o.orders[r[0]]
				if order == nil {
					order = &plainOrder{strings.Clone(r[6]), at, 0}
					o.orders[strings.Clone(r[0])] = order
				}
				if at.Before(order.at) {
					order.at = at
				}
				order.amount += price * int64(quantity)
			}
		}
	}
	return o
}

// document is the JSON that the program should print, but for names of files
// and what is always undefined.
func (o *oracle) document() *document {
	d := &document{Rows: o.rows, QualifyingLines: o.qualifying, LeftOut: o.leftOut}
	var revenue, offHours, off int64
	var amounts []int64
	placed := map[string][]time.Time{} // by customer
	for _, order := range o.orders {
		revenue += order.amount
		amounts = append(amounts, order.amount)
		placed[order.customer] = append(placed[order.customer], order.at)
		if h, day := order.at.Hour(), order.at.Weekday(); day == time.Saturday || day == time.Sunday || h < 9 || h >= 17 {
			off++
			offHours += order.amount
		}
	}
	slices.Sort(amounts)
	n := len(amounts)
	median := big.NewRat(amounts[(n-1)/2]+amounts[n/2], 2*1000)

	var first, last time.Time
	var repeat, gaps, waited int64 // in seconds: together they are longer than a time.Duration
	fresh := map[string]int64{}    // new customers by month
	for _, times := range placed {
		slices.SortFunc(times, time.Time.Compare)
		fresh[times[0].Format("2006-01")]++
		if first.IsZero() || times[0].Before(first) {
			first = times[0]
		}
		if end := times[len(times)-1]; end.After(last) {
			last = end
		}
		if len(times) > 1 {
			repeat++
		}
		for i := 1; i < len(times); i++ {
			if gap := times[i].Sub(times[i-1]); gap > 0 {
				gaps++
				waited += int64(gap / time.Second)
			}
		}
	}
	d.Orders, d.Customers, d.RepeatCustomers = new(int64(n)), new(int64(len(placed))), new(repeat)
	d.Revenue, d.MedianOrderValue, d.MaximumOrderValue = new(mills(revenue)), new(plain(median)), new(mills(amounts[n-1]))
	d.AverageOrderValue = new(rounded(big.NewRat(revenue, int64(n)*1000), 4))
	d.FirstOrderAt, d.LastOrderAt = new(first.Format(time.RFC3339)), new(last.Format(time.RFC3339))
	d.OffHoursOrders, d.OffHoursRevenue = new(off), new(mills(offHours))
	d.OffHoursRevenueShare = new(rounded(big.NewRat(offHours, revenue), 6))
	d.OrderIntervals = new(gaps)
	days := big.NewRat(waited, gaps*86400)
	d.OrderIntervalMeanDays = new(rounded(days, 6))
	d.Monthly = o.monthly(first, last, fresh)
	o.retention(d, placed, last)
	return d
}

func (o *oracle) monthly(first, last time.Time, fresh map[string]int64) []monthDocument {
	var out []monthDocument
	for m := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC); m.Format("2006-01") <= last.Format("2006-01"); m = m.AddDate(0, 1, 0) {
		label := m.Format("2006-01")
		active, revenue, orders := map[string]bool{}, int64(0), int64(0)
		for _, order := range o.orders {
			if order.at.Format("2006-01") == label {
				orders++
				revenue += order.amount
				active[order.customer] = true
			}
		}
		out = append(out, monthDocument{label, new(orders), new(mills(revenue)), new(int64(len(active))), new(fresh[label])})
	}
	return out
}

func (o *oracle) retention(d *document, placed map[string][]time.Time, last time.Time) {
	month := time.Date(last.Year(), last.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -1, 0)
	in := func(times []time.Time, label string) bool {
		return slices.ContainsFunc(times, func(t time.Time) bool { return t.Format("2006-01") == label })
	}
	var before, both int64
	for _, times := range placed {
		if in(times, month.AddDate(0, -1, 0).Format("2006-01")) {
			before++
			if in(times, month.Format("2006-01")) {
				both++
			}
		}
	}
	d.RetentionMonth = month.Format("2006-01")
	d.CustomerRetentionRate = new(rounded(big.NewRat(both, before), 6))
}

// mills writes thousandths.
func mills(n int64) string { return plain(big.NewRat(n, 1000)) }

// plain writes a decimal fraction exactly, with at least the two places of GBP.
func plain(r *big.Rat) string {
	for places := 2; ; places++ {
		s := r.FloatString(places)
		if back, _ := new(big.Rat).SetString(s); back.Cmp(r) == 0 {
			return s
		}
	}
}

// rounded writes a fraction that is not negative with so many places, half to
// even.
func rounded(r *big.Rat, places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	whole, rest := new(big.Int).QuoRem(new(big.Int).Mul(r.Num(), scale), r.Denom(), new(big.Int))
	half := new(big.Int).Lsh(rest, 1).Cmp(r.Denom())
	if half > 0 || half == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(whole, scale).FloatString(places)
}

func TestRoundedIsHalfToEven(t *testing.T) {
	for in, want := range map[string]string{"0.125": "0.12", "0.135": "0.14", "0.1251": "0.13", "1/3": "0.33", "2/3": "0.67", "0.995": "1.00"} {
		r, _ := new(big.Rat).SetString(in)
		if got := rounded(r, 2); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}
