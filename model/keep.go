package model

import "slices"

// everyRow are the numbers of the rows of a whole block.
var everyRow = numbered(BlockRows)

func numbered(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

// chosen returns the selected rows of the block as a list, also where all are
// selected, and dst with room for them.
func (b *Block) chosen(sel, dst []int32) (rows, into []int32) {
	if sel == nil {
		if b.n > len(everyRow) {
			sel = numbered(b.n)
		} else {
			sel = everyRow[:b.n]
		}
	}
	return sel, slices.Grow(dst, len(sel))
}

// keep appends the rows for which is returns 1, and not those for which it
// returns 0. It compiles to a loop without a branch: answers that differ from
// row to row cost no more than others. dst has to have room.
func keep(rows, dst []int32, is func(i int32) int) []int32 {
	k := len(dst)
	out := dst[:k+len(rows)]
	for _, i := range rows {
		out[k] = i
		k += is(i)
	}
	return out[:k]
}

// keepCodes is keep for all rows of a block, by their codes: half as much memory
// is read for a row.
func keepCodes(codes []uint32, dst []int32, is func(code uint32) int) []int32 {
	k := len(dst)
	out := dst[:k+len(codes)]
	for i, code := range codes {
		out[k] = int32(i)
		k += is(code)
	}
	return out[:k]
}

// b2i compiles to a move without a branch.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Answers by code or by row, in tables: no, yes, and neither.
const (
	toldNo uint8 = iota
	toldYes
	untold
)

func told(b bool) uint8 {
	if b {
		return toldYes
	}
	return toldNo
}
