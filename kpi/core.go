package kpi

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// core is a State without its types: whatever can be compiled once for all
// metrics is here.
type core struct {
	expr model.Expr
	plan *plan
	fold state
}

func (c *core) add(b *model.Block) { c.plan.take(b) }

// join is merge for a core that may be of another metric.
func (c *core) join(other *core) error {
	if c.expr.Fingerprint() != other.expr.Fingerprint() {
		return fmt.Errorf("%w: %q and %q", ErrIncompatible, c.expr, other.expr)
	}
	if err := c.fold.check(other.fold); err != nil {
		return fmt.Errorf("%w: %q and %q", err, c.expr, other.expr)
	}
	c.merge(other)
	return nil
}

func (c *core) merge(other *core) { c.mergeBy(1, other) }

// mergeBy is merge by so many goroutines: groups are paired by one, and then the
// leaves, of which none knows another one, merged by all.
func (c *core) mergeBy(goroutines int, other *core) {
	for k, seen := range other.plan.seen {
		c.plan.seen[k] = c.plan.seen[k] || seen
	}
	c.plan.op++
	var leaves []func()
	c.plan.later = &leaves
	c.fold.merge(other.fold, []int32{0}, []int32{0})
	c.plan.later = nil
	inParallel(goroutines, len(leaves), func(i int) { leaves[i]() })
}

// stateVersion is the first byte of an encoded state. A change of the encoding
// gets another one.
const stateVersion = 1

func (c *core) append(b []byte) ([]byte, error) {
	print := c.expr.Fingerprint()
	out := append(append(slices.Clip(b), stateVersion), print[:]...)
	var bits uint64
	for k, seen := range c.plan.seen {
		if seen {
			bits |= 1 << k
		}
	}
	out = binary.AppendUvarint(out, bits)
	out, err := c.fold.append(out, 0)
	if err != nil {
		return b, fmt.Errorf("%w: %q", err, c.expr)
	}
	return out, nil
}

// restore reads an encoded state into an empty core, by way of another one in
// which no leaf is shared. It is of no use after an error.
func (c *core) restore(apart *core, b []byte) error {
	if err := apart.decode(b); err != nil {
		return err
	}
	c.merge(apart)
	// Folds that share a grouping read the groups of all of them, periods may be
	// written that hold nothing, and leaves that are shared are written twice:
	// bytes of another form than the one that is written are found by writing it.
	if again, err := c.append(nil); err != nil || !bytes.Equal(again, b) {
		return fmt.Errorf("%w: not in the form that is written", ErrCorrupt)
	}
	return nil
}

// decode reads an encoded state into an empty core in which no leaf is shared.
func (c *core) decode(b []byte) error {
	print := c.expr.Fingerprint()
	if len(b) < 1+len(print) {
		return fmt.Errorf("%w: %d bytes", ErrCorrupt, len(b))
	}
	if b[0] != stateVersion {
		return fmt.Errorf("%w: version %d, want %d", ErrIncompatible, b[0], stateVersion)
	}
	if [16]byte(b[1:]) != print {
		return fmt.Errorf("%w: the bytes are not of %q", ErrIncompatible, c.expr)
	}
	bits, rest, err := cutUvarint(b[1+len(print):])
	if err != nil || bits >= 1<<len(kinds{}) {
		return fmt.Errorf("%w: kinds", ErrCorrupt)
	}
	for k := range c.plan.seen {
		c.plan.seen[k] = bits&(1<<k) != 0
	}
	rest, err = c.fold.decode(rest, 0)
	if err != nil {
		return fmt.Errorf("%w: %q", err, c.expr)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: %d bytes too many", ErrCorrupt, len(rest))
	}
	return nil
}
