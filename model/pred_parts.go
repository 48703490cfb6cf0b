package model

// Conjunct is a part of a predicate: rows for which all parts hold are those for
// which the predicate holds. For engines.
type Conjunct struct {
	def *predDef
	not bool // it has to be known not to hold
}

// Identity is equal for parts that select the same rows.
func (c Conjunct) Identity() string {
	if c.not {
		return "not(" + c.def.identity + ")"
	}
	return c.def.identity
}

// Bind returns a test.
func (c Conjunct) Bind() Test {
	if c.not {
		return notTest{c.def.bind()}
	}
	return c.def.bind()
}

// Conjuncts returns what And joined, one after the other, and by the laws of De
// Morgan what an Or joined of which the opposite is asked for; the predicate
// itself where it is neither. For engines.
func (p Pred[F]) Conjuncts() []Conjunct { return Conjunct{def: p.def}.parts("and", "or") }

// Disjuncts returns the sides of a part of which one has to hold, each as what
// has to hold for it; nil where the part is no such alternative.
func (c Conjunct) Disjuncts() [][]Conjunct {
	sides := c.parts("or", "and")
	if len(sides) < 2 {
		return nil
	}
	all := make([][]Conjunct, len(sides))
	for i, side := range sides {
		all[i] = side.parts("and", "or")
	}
	return all
}

// parts takes apart what the operator joined, or what its opposite joined where
// that must not hold.
func (c Conjunct) parts(op, opposite string) []Conjunct {
	switch {
	case c.def.op == "not":
		return Conjunct{c.def.args[0], !c.not}.parts(op, opposite)
	case c.def.op == op && !c.not, c.def.op == opposite && c.not:
		var all []Conjunct
		for _, one := range c.def.args {
			all = append(all, Conjunct{one, c.not}.parts(op, opposite)...)
		}
		return all
	}
	return []Conjunct{c}
}

// Kinds returns, for a part that holds for facts of some kinds only, what has
// to hold for those of each kind; nil for other parts.
func (c Conjunct) Kinds() map[Kind][]Conjunct {
	kinds := map[Kind][]Conjunct{}
	for _, side := range c.parts("or", "and") {
		if side.not || side.def.kind == 0 || kinds[side.def.kind] != nil {
			return nil
		}
		kinds[side.def.kind] = append([]Conjunct{}, Conjunct{def: side.def.args[0]}.parts("and", "or")...)
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
	return constant(t.holds(b.t.facts), want)
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
	switch t.key.ReadCodes(b, &t.codes); {
	case t.codes.None:
		return constant(false, want)
	case t.codes.Full:
		return constant(true, want)
	}
	return SomeRows
}
