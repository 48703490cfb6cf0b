package cohort_test

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/period"
)

func ExampleStatus() {
	for _, s := range []cohort.Status{cohort.NotYet, cohort.Partial, cohort.Complete} {
		text, err := s.MarshalText()
		fmt.Println(s, string(text), err)
	}
	// Output:
	// not yet not yet <nil>
	// partial partial <nil>
	// complete complete <nil>
}

func ExampleTable_MarshalJSON() {
	o := cohort.TableOptions{Cohorts: spring, AsOf: springAsOf, Columns: 2}
	t, _ := cohort.Retention(dealers, o).Of(slices.Values(springRows[7:8])).Value()
	t.Rows = t.Rows[2:]
	data, err := json.MarshalIndent(t, "", " ")
	fmt.Println(string(data), err)
	// Output:
	// {
	//  "grain": "month",
	//  "zone": "UTC",
	//  "as_of": "2025-04-10T00:00:00Z",
	//  "flavour": "on",
	//  "entry": "first-time",
	//  "at_least": 1,
	//  "reference": "cohort",
	//  "level": 0.95,
	//  "columns": [
	//   {
	//    "from": 0,
	//    "to": 0
	//   },
	//   {
	//    "from": 1,
	//    "to": 1
	//   }
	//  ],
	//  "rows": [
	//   {
	//    "cohort": "2025-03",
	//    "size": 1,
	//    "cells": [
	//     {
	//      "status": "complete",
	//      "subjects": 1,
	//      "of": 1,
	//      "rate": "1.000000",
	//      "low": "0.206549",
	//      "high": "1.000000",
	//      "orders": 1,
	//      "money": {
	//       "value": {
	//        "amount": "60.00",
	//        "currency": "EUR"
	//       }
	//      }
	//     },
	//     {
	//      "status": "partial",
	//      "subjects": 0,
	//      "of": 1,
	//      "rate": "0.000000",
	//      "low": "0.000000",
	//      "high": "0.793451",
	//      "orders": 0,
	//      "money": {
	//       "value": {
	//        "amount": "0",
	//        "currency": ""
	//       }
	//      }
	//     }
	//    ]
	//   },
	//   {
	//    "cohort": "2025-04",
	//    "size": 0,
	//    "cells": [
	//     {
	//      "status": "partial",
	//      "subjects": 0,
	//      "of": 0,
	//      "orders": 0,
	//      "money": {
	//       "value": {
	//        "amount": "0",
	//        "currency": ""
	//       }
	//      }
	//     },
	//     {
	//      "status": "not yet"
	//     }
	//    ]
	//   }
	//  ],
	//  "means": [
	//   {
	//    "cells": 1,
	//    "subjects": 1,
	//    "of": 1,
	//    "pooled": "1.000000",
	//    "low": "0.206549",
	//    "high": "1.000000",
	//    "simple": "1.000000"
	//   },
	//   {
	//    "cells": 0,
	//    "subjects": 0,
	//    "of": 0
	//   }
	//  ]
	// } <nil>
}

func ExampleExact_MarshalJSON() {
	v, _ := springTable().Rows[0].ValuePerCustomer(2).Value()
	data, err := v.MarshalJSON()
	fmt.Println(string(data), err)
	// Output: {"value":"196.666667","fraction":"590/3","currency":"EUR"} <nil>
}

func ExampleChange() {
	var c cohort.PeriodChange = springFlows().Changes()[1]
	var change cohort.Change
	change, _ = c.Change.Value()
	fmt.Println(c.Period, c.Status, change.Revenue, change.Customers, change.Frequency, change.Value)
	// Output: 2025-03 complete 350.0000 EUR 245.0000 EUR 0.0000 EUR 105.0000 EUR
}

func ExamplePayback() {
	var p cohort.Payback
	p, _ = springTable().Rows[0].Payback(eur(240)).Value()
	fmt.Println(p.Column, p.Surplus)
	// Output: 0 0.00 EUR
}

