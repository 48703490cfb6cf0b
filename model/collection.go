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
	check  func(*check, *T)                             // the fact by itself
	relate func(f *Facts, c *check, in *T, code uint32) // beside the facts already there; code of its ID
	fill   func(f *Facts, in *T, r *record)             // its columns, lists aside
	same   func(f *Facts, row int32, in *T) bool        // do its lists say the same; nil without lists
	lists  func(f *Facts, in *T, r *record, old int32)  // stores its lists; old is the row corrected, -1 without
	linked func(f *Facts, row, old int32, r *record)    // keeps what other facts look up
	unlink func(f *Facts, row int32)                    // undoes linked
}

// Append records facts. It checks each by itself and beside the facts already
// there, and records either all or none: an error names the faults of the
// first fact that was refused, joined, each a *FactError. A fact that was
// recorded before with the same content is ignored and counted; with other
// content it is refused with ErrConflict: see Correct.
func (t *Table[T, R]) Append(facts ...T) error {
	t.facts.mark()
	from := t.n
	for i := range facts {
		if err := t.put(&facts[i], false); err != nil {
			t.undo(from)
			return err
		}
	}
	return nil
}

// undo takes out the rows of a refused batch, the last one first, so that what
// linked keeps is taken apart in the order in which it was put together.
func (t *Table[T, R]) undo(from int) {
	for row := t.n - 1; row >= from && t.rules.unlink != nil; row-- {
		t.rules.unlink(t.facts, int32(row))
	}
	t.facts.rollback()
}

// Correct records a fact and replaces what was recorded under its ID, if
// anything was. The same checks hold as for Append.
func (t *Table[T, R]) Correct(fact T) error {
	t.facts.mark()
	from := t.n
	err := t.put(&fact, true)
	if err != nil {
		t.undo(from)
	}
	return err
}

func (t *Table[T, R]) put(in *T, correct bool) error {
	f := t.facts
	c := &f.checks
	c.begin(t.kind, t.rules.id(in))
	if t.rules.check(c, in); len(c.errs) > 0 {
		return c.err()
	}
	if t.full() {
		c.fail(ErrTooMany, t.refs[0], c.id, "the table is full")
		return c.err()
	}
	r := t.clear()
	r.currency = c.currency
	named := t.dicts[0].Len()
	t.rules.fill(f, in, r)
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
		if t.rules.relate(f, c, in, r.refs[0]); len(c.errs) > 0 {
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
