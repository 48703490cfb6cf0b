package model

import "math"

// minus takes the second column off n, row by row; what is not known there
// takes nothing off.
func (n *Numbers) minus(b *Block, slot int) {
	if n.None {
		return
	}
	if n.part == nil {
		n.part = new(Numbers)
	}
	d := n.part
	if d.read(b, slot); d.None {
		return
	}
	if n.wide != nil || d.wide != nil || !n.minusWhole(d) {
		n.minusExact(d)
	}
}

// minusWhole subtracts at the finer of the two scales, which differ wherever
// one column happens to hold whole amounts only; it says whether that fits.
func (n *Numbers) minusWhole(d *Numbers) bool {
	scale := max(n.Scale, d.Scale)
	up, upD := pow10[scale-n.Scale], pow10[scale-d.Scale]
	if n.Bound() > uint64(math.MaxInt64/4/up) || d.Bound() > uint64(math.MaxInt64/4/upD) {
		return false
	}
	if cap(n.buf) < len(n.Values) {
		n.buf = make([]int64, 0, max(len(n.Values), BlockRows))
	}
	out := n.buf[:len(n.Values)] // may be n.Values itself: each is read before it is written
	less := d.Values[:len(out)]
	switch {
	case n.Marks || d.Marks:
		for i, v := range n.Values {
			if v != Unknown {
				v *= up
				if w := less[i]; w != Unknown {
					v -= w * upD
				}
			}
			out[i] = v
		}
	case up == 1 && upD == 1:
		for i, v := range n.Values {
			out[i] = v - less[i]
		}
	default:
		for i, v := range n.Values {
			out[i] = v*up - less[i]*upD
		}
	}
	off := d.among().times(upD)
	if d.Marks {
		off.add(0) // what is not known takes nothing off
	}
	among := n.among().times(up).minus(off)
	n.Values, n.Scale, n.Least, n.Most = out, scale, among.least, among.most
	return true
}

// minusExact subtracts decimal by decimal.
func (n *Numbers) minusExact(d *Numbers) {
	from := *n
	n.buf, n.curBuf = nil, nil // the terms must not be overwritten by the difference
	n.start(len(from.Values))
	for i := range from.Values {
		v := from.number(int32(i))
		if w := d.number(int32(i)); v.coef != Unknown && w.coef != Unknown {
			v = numberOf(v.decimal().Sub(w.decimal()))
		}
		cur := from.Currency
		if from.Currencies != nil {
			cur = from.Currencies[i]
		}
		n.put(int32(i), v, cur)
	}
	n.finish()
}
