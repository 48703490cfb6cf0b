package kpi

import (
	"encoding/binary"

	"github.com/ecomkpi/ecomkpi/model"
)

// Entry is a key with its result: the rows of the outer metric of Across.
type Entry[K comparable, R any] struct {
	Key   K
	Value R
}

// EntryValue is the result of an entry as a field.
func EntryValue[K comparable, R any]() model.Field[Entry[K, R], R] {
	return model.NewField("value", func(e Entry[K, R]) (R, bool) { return e.Value, true })
}

// EntryField is a part of the result of an entry as a field; the function says
// false where it is not known.
func EntryField[K comparable, R, T any](name string, get func(R) (T, bool)) model.Field[Entry[K, R], T] {
	return model.NewField(name, func(e Entry[K, R]) (T, bool) { return get(e.Value) })
}

// EntryIf is a predicate on the result of an entry.
func EntryIf[K comparable, R any](name string, holds func(R) bool) model.Pred[Entry[K, R]] {
	return model.If(name, func(e Entry[K, R]) bool { return holds(e.Value) })
}

// Across is a metric on the results of another one per key: "per customer,
// then over customers". Across(key, per, over) over xs = over the entries of
// By(key, per) over xs. Keys whose result is undefined are left out, and so
// are rows without the key; both are counted in warnings.
func Across[F, A, R any, K comparable](key model.Key[F, K], per Metric[F, A], over Metric[Entry[K, A], R]) Metric[F, R] {
	return define[F](model.NewExpr("across", "", By(key, per).Tree(), over.Tree()), func(at place) fold[R] {
		g := groupBy(at, key)
		at.groups, at.scope = g, at.scope+"-"
		inner := per.def.fold(at)
		f := &acrossFold[F, K]{unknownRows: countingUnknown(g), per: inner.state}
		return fold[R]{f, func(group int32) Result[R] { return acrossOf(f, group, inner.result, over.def.fold) }}
	})
}

type acrossFold[F any, K comparable] struct {
	*unknownRows[F, K] // their group is left out
	per                state
}

func (f *acrossFold[F, K]) check(other state) error {
	o, ok := other.(*acrossFold[F, K])
	if !ok {
		return ErrIncompatible
	}
	return f.per.check(o.per)
}

func (f *acrossFold[F, K]) merge(other state, from, into []int32) {
	o := other.(*acrossFold[F, K])
	childFrom, childInto := f.groups.merge(o.groups, from, into)
	f.per.merge(o.per, childFrom, childInto)
	f.unknownRows.merge(o.unknownRows, from, into)
}

// acrossOf runs a metric over the results in the groups below one.
func acrossOf[F, A, R any, K comparable](f *acrossFold[F, K], g int32, per func(int32) Result[A], metric func(place) fold[R]) Result[R] {
	plan, at := newPlan(new(kinds), 1) // entries are no facts: to read a result must not change what was seen
	over := metric(at)
	children := f.groups.children(g)
	entries := make([]Entry[K, A], 0, min(len(children), model.BlockRows))
	flush := func() {
		plan.take(model.SliceBlock(&entries))
		entries = entries[:0]
	}
	undefined := int64(0)
	first := Reason(0) // the smallest one, so that it does not depend on the order of rows
	known := 0
	for _, c := range children {
		if !f.groups.known(c) {
			continue
		}
		known++
		r := per(c)
		v, ok := r.Value()
		if !ok {
			if undefined++; undefined == 1 || r.Why() < first {
				first = r.Why()
			}
			continue
		}
		k, _ := f.groups.value(c)
		if entries = append(entries, Entry[K, A]{k, v}); len(entries) == model.BlockRows {
			flush()
		}
	}
	if len(entries) > 0 {
		flush()
	}
	id := f.groups.key.ID()
	why := ""
	if undefined > 0 {
		why = " (" + first.String() + ")"
	}
	return warned(over.result(0),
		Warning{Count: f.without.of(g), Text: "rows without " + id},
		Warning{Count: undefined, Of: int64(known), Text: "groups of " + id + " without a result" + why},
	)
}

func (f *acrossFold[F, K]) append(b []byte, g int32) ([]byte, error) {
	return f.groups.append(binary.AppendUvarint(b, uint64(f.without.of(g))), g, false, f.per.append)
}

func (f *acrossFold[F, K]) decode(b []byte, g int32) ([]byte, error) {
	b, err := f.without.decode(b, g)
	if err != nil {
		return nil, err
	}
	return f.groups.decode(b, g, false, f.per.decode)
}
