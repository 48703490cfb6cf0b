package model

// returned says whether goods of the line came back: cancellations and
// allowances are no returns.
func (r LineRow) returned() bool {
	if r.t == nil {
		return false
	}
	f := r.t.facts
	for i := range f.refundsOf.all(r.t.ref(r.i, lineOrder)) {
		refund := RefundRow{rowOf(&f.Refunds.table, i)}
		if k := refund.Kind(); k == RefundCancellation || k == RefundAllowance {
			continue
		}
		for l := range refund.Lines() {
			if l.No == r.No() {
				return true
			}
		}
	}
	return false
}

// LineIsReturned holds for lines of which goods came back by a credit note that
// names them. It is known for every line.
var LineIsReturned = derivedFlag("line.is_returned", func(l LineRow) (bool, bool) { return l.returned(), l.t != nil }).Is(true)
