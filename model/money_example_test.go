package model_test

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

func ExampleParseMoney() {
	price, err := model.ParseMoney("1234.5 EUR")
	fmt.Println(price, err)
	_, err = model.ParseMoney("1,234.50 EUR")
	fmt.Println(err)
	// Output:
	// 1234.50 EUR <nil>
	// invalid number syntax: "1,234.50": want a plain decimal such as -12.50
}

func ExampleMoney_Add() {
	goods, shipping := model.MoneyOf(10000, 2, model.EUR), model.MoneyOf(490, 2, model.EUR)
	fmt.Println(goods.Add(shipping))
	fmt.Println(goods.Add(model.Money{}))
	_, err := goods.Add(model.MoneyOf(5, 0, model.USD))
	fmt.Println(err)
	// Output:
	// 104.90 EUR <nil>
	// 100.00 EUR <nil>
	// mixed currency: EUR, USD
}

// What is net in 1000 gross at 20 % VAT: divide once, and say to how many places.
func ExampleMoney_DivRound() {
	gross := model.MustParseMoney("1000 EUR")
	net, err := gross.DivRound(decimal.RequireFromString("1.2"), 2)
	fmt.Println(net, err)
	// Output: 833.33 EUR <nil>
}

func ExampleMoney_MarshalJSON() {
	data, err := json.Marshal(model.MustParseMoney("100 EUR"))
	fmt.Println(string(data), err)
	// Output: {"amount":"100.00","currency":"EUR"} <nil>
}

func ExampleMoneySum() {
	var sum model.MoneySum
	for _, order := range []string{"10000 AED", "5000 USD", "5000 EUR"} {
		sum.Add(model.MustParseMoney(order))
	}
	_, err := sum.Total()
	fmt.Println(err)
	for _, total := range sum.Totals() {
		fmt.Println(total)
	}
	// Output:
	// mixed currency: AED, EUR, USD
	// 10000.00 AED
	// 5000.00 EUR
	// 5000.00 USD
}

func ExampleParseCurrency() {
	yen, err := model.ParseCurrency("JPY")
	fmt.Println(yen, yen.MinorUnits(), err)
	_, err = model.ParseCurrency("yen")
	fmt.Println(err)
	// Output:
	// JPY 0 <nil>
	// unknown currency: "yen" is not an ISO 4217 code of three upper-case letters
}

func ExampleParseDecimal() {
	quantity, err := model.ParseDecimal("2.50")
	fmt.Println(quantity, err)
	_, err = model.ParseDecimal("1e999999999")
	fmt.Println(err)
	// Output:
	// 2.5 <nil>
	// number out of range: "1e999999999": magnitude must be below 10^24
}
