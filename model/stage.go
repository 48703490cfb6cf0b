package model

import "slices"

// stagedRows is how many facts are checked by themselves and given their codes
// before the first of them is put beside those already there.
const stagedRows = 1 << 10

// stage makes records of facts that stand their checks, up to the first that
// does not, for which it returns the error. It writes to nothing that other tables
// write to but dictionaries.
func (t *Table[T, R]) stage(facts []T) (good int, refused error) {
	t.room(len(facts))
	c := &t.checks
	var batch dictBatch
	for len(facts) > 0 && refused == nil {
		some := facts[:min(len(facts), batchRows)]
		facts = facts[len(some):]
		from := good
		for i := range some {
			c.begin(t.kind, t.rules.id(&some[i]))
			if t.rules.check(c, &some[i]); len(c.errs) > 0 {
				refused = c.err()
				break
			}
			r := &t.staged[good]
			r.clear()
			r.currency = c.currency
			t.rules.fill(&some[i], r)
			good++
		}
		t.intern(t.staged[from:good], &batch)
	}
	return good, refused
}

// room makes room for so many staged records. Those a batch apart use the same
// memory for words.
func (t *table) room(n int) {
	have := len(t.staged)
	if n <= have {
		return
	}
	refs, nums := len(t.refs), len(t.nums)
	t.staged = slices.Grow(t.staged, n-have)[:n]
	codes, numbers := make([]uint32, (n-have)*refs), make([]number, (n-have)*nums)
	for i := have; i < n; i++ {
		r, at := &t.staged[i], i-have
		r.refs = codes[at*refs : (at+1)*refs : (at+1)*refs]
		r.nums = numbers[at*nums : (at+1)*nums : (at+1)*nums]
		if i < batchRows {
			r.words = make([]string, refs)
		} else {
			r.words = t.staged[i%batchRows].words
		}
	}
}

// intern gives the words of at most a batch of records their codes, dictionary by
// dictionary.
func (t *table) intern(records []record, b *dictBatch) {
	for slot, d := range t.dicts {
		if d == nil {
			continue
		}
		known := 0
		for i := range records {
			b.text[i] = records[i].words[slot]
			known |= len(b.text[i])
		}
		if known == 0 {
			continue
		}
		d.internAll(b, len(records))
		for i := range records {
			records[i].refs[slot] = b.code[i]
			records[i].words[slot] = ""
		}
	}
}

// internOne gives the words of a record their codes.
func (t *table) internOne(r *record) {
	for slot, s := range r.words {
		if s != "" {
			r.refs[slot], r.words[slot] = t.dicts[slot].intern(s), ""
		}
	}
}

// length is how long a table was before a batch.
type length struct{ n, duplicates int }

// mark remembers how long the table and the lists of its facts are.
func (t *table) mark() {
	t.before = append(t.before[:0], length{t.n, t.duplicates})
	for _, l := range t.held {
		t.before = append(t.before, length{n: l.n})
	}
}

// rollback takes out what came after the mark; undo has unlinked it before.
func (t *table) rollback() {
	t.truncate(t.before[0].n)
	t.duplicates = t.before[0].duplicates
	for i, l := range t.held {
		l.truncate(t.before[i+1].n)
	}
	t.facts.owners.Store(nil)
}
