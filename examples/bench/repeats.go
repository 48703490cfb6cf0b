package main

import (
	"math/bits"
)

// repeatFilter finds the orders of one account at one instant, which the gaps
// between orders count once: of all pairs of account and instant it keeps the
// bits of a hash, those seen and those seen twice. Only orders whose bit was
// seen twice have to be compared.
type repeatFilter struct {
	seen, twice []uint64
	shift       uint
}

// newRepeatFilter has 16 bits an order or more.
func newRepeatFilter(orders int) repeatFilter {
	log := uint(6)
	for 1<<log < 16*orders {
		log++
	}
	return repeatFilter{make([]uint64, 1<<(log-6)), make([]uint64, 1<<(log-6)), 64 - log}
}

func (f *repeatFilter) slot(account uint32, at int64) uint64 {
	return (uint64(at) ^ uint64(account)<<48 ^ uint64(account)*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd >> f.shift
}

func (f *repeatFilter) add(slots []uint64) {
	for _, slot := range slots {
		word, bit := slot>>6, uint64(1)<<(slot&63)
		if f.seen[word]&bit != 0 {
			f.twice[word] |= bit
		}
		f.seen[word] |= bit
	}
}

func (f *repeatFilter) merge(o repeatFilter) {
	for i, seen := range o.seen {
		f.twice[i] |= o.twice[i] | f.seen[i]&seen
		f.seen[i] |= seen
	}
}

// accountInstant is one order of those that have to be compared.
type accountInstant struct {
	at      int64
	account uint32
}

// repeats is how many counted orders have an earlier one of the same account and
// instant.
func (w *handWorker) repeats() int64 {
	suspects := make([]accountInstant, 0, 4096)
	t := &w.s.orders
	status, account := t.status[:len(t.placed)], t.account[:len(t.placed)]
	for i, at := range t.placed {
		slot := w.filter.slot(account[i], at)
		if w.filter.twice[slot>>6]>>(slot&63)&1 != 0 && int(status[i]) < counted {
			suspects = append(suspects, accountInstant{at, account[i]})
		}
	}
	return countRepeats(suspects)
}

// countRepeats is how many are equal to an earlier one.
func countRepeats(suspects []accountInstant) int64 {
	log := bits.Len(uint(2 * len(suspects)))
	set := make([]accountInstant, 1<<log) // accounts from 1, so that 0 is free
	n := int64(0)
	for _, e := range suspects {
		e.account++
		i := uint64(e.at^int64(e.account)<<40) * 0x9e3779b97f4a7c15 >> (64 - log)
		for set[i].account != 0 && set[i] != e {
			i = (i + 1) & (1<<log - 1)
		}
		if set[i] == e {
			n++
		}
		set[i] = e
	}
	return n
}
