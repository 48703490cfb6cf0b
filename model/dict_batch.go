package model

import "hash/maphash"

// batchRows is how many rows give their strings to a dictionary at a time: enough
// that memory is waited for once and not row by row, few enough that all they
// touch stays close.
const batchRows = 64

// dictBatch are strings on their way to their codes.
type dictBatch struct {
	text [batchRows]string
	code [batchRows]uint32
	hash [batchRows]uint32
	slot [batchRows]uint64
	at   [batchRows]uint64
	warm byte // of all texts touched: what is not used would not have to be read
}

// internAll is intern for the first n texts of a batch. A string that has its code
// lies behind three places in memory, none of which is near: its slot, what that
// says of the text, the text. They are asked for in turn, for all strings at a time.
func (d *Dict) internAll(b *dictBatch, n int) {
	for i, s := range b.text[:n] {
		if s != "" {
			b.hash[i] = uint32(maphash.String(d.seed, s))
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reserve(n)
	if len(d.slot) > 1<<12 { // else it is close as it is
		d.approach(b, n)
	}
	for i, s := range b.text[:n] {
		if b.code[i] = 0; s != "" {
			b.code[i] = d.codeOf(b.hash[i], s)
		}
	}
}

// approach touches what the strings of a batch will be compared with.
func (d *Dict) approach(b *dictBatch, n int) {
	mask := uint32(len(d.slot) - 1)
	for i, h := range b.hash[:n] {
		b.slot[i] = d.slot[h&mask]
	}
	texts := d.texts.Load()
	known := 0
	for i, slot := range b.slot[:n] {
		if uint32(slot>>32) == b.hash[i] && slot != 0 {
			b.at[known] = texts.where[uint32(slot)-1]
			known++
		}
	}
	for _, w := range b.at[:known] {
		b.warm ^= texts.chunk[w>>32][w>>dictLenBits&(dictChunk-1)]
	}
}
