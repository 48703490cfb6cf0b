package model

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
)

// Expr is a read-only view of a definition as a tree: an operator, an optional
// value (the stable ID of a field, a constant, the name of a function) and
// arguments. It explains a definition, and lets it be translated to another
// engine. The zero Expr is the empty definition.
type Expr struct {
	op, value string
	opaque    bool
	args      []Expr
	said      *said     // of a Go function whose author says what it looks up
	related   *Relation // of what judges rows by the facts of another kind
}

// NewExpr builds a node. It is meant for packages that define operators of
// their own.
func NewExpr(op, value string, args ...Expr) Expr {
	return Expr{op: op, value: value, args: slices.Clone(args)}
}

// OpaqueExpr builds a node that stands for a Go function: it can be named, but
// neither explained nor translated.
func OpaqueExpr(op, name string, args ...Expr) Expr {
	return Expr{op: op, value: name, opaque: true, args: slices.Clone(args)}
}

// Op returns the operator, such as "where", "sum" or "field".
func (e Expr) Op() string { return e.op }

// Value returns the field ID, constant or name of the node; "" without one.
func (e Expr) Value() string { return e.value }

// Opaque says whether the node stands for a Go function.
func (e Expr) Opaque() bool { return e.opaque }

// Args yields the arguments in order.
func (e Expr) Args() iter.Seq[Expr] { return slices.Values(e.args) }

// All yields the node and everything below it, the node first.
func (e Expr) All() iter.Seq[Expr] {
	return func(yield func(Expr) bool) { e.walk(yield) }
}

func (e Expr) walk(yield func(Expr) bool) bool {
	if !yield(e) {
		return false
	}
	for _, a := range e.args {
		if !a.walk(yield) {
			return false
		}
	}
	return true
}

// Fingerprint returns 16 bytes that are equal for equal trees, in any process:
// it is made from the structure, not from a text.
func (e Expr) Fingerprint() [16]byte {
	sum := sha256.Sum256(e.appendTo(nil))
	return [16]byte(sum[:16])
}

func (e Expr) appendTo(b []byte) []byte {
	for _, s := range [...]string{e.op, e.value} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	if e.opaque { // a function is not what is stored under the same name
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(len(e.args)))
	for _, a := range e.args {
		b = a.appendTo(b)
	}
	return b
}
