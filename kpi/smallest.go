package kpi

import (
	"encoding/binary"

	"github.com/ecomkpi/ecomkpi/model"
)

// Smallest is the first value of a key in the key's order. Of no row that has
// it it is undefined (NoData).
func Smallest[F any, K comparable](key model.Key[F, K]) Metric[F, K] {
	return define[F](model.NewExpr("smallest", "", key.Expr()), func(at place) fold[K] {
		f := &smallestFold[F, K]{groups: groupBy(at, key)}
		return fold[K]{f, f.result}
	})
}

// smallestFold looks at the keys that occur, not at every row.
type smallestFold[F any, K comparable] struct {
	groups *keyGroups[F, K]
}

func (f *smallestFold[F, K]) check(other state) error {
	if _, ok := other.(*smallestFold[F, K]); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *smallestFold[F, K]) merge(other state, from, into []int32) {
	f.groups.merge(other.(*smallestFold[F, K]).groups, from, into)
}

func (f *smallestFold[F, K]) result(g int32) Result[K] {
	var best K
	found := false
	for _, child := range f.groups.children(g) {
		if k, known := f.groups.value(child); known && (!found || f.groups.key.Compare(k, best) < 0) {
			best, found = k, true
		}
	}
	if !found {
		return Undefined[K](NoData, "")
	}
	return Value(best)
}

func (f *smallestFold[F, K]) append(b []byte, g int32) ([]byte, error) {
	return f.groups.append(b, g, false, nil)
}

func (f *smallestFold[F, K]) decode(b []byte, g int32) ([]byte, error) {
	return f.groups.decode(b, g, false, nil)
}

// Distinct is the number of different values of a key. Rows without the key
// are left out and counted in a warning. Of no rows it is 0.
func Distinct[F any, K comparable](key model.Key[F, K]) Metric[F, int64] {
	return define[F](model.NewExpr("distinct", "", key.Expr()), func(at place) fold[int64] {
		return bySubject(at, key, model.Expr{}, func(at place) fold[int64] {
			f := distinctKeys(at, key)
			return fold[int64]{f, f.result}
		})
	})
}

// distinctFold keeps the keys that occur, and counts the rows without one.
type distinctFold[F any, K comparable] struct {
	keys smallestFold[F, K]
	*unknownRows[F, K]
	sets *keySets // instead of keys; nil where they are used
}

func (f *distinctFold[F, K]) check(other state) error {
	if _, ok := other.(*distinctFold[F, K]); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *distinctFold[F, K]) append(b []byte, g int32) ([]byte, error) {
	return f.grouped().append(binary.AppendUvarint(b, uint64(f.without.of(g))), g, false, nil)
}

func (f *distinctFold[F, K]) decode(b []byte, g int32) ([]byte, error) {
	b, err := f.without.decode(b, g)
	if err != nil {
		return nil, err
	}
	f.loosen()
	return f.keys.decode(b, g)
}
