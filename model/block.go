package model

import (
	"iter"
	"unsafe"
)

// BlockRows is the most rows a Block holds.
const BlockRows = 1024

// Block is a run of rows of one table, or of a slice, read together; for
// engines. A field is read once per block, where it is stored as a column
// without a call per row. Rows are numbered from 0 in the block.
type Block struct {
	t    *table
	lo   int32
	idx  []int32 // rows of the table where they are not lo, lo+1 …; -1 is no row
	n    int
	rows any // *[]F, where there is no table

	links   []linked          // read of this block, or of one before it
	spreads []spreadCodes     // likewise
	derived []*derivedNumbers // likewise
	found   []int32           // the memory of idx, where a link leads here
	codes   Codes             // of the rows from where it leads
}

// linked is where a link leads from the rows of a block.
type linked struct {
	link  *mark
	to    *Block
	fresh bool // for the rows that the block has now
}

// renewed says that the block has other rows than before.
func (b *Block) renewed() {
	for i := range b.links {
		b.links[i].fresh = false
	}
	for i := range b.spreads {
		b.spreads[i].fresh = false
	}
	for _, d := range b.derived {
		d.fresh = false
	}
}

// SliceBlock returns a block over a slice that is not kept beyond the block.
func SliceBlock[F any](rows *[]F) *Block { return &Block{rows: rows, n: len(*rows)} }

// Len returns the number of rows.
func (b *Block) Len() int { return b.n }

// Whole returns the number of rows of the table or slice of which it is a part.
func (b *Block) Whole() int {
	if b.t == nil {
		return b.n
	}
	return b.t.n
}

// Kind returns the kind of fact the rows are of, 0 where they are no facts.
func (b *Block) Kind() Kind {
	if b.t == nil {
		return 0
	}
	return b.t.kind
}

func (b *Block) row(i int32) int32 {
	if b.idx != nil {
		return b.idx[i]
	}
	return b.lo + i
}

// row is what all typed rows are: a table and an index.
type row struct {
	t *table
	i int32
}

func (r *row) place(t *table, i int32) { r.t, r.i = t, i }

func (r row) at() row { return r }

// located is what all typed rows have in common, placed what their pointers
// have.
type (
	located interface{ at() row }
	placed  interface {
		located
		place(t *table, i int32)
	}
)

// locate returns where a row of a table lies; false for other values. A struct
// of the caller that embeds a row and holds more than it has the row's methods
// too, but is not to be taken for it.
func locate[F any](f *F) (row, bool) {
	if l, ok := any(f).(located); ok && unsafe.Sizeof(*f) == unsafe.Sizeof(row{}) {
		return l.at(), true
	}
	return row{}, false
}

// eachRow calls visit with the selected rows as values of F; all rows where
// sel is nil.
func eachRow[F any](b *Block, sel []int32, visit func(i int32, f F)) {
	if b.t == nil {
		rows := *b.rows.(*[]F)
		if sel == nil {
			for i, f := range rows {
				visit(int32(i), f)
			}
			return
		}
		for _, i := range sel {
			visit(i, rows[i])
		}
		return
	}
	var f F
	p := any(&f).(placed)
	one := func(i int32) {
		if r := b.row(i); r >= 0 {
			p.place(b.t, r)
			visit(i, f)
		}
	}
	if sel == nil {
		for i := range int32(b.n) {
			one(i)
		}
		return
	}
	for _, i := range sel {
		one(i)
	}
}

// Blocks gathers the rows of a sequence into blocks, one table each, and calls
// yield with them until it returns false. A block and its rows are valid until
// yield returns. Rows of several tables may be mixed; they come in the order
// of the sequence within each table.
func Blocks[F any](rows iter.Seq[F]) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		buf := make([]F, 0, BlockRows)
		var split splitter
		going := true
		rows(func(f F) bool {
			if buf = append(buf, f); len(buf) == BlockRows {
				going = flush(&buf, &split, yield)
			}
			return going
		})
		if going && len(buf) > 0 {
			flush(&buf, &split, yield)
		}
	}
}

func flush[F any](buf *[]F, split *splitter, yield func(*Block) bool) bool {
	defer func() { *buf = (*buf)[:0] }()
	if _, ok := locate(&(*buf)[0]); !ok {
		return yield(SliceBlock(buf))
	}
	split.reset()
	for i := range *buf {
		r, _ := locate(&(*buf)[i])
		split.add(r)
	}
	for i := range split.parts {
		if !yield(split.parts[i].block()) {
			return false
		}
	}
	return true
}

// splitter parts a mixed run of rows by table.
type splitter struct {
	parts []part
}

type part struct {
	b    Block
	rows []int32
}

func (s *splitter) reset() { s.parts = s.parts[:0] }

func (s *splitter) add(r row) {
	t, i := r.t, r.i
	if t == nil {
		return // the zero row stands for no fact
	}
	for p := len(s.parts) - 1; p >= 0; p-- {
		if s.parts[p].b.t == t {
			s.parts[p].rows = append(s.parts[p].rows, i)
			return
		}
	}
	s.parts = append(s.parts, part{b: Block{t: t}, rows: []int32{i}})
}

func (p *part) block() *Block {
	p.b.n, p.b.lo, p.b.idx = len(p.rows), p.rows[0], nil
	p.b.renewed()
	for k, i := range p.rows {
		if i != p.rows[0]+int32(k) {
			p.b.idx = p.rows
			return &p.b
		}
	}
	if last := p.rows[len(p.rows)-1]; last>>chunkBits != p.rows[0]>>chunkBits {
		p.b.idx = p.rows
	}
	return &p.b
}

// blocks yields the live rows of chunk c of a table.
func (t *table) blocks(c int, yield func(*Block) bool) bool {
	return t.span(c<<chunkBits, c<<chunkBits+t.chunks[c].n, yield)
}

// span yields blocks of the live rows from one up to another, which is excluded.
func (t *table) span(from, to int, yield func(*Block) bool) bool {
	b := Block{t: t}
	var idx []int32
	for lo := from; lo < to; {
		hi := min(to, lo+BlockRows, lo|(chunkRows-1)+1)
		b.lo, b.idx, b.n = int32(lo), nil, hi-lo
		b.renewed()
		if c := t.chunks[lo>>chunkBits]; c.dead != nil {
			idx = c.alive(lo, hi, idx[:0])
			b.idx, b.n = idx, len(idx)
		}
		if b.n > 0 && !yield(&b) {
			return false
		}
		lo = hi
	}
	return true
}

// alive appends the rows from lo up to hi, numbered in the table, that no
// correction has taken out.
func (c *chunk) alive(lo, hi int, rows []int32) []int32 {
	for i := lo; i < hi; i++ {
		if !c.dead[i&(chunkRows-1)] {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// live yields the rows that no correction has replaced.
func (t *table) live(yield func(row) bool) {
	for i := range int32(t.n) {
		if ch := t.chunks[i>>chunkBits]; ch.dead != nil && ch.dead[i&(chunkRows-1)] {
			continue
		}
		if !yield(row{t, i}) {
			return
		}
	}
}

// EachRow calls visit with the selected rows as values, all rows where sel is
// nil; for engines.
func EachRow[F any](b *Block, sel []int32, visit func(i int32, f F)) { eachRow(b, sel, visit) }

// RowAt returns a row of a block as a value, for engines; false where the
// block has no row there.
func RowAt[F any](b *Block, i int32) (F, bool) {
	var f F
	if b.t == nil {
		return (*b.rows.(*[]F))[i], true
	}
	r := b.row(i)
	if r < 0 {
		return f, false
	}
	any(&f).(placed).place(b.t, r)
	return f, true
}
