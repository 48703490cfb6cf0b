package model

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// The storage decision: columns in chunks beside the best that rows can be, a
// slice of structs of integers with the same dictionaries. The figures of the
// package documentation come from
//
//	ECOMKPI_BENCH_ORDERS=10000000 go test -run '^$' -bench Storage -benchtime 30x ./model
const benchOrdersEnv = "ECOMKPI_BENCH_ORDERS"

func benchOrders(b *testing.B) int {
	text := os.Getenv(benchOrdersEnv)
	if text == "" {
		return 20_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("%s=%q: want a number of orders", benchOrdersEnv, text)
	}
	return n
}

// usualOrder has what a shop usually knows of an order.
func usualOrder(i int) Order {
	goods, tax := int64(1000+i*7919%500_000), int64(100+i*31%9_000)
	return Order{
		ID: OrderID(fmt.Sprintf("SO-%010d", i)), PlacedAt: noon.Add(time.Duration(i) * 17 * time.Second), Status: OrderStatuses()[i%12],
		AccountID: AccountID(fmt.Sprint("account-", i*7919%(1+i/20))), BuyerID: PersonID(fmt.Sprint("person-", i*104729%(1+i/8))),
		SessionID: SessionID(fmt.Sprint("session-", i)), Channel: []Channel{ChannelWeb, ChannelWeb, ChannelPhone, ChannelEDI}[i%4],
		PlacedBy: PlacedByBuyer, Goods: MoneyOf(goods, 2, EUR), Discount: MoneyOf(goods/20, 2, EUR), Tax: MoneyOf(tax, 2, EUR), Shipping: MoneyOf(495, 2, EUR),
		Total: MoneyOf(goods-goods/20+tax+495, 2, EUR), Payments: []Payment{{Method: PayOnAccount}}, DeliveryMode: DeliverStandard,
		Branch: Branch(fmt.Sprint("b", i%150)), SalesRep: SalesRepID(fmt.Sprint("rep", i%400)), Country: "de", Region: Region(fmt.Sprint("r", i%16)),
	}
}

// usualOrders appends n of them.
func usualOrders(t testing.TB, n int) *Facts {
	f := NewFacts(FactsOptions{})
	batch := make([]Order, 0, 10_000)
	for i := range n {
		if batch = append(batch, usualOrder(i)); len(batch) == cap(batch) || i == n-1 {
			must(t, f.Orders, batch...)
			batch = batch[:0]
		}
	}
	return f
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// bytes returns what a dictionary holds.
func (d *Dict) bytes() int64 {
	t := d.texts.Load()
	n := int64(8*cap(t.where) + 8*cap(d.slot))
	for _, c := range t.chunk {
		n += int64(cap(c))
	}
	return n
}

func dictBytes(f *Facts) (n int64) {
	for _, d := range []*Dict{&f.dict.order, &f.dict.account, &f.dict.person, &f.dict.session, &f.dict.rep, &f.dict.branch} {
		n += d.bytes()
	}
	return n
}

// An order with all usual fields, with its payment and all that finds it
// again, costs less than 120 bytes beside the texts of its identifiers.
func TestBytesPerOrder(t *testing.T) {
	const n = 3 * chunkRows
	before := heap()
	f := usualOrders(t, n)
	after := heap()
	per := float64(after-before-dictBytes(f)) / n
	t.Logf("%.1f bytes per order, and %.1f in dictionaries", per, float64(dictBytes(f))/n)
	if f.Orders.Len() != n {
		t.Fatal(f.Orders.Len())
	}
	if per >= 120 || per < 50 { // below 50 the measure itself is wrong
		t.Errorf("%.1f bytes per order, want less than 120", per)
	}
	runtime.KeepAlive(f)
}

// compactOrder is a row of the prototype: codes as small as they can be, all
// amounts in one currency and at one scale. Nothing reads the fields without a
// name, payment, placed by, delivery, country, region, method and flags: they
// take the room they would.
type compactOrder struct {
	placed, goods, discount, tax, shipping, total int64
	id, account, buyer, session, rep, branch, _   uint32
	status, channel, _, _, _, _, _, _             uint8
	currency                                      Currency
	scale                                         uint8
}

func compactOrders(f *Facts) []compactOrder {
	rows := make([]compactOrder, 0, f.Orders.Len())
	t := &f.Orders.table
	for i := range int32(t.n) {
		num := func(slot int) int64 {
			n := t.num(i, slot)
			if slot == orderPlacedAt {
				return n.coef
			}
			return n.coef * pow10[2-n.scale]
		}
		rows = append(rows, compactOrder{
			placed: num(orderPlacedAt), goods: num(orderGoods), discount: num(orderDiscount), tax: num(orderTax), shipping: num(orderShipping), total: num(orderTotal),
			id: t.ref(i, orderID), account: t.ref(i, orderAccount), buyer: t.ref(i, orderBuyer), session: t.ref(i, orderSession), rep: t.ref(i, orderRep),
			branch: t.ref(i, orderBranch), status: uint8(t.ref(i, orderStatus)), channel: uint8(t.ref(i, orderChannel)), currency: t.cur(i), scale: 2,
		})
	}
	return rows
}

// BenchmarkStorage reads all orders once per operation: the sum of net, the
// mean of goods of one channel, the sum of net by account.
func BenchmarkStorage(b *testing.B) {
	n := benchOrders(b)
	f := usualOrders(b, n)
	accounts := f.dict.account.Len() + 1
	web := f.dict.channel.Code(string(ChannelWeb))

	columns := func(visit func(blk *Block)) {
		for i := range f.Orders.Pieces() {
			for blk := range f.Orders.Piece(i) {
				visit(blk)
			}
		}
	}
	var net, goods Numbers
	var codes Codes
	sumColumns := func() (sum int64) {
		columns(func(blk *Block) {
			OrderNet.Read(blk, nil, &net)
			for _, v := range net.Values {
				sum += v
			}
		})
		return sum
	}
	webColumns := func() (sum, count int64) {
		test := OrderChannel.Is(ChannelWeb).Bind()
		var sel []int32
		columns(func(blk *Block) {
			OrderGoods.Read(blk, nil, &goods)
			sel = test.Select(blk, nil, sel[:0], true)
			for _, i := range sel {
				sum += goods.Values[i]
			}
			count += int64(len(sel))
		})
		return sum, count
	}
	groupColumns := func(into []int64) {
		columns(func(blk *Block) {
			OrderNet.Read(blk, nil, &net)
			OrderAccount.ReadCodes(blk, &codes)
			for i, c := range codes.Values {
				into[c] += net.Values[i]
			}
		})
	}

	before := heap()
	rows := compactOrders(f)
	rowBytes := heap() - before
	sumRows := func() (sum int64) {
		for i := range rows {
			sum += rows[i].goods - rows[i].discount
		}
		return sum
	}
	webRows := func() (sum, count int64) {
		for i := range rows {
			if uint32(rows[i].channel) == web {
				sum += rows[i].goods
				count++
			}
		}
		return sum, count
	}
	groupRows := func(into []int64) {
		for i := range rows {
			into[rows[i].account] += rows[i].goods - rows[i].discount
		}
	}

	// Both layouts have to say the same.
	byColumn, byRow := make([]int64, accounts), make([]int64, accounts)
	groupColumns(byColumn)
	groupRows(byRow)
	sumC, countC := webColumns()
	sumR, countR := webRows()
	if sumColumns() != sumRows() || sumC != sumR || countC != countR || countC == 0 || fmt.Sprint(byColumn) != fmt.Sprint(byRow) {
		b.Fatal("the two layouts differ")
	}

	columnBytes := int64(0)
	for _, t := range []*table{&f.Orders.table, &f.payments} {
		columnBytes += t.bytes()
	}
	run := func(name string, bytes int64, scan func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			least := time.Duration(1<<63 - 1) // of all scans, since a busy machine only ever adds to it
			for b.Loop() {
				start := time.Now()
				scan()
				least = min(least, time.Since(start))
			}
			b.ReportMetric(float64(least.Nanoseconds())/float64(n), "ns/order")
			b.ReportMetric(float64(bytes)/float64(n), "B/order")
		})
	}
	run("columns/sum", columnBytes, func() { sumColumns() })
	run("rows/sum", rowBytes, func() { sumRows() })
	run("columns/filter", columnBytes, func() { webColumns() })
	run("rows/filter", rowBytes, func() { webRows() })
	run("columns/group", columnBytes, func() { groupColumns(byColumn) })
	run("rows/group", rowBytes, func() { groupRows(byRow) })
	b.Logf("%d orders; dictionaries %.1f B/order", n, float64(dictBytes(f))/float64(n))
}

