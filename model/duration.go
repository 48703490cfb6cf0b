package model

import "time"

// Durations are stored in seconds at nanosecond scale.

func numberOfDuration(d time.Duration) number {
	if d == 0 {
		return noNumber
	}
	return number{coef: int64(d), scale: 9}
}

func (r row) duration(slot int) time.Duration {
	if n := r.num(slot); n.coef != Unknown {
		return duration(n)
	}
	return 0
}

func durationField[F located](id string, slot int) Field[F, time.Duration] {
	return stored[F](id, slot, row.duration)
}

// lapseField is the time from one instant of a row to another; not known
// where one of them is not.
func lapseField[F located](id string, from, to int) Field[F, time.Duration] {
	f := durationField[F](id, to)
	f.def.get = func(row F) (time.Duration, bool) {
		r := row.at()
		start, end := r.coef(from), r.coef(to)
		if start == Unknown || end == Unknown {
			return 0, false
		}
		return lapse(start, end), true
	}
	f.def.derived = true
	f.def.read = func(b *Block, n *Numbers) {
		n.read(b, to)
		n.plain()
		n.since(b, from)
	}
	return f
}

// maxLapse is the longest time.Duration, in whole microseconds: 292 years.
const maxLapse = maxDuration / 1000

// lapse returns the time between two instants in microseconds, at most
// maxLapse.
func lapse(from, to int64) time.Duration {
	return time.Duration(clamp(to-from)) * time.Microsecond
}

func clamp(micros int64) int64 { return min(max(micros, -maxLapse), maxLapse) }

// since turns instants into the seconds since those of another column.
func (n *Numbers) since(b *Block, slot int) {
	if n.None {
		return
	}
	if n.part == nil {
		n.part = new(Numbers)
	}
	d := n.part
	if d.read(b, slot); d.None {
		n.none()
		return
	}
	if cap(n.buf) < b.n {
		n.buf = make([]int64, 0, max(b.n, BlockRows))
	}
	out := n.buf[:b.n]                         // may be n.Values itself: each row is read before it is written
	least, most := noValue.least, noValue.most // those of instants would be too far off for sums in int64
	from := d.Values[:len(n.Values)]
	for i, v := range n.Values {
		// Without a branch: which rows have both is anyone's guess.
		w := from[i]
		known := -int64(b2i(v != Unknown) & b2i(w != Unknown)) // all bits, or none
		v = clamp(v-w) & known
		least, most = min(least, v), max(most, v)
		out[i] = v | Unknown&^known
	}
	n.Values, n.Scale, n.Marks, n.Least, n.Most = out, 6, n.Marks || d.Marks, least, most
	n.Currency, n.Currencies = 0, nil
}
