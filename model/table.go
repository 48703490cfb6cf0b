package model

import "math"

// chunkRows is how many rows a chunk holds: enough that its overhead does not
// count, few enough that goroutines share a table evenly.
const (
	chunkBits = 16
	chunkRows = 1 << chunkBits
)

// A schema lists the columns of a kind of fact. Reference columns hold codes
// of dictionaries, number columns hold everything that is counted, measured or
// dated.
type schema struct {
	kind Kind
	refs []string // names, in the words of the data model
	nums []string
	at   int // number column of the instant that places the fact; -1 without
	// dated says that the column at holds a date, which is an instant only by
	// a calendar.
	dated bool
	// keyed says that the first reference column is the fact's ID.
	keyed bool
	// lists is how many number columns at the end say where a list lies.
	lists int
}

// table is the store behind every kind of fact: columns in chunks, nothing
// for a column of which no value is known yet.
type table struct {
	*schema
	facts  *Facts
	n      int
	dead   int // rows that corrections have replaced elsewhere
	chunks []*chunk
	dicts  []*Dict // by reference column; nil for flags
	// keyed tables
	rowOf []uint32 // row+1 by code of the ID
	mixed bool     // some row was not given the next code, and so is not row+1
	// counts for the audit
	duplicates, corrections int
	rec                     record // of a list
	staged                  []record
	checks                  check
	held                    []*table // of the lists that the facts hold
	before                  []length // of the table and its lists, before the batch at hand
	// for whoever follows the table: see Extent
	late    int
	changes []int32
}

type chunk struct {
	n    int
	refs []*refCol
	nums []*numCol
	// The currency of all money of a row. One value while the chunk has one.
	currency   Currency
	currencies []Currency
	dead       []bool
}

// record is one row on its way into a table.
type record struct {
	words    []string // on their way to codes
	refs     []uint32
	nums     []number
	currency Currency
}

func (t *table) init(s *schema, f *Facts, dicts ...*Dict) {
	t.schema, t.facts, t.dicts = s, f, dicts
	t.rec = record{words: make([]string, len(s.refs)), refs: make([]uint32, len(s.refs)), nums: make([]number, len(s.nums))}
}

// clear readies the table's scratch record for the next row of a list.
func (t *table) clear() *record {
	t.rec.clear()
	return &t.rec
}

func (r *record) clear() {
	clear(r.refs)
	for i := range r.nums {
		r.nums[i] = noNumber
	}
	r.currency = 0
}

func (t *table) full() bool { return t.n >= math.MaxInt32-1 }

// add appends a record and returns its row.
func (t *table) add(r *record) int32 {
	if t.n&(chunkRows-1) == 0 && t.n>>chunkBits == len(t.chunks) {
		t.chunks = append(t.chunks, &chunk{refs: make([]*refCol, len(t.refs)), nums: make([]*numCol, len(t.nums))})
	}
	c := t.chunks[t.n>>chunkBits]
	c.put(c.n, r, len(t.chunks) > 1)
	c.n++
	t.n++
	return int32(t.n - 1)
}

func (c *chunk) put(i int, r *record, whole bool) {
	for s, code := range r.refs {
		col := c.refs[s]
		if col == nil {
			if code == 0 {
				continue
			}
			col = &refCol{small: make([]uint8, c.n, capacity(c.n, whole)), gaps: c.n > 0}
			c.refs[s] = col
		}
		col.put(i, code)
	}
	for s, n := range r.nums {
		col := c.nums[s]
		if col == nil {
			if n.coef == Unknown {
				continue
			}
			col = &numCol{v: make([]int64, c.n, capacity(c.n, whole)), marks: c.n > 0, among: noValue}
			for j := range col.v {
				col.v[j] = Unknown
			}
			c.nums[s] = col
		}
		col.put(i, n)
	}
	c.putCurrency(i, r.currency)
}

// capacity is what a new column of a chunk of n rows is given: the first
// chunk of a table grows, later ones are made whole.
func capacity(n int, whole bool) int {
	if whole {
		return chunkRows
	}
	return max(n, 8)
}

