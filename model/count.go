package model

import "strconv"

// Count is a number of things where "none" and "not known" differ. The zero
// Count is not known; a known 0 is CountOf(0).
type Count struct {
	n     int64
	known bool
}

// CountOf returns a known count. A negative one is refused by Append.
func CountOf(n int64) Count { return Count{n, true} }

// Value returns the count; false, with 0, where it is not known.
func (c Count) Value() (int64, bool) { return c.n, c.known }

// String returns the count as digits, and "unknown" where it is not known.
func (c Count) String() string {
	if !c.known {
		return "unknown"
	}
	return strconv.FormatInt(c.n, 10)
}

func (c Count) number() number {
	if !c.known {
		return noNumber
	}
	return whole(c.n)
}

func (r row) count(slot int) Count {
	n := r.num(slot)
	if n.coef == Unknown {
		return Count{}
	}
	return CountOf(n.coef)
}
