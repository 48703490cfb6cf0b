package model

import "iter"

// chain lists the rows that link to a code, newest first.
type chain struct{ head, next []uint32 }

func (c *chain) add(code uint32, row int32) {
	if code == 0 {
		return
	}
	var before uint32
	if int(code) <= len(c.head) {
		before = c.head[code-1]
	}
	c.head = setAt(c.head, code, uint32(row+1))
	c.next = setAt(c.next, uint32(row+1), before)
}

func (c *chain) remove(code uint32, row int32) {
	if code == 0 || int(code) > len(c.head) {
		return
	}
	for at := &c.head[code-1]; *at != 0; at = &c.next[*at-1] {
		if *at == uint32(row+1) {
			*at = c.next[row]
			return
		}
	}
}

// any says whether a row links to a code.
func (c *chain) any(code uint32) bool {
	return code != 0 && int(code) <= len(c.head) && c.head[code-1] != 0
}

func (c *chain) each(code uint32, visit func(row int32)) {
	if code == 0 || int(code) > len(c.head) {
		return
	}
	for at := c.head[code-1]; at != 0; at = c.next[at-1] {
		visit(int32(at - 1))
	}
}

// all yields the rows that link to a code, newest first.
func (c *chain) all(code uint32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		if code == 0 || int(code) > len(c.head) {
			return
		}
		for at := c.head[code-1]; at != 0; at = c.next[at-1] {
			if !yield(int32(at - 1)) {
				return
			}
		}
	}
}
