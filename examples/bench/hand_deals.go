package main

// The windows of the suite, as of the end of the two years.
const (
	day         = 24 * 60 * 60 * second
	quoteMaxAge = 30 * day
	cartWindow  = 7 * day
)

// handQuotes is what quotes add up to.
type handQuotes struct{ quotes, cents, won, lost, open int64 }

func (q *handQuotes) merge(o handQuotes) {
	q.quotes += o.quotes
	q.cents += o.cents
	q.won += o.won
	q.lost += o.lost
	q.open += o.open
}

// offers scans a piece of the quotes.
func (w *handWorker) offers(from, to int) {
	t, asOf := &w.s.quotes, years.End().UnixMicro()
	offered := t.offered[from:to]
	decided, outcome, cents := t.decided[from:to][:len(offered)], t.outcome[from:to][:len(offered)], t.cents[from:to][:len(offered)]
	q := handQuotes{}
	for i, at := range offered {
		if at > asOf {
			continue
		}
		q.quotes++
		q.cents += cents[i]
		known := decided[i] != 0 && decided[i] <= asOf
		switch {
		case known && outcome[i] == accepted:
			q.won++
		case known && outcome[i] == declined, at <= asOf-quoteMaxAge:
			q.lost++
		default:
			q.open++
		}
	}
	w.quotes.merge(q)
}

func (w *handWorker) offerFigures(f *figures) {
	q := w.quotes
	f.quotes, f.quoteCents, f.won, f.lost, f.open = q.quotes, q.cents, q.won, q.lost, q.open
}

func (c *cartCounts) merge(o cartCounts) {
	c.settled += o.settled
	c.abandoned += o.abandoned
	c.recovered += o.recovered
	c.lostCents += o.lostCents
}

// carts scans a piece of the carts.
func (w *handWorker) carts(from, to int) {
	t, asOf := &w.s.carts, years.End().UnixMicro()
	created := t.created[from:to]
	account, last := t.account[from:to][:len(created)], t.last[from:to][:len(created)]
	ordered, cents := t.ordered[from:to][:len(created)], t.cents[from:to][:len(created)]
	for i, at := range created {
		if at > asOf {
			continue
		}
		a := &w.cartAccounts[account[i]]
		over := last[i] <= asOf-cartWindow
		switch bought := ordered[i] != 0 && ordered[i] <= asOf; {
		case bought && ordered[i]-last[i] >= cartWindow:
			a.settled++
			a.abandoned++
			a.recovered++
		case bought && over:
			a.settled++
		case over:
			a.settled++
			a.abandoned++
			a.lostCents += cents[i]
		}
	}
}

// cartFigures adds the accounts up; their states are the breakdown as they
// stand.
func (w *handWorker) cartFigures(f *figures) {
	for _, c := range w.cartAccounts {
		f.carts.merge(c)
	}
	f.abandonment = func(yield func(string, cartCounts) bool) {
		for i, c := range w.cartAccounts {
			if c.settled > 0 && !yield(id("a", i), c) {
				return
			}
		}
	}
}
