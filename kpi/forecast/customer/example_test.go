package customer_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/customer"
	"github.com/shopspring/decimal"
)

// model is the MBG/NBD model of CDNOW.
func shopModel() customer.MBGNBD {
	m, err := customer.NewMBGNBD(customer.Week, 0.525, 6.183, 0.891, 1.614)
	if err != nil {
		panic(err)
	}
	return m
}

var ann = customer.Customer{Repeats: 5, Recency: 30, Age: 39, MeanSpend: decimal.RequireFromString("41.20")}

// From a list of customers to the question whether Ann still buys.
func Example() {
	w := world{rng: seeded(1), r: 0.8, alpha: 6, a: 0.8, b: 2, early: true, minimum: 20, maximum: 52}
	customers := w.customers(3000) // from your order log

	fit, err := customer.FitMBGNBD(customer.Week, customers)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := fit.Problem(); err != nil {
		fmt.Println("do not rely on it:", err)
		return
	}
	alive, _ := fit.Model.PAlive(ann)
	orders, _ := fit.Model.ExpectedOrders(ann, customer.Months(3))
	fmt.Println(fit.Model)
	fmt.Printf("alive %.2f, orders in 3 months %.2f\n", alive, orders)
	// Output:
	// MBG/NBD(r=0.9287, alpha=6.7, a=0.7355, b=1.604 per week)
	// alive 0.71, orders in 3 months 1.11
}

func ExampleCustomer() {
	c := customer.Customer{Repeats: 2, Recency: 50, Age: 39}
	err := c.Validate()
	fmt.Println(err)
	fmt.Println(errors.Is(err, customer.ErrCustomer))
	// Output:
	// impossible customer: last order after the end of the observation (repeats 2, recency 50, age 39, mean spend 0)
	// true
}

func ExampleInvalid() {
	_, err := customer.FitBGNBD(customer.Day, []customer.Customer{ann, {Repeats: -1}})
	if invalid, ok := errors.AsType[*customer.Invalid](err); ok {
		fmt.Println(invalid.Index, invalid.Reason)
	}
	// Output:
	// 1 fewer than 0 repeat orders
}

func ExampleUnit() {
	fmt.Println(customer.Week, customer.Week.Days(), customer.Year.Days())
	// Output:
	// week 7 365.25
}