func (c *chunk) putCurrency(i int, cur Currency) {
	if c.currencies == nil {
		if cur == 0 || cur == c.currency {
			return
		}
		if c.currency == 0 {
			c.currency = cur
			return
		}
		c.currencies = make([]Currency, c.n, max(c.n, 8))
		for j := range c.currencies {
			c.currencies[j] = c.currency
		}
	}
	if i == len(c.currencies) {
		c.currencies = append(c.currencies, cur)
		return
	}
	c.currencies[i] = cur
}

// replace overwrites row i.
func (t *table) replace(i int32, r *record) {
	c := t.chunks[i>>chunkBits]
	c.put(int(i)&(chunkRows-1), r, len(t.chunks) > 1)
	t.changes = append(t.changes, i)
}

// bury takes row i out of every later block.
func (t *table) bury(i int32) {
	c := t.chunks[i>>chunkBits]
	if c.dead == nil {
		c.dead = make([]bool, chunkRows)
	}
	if !c.dead[i&(chunkRows-1)] {
		c.dead[i&(chunkRows-1)] = true
		t.dead++
		t.changes = append(t.changes, i)
	}
}

func (t *table) ref(i int32, slot int) uint32 {
	c := t.chunks[i>>chunkBits]
	if col := c.refs[slot]; col != nil {
		return col.at(int(i) & (chunkRows - 1))
	}
	return 0
}

func (t *table) text(i int32, slot int) string { return t.dicts[slot].Text(t.ref(i, slot)) }

func (t *table) num(i int32, slot int) number {
	c := t.chunks[i>>chunkBits]
	if col := c.nums[slot]; col != nil {
		return col.at(int(i) & (chunkRows - 1))
	}
	return noNumber
}

// coef is the coefficient of num, Unknown or Wide.
func (t *table) coef(i int32, slot int) int64 {
	c := t.chunks[i>>chunkBits]
	if col := c.nums[slot]; col != nil {
		return col.v[int(i)&(chunkRows-1)]
	}
	return Unknown
}

func (t *table) cur(i int32) Currency {
	c := t.chunks[i>>chunkBits]
	if c.currencies != nil {
		return c.currencies[i&(chunkRows-1)]
	}
	return c.currency
}

// same says whether row i holds what r holds.
func (t *table) same(i int32, r *record) bool {
	money := false
	for s, n := range r.nums[:len(r.nums)-t.lists] {
		if !t.num(i, s).equal(n) {
			return false
		}
		money = money || n.coef != Unknown
	}
	for s, code := range r.refs {
		if t.ref(i, s) != code {
			return false
		}
	}
	return r.currency == 0 || !money || t.cur(i) == r.currency
}

// find returns the row of a fact by the code of its ID, -1 where there is none.
func (t *table) find(code uint32) int32 {
	if code == 0 || int(code) > len(t.rowOf) {
		return -1
	}
	return int32(t.rowOf[code-1]) - 1
}

func (t *table) index(code uint32, row int32) {
	t.rowOf = setAt(t.rowOf, code, uint32(row+1))
	t.mixed = t.mixed || code != uint32(row+1)
}

// setAt writes v for a code, growing the slice by half where it must.
func setAt(s []uint32, code uint32, v uint32) []uint32 {
	if int(code) > len(s) {
		if int(code) > cap(s) {
			grown := make([]uint32, len(s), int(code)+int(code)/4+16)
			copy(grown, s)
			s = grown
		}
		s = s[:code]
	}
	s[code-1] = v
	return s
}

// truncate takes the rows from n on out again, when a batch was refused.
func (t *table) truncate(n int) {
	if n >= t.n {
		return
	}
	for i := n; i < t.n && t.keyed; i++ {
		if code := t.ref(int32(i), 0); code != 0 && t.find(code) == int32(i) {
			t.rowOf[code-1] = 0
		}
	}
	t.n = n
	keep := (n + chunkRows - 1) >> chunkBits
	t.chunks = t.chunks[:keep]
	if keep == 0 || n&(chunkRows-1) == 0 {
		return
	}
	c := t.chunks[keep-1]
	c.n = n & (chunkRows - 1)
	for _, col := range c.refs {
		if col != nil {
			col.truncate(c.n)
		}
	}
	for _, col := range c.nums {
		if col != nil {
			col.truncate(c.n)
		}
	}
	if c.currencies != nil {
		c.currencies = c.currencies[:min(c.n, len(c.currencies))]
	}
}
