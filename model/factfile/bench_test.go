package factfile

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

const benchOrders = 20_000

// someOrders yields orders of a shop, with 20 known fields and two payments in
// every tenth.
func someOrders(yield func(model.Order) bool) {
	for i := range int64(benchOrders) {
		money := func(units int64) model.Money { return model.MoneyOf(units, 2, model.EUR) }
		o := model.Order{
			ID: model.OrderID(fmt.Sprintf("order-%08d", i)), PlacedAt: noon.Add(time.Duration(i) * time.Minute), Status: model.StatusDelivered,
			AccountID: model.AccountID(fmt.Sprintf("account-%06d", i%5000)), BuyerID: model.PersonID(fmt.Sprintf("buyer-%06d", i%9000)),
			VisitorID: model.VisitorID(fmt.Sprintf("visitor-%07d", i)), SessionID: model.SessionID(fmt.Sprintf("session-%08d", i)),
			Channel: model.ChannelWeb, PlacedBy: model.PlacedByBuyer, Goods: money(10_000 + i), Discount: money(i % 1000), Tax: money(i),
			Shipping: money(990), Fees: money(0), DeliveryMode: model.DeliverStandard, Branch: "lyon", SalesRep: "rep-7", Country: "fr", Region: "ara",
			Payments: []model.Payment{{Method: model.PayCard}},
		}
		if i%10 == 0 {
			o.Payments = []model.Payment{{Method: model.PayVoucher, Amount: money(500)}, {Method: model.PayCard, Amount: money(9_500)}}
		}
		if !yield(o) {
			return
		}
	}
}

func benchFile(b *testing.B, form Form) []byte {
	var file bytes.Buffer
	if err := Orders.Write(&file, someOrders, form); err != nil {
		b.Fatal(err)
	}
	return file.Bytes()
}

func perRow(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*benchOrders), "ns/row")
}

func BenchmarkReadOrders(b *testing.B) {
	for _, form := range []Form{{}, {Format: JSONLines}} {
		b.Run(max(form.Format, CSV).String(), func(b *testing.B) {
			file := benchFile(b, form)
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range Orders.Read(bytes.NewReader(file), Options{}).All() {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			perRow(b)
		})
	}
}

func BenchmarkLoadOrders(b *testing.B) {
	file := benchFile(b, Form{})
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		f := model.NewFacts(model.FactsOptions{})
		if _, err := Orders.Load(f, bytes.NewReader(file), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	perRow(b)
}

func BenchmarkWriteOrders(b *testing.B) {
	f := model.NewFacts(model.FactsOptions{})
	if _, err := Orders.Load(f, bytes.NewReader(benchFile(b, Form{})), Options{}); err != nil {
		b.Fatal(err)
	}
	for _, form := range []Form{{}, {Format: JSONLines}} {
		b.Run(max(form.Format, CSV).String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var file bytes.Buffer
				if err := Orders.Write(&file, Orders.Facts(f), form); err != nil {
					b.Fatal(err)
				}
			}
			perRow(b)
		})
	}
}
