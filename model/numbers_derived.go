package model

// derivedNumbers are the numbers of a field that do not lie in the table as they are
// read: made of several columns, or gathered from rows that lie anywhere.
type derivedNumbers struct {
	of    Identity
	fresh bool // for the rows that the block has now
	nums  Numbers
}

// recall reads such a field. It is made once, however many metrics and filters read
// it.
func (b *Block) recall(of Identity, read func(*Block, *Numbers), n *Numbers) {
	var d *derivedNumbers
	for _, one := range b.derived {
		if one.of == of {
			d = one
		}
	}
	if d == nil {
		d = &derivedNumbers{of: of}
		b.derived = append(b.derived, d)
	}
	if !d.fresh {
		read(b, &d.nums)
		d.fresh = true
	}
	n.share(&d.nums)
}

// share makes n what another one is; their memory to work in stays their own.
func (n *Numbers) share(o *Numbers) {
	n.Values, n.Scale, n.None, n.Marks, n.Least, n.Most = o.Values, o.Scale, o.None, o.Marks, o.Least, o.Most
	n.Currency, n.Currencies, n.wide, n.off = o.Currency, o.Currencies, o.wide, o.off
}
