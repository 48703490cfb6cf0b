package model

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"

	"golang.org/x/exp/constraints"
)

// Key is a field to group and filter by: it has an order, and may carry the
// codes of a dictionary. Keys of stored columns are variables of this package,
// such as OrderAccount; a key of your own is made by TextKey, IntKey, BoolKey
// or NewKey. Keys are immutable and safe to share.
type Key[F any, K comparable] struct {
	def *keyDef[F, K]
}

type keyDef[F any, K comparable] struct {
	expr     Expr
	identity Identity
	get      func(F) (K, bool)
	read     func(b *Block, c *Codes) // nil: by get
	in       func(values []K) test    // is a row of one of the values; nil: by codes, or by get
	compare  func(a, b K) int
	toText   func(K) string // nil where keys cannot be encoded
	fromText func(string) (K, error)
}

// NewKey makes a key from a name, a function, which says false where the value
// is not known, and an order. States grouped by it cannot be encoded; see
// TextKey, IntKey and BoolKey for keys that can.
func NewKey[F any, K comparable](name string, get func(F) (K, bool), compare func(a, b K) int) Key[F, K] {
	if name == "" || get == nil || compare == nil {
		panic("model: NewKey needs a name, a function and an order")
	}
	return Key[F, K]{&keyDef[F, K]{expr: OpaqueExpr("field", name), identity: newIdentity(), get: get, compare: compare}}
}

// TextKey makes a key of strings from a name and a function, which says false
// where the value is not known.
func TextKey[F any, K ~string](name string, get func(F) (K, bool)) Key[F, K] {
	k := NewKey(name, get, cmp.Compare[K])
	k.def.toText = func(v K) string { return string(v) }
	k.def.fromText = func(s string) (K, error) { return K(s), nil }
	return k
}

// IntKey makes a key of integers from a name and a function, which says false
// where the value is not known.
func IntKey[F any, K constraints.Integer](name string, get func(F) (K, bool)) Key[F, K] {
	k := NewKey(name, get, cmp.Compare[K])
	k.def.toText = func(v K) string { return fmt.Sprintf("%d", v) }
	k.def.fromText = func(s string) (v K, err error) {
		if _, err := fmt.Sscanf(s, "%d", &v); err != nil || fmt.Sprintf("%d", v) != s {
			return 0, errKeyText
		}
		return v, nil
	}
	return k
}

// BoolKey makes a key of truth values; false comes before true.
func BoolKey[F any](name string, get func(F) (value, known bool)) Key[F, bool] {
	k := NewKey(name, get, compareBools)
	k.def.toText = strconv.FormatBool
	k.def.fromText = func(s string) (bool, error) {
		if s != "true" && s != "false" {
			return false, errKeyText
		}
		return s == "true", nil
	}
	return k
}

var errKeyText = errors.New("not the text of a key")

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// refKey makes the key of a reference column.
func refKey[F located, K ~string](id string, slot int) Key[F, K] {
	k := TextKey(id, func(f F) (K, bool) {
		s := f.at().text(slot)
		return K(s), s != ""
	})
	k.def.expr = NewExpr("field", id)
	k.def.read = func(b *Block, c *Codes) { c.read(b, slot) }
	return k
}

// flagKey makes the key of a column of flags, which are false where nothing
// was said.
func flagKey[F located](id string, slot int) Key[F, bool] {
	return columnFlag(id, func(f F) bool { return f.at().flag(slot) }, func() test { return &flagTest{slot: slot, account: -1} })
}

// ID returns the stable name of the key, such as "order.account".
func (k Key[F, K]) ID() string { return k.def.expr.String() }

// String returns the key's ID.
func (k Key[F, K]) String() string { return k.ID() }

// Of returns the key's value in one row; false where it is not known.
func (k Key[F, K]) Of(row F) (K, bool) { return k.def.get(row) }

// Compare orders two values of the key.
func (k Key[F, K]) Compare(a, b K) int { return k.def.compare(a, b) }

// Expr returns the key's definition.
func (k Key[F, K]) Expr() Expr { return k.def.expr }

// Identity is for engines.
func (k Key[F, K]) Identity() Identity { return k.def.identity }

// Field returns the key as a field.
func (k Key[F, K]) Field() Field[F, K] {
	return Field[F, K]{&fieldDef[F, K]{
		expr: k.def.expr, identity: k.def.identity, get: k.def.get, toText: k.def.toText, fromText: k.def.fromText,
	}}
}

// Coded says whether the key is stored as codes of a dictionary, for engines.
func (k Key[F, K]) Coded() bool { return k.def.read != nil }

// ReadCodes reads a block of a coded key, for engines.
func (k Key[F, K]) ReadCodes(b *Block, c *Codes) { k.def.read(b, c) }

// Each calls visit with the value of every selected row that has one, all rows
// where sel is nil; for engines, where the key is not coded.
func (k Key[F, K]) Each(b *Block, sel []int32, visit func(i int32, v K)) {
	eachRow(b, sel, func(i int32, row F) {
		if v, ok := k.def.get(row); ok {
			visit(i, v)
		}
	})
}

// AppendText writes a value of the key as text; false where the key cannot be
// encoded.
func (k Key[F, K]) AppendText(b []byte, v K) ([]byte, bool) {
	if k.def.toText == nil {
		return b, false
	}
	return append(b, k.def.toText(v)...), true
}

// ParseText is the inverse of AppendText. Coded keys are made from the text of
// their dictionary by it.
func (k Key[F, K]) ParseText(s string) (K, error) {
	if k.def.fromText == nil {
		var none K
		return none, errKeyText
	}
	return k.def.fromText(s)
}

// KeyAs returns a key of texts as a key of another type of texts: keys of
// accounts and of persons, say, as keys of subjects.
func KeyAs[T ~string, F any, K ~string](k Key[F, K]) Key[F, T] {
	as := TextKey(k.ID(), func(f F) (T, bool) {
		v, ok := k.def.get(f)
		return T(v), ok
	})
	as.def.expr, as.def.identity, as.def.read = k.def.expr, newIdentity(), k.def.read
	return as
}
