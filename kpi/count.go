package kpi

import (
	"encoding/binary"
	"math"

	"github.com/ecomkpi/ecomkpi/model"
)

// Count is the number of rows. Of no rows it is 0.
func Count[F any]() Metric[F, int64] {
	return define[F](model.NewExpr("count", ""), func(at place) fold[int64] {
		f := leaf(at, "count", func() *countFold { return &countFold{at: at} })
		return fold[int64]{f, f.result}
	})
}

// countFold counts in 32 bits, which half as many cache lines hold, and moves
// the counts aside before they can overflow.
type countFold struct {
	once
	at    place
	n     []uint32 // by group
	reach uint64   // no count in n is larger
	over  []int64  // by group; nil until something is moved there
}

func (f *countFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.room(uint64(rows))
	n := f.n
	switch {
	case group == nil:
		n[0] += uint32(rows)
	case sel == nil:
		for _, g := range group[:rows] {
			n[g]++
		}
	default:
		for _, i := range sel {
			n[group[i]]++
		}
	}
}

// room makes sure that every count can grow by so much.
func (f *countFold) room(by uint64) {
	f.n = grown(f.n, f.at.groups.len())
	if f.reach += by; f.reach <= math.MaxUint32 {
		return
	}
	f.over = grown(f.over, int32(len(f.n)))
	for g, n := range f.n {
		f.over[g] += int64(n)
	}
	clear(f.n)
	f.reach = by
}

// count returns the rows of a group.
func (f *countFold) count(g int32) int64 {
	n := int64(0)
	if int(g) < len(f.n) {
		n = int64(f.n[g])
	}
	if int(g) < len(f.over) {
		n += f.over[g]
	}
	return n
}

// add counts any number of rows more.
func (f *countFold) add(g int32, n int64) {
	if n > math.MaxUint32/2 {
		f.over = grown(f.over, f.at.groups.len())
		f.over[g] += n
		n = 0
	}
	f.room(uint64(n))
	f.n[g] += uint32(n)
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
		for i, g := range from {
			f.add(into[i], o.count(g))
		}
	})
}

func (f *countFold) result(g int32) Result[int64] { return Value(f.count(g)) }

func (f *countFold) append(b []byte, g int32) ([]byte, error) {
	return binary.AppendUvarint(b, uint64(f.count(g))), nil
}

func (f *countFold) decode(b []byte, g int32) ([]byte, error) {
	v, b, err := cutUvarint(b)
	if err != nil || v > 1<<62 {
		return nil, ErrCorrupt
	}
	f.add(g, int64(v))
	return b, nil
}
