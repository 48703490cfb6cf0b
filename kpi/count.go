package kpi

import (
	"encoding/binary"

	"github.com/ecomkpi/ecomkpi/model"
)

// Count is the number of rows. Of no rows it is 0.
func Count[F any]() Metric[F, int64] {
	return define[F](model.NewExpr("count", ""), func(at place) fold[int64] { return &countFold{at: at} })
}

type countFold struct {
	at place
	n  []int64 // by group
}

func (f *countFold) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	f.n = grown(f.n, f.at.groups.len())
	switch {
	case group == nil:
		f.n[0] += int64(rows)
	case sel == nil:
		for _, g := range group[:rows] {
			f.n[g]++
		}
	default:
		for _, i := range sel {
			f.n[group[i]]++
		}
	}
}

func (f *countFold) at0(g int32) int64 {
	if int(g) < len(f.n) {
		return f.n[g]
	}
	return 0
}

func (f *countFold) check(other fold[int64]) error {
	if _, ok := other.(*countFold); !ok {
		return incompatible(fold[int64](f), other)
	}
	return nil
}

func (f *countFold) merge(other fold[int64], from, into []int32) {
	o := other.(*countFold)
	f.n = grown(f.n, f.at.groups.len())
	for i, g := range from {
		f.n[into[i]] += o.at0(g)
	}
}

func (f *countFold) result(g int32) Result[int64] { return Value(f.at0(g)) }

func (f *countFold) append(b []byte, g int32) ([]byte, error) {
	return binary.AppendUvarint(b, uint64(f.at0(g))), nil
}

func (f *countFold) decode(b []byte, g int32) ([]byte, error) {
	v, b, err := cutUvarint(b)
	if err != nil || v > 1<<62 {
		return nil, ErrCorrupt
	}
	f.n = grown(f.n, f.at.groups.len())
	f.n[g] += int64(v)
	return b, nil
}
