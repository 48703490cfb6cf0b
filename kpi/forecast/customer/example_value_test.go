package customer_test

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
)

func ExampleGammaGamma() {
	m, _ := customer.NewGammaGamma(6.25, 3.74, 15.44)
	all, _ := m.MeanSpend()
	own, _ := m.ExpectedSpend(ann)
	density, _ := m.Density(ann)
	l, _ := m.LogLikelihood(ann)
	fmt.Println(m.P(), m.Q(), m.Gamma())
	fmt.Printf("all %.2f, Ann %.2f, density %.4f, log %.3f\n", all, own, density, l)
	// Output:
	// 6.25 3.74 15.44
	// all 35.22, Ann 40.72, density 0.0125, log -4.381
}

func ExampleNewGammaGamma() {
	m, _ := customer.NewGammaGamma(2, 0.79, 10)
	_, err := m.MeanSpend()
	fmt.Println(err)
	// Output:
	// mean spend does not exist for q <= 1: q = 0.79
}

func ExampleFitGammaGamma() {
	w := world{rng: seeded(5), r: 0.9, alpha: 6, s: 0.7, beta: 12, p: 5, q: 3.5, gamma: 40, minimum: 40, maximum: 78}
	fit, err := customer.FitGammaGamma(w.customers(5000))
	fmt.Println(fit.Model, fit.Status, err)
	fmt.Println(fit.Customers, "with repeat orders,", fit.OneTime, "without")
	// Output:
	// Gamma-Gamma(p=5.275, q=3.536, gamma=37.88) converged <nil>
	// 3186 with repeat orders, 1814 without
}

// What a fit of the spend model leaves out, it counts.
func ExampleSpendFit() {
	fit, err := customer.FitGammaGamma([]customer.Customer{{Age: 9}, {Repeats: 2, Recency: 5, Age: 9}})
	fmt.Println(fit.OneTime, fit.NotPositive, err)
	// Output:
	// 1 1 too few customers
}

func ExampleSpendCorrelation() {
	w := world{rng: seeded(6), r: 0.9, alpha: 6, s: 0.7, beta: 12, p: 5, q: 3.5, gamma: 40, minimum: 40, maximum: 78}
	r, ok := customer.SpendCorrelation(w.customers(5000))
	fmt.Printf("%.2f %v\n", r, ok)
	// Output:
	// 0.01 true
}

func ExampleValuation() {
	spend, _ := customer.NewGammaGamma(6.25, 3.74, 15.44)
	v := customer.Valuation{Step: customer.Months(1), Steps: 24, Discount: 0.01, Margin: 0.3}
	orders, _ := v.DiscountedOrders(shopModel(), ann)
	value, err := v.LifetimeValue(shopModel(), spend, ann)
	fmt.Printf("%.2f orders, worth %.2f, %v\n", orders, value, err)
	// Output:
	// 4.82 orders, worth 58.84, <nil>
}

func ExamplePerpetualValue() {
	m, _ := customer.NewParetoNBD(customer.Week, 0.563, 12.56, 0.408, 10.51)
	spend, _ := customer.NewGammaGamma(6.25, 3.74, 15.44)
	rate, _ := customer.ContinuousRate(0.15, 52)
	value, err := customer.PerpetualValue(m, spend, ann, rate, 0.3)
	fmt.Printf("%.2f %v\n", value, err)
	// Output:
	// 217.57 <nil>
}

func ExampleContinuousRate() {
	rate, err := customer.ContinuousRate(0.15, 52)
	fmt.Printf("%.4f a week, %v\n", rate, err)
	// Output:
	// 0.0027 a week, <nil>
}

func ExampleNextOrder() {
	end := time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC) // of the observation
	wait, ok, err := customer.NextOrder(shopModel(), ann, 0.5)
	fmt.Printf("%.1f %s, %v, %v\n", wait.Length, wait.Unit, ok, err)
	fmt.Println(wait.After(end).Format(time.DateOnly))
	// Output:
	// 12.1 week, true, <nil>
	// 2026-12-23
}

func ExampleCompare() {
	w := world{rng: seeded(8), r: 0.8, alpha: 6, a: 0.8, b: 2, early: true, minimum: 20, maximum: 52, after: 26}
	customers := w.customers(3000)
	fit, _ := customer.FitMBGNBD(customer.Week, customers)
	rows, err := customer.Compare(customers, w.future, customer.Weeks(26), fit.Model)
	for _, h := range rows {
		fmt.Printf("%-21s %5.0f %.3f %.3f\n", h.Name, h.Total, h.MAE, h.Correlation)
	}
	var actual int
	for _, n := range w.future {
		actual += n
	}
	fmt.Println("actual", actual, err)
	// Output:
	// MBG/NBD                2416 0.722 0.722
	// same count as before   5951 1.549 0.611
	// own rate x time        4365 1.132 0.629
	// actual 2372 <nil>
}

