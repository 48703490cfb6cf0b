package kpi

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Fields and keys of a caller's own over the rows of a shop: numbers of every
// type, which may be negative, and keys that are not stored as codes.
var (
	orderNumber = model.NewField("order.number", numberOfOrder)

	orderWait = model.NewField("order.wait", func(o model.OrderRow) (time.Duration, bool) {
		n, ok := numberOfOrder(o)
		return time.Duration(n), ok
	})
	orderWeight = model.NewField("order.weight", func(o model.OrderRow) (decimal.Decimal, bool) {
		n, ok := numberOfOrder(o)
		return decimal.New(n, -int32(uint64(n)%13)), ok
	})
	orderDebt = model.NewField("order.debt", func(o model.OrderRow) (model.Money, bool) {
		n, ok := numberOfOrder(o)
		if ok && n < 0 {
			return o.Net().Neg(), true
		}
		return o.Tax(), !o.Tax().IsNone()
	})
	orderSeen = model.NewField("order.seen", func(o model.OrderRow) (time.Time, bool) {
		n, ok := numberOfOrder(o)
		return o.PlacedAt().Add(time.Duration(n % 1e15).Truncate(time.Microsecond)), ok
	})

	orderDigit = model.IntKey("order.digit", func(o model.OrderRow) (int8, bool) { n, ok := numberOfOrder(o); return int8(n % 3), ok })
	orderOdd   = model.BoolKey("order.odd", func(o model.OrderRow) (bool, bool) { n, ok := numberOfOrder(o); return n%2 != 0, ok })
	orderTail  = model.TextKey("order.tail", func(o model.OrderRow) (string, bool) {
		id := string(o.CartID())
		return id[max(0, len(id)-1):], id != ""
	})
	orderPair   = model.NewKey("order.pair", func(o model.OrderRow) ([2]bool, bool) { n, ok := numberOfOrder(o); return [2]bool{n > 0, n%2 == 0}, ok }, comparePairs)
	lineChannel = model.ViaKey(model.LineParent, model.OrderChannel)
	lineTax     = model.Via(model.LineParent, model.OrderTax)
	lineNumber  = model.Via(model.LineParent, orderNumber)
)

func numberOfOrder(o model.OrderRow) (int64, bool) {
	n, err := strconv.ParseInt(string(o.CartID()), 10, 64)
	return n, err == nil
}

func comparePairs(a, b [2]bool) int {
	rank := func(p [2]bool) int {
		n := 0
		if p[0] {
			n += 2
		}
		if p[1] {
			n++
		}
		return n
	}
	return rank(a) - rank(b)
}

var berlin = func() period.Calendar {
	zone, err := time.LoadLocation("Europe/Berlin")
	must(err)
	return period.In(zone).WithFiscalYear(time.April)
}()

// span parses a range in Berlin.
func span(s string) period.Range {
	r, err := berlin.Parse(s)
	must(err)
	return r
}

func bucketed(s string, g period.Grain) Buckets {
	return Buckets{Range: span(s), Grain: g, Calendar: berlin}
}
