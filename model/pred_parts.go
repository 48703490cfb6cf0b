package model

// Conjunct is a part of a predicate: rows for which all parts hold are those for
// which the predicate holds. For engines.
type Conjunct struct{ def *predDef }

// Identity is equal for parts that select the same rows.
func (c Conjunct) Identity() string { return c.def.identity }

// Bind returns a test.
func (c Conjunct) Bind() Test { return c.def.bind() }

// Conjuncts returns the predicates that And joined, one after the other, and
// the predicate itself where it is no And of several; for engines.
func (p Pred[F]) Conjuncts() []Conjunct { return p.def.conjuncts() }

func (d *predDef) conjuncts() []Conjunct {
	if d.op != "and" {
		return []Conjunct{{d}}
	}
	var all []Conjunct
	for _, one := range d.args {
		all = append(all, one.conjuncts()...)
	}
	return all
}

// Kinds returns, for a part that holds for facts of some kinds only, what has
// to hold for those of each kind; nil for other parts.
func (c Conjunct) Kinds() map[Kind][]Conjunct {
	sides := []*predDef{c.def}
	if c.def.op == "or" {
		sides = c.def.args
	}
	kinds := map[Kind][]Conjunct{}
	for _, side := range sides {
		if side.kind == 0 || kinds[side.kind] != nil {
			return nil
		}
		kinds[side.kind] = side.args[0].conjuncts()
	}
	if len(kinds) == 0 {
		return nil
	}
	return kinds
}

// Answer is what a test says of a whole block, without looking at its rows.
type Answer uint8

// The answers.
const (
	SomeRows Answer = iota // the rows differ, or are not known to be alike
	AllRows                // every row is as wanted
	NoRow                  // none is
)

// Always says what a test is known to answer for all rows of a block; for
// engines.
func Always(t Test, b *Block, want bool) Answer {
	if a, ok := t.(interface {
		always(b *Block, want bool) Answer
	}); ok {
		return a.always(b, want)
	}
	return SomeRows
}

// constant is the answer of a test whose rows are all alike.
func constant(holds, want bool) Answer {
	if holds == want {
		return AllRows
	}
	return NoRow
}

func (t *logicTest) always(b *Block, want bool) Answer {
	every := t.all == want // every test has to answer as wanted; else one is enough
	all := true
	for _, one := range t.tests {
		switch a := Always(one, b, want); {
		case every && a == NoRow, !every && a == AllRows:
			return a
		case every && a == SomeRows, !every && a == SomeRows:
			all = false
		}
	}
	switch {
	case !all:
		return SomeRows
	case every:
		return AllRows
	}
	return NoRow
}

func (t notTest) always(b *Block, want bool) Answer { return Always(t.of, b, !want) }

func (t kindTest) always(b *Block, want bool) Answer {
	if b.Kind() == t.kind {
		return Always(t.of, b, want)
	}
	return constant(false, want)
}

// refers says whether some row of the block may have a value in a reference
// column.
func (b *Block) refers(slot int) bool {
	return b.idx != nil || b.n > 0 && b.t.chunks[b.lo>>chunkBits].refs[slot] != nil
}

func (t *flagTest) always(b *Block, want bool) Answer {
	if b.t == nil || t.testers(b) != nil || b.refers(t.slot) {
		return SomeRows
	}
	return constant(false, want)
}

func (t *existsTest[G]) always(b *Block, want bool) Answer {
	if b.t == nil {
		return SomeRows
	}
	t.Select(b, nonNil(nil), nil, want)
	return constant(t.found, want)
}

func (t *givenTest[F, T]) always(b *Block, want bool) Answer {
	if !t.field.Stored() || b.t == nil {
		return SomeRows
	}
	t.field.Read(b, nil, &t.nums)
	switch {
	case t.nums.None:
		return constant(false, want)
	case !t.nums.Marks:
		return constant(true, want)
	}
	return SomeRows
}

func (t *knownTest[F, K]) always(b *Block, want bool) Answer {
	if !t.key.Coded() || b.t == nil {
		return SomeRows
	}
	if t.key.ReadCodes(b, &t.codes); t.codes.None {
		return constant(false, want)
	}
	return SomeRows
}