// bytes returns what the columns and the index of a table hold.
func (t *table) bytes() int64 {
	n := int64(4 * cap(t.rowOf))
	for _, c := range t.chunks {
		n += int64(cap(c.dead)) + 2*int64(cap(c.currencies))
		for _, col := range c.refs {
			if col != nil {
				n += int64(cap(col.small)) + 4*int64(cap(col.large))
			}
		}
		for _, col := range c.nums {
			if col != nil {
				n += 8 * int64(cap(col.v))
			}
		}
	}
	return n
}

// BenchmarkAppend records orders one batch of a thousand at a time.
func BenchmarkAppend(b *testing.B) {
	batch := make([]Order, 1000)
	for i := range batch {
		batch[i] = usualOrder(i)
	}
	b.ReportAllocs()
	for b.Loop() {
		f := NewFacts(FactsOptions{})
		if err := f.Orders.Append(batch...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(batch)), "ns/order")
}

// BenchmarkLoad records the orders of a shop and the sessions that they were placed
// in, 1,000 at a time: one table after the other, and both at a time.
func BenchmarkLoad(b *testing.B) {
	const n, batch = 200_000, 1000
	orders, sessions := make([]Order, n), make([]Session, n)
	for i := range n {
		orders[i] = usualOrder(i)
		sessions[i] = Session{
			ID: SessionID(fmt.Sprint("session-", i)), VisitorID: VisitorID(fmt.Sprint("visitor-", i*7919%(1+i/4))), PageViews: 3,
			StartedAt: orders[i].PlacedAt, AccountID: orders[i].AccountID, BuyerID: orders[i].BuyerID,
		}
	}
	load := func(b *testing.B, at func(tables ...func())) {
		for b.Loop() {
			f := NewFacts(FactsOptions{})
			at(
				func() {
					for some := range slices.Chunk(orders, batch) {
						must(b, f.Orders, some...)
					}
				},
				func() {
					for some := range slices.Chunk(sessions, batch) {
						must(b, f.Sessions, some...)
					}
				},
			)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(2*n), "ns/fact")
	}
	b.Run("one after the other", func(b *testing.B) {
		load(b, func(tables ...func()) {
			for _, table := range tables {
				table()
			}
		})
	})
	b.Run("at a time", func(b *testing.B) {
		load(b, func(tables ...func()) {
			var wait sync.WaitGroup
			for _, table := range tables {
				wait.Go(table)
			}
			wait.Wait()
		})
	})
}
