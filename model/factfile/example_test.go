package factfile_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/model/factfile"
)

// A file of orders, its columns in an order of its own, is read fact by fact.
func ExampleLayout_Read() {
	file := `status,id,placed_at,goods,currency,payments,colour
placed,o1,2025-03-31T23:30:00+02:00,480.50,EUR,card,blue
placed,o2,2025-04-01T08:00:00Z,99,USD,voucher=20;card=79,
placed,o3,2025-04-01,10,EUR,,
`
	orders := factfile.Orders.Read(strings.NewReader(file), factfile.Options{Name: "march.csv"})
	for order, err := range orders.All() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(order.ID, order.PlacedAt.Format(time.RFC3339), order.Goods, order.Payments)
	}
	fmt.Println("not read:", orders.Unknown())
	// Output:
	// o1 2025-03-31T21:30:00Z 480.50 EUR [{card 0}]
	// o2 2025-04-01T08:00:00Z 99.00 USD [{voucher 20.00 USD} {card 79.00 USD}]
	// march.csv:4:11: order "o3": placed_at "2025-04-01": invalid: want a time such as 2025-01-31T09:30:00+01:00
	// not read: [colour]
}

// JSON Lines is recorded in facts, up to the first record that is refused.
func ExampleLayout_Load() {
	file := `{"id":"s1","started_at":"2025-04-01T08:00:00Z","page_views":4,"marks":[{"name":"search","at":"2025-04-01T08:01:00Z"}]}
{"id":"s1","started_at":"2025-04-01T08:00:00Z","page_views":4,"marks":[{"name":"search","at":"2025-04-01T08:01:00Z"}]}
{"id":"s2","started_at":"2025-04-01T09:00:00Z","page_views":-1}
{"id":"s3","started_at":"2025-04-01T10:00:00Z","page_views":2}
`
	facts := model.NewFacts(model.FactsOptions{})
	report, err := factfile.Sessions.Load(facts, strings.NewReader(file), factfile.Options{})
	fmt.Println(report)
	fmt.Println(err)
	fmt.Println(errors.Is(err, model.ErrInvalid), facts.Sessions.Len())
	// Output:
	// sessions: 3 rows, 1 accepted, 1 duplicates, 1 refused
	// sessions:3: session "s2": page_views "-1": invalid: negative
	// true 1
}

// A folder is read to its end, unless more records are refused than allowed.
// Times without an offset are those of the shop's clock.
func ExampleReadFolder() {
	folder := fstest.MapFS{
		"orders.csv": {Data: []byte("id,placed_at,status,account_id\no1,2025-03-31 23:30:00,placed,a\no2,2025-04-01 08:00:00,placed,b\n")},
		"lines.csv": {Data: []byte("order_id,no,product_id,quantity,unit_price\no1,1,drill,2,89.95\no2,1,saw,one,12\n" +
			"o1,2,bits,10,1.5\n")},
		"accounts.jsonl": {Data: []byte(`{"id":"a","segment":"trade"}`)},
		"notes.txt":      {},
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		fmt.Println(err)
		return
	}
	facts := model.NewFacts(model.FactsOptions{})
	report, err := factfile.ReadFolder(folder, facts, factfile.Options{Location: paris, Currency: model.EUR, MaxErrors: 100})
	fmt.Print(report)
	for _, fault := range report.Errors() {
		fmt.Println(fault)
	}
	for order := range facts.Orders.All() {
		fmt.Println(order.ID(), order.PlacedAt().Format(time.RFC3339), order.Goods())
	}
	fmt.Println(err)
	// Output:
	// accounts.jsonl: 1 rows, 1 accepted, 0 duplicates, 0 refused
	// lines.csv: 3 rows, 2 accepted, 0 duplicates, 1 refused
	// orders.csv: 2 rows, 1 accepted, 0 duplicates, 1 refused
	// not read: notes.txt
	// lines.csv:3:10: line "o2": quantity "one": invalid: want a plain decimal such as -12.50
	// orders.csv:3: order "o2": lines "": missing: a line of it in lines.csv was refused
	// o1 2025-03-31T21:30:00Z 194.90 EUR
	// <nil>
}

func ExampleLayout_Write() {
	facts := model.NewFacts(model.FactsOptions{})
	err := facts.Refunds.Append(model.Refund{
		ID: "r1", AccountID: "a", RefundedAt: time.Date(2025, 4, 2, 9, 0, 0, 0, time.UTC),
		Goods: model.MustParseMoney("12.50 EUR"), Kind: model.RefundReturn, Reason: "too late, \"again\"",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, form := range []factfile.Form{{Comma: ';'}, {Format: factfile.JSONLines}} {
		if err := factfile.Refunds.Write(os.Stdout, factfile.Refunds.Facts(facts), form); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// id;order_id;account_id;refunded_at;goods;tax;shipping;fees;kind;reason;lines;currency
	// r1;;a;2025-04-02T09:00:00Z;12.50;;;;return;"too late, ""again""";;EUR
	// {"id":"r1","account_id":"a","refunded_at":"2025-04-02T09:00:00Z","goods":"12.50","kind":"return","reason":"too late, \"again\"","currency":"EUR"}
}

func ExampleWriteFolder() {
	facts := model.NewFacts(model.FactsOptions{})
	err := facts.Orders.Append(model.Order{
		ID: "o1", PlacedAt: time.Date(2025, 4, 2, 9, 0, 0, 0, time.UTC), Status: model.StatusPlaced,
		Lines: []model.Line{{No: 1, ProductID: "drill", Quantity: model.MustParseMoney("2 XXX").Amount(), UnitPrice: model.MustParseMoney("89.95 EUR")}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "facts")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := factfile.WriteFolder(dir, facts, factfile.Form{}); err != nil {
		fmt.Println(err)
	}
	again := model.NewFacts(model.FactsOptions{})
	report, err := factfile.ReadFolder(os.DirFS(dir), again, factfile.Options{})
	fmt.Print(report)
	fmt.Println(err)
	// Output:
	// lines.csv: 1 rows, 1 accepted, 0 duplicates, 0 refused
	// orders.csv: 1 rows, 1 accepted, 0 duplicates, 0 refused
	// <nil>
}

// The columns of a kind are data, too.
func ExampleLayout_Columns() {
	for _, c := range factfile.CashFlows.Columns() {
		fmt.Println(c.Name, "·", c.Form, "·", c.Need)
	}
	// Output:
	// id · ID · required
	// project_id · ID · required
	// date · date · required
	// kind · code · required
	// amount · amount · required
	// basis · code · optional
	// category · code · optional
	// portfolio · code · optional
	// currency · currency · conditional
}