func ExampleSpan() {
	weeks, err := customer.Months(6).In(customer.Week)
	fmt.Printf("%.2f %v\n", weeks, err)
	fmt.Println(customer.Days(10).After(time.Date(2026, 2, 25, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly))
	// Output:
	// 26.09 <nil>
	// 2026-03-07
}

func ExampleDays() {
	fmt.Println(customer.Days(90))
	// Output:
	// 90 day
}
func ExampleWeeks() {
	fmt.Println(customer.Weeks(39))
	// Output:
	// 39 week
}
func ExampleMonths() {
	fmt.Println(customer.Months(3))
	// Output:
	// 3 month
}
func ExampleYears() {
	fmt.Println(customer.Years(1.5))
	// Output:
	// 1.5 year
}

// The same code serves every model of orders.
func ExampleModel() {
	bg, _ := customer.NewBGNBD(customer.Week, 0.243, 4.414, 0.793, 2.426)
	pareto, _ := customer.NewParetoNBD(customer.Week, 0.553, 10.578, 0.606, 11.669)
	oneOrder := customer.Customer{Age: 39}
	for _, m := range []customer.Model{bg, shopModel(), pareto} {
		alive, _ := m.PAlive(oneOrder)
		orders, _ := m.ExpectedOrders(oneOrder, customer.Years(1))
		some, _ := m.OrderProbability(oneOrder, customer.Years(1))
		fresh, _ := m.NewCustomerOrders(customer.Years(1))
		fmt.Printf("%.2f alive, %.2f orders, %.2f any, %.2f of a new customer per %s\n", alive, orders, some, fresh, m.TimeUnit())
	}
	// Output:
	// 1.00 alive, 0.25 orders, 0.17 any, 1.45 of a new customer per week
	// 0.39 alive, 0.20 orders, 0.13 any, 1.42 of a new customer per week
	// 0.29 alive, 0.14 orders, 0.08 any, 1.48 of a new customer per week
}

func ExampleBGNBD() {
	m, _ := customer.NewBGNBD(customer.Week, 0.243, 4.414, 0.793, 2.426)
	l, _ := m.LogLikelihood(customer.Customer{Repeats: 3, Recency: 4, Age: 6})
	none, _ := m.Probability(customer.Weeks(39), 0)
	fmt.Println(m)
	fmt.Println(m.R(), m.Alpha(), m.A(), m.B())
	fmt.Printf("%.4f, %.4f\n", l, none)
	// Output:
	// BG/NBD(r=0.243, alpha=4.414, a=0.793, b=2.426 per week)
	// 0.243 4.414 0.793 2.426
	// -7.9774, 0.5738
}

func ExampleNewBGNBD() {
	_, err := customer.NewBGNBD(customer.Week, 0.243, 4.414, 0.793, -1)
	fmt.Println(err)
	// Output:
	// parameters must be positive and finite: r, alpha, a, b = [0.243 4.414 0.793 -1]
}

func ExampleFitBGNBD() {
	w := world{rng: seeded(2), r: 0.6, alpha: 5, a: 0.8, b: 2.5, minimum: 40, maximum: 78}
	fit, err := customer.FitBGNBD(customer.Week, w.customers(5000))
	fmt.Println(fit.Model, fit.Status, err)
	// Output:
	// BG/NBD(r=0.5697, alpha=4.782, a=0.7666, b=2.385 per week) converged <nil>
}

func ExampleMBGNBD() {
	alive, _ := shopModel().PAlive(ann)
	orders, _ := shopModel().ExpectedOrders(ann, customer.Months(6))
	fmt.Printf("alive %.2f, orders in half a year %.2f\n", alive, orders)
	// Output:
	// alive 0.69, orders in half a year 1.85
}

func ExampleNewMBGNBD() {
	m, err := customer.NewMBGNBD(customer.Week, 0.525, 6.183, 0.891, 1.614)
	fmt.Println(m, err)
	// Output:
	// MBG/NBD(r=0.525, alpha=6.183, a=0.891, b=1.614 per week) <nil>
}

func ExampleFitMBGNBD() {
	_, err := customer.FitMBGNBD(0, []customer.Customer{ann})
	fmt.Println(err)
	_, err = customer.FitMBGNBD(customer.Week, []customer.Customer{ann})
	fmt.Println(err)
	// Output:
	// unknown unit of time: Unit(0)
	// too few customers
}

func ExampleParetoNBD() {
	m, _ := customer.NewParetoNBD(customer.Week, 0.563, 12.56, 0.408, 10.51)
	orders, _ := m.DiscountedOrders(customer.Customer{Repeats: 7, Recency: 35, Age: 77.86}, 0.0027)
	fmt.Println(m.R(), m.Alpha(), m.S(), m.Beta())
	fmt.Printf("%.2f discounted orders to come\n", orders)
	// Output:
	// 0.563 12.56 0.408 10.51
	// 1.86 discounted orders to come
}

func ExampleNewParetoNBD() {
	m, err := customer.NewParetoNBD(customer.Day, 0.6, 25, 0.35, 400)
	fmt.Println(m, err)
	// Output:
	// Pareto/NBD(r=0.6, alpha=25, s=0.35, beta=400 per day) <nil>
}

func ExampleFitParetoNBD() {
	w := world{rng: seeded(3), r: 0.9, alpha: 6, s: 0.7, beta: 12, minimum: 40, maximum: 78}
	fit, err := customer.FitParetoNBD(customer.Week, w.customers(5000))
	fmt.Println(fit.Model, fit.Status, err)
	// Output:
	// Pareto/NBD(r=0.9799, alpha=6.553, s=0.6896, beta=11.48 per week) converged <nil>
}

func ExampleFit() {
	w := world{rng: seeded(4), r: 0.8, alpha: 6, a: 0.8, b: 2, early: true, minimum: 40, maximum: 78}
	fit, _ := customer.FitMBGNBD(customer.Week, w.customers(5000))
	for _, p := range fit.Parameters {
		fmt.Printf("%-5s %.3f, standard error %.3f, 95%% %.3f to %.3f\n", p.Name, p.Estimate, p.StdError, p.Low, p.High)
	}
	fmt.Println(fit.Customers, "customers,", fit.Status)
	// Output:
	// r     0.821, standard error 0.052, 95% 0.725 to 0.930
	// alpha 6.221, standard error 0.361, 95% 5.552 to 6.971
	// a     0.761, standard error 0.047, 95% 0.674 to 0.860
	// b     1.905, standard error 0.199, 95% 1.552 to 2.339
	// 5000 customers, converged
}

func ExampleStatus() {
	fmt.Println(customer.Converged, "|", customer.Boundary, "|", customer.NotConverged)
	// Output:
	// converged | boundary | not converged
}

// A parameter with its interval.
func ExampleParameter() {
	p := customer.Parameter{Name: "alpha", Estimate: 6.18, StdError: 0.70, Low: 4.96, High: 7.71, Known: true}
	fmt.Printf("%s %.2f (%.2f to %.2f)\n", p.Name, p.Estimate, p.Low, p.High)
	// Output:
	// alpha 6.18 (4.96 to 7.71)
}
