package period

import (
	"fmt"
	"math/bits"
	"slices"
)

// Cuts are instants that cut time into numbered intervals. They are for
// engines, which find the interval of each row's time: one shift, one load
// and one compare where the intervals are about equally long (see
// BenchmarkCuts). Cuts are immutable and safe to share. The zero Cuts has no
// intervals and finds nothing.
type Cuts struct {
	at    []int64 // microseconds, strictly increasing; at least two, or none
	span  uint64  // from the first to the last
	shift uint8
	cells []int32 // the interval at the start of each cell of 1<<shift microseconds
}

// maxCells bounds the table to a quarter of a megabyte.
const maxCells = 1 << 16

// NewCuts returns the cuts at the given microseconds since 1970 (see
// [Micros]); interval i is at[i] <= t < at[i+1]. The slice is copied. Fewer
// than two cuts make no interval. Errors: [ErrCuts] where they do not
// strictly increase.
func NewCuts(at []int64) (Cuts, error) {
	for i := 1; i < len(at); i++ {
		if at[i] <= at[i-1] {
			return Cuts{}, fmt.Errorf("%w: %d at %d is followed by %d", ErrCuts, at[i-1], i-1, at[i])
		}
	}
	if len(at) < 2 {
		return Cuts{}, nil
	}
	c := Cuts{at: slices.Clone(at), span: distance(at[0], at[len(at)-1])}
	gap := c.span
	for i := 1; i < len(at); i++ {
		gap = min(gap, distance(at[i-1], at[i]))
	}
	// Cells a sixteenth as long as the shortest interval hold no cut, mostly,
	// so that the processor guesses right where times come in any order; but
	// one short interval among long ones must not cost a large table.
	most := uint64(min(maxCells, max(1024, 16*len(at))))
	shift := max(0, bits.Len64(gap)-5)
	for (c.span-1)>>shift >= most {
		shift++
	}
	c.shift = uint8(shift)
	n := int((c.span-1)>>shift) + 1
	c.cells = make([]int32, n+1)
	i := 0
	for cell := range n {
		start := uint64(cell) << shift
		for distance(at[0], at[i+1]) <= start {
			i++
		}
		c.cells[cell] = int32(i)
	}
	c.cells[n] = int32(len(at) - 2)
	return c, nil
}

// distance returns b - a for a <= b, which may exceed the largest int64.
func distance(a, b int64) uint64 { return uint64(b) - uint64(a) }

// Len returns the number of intervals.
func (c Cuts) Len() int { return max(0, len(c.at)-1) }

// Bounds returns the first microsecond of interval i and the first after it.
// It panics where i is no interval, as indexing does.
func (c Cuts) Bounds(i int) (from, to int64) { return c.at[i], c.at[i+1] }

// Find returns the interval that holds a time in microseconds, -1 where it is
// before the first cut, or at or after the last.
func (c Cuts) Find(micros int64) int32 {
	if len(c.at) == 0 {
		return -1
	}
	// Below the first cut the difference wraps to more than the span.
	d := uint64(micros) - uint64(c.at[0])
	if d >= c.span {
		return -1
	}
	return c.within(d>>c.shift, micros)
}

// few is how many cuts are stepped over before searching is faster.
const few = 8

// within finds the interval of a time in a cell.
func (c Cuts) within(cell uint64, micros int64) int32 {
	lo, hi := c.cells[cell], c.cells[cell+1]
	for hi-lo > few {
		if mid := lo + (hi-lo+1)/2; c.at[mid] <= micros {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	for c.at[lo+1] <= micros {
		lo++
	}
	return lo
}

// FindAll writes the interval of micros[i] to dst[i], as [Cuts.Find] does,
// without allocating. It panics where dst is shorter than micros.
func (c Cuts) FindAll(micros []int64, dst []int32) {
	dst = dst[:len(micros)]
	if len(c.at) == 0 {
		for i := range dst {
			dst[i] = -1
		}
		return
	}
	at, cells, first, span, shift := c.at, c.cells, uint64(c.at[0]), c.span, c.shift&63
	for i, t := range micros {
		d := uint64(t) - first
		if d >= span {
			dst[i] = -1
			continue
		}
		cell := d >> shift
		lo := cells[cell]
		if at[lo+1] <= t {
			// Most cells hold one cut at most.
			if lo++; at[lo+1] <= t {
				lo = c.within(cell, t)
			}
		}
		dst[i] = lo
	}
}
