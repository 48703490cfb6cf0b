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
		return bySubject(at, key, per.Tree(), func(at place) fold[R] {
			g := groupBy(at, key)
			at.groups, at.scope = g, at.scope+"-"
			inner := per.def.fold(at)
			f := &acrossFold[F, K]{unknownRows: countingUnknown(g), per: inner.state, kept: &keptResults{touched: touched{at: at}}}
			at.work(f.kept)
			return fold[R]{f, func(group int32) Result[R] { return acrossOf(f, group, inner.result, over) }}
		})
	})
}

type acrossFold[F any, K comparable] struct {
	*unknownRows[F, K] // their group is left out
	per                state
	kept               *keptResults
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
	f.kept.forget()
}

// acrossOf runs a metric over the results in the groups below one.
func acrossOf[F, A, R any, K comparable](f *acrossFold[F, K], g int32, per func(int32) Result[A], over Metric[Entry[K, A], R]) Result[R] {
	run := func(plan *plan, groups []int32) (n entryCount) {
		entries := make([]Entry[K, A], 0, min(len(groups), model.BlockRows))
		flush := func() {
			plan.take(model.SliceBlock(&entries))
			entries = entries[:0]
		}
		for _, c := range groups {
			if !f.groups.known(c) {
				continue
			}
			n.known++
			r := per(c)
			v, ok := r.Value()
			if !ok {
				if n.undefined++; n.undefined == 1 || r.Why() < n.first {
					n.first = r.Why()
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
		return n
	}
	r, n := overEntries[R]{over.def.expr, over.def.fold, run}.of(f.kept, g, f.groups.children(g))
	id := f.groups.key.ID()
	why := ""
	if n.undefined > 0 {
		why = " (" + n.first.String() + ")"
	}
	return warned(r,
		Warning{Count: f.without.of(g), Text: "rows without " + id},
		Warning{Count: n.undefined, Of: n.known, Text: "groups of " + id + " without a result" + why},
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
	f.kept.forget()
	return f.groups.decode(b, g, false, f.per.decode)
}
