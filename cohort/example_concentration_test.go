package cohort_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
)

// Which customers most of the revenue comes from.
func ExampleABC() {
	var classes cohort.Classes[string]
	classes, _ = cohort.ABC(dealWho, kpi.Sum(dealAmount), cohort.ABCCuts{}).Of(slices.Values(springRows)).Value()
	fmt.Println(classes)
	class, known := classes.Of("bob")
	fmt.Println(class, known)
	// Output:
	// A: 3, 1020.00 EUR
	// B: 1, 120.00 EUR
	// C: 1, 40.00 EUR
	// A true
}

func ExampleABCCuts() {
	cuts := cohort.ABCCuts{A: decimal.New(5, -1), B: decimal.New(9, -1)} // half, and nine tenths
	classes, _ := cohort.ABC(dealWho, kpi.Sum(dealAmount), cuts).Of(slices.Values(springRows)).Value()
	for _, c := range classes.Counts() {
		fmt.Println(c.Class, c.Keys, c.Amount)
	}
	for _, i := range classes.Items() {
		fmt.Println(i.Key, i.Amount, i.Class)
	}
	// Output:
	// A 1 590.00 EUR
	// B 3 550.00 EUR
	// C 1 40.00 EUR
	// ann 590.00 EUR A
	// eve 300.00 EUR B
	// bob 130.00 EUR B
	// dee 120.00 EUR B
	// cy 40.00 EUR C
}

func ExampleClasses_MarshalJSON() {
	classes, _ := cohort.ABC(dealWho, kpi.Sum(dealAmount), cohort.ABCCuts{}).Of(slices.Values(springRows[:1])).Value()
	data, err := json.Marshal(classes)
	fmt.Println(string(data), err)
	// Output: {"counts":[{"class":"A","keys":1,"amount":{"amount":"120.00","currency":"EUR"}},{"class":"B","keys":0,"amount":{"amount":"0","currency":""}},{"class":"C","keys":0,"amount":{"amount":"0","currency":""}}],"items":[{"key":"ann","amount":{"amount":"120.00","currency":"EUR"},"class":"A"}]} <nil>
}

func ExampleClass() {
	fmt.Println(cohort.ClassA, cohort.ClassB, cohort.ClassC)
	count := cohort.ClassCount{Class: cohort.ClassA, Keys: 2, Amount: eur(100)}
	item := cohort.ClassItem[string]{Key: "ann", Amount: eur(80), Class: cohort.ClassA}
	fmt.Println(count.Class == item.Class)
	// Output:
	// A B C
	// true
}

// How much of the revenue hangs on few customers.
func ExampleConcentrationBy() {
	c, _ := cohort.ConcentrationBy(dealWho, kpi.Sum(dealAmount)).Of(slices.Values(springRows)).Value()
	fmt.Println(c)
	fmt.Println(c.TopShare(decimal.New(5, -1)), "of the revenue is of half of the customers")
	// Output:
	// top 20 % hold 50.00 %, 3 of 5 hold 80 %, Gini 0.4339
	// 86.44 % of the revenue is of half of the customers
}

func ExampleNewConcentration() {
	var amounts []decimal.Decimal
	for _, v := range []int64{10, 20, 30, 140} {
		amounts = append(amounts, decimal.NewFromInt(v))
	}
	var c cohort.Concentration
	c, err := cohort.NewConcentration(amounts)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(c.Len(), c.Total(), c.Lorenz())
	fmt.Printf("Gini %.4f, corrected %.4f, HHI %.4f, Theil %.4f\n", c.Gini(), c.GiniCorrected(), c.HHI(), c.Theil())
	fmt.Println(c.TopShare(decimal.New(25, -2)), c.CountFor(decimal.New(8, -1)))

	_, err = cohort.NewConcentration([]decimal.Decimal{decimal.New(-1, 0)})
	fmt.Println(errors.Is(err, cohort.ErrNegativeAmount), err)
	_, err = cohort.NewConcentration(nil)
	fmt.Println(errors.Is(err, cohort.ErrNoAmount), err)
	// Output:
	// 4 200 [0 0.05 0.15 0.3 1]
	// Gini 0.5000, corrected 0.6667, HHI 0.5250, Theil 0.4720
	// 70.00 % 2
	// true cohort: concentration: an amount is negative: -1
	// true cohort: concentration: the amounts come to nothing: 0 of them
}

func ExampleConcentration_MarshalJSON() {
	c, err := cohort.NewConcentration([]decimal.Decimal{decimal.New(20, 0), decimal.New(20, 0)})
	if err != nil {
		fmt.Println(err)
	}
	data, err := json.Marshal(c)
	fmt.Println(string(data), err)
	// Output: {"count":2,"total":"40","gini":0,"hhi":0.5,"theil":0,"top_20_percent":{"value":{"value":"0.500000","numerator":"20","denominator":"40"}},"count_for_80_percent":2} <nil>
}