// One row of the comparison.
func ExampleHoldout() {
	rows, _ := customer.Compare([]customer.Customer{ann, {Age: 39}}, []int{3, 0}, customer.Weeks(39), shopModel())
	fmt.Printf("%s: %.2f orders, MAE %.2f, correlated %v\n", rows[0].Name, rows[0].Total, rows[0].MAE, rows[0].Correlated)
	// Output:
	// MBG/NBD: 2.74 orders, MAE 0.29, correlated true
}

func ExampleHistory() {
	h := customer.History{ID: "ACME", Gaps: []float64{28, 31, 27, 30}, Silence: 75}
	m, _ := customer.NewReorder(customer.Day, 4, 5, 40)
	usual, _ := m.Usual(h)
	silent, _ := m.StillSilent(h)
	fmt.Printf("usually %.1f days; %.1f %% of gaps are longer than this\n", usual.Length, 100*silent)
	// Output:
	// usually 29.7 days; 2.4 % of gaps are longer than this
}

func ExampleRegularity() {
	r := customer.Regularity{Shape: 3.1, StdError: 0.2, Customers: 180}
	fmt.Println(r.Regular())
	// Output:
	// true
}

func ExampleEstimateRegularity() {
	r, err := customer.EstimateRegularity(reorderers(1, 500, 3, 4, 40))
	fmt.Printf("%.2f +- %.2f, regular %v, %v\n", r.Shape, r.StdError, r.Regular(), err)
	// Output:
	// 3.06 +- 0.12, regular true, <nil>
}

func ExampleReorder() {
	m, _ := customer.NewReorder(customer.Day, 4, 5, 40)
	few := customer.History{Gaps: []float64{30}, Silence: 12}
	many := customer.History{Gaps: []float64{30, 31, 29, 30, 30, 31, 29, 30}, Silence: 12}
	for _, h := range []customer.History{few, many} {
		usual, _ := m.Usual(h)
		wait, ok, _ := m.NextOrder(h)
		fmt.Printf("usually %.1f %s, next in %.1f, %v\n", usual.Length, m.TimeUnit(), wait.Length, ok)
	}
	fmt.Println(m.Shape())
	// Output:
	// usually 31.1 day, next in 19.7, true
	// usually 30.3 day, next in 17.6, true
	// 4
}

func ExampleNewReorder() {
	m, err := customer.NewReorder(customer.Day, 4, 5, 40)
	fmt.Println(m, err)
	// Output:
	// reorder(k=4, r=5, alpha=40 day) <nil>
}

func ExampleFitReorder() {
	fit, err := customer.FitReorder(customer.Day, reorderers(2, 500, 3, 4, 40))
	fmt.Println(fit.Model, fit.Status, err)
	// Output:
	// reorder(k=2.954, r=3.975, alpha=41.58 day) converged <nil>
}

// The fit carries the regularity it rests on.
func ExampleReorderFit() {
	fit, _ := customer.FitReorder(customer.Day, reorderers(3, 500, 1, 4, 40))
	fmt.Printf("k %.2f: regular %v\n", fit.Model.Shape(), fit.Regularity.Regular())
	// Output:
	// k 1.01: regular false
}

func ExampleReorder_CallList() {
	m, _ := customer.NewReorder(customer.Day, 4, 5, 40)
	calls, err := m.CallList([]customer.History{
		{ID: "ACME", Gaps: []float64{28, 31, 27, 30, 29, 30}, Silence: 75},
		{ID: "Bolt & Sons", Gaps: []float64{28}, Silence: 75},
		{ID: "Cutlery Ltd", Gaps: []float64{90, 88, 95}, Silence: 75},
	}, 0.2)
	for _, c := range calls {
		fmt.Println(c)
	}
	fmt.Println(err)
	// Output:
	// ACME: silent for 75 day, usually 29.7 day, overdue by 1.5 usual intervals
	// Bolt & Sons: silent for 75 day, usually 30.2 day, overdue by 1.5 usual intervals
	// <nil>
}

func ExampleCall() {
	c := customer.Call{ID: "ACME", Usual: customer.Days(9.8), Silence: customer.Days(40), Overdue: 3.1}
	fmt.Println(c)
	// Output:
	// ACME: silent for 40 day, usually 9.8 day, overdue by 3.1 usual intervals
}