func ExampleActiveCounts() {
	var counts cohort.ActiveCounts
	counts, _ = cohort.Active(dealers, spring, 1, springAsOf).Of(slices.Values(springRows)).Value()
	var last cohort.ActiveCount = counts[len(counts)-1]
	fmt.Println(last.Period, last.Status, last.Subjects)
	// Output: 2025-04 partial 1
}

func ExampleStickinesses() {
	var s cohort.Stickinesses
	s, _ = cohort.Sticky(dealers, spring, period.ISOWeek, springAsOf).Of(slices.Values(springRows)).Value()
	var march cohort.Stickiness = s[2]
	fmt.Println(march.Short, "weeks,", march.Sum, "times one of", march.Active, "customers:", march.Rate)
	// Output: 5 weeks, 5 times one of 4 customers: 25.00 %
}

func ExampleRungs() {
	var rungs cohort.Rungs
	rungs, _ = cohort.Ladder(dealers, spring.Range).Of(slices.Values(springRows)).Value()
	fmt.Println(rungs.Len(), rungs.Reached(2), rungs.Step(1))
	// Output: 4 3 60.00 %
}

func ExampleRungs_MarshalJSON() {
	rungs, _ := cohort.Ladder(dealers, spring.Range).Of(slices.Values(springRows)).Value()
	data, err := rungs.MarshalJSON()
	fmt.Println(string(data), err)
	// Output: [5,3,1,1] <nil>
}

func ExampleSecond() {
	var s cohort.Second
	s, _ = cohort.SecondOrder(dealers, spring.Range, springAsOf).Of(slices.Values(springRows)).Value()
	times, _ := s.Times.Value()
	fmt.Println(s.Reached, "of", s.Subjects, "in", times.Min(), "to", times.Max())
	// Output: 3 of 5 in 840h0m0s to 1128h0m0s
}

func ExampleRepeat() {
	r := cohort.Repeat{Active: 10, Repeating: 3, Returning: 6}
	fmt.Println(r.RepeatPurchaseRate(), r.ReturningCustomerRate())
	// Output: 30.00 % 60.00 %
}

// Where customers are in a month, and where they go.
func ExampleMovement() {
	var m cohort.Movement[string]
	m, _ = cohort.Moves(dealers, dealChannel, spring, springAsOf).Of(slices.Values(springRows)).Value()
	var april cohort.PeriodMoves[string] = m.Periods[3]
	var first cohort.Move[string] = april.Moves[0]
	var to cohort.Place[string] = first.To
	fmt.Println(april.Period, april.Status, first.From, to, to.Kind == cohort.Away, first.Subjects)
	var web cohort.ChannelUse[string] = april.Channels[1]
	fmt.Println(web.Channel, web.Before, web.Kept, web.Lost, web.Gone)
	// Output:
	// 2025-04 partial edi (away) true 1
	// web 3 0 1 2
}

func ExamplePlaceKind() {
	for _, k := range []cohort.PlaceKind{cohort.IsNew, cohort.InChannel, cohort.Away} {
		text, err := json.Marshal(k)
		fmt.Println(k, string(text), err)
	}
	// Output:
	// new "new" <nil>
	// channel "channel" <nil>
	// away "away" <nil>
}

func ExampleWallet() {
	o := cohort.TableOptions{Cohorts: spring, AsOf: date("2025-05-01"), Columns: 1}
	var w cohort.Wallet[string]
	w, _ = cohort.WalletShares(dealers, dealChannel, o).Of(slices.Values(springRows)).Value()
	var month cohort.WalletColumn[string] = w[0]
	for _, s := range month.Channels {
		var share cohort.WalletShare[string] = s
		var channel cohort.Channel[string] = share.Channel
		fmt.Println(channel, channel.Known, share.Events, share.Money, share.Share)
	}
	// Output:
	// edi true 1 300.00 EUR 50.00 %
	// web true 4 300.00 EUR 50.00 %
}
