package model

// Table holds the facts of one kind, which can be appended: T is what goes in,
// R the row that is read. Orders, Accounts and the others are Tables.
type Table[T, R any] struct {
	View[R]
	rules *rules[T]
}

// rules are what a kind of fact adds to a table.
type rules[T any] struct {
	id     func(*T) string
	check  func(*check, *T)                            // the fact by itself
	relate func(f *Facts, c *check, in *T, r *record)  // beside the facts already there
	fill   func(in *T, r *record)                      // its columns, lists aside
	same   func(f *Facts, row int32, in *T) bool       // do its lists say the same; nil without lists
	lists  func(f *Facts, in *T, r *record, old int32) // stores its lists; old is the row corrected, -1 without
	linked func(f *Facts, row, old int32, r *record)   // keeps what other facts look up
	unlink func(f *Facts, row int32)                   // undoes linked
}

// Append records facts. It checks each by itself and beside the facts already
// there, and records either all or none: an error names the faults of the
// first fact that was refused, joined, each a *FactError. A fact that was
// recorded before with the same content is ignored and counted; with other
// content it is refused with ErrConflict: see Correct.
//
// Tables of several kinds may be appended to at a time, each by one goroutine. Facts
// are checked by themselves side by side, and beside others one batch after the
// other; of a batch of more than 1,024 facts only the first so many.
func (t *Table[T, R]) Append(facts ...T) error { return t.take(facts, false) }

// Correct records a fact and replaces what was recorded under its ID, if
// anything was. The same checks hold as for Append.
func (t *Table[T, R]) Correct(fact T) error { return t.take([]T{fact}, true) }

// take records facts, or none of them.
func (t *Table[T, R]) take(facts []T, correct bool) error {
	named := t.dicts[0].Len()
	locked := false
	for len(facts) > 0 {
		some := facts[:min(len(facts), stagedRows)]
		facts = facts[len(some):]
		good, refused := t.stage(some)
		if !locked {
			locked = true
			t.facts.mu.Lock()
			defer t.facts.mu.Unlock()
			t.mark()
		}
		for i := range good {
			if err := t.put(&some[i], &t.staged[i], named, correct); err != nil {
				t.undo()
				return err
			}
		}
		if refused != nil {
			t.undo()
			return refused
		}
	}
	return nil
}

// undo takes out the rows of a refused batch, the last one first, so that what
// linked keeps is taken apart in the order in which it was put together.
func (t *Table[T, R]) undo() {
	for row := t.n - 1; row >= t.before[0].n && t.rules.unlink != nil; row-- {
		t.rules.unlink(t.facts, int32(row))
	}
	t.rollback()
}

// put records a fact that was staged, where so many IDs were named before its
// batch.
func (t *Table[T, R]) put(in *T, r *record, named int, correct bool) error {
	f, c := t.facts, &t.checks
	c.begin(t.kind, t.rules.id(in))
	c.currency = r.currency
	if t.full() {
		c.fail(ErrTooMany, t.refs[0], c.id, "the table is full")
		return c.err()
	}
	old := t.find(r.refs[0])
	if old >= 0 && t.same(old, r) && (t.rules.same == nil || t.rules.same(f, old, in)) {
		t.duplicates++
		return nil
	}
	if old >= 0 && !correct {
		c.fail(ErrConflict, t.refs[0], c.id, "recorded before with other content")
		return c.err()
	}
	if t.rules.relate != nil {
		if t.rules.relate(f, c, in, r); len(c.errs) > 0 {
			return c.err()
		}
	}
	if t.rules.lists != nil {
		t.rules.lists(f, in, r, old)
	}
	row := old
	if old >= 0 {
		if t.rules.unlink != nil {
			t.rules.unlink(f, old)
		}
		t.replace(old, r)
		t.corrections++
	} else {
		row = t.add(r)
		t.index(r.refs[0], row)
		if int(r.refs[0]) <= named {
			t.late++
		}
	}
	if t.rules.linked != nil {
		t.rules.linked(f, row, old, r)
	}
	f.changed++
	return nil
}

// Duplicates returns how many facts were ignored because they were recorded
// before with the same content.
func (t *Table[T, R]) Duplicates() int { return t.duplicates }

// Corrections returns how many facts have replaced earlier ones.
func (t *Table[T, R]) Corrections() int { return t.corrections }

// alone makes a table with Facts of its own, for NewOrders and its like.
func alone[T, R any](pick func(*Facts) *Table[T, R], facts []T) (*Table[T, R], error) {
	t := pick(NewFacts(FactsOptions{}))
	if err := t.Append(facts...); err != nil {
		return nil, err
	}
	return t, nil
}
