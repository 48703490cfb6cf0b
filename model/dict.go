package model

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
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
	texts atomic.Pointer[dictTexts]
	n     atomic.Uint32

	mu   sync.Mutex // held by whoever looks for a string: tables of several kinds give codes at a time
	slot []uint64   // hash<<32 | code; open addressing, a power of two
	used int        // bytes of the last chunk
}

// dictTexts are the strings by code. What a code stands for never changes, so that
// who has one reads it without a lock; what grows is another one.
type dictTexts struct {
	where []uint64 // of code c at c-1: chunk<<32 | offset<<12 | length
	chunk [][]byte
}

const (
	dictChunk   = 1 << 20 // bytes; offsets take 20 bits
	dictLenBits = 12
)

func (d *Dict) init() {
	d.seed = maphash.MakeSeed()
	d.texts.Store(new(dictTexts))
}

// Len returns how many strings have a code; the codes are 1 to Len.
func (d *Dict) Len() int { return int(d.n.Load()) }

// Text returns the string of a code, and "" for 0 or a code not given.
func (d *Dict) Text(code uint32) string { return d.texts.Load().text(code) }

func (t *dictTexts) text(code uint32) string {
	if int(code-1) >= len(t.where) { // 0 is beyond all
		return ""
	}
	w := t.where[code-1]
	// The chunks are written once and never moved, so a string may share them.
	return unsafe.String(&t.chunk[w>>32][w>>dictLenBits&(dictChunk-1)], w&(1<<dictLenBits-1))
}

// Code returns the code of s, and 0 where s has none.
func (d *Dict) Code(s string) uint32 {
	if len(s) == 0 {
		return 0
	}
	h := uint32(maphash.String(d.seed, s))
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.slot) == 0 {
		return 0
	}
	code, _ := d.find(h, s)
	return code
}

// find returns the code of a string by its hash, or 0 and the free slot for it.
func (d *Dict) find(h uint32, s string) (code, free uint32) {
	texts := d.texts.Load()
	mask := uint32(len(d.slot) - 1)
	i := h & mask
	for ; d.slot[i] != 0; i = (i + 1) & mask {
		if slot := d.slot[i]; uint32(slot>>32) == h && texts.text(uint32(slot)) == s {
			return uint32(slot), 0
		}
	}
	return 0, i
}

// intern returns the code of s and gives it one where it has none. The length
// of s is below 1<<dictLenBits: every caller has checked it.
func (d *Dict) intern(s string) uint32 {
	if s == "" {
		return 0
	}
	h := uint32(maphash.String(d.seed, s))
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reserve(1)
	return d.codeOf(h, s)
}

// codeOf is intern by the hash, where there is room.
func (d *Dict) codeOf(h uint32, s string) uint32 {
	code, free := d.find(h, s)
	if code == 0 {
		code = d.add(s)
		d.slot[free] = uint64(h)<<32 | uint64(code)
	}
	return code
}

// add stores a string and gives it the next code.
func (d *Dict) add(s string) uint32 {
	t, n := d.texts.Load(), d.Len()
	last := len(t.chunk) - 1
	if full := last < 0 || d.used+len(s) > len(t.chunk[last]); full || n == len(t.where) {
		t = &dictTexts{t.where, t.chunk}
		if full {
			// Small dictionaries are common: the first chunks are small.
			size := min(dictChunk, 1024<<min(2*len(t.chunk), 10))
			chunk := make([][]byte, len(t.chunk)+1)
			copy(chunk, t.chunk)
			chunk[len(t.chunk)] = make([]byte, max(size, len(s)))
			t.chunk = chunk
			d.used = 0
			last++
		}
		if n == len(t.where) {
			where := make([]uint64, n+n/4+16)
			copy(where, t.where)
			t.where = where
		}
		d.texts.Store(t)
	}
	copy(t.chunk[last][d.used:], s)
	t.where[n] = uint64(last)<<32 | uint64(d.used)<<dictLenBits | uint64(len(s))
	d.used += len(s)
	d.n.Store(uint32(n + 1))
	return uint32(n + 1)
}

// reserve makes room for so many strings more. The hashes lie in the slots: no text
// is touched, and memory is read and written nearly in its order.
func (d *Dict) reserve(more int) {
	for 4*(d.Len()+more) > 3*len(d.slot) {
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
}
