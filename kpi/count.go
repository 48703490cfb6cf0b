package kpi

import (
	"encoding/binary"

	"github.com/ecomkpi/ecomkpi/model"
)

// Count is the number of rows. Of no rows it is 0.
func Count[F any]() Metric[F, int64] {
	return define[F](model.NewExpr("count", ""), func(at place) fold[int64] {
		f := leaf(at, "count", func() *countFold { return &countFold{at: at} })
		return fold[int64]{f, f.result}
	})
}

// countFold counts in 16 bits, of which a cache line holds many, and carries what
// overflows them to numbers aside.
type countFold struct {
	once
	at      place
	n       []uint16        // by group: the last 16 bits
	carried map[int32]int64 // by group: the rest; most have none
}

const countBits = 16

func (f *countFold) grow() { f.n = grown(f.n, f.at.groups.len()) }

func (f *countFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.grow()
	if group == nil {
		f.add(0, int64(rows))
		return
	}
	each(sel, rows, func(i int32) { f.one(group[i]) })
}

// one counts a row of a group for which there is room.
func (f *countFold) one(g int32) {
	if f.n[g]++; f.n[g] == 0 {
		f.carry(g, 1)
	}
}

// add counts any number of rows of a group for which there is room.
func (f *countFold) add(g int32, n int64) {
	n += int64(f.n[g])
	f.n[g] = uint16(n)
	if over := n >> countBits; over > 0 {
		f.carry(g, over)
	}
}

// carry counts so many overflows.
func (f *countFold) carry(g int32, overflows int64) {
	if f.carried == nil {
		f.carried = make(map[int32]int64)
	}
	f.carried[g] += overflows << countBits
}

// of returns the number of rows of any group.
func (f *countFold) of(g int32) int64 {
	if int(g) >= len(f.n) {
		return 0
	}
	n := int64(f.n[g])
	if f.carried != nil {
		n += f.carried[g]
	}
	return n
}

func (f *countFold) check(other state) error {
	if _, ok := other.(*countFold); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *countFold) merge(other state, from, into []int32) {
	o := other.(*countFold)
	if f.again(f.at.plan) {
		return
	}
	f.at.plan.merging(func() {
		f.grow()
		for i, g := range from {
			f.add(into[i], o.of(g))
		}
	})
}

func (f *countFold) result(g int32) Result[int64] { return Value(f.of(g)) }

func (f *countFold) append(b []byte, g int32) ([]byte, error) {
	return binary.AppendUvarint(b, uint64(f.of(g))), nil
}

func (f *countFold) decode(b []byte, g int32) ([]byte, error) {
	v, b, err := cutUvarint(b)
	if err != nil || v > 1<<62 {
		return nil, ErrCorrupt
	}
	f.grow()
	f.add(g, int64(v))
	return b, nil
}
