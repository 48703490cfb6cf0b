package model

// The lists of an order are rows of tables beside it, one after the other: a
// number column of the order says where they start and how many they are.

var (
	paymentSchema   = schema{refs: []string{"method"}, nums: []string{"amount"}, at: -1}
	promotionSchema = schema{refs: []string{"promotion"}, at: -1}
)

func span(start, n int) number {
	if n == 0 {
		return noNumber
	}
	return whole(int64(start)<<20 | int64(n))
}

// list returns the first row and the number of rows of a list.
func (t *table) list(i int32, slot int) (start int32, n int) {
	v := t.coef(i, slot)
	if v == Unknown {
		return 0, 0
	}
	return int32(v >> 20), int(v & (1<<20 - 1))
}

// storeOrderLists writes the lists of an order; those of the row it corrects
// are taken out of the blocks.
func storeOrderLists(f *Facts, o *Order, r *record, old int32) {
	if old >= 0 {
		start, n := f.Orders.list(old, orderLines)
		for i := range n {
			f.Lines.bury(start + int32(i))
		}
	}
	start := f.payments.n
	for _, p := range o.Payments {
		pr := f.payments.clear()
		pr.refs[0] = f.dict.payment.intern(string(p.Method))
		pr.nums[0], pr.currency = numberOfMoney(p.Amount), p.Amount.Currency()
		f.payments.add(pr)
	}
	r.nums[orderPayments] = span(start, len(o.Payments))
	start = f.promotions.n
	for _, p := range o.Promotions {
		pr := f.promotions.clear()
		pr.refs[0] = f.dict.promotion.intern(string(p))
		f.promotions.add(pr)
	}
	r.nums[orderPromotions] = span(start, len(o.Promotions))
	start = f.Lines.n
	for i := range o.Lines {
		lr := f.Lines.clear()
		fillLine(&o.Lines[i], lr)
		f.Lines.internOne(lr)
		lr.refs[lineOrder], lr.currency = r.refs[orderID], r.currency
		f.Lines.add(lr)
	}
	r.nums[orderLines] = span(start, len(o.Lines))
}

// sameOrderLists compares the lists of an order with those stored.
func sameOrderLists(f *Facts, row int32, o *Order) bool {
	start, n := f.Orders.list(row, orderPayments)
	if n != len(o.Payments) {
		return false
	}
	for i, p := range o.Payments {
		pr := f.payments.clear()
		pr.refs[0] = f.dict.payment.Code(string(p.Method))
		pr.nums[0], pr.currency = numberOfMoney(p.Amount), p.Amount.Currency()
		if !f.payments.same(start+int32(i), pr) {
			return false
		}
	}
	start, n = f.Orders.list(row, orderPromotions)
	if n != len(o.Promotions) {
		return false
	}
	for i, p := range o.Promotions {
		if f.promotions.text(start+int32(i), 0) != string(p) {
			return false
		}
	}
	start, n = f.Orders.list(row, orderLines)
	if n != len(o.Lines) {
		return false
	}
	for i := range o.Lines {
		lr := f.Lines.clear()
		fillLine(&o.Lines[i], lr)
		f.Lines.internOne(lr)
		lr.refs[lineOrder], lr.currency = f.Orders.ref(row, orderID), f.Orders.cur(row)
		if !f.Lines.same(start+int32(i), lr) {
			return false
		}
	}
	return true
}
