package model

import "iter"

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
