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

type countFold struct {
	once
	at place
	rowCounts
}

func (f *countFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.grow(f.at.groups.len())
	if group == nil {
		f.add(0, int64(rows))
		return
	}
	each(sel, rows, func(i int32) { f.one(group[i]) })
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
		f.grow(f.at.groups.len())
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
	f.grow(f.at.groups.len())
	f.add(g, int64(v))
	return b, nil
}
