package model

import "github.com/shopspring/decimal"

// capacitySpan is what allocations say about the capacity of a resource in a
// span of days.
type capacitySpan struct {
	resource   uint32
	from, to   int32 // days since 1970; to is excluded
	rows       int32 // allocations that give a capacity for the span
	grossRows  int32 // those that give Gross
	netRows    int32
	gross, net number
}

func (c *capacitySpan) none() bool { return c.gross.coef == Unknown && c.net.coef == Unknown }

// capacityOf returns what one row of the allocations says.
func capacityOf(f *Facts, i int32) capacitySpan {
	t := &f.Allocations.table
	return capacitySpan{
		resource: t.ref(i, allocationResource),
		from:     int32(t.coef(i, allocationFrom)), to: int32(t.coef(i, allocationTo)),
		gross: t.num(i, allocationGross), net: t.num(i, allocationNet),
	}
}

// relateAllocation holds the capacity that an allocation gives beside what
// others give for the same resource.
func relateAllocation(f *Facts, c *check, a *Allocation, r *record) {
	own := capacitySpan{
		resource: r.refs[allocationResource], from: int32(dayOf(a.From)), to: int32(dayOf(a.To)),
		gross: numberOfHours(a.Gross), net: numberOfHours(a.Net),
	}
	if own.none() {
		return
	}
	if old := f.Allocations.find(r.refs[allocationID]); old >= 0 { // its correction does not have to agree with it
		before := capacityOf(f, old)
		f.capacities.remove(before)
		defer f.capacities.add(before)
	}
	at := f.capacities.meet(own)
	switch {
	case at == nil:
		return
	case at.from != own.from || at.to != own.to:
		span := ResourceSpan{Resource: a.ResourceID, From: dateOf(int64(at.from)), To: dateOf(int64(at.to))}
		c.fail(ErrContradiction, "from", a.From.String()+"/"+a.To.String(), "overlaps the span of another capacity, "+span.String())
		return
	}
	for _, of := range [...]struct {
		field     string
		mine, set number
	}{{"gross", own.gross, at.gross}, {"net", own.net, at.net}} {
		if of.mine.coef != Unknown && of.set.coef != Unknown && !of.mine.equal(of.set) {
			c.fail(ErrContradiction, of.field, of.mine.decimal().String(), "elsewhere the capacity of this resource and span is "+of.set.decimal().String())
		}
	}
	if a.Gross.Valid != a.Net.Valid && len(c.errs) == 0 {
		c.hoursAtMost("net", firstKnown(own.net, at.net), "gross", firstKnown(own.gross, at.gross))
	}
}

// firstKnown returns the first of the numbers that is known.
func firstKnown(a, b number) decimal.NullDecimal {
	if a.coef == Unknown {
		a = b
	}
	if a.coef == Unknown {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.decimal())
}
