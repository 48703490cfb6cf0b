package model

import (
	"hash/maphash"
	"unsafe"
)

// Dict numbers the strings of one kind of ID or code, for engines: equal
// strings of one Facts have equal codes, so that grouping and joining are
// array look-ups. A code means nothing without its dictionary. Code 0 is "not
// known". Codes are given in the order of first appearance and are never
// reused.
//
// The strings lie in large chunks without pointers, which the garbage
// collector does not scan: 10 M identifiers cost about 22 bytes each beside
// their text.
type Dict struct {
	seed  maphash.Seed
	chunk [][]byte
	where []uint64 // of code c at c-1: chunk<<32 | offset<<12 | length
	slot  []uint64 // hash<<32 | code; open addressing, a power of two
}

const (
	dictChunk   = 1 << 20 // bytes; offsets take 20 bits
	dictLenBits = 12
)

func newDict() *Dict { return &Dict{seed: maphash.MakeSeed()} }

// Len returns how many strings have a code; the codes are 1 to Len.
func (d *Dict) Len() int { return len(d.where) }

// Text returns the string of a code, and "" for 0 or a code not given.
func (d *Dict) Text(code uint32) string {
	if code == 0 || int(code) > len(d.where) {
		return ""
	}
	w := d.where[code-1]
	n := int(w & (1<<dictLenBits - 1))
	off := int(w>>dictLenBits) & (dictChunk - 1)
	// The chunks are written once and never moved, so a string may share them.
	return unsafe.String(&d.chunk[w>>32][off], n)
}

// Code returns the code of s, and 0 where s has none.
func (d *Dict) Code(s string) uint32 {
	if len(s) == 0 || len(d.slot) == 0 {
		return 0
	}
	h := uint32(maphash.String(d.seed, s))
	mask := uint32(len(d.slot) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		slot := d.slot[i]
		if slot == 0 {
			return 0
		}
		if uint32(slot>>32) == h && d.Text(uint32(slot)) == s {
			return uint32(slot)
		}
	}
}

// intern returns the code of s and gives it one where it has none. The length
// of s is below 1<<dictLenBits: every caller has checked it.
func (d *Dict) intern(s string) uint32 {
	if s == "" {
		return 0
	}
	if 4*len(d.where) >= 3*len(d.slot) {
		d.grow()
	}
	h := uint32(maphash.String(d.seed, s))
	mask := uint32(len(d.slot) - 1)
	i := h & mask
	for ; d.slot[i] != 0; i = (i + 1) & mask {
		if slot := d.slot[i]; uint32(slot>>32) == h && d.Text(uint32(slot)) == s {
			return uint32(slot)
		}
	}
	d.where = append(d.where, d.store(s))
	code := uint32(len(d.where))
	d.slot[i] = uint64(h)<<32 | uint64(code)
	return code
}

func (d *Dict) store(s string) uint64 {
	last := len(d.chunk) - 1
	if last < 0 || len(d.chunk[last])+len(s) > cap(d.chunk[last]) {
		// Small dictionaries are common: the first chunks are small.
		size := min(dictChunk, 1024<<min(2*len(d.chunk), 10))
		d.chunk = append(d.chunk, make([]byte, 0, max(size, len(s))))
		last++
	}
	off := len(d.chunk[last])
	d.chunk[last] = append(d.chunk[last], s...)
	return uint64(last)<<32 | uint64(off)<<dictLenBits | uint64(len(s))
}

// grow doubles the slots. The hashes lie in them: no text is touched, and memory
// is read and written nearly in its order.
func (d *Dict) grow() {
	before := d.slot
	d.slot = make([]uint64, max(16, 2*len(before)))
	mask := uint32(len(d.slot) - 1)
	for _, slot := range before {
		if slot == 0 {
			continue
		}
		i := uint32(slot>>32) & mask
		for d.slot[i] != 0 {
			i = (i + 1) & mask
		}
		d.slot[i] = slot
	}
}
