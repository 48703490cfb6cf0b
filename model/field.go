package model

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

// Field is a named, typed value of a row: something to measure. Fields of
// stored columns are variables of this package, such as OrderNet; a field of
// your own is made by NewField. Fields are immutable and safe to share.
type Field[F, T any] struct {
	def *fieldDef[F, T]
}

type fieldDef[F, T any] struct {
	expr     Expr
	identity Identity
	get      func(F) (T, bool)
	read     func(b *Block, n *Numbers) // nil: by get
	derived  bool                       // read does more than to look a column up
	// of keys; nil where the text is that of the type
	toText   func(T) string
	fromText func(string) (T, error)
}

// Identity tells fields, keys and predicates apart, for engines that share
// work: what is equal reads the same. Fields of dates placed in a zone are
// told apart by the zone too.
type Identity struct {
	a, b *mark
	zone *time.Location
}

type mark struct{ _ byte }

func newIdentity() Identity { return Identity{a: new(mark)} }

// NewField makes a field from a name and a function, which says false where
// the value is not known. The name is part of a metric's definition and should
// be stable; the function has to be pure.
func NewField[F, T any](name string, get func(F) (T, bool)) Field[F, T] {
	if name == "" || get == nil {
		panic("model: NewField needs a name and a function")
	}
	return Field[F, T]{&fieldDef[F, T]{expr: OpaqueExpr("field", name), identity: newIdentity(), get: get}}
}

// ID returns the stable name of the field, such as "order.net".
func (f Field[F, T]) ID() string { return f.def.expr.String() }

// String returns the field's ID.
func (f Field[F, T]) String() string { return f.ID() }

// Of returns the field's value in one row; false where it is not known.
func (f Field[F, T]) Of(row F) (T, bool) { return f.def.get(row) }

// Expr returns the field's definition.
func (f Field[F, T]) Expr() Expr { return f.def.expr }

// Identity is for engines.
func (f Field[F, T]) Identity() Identity { return f.def.identity }

// Stored says whether the field is stored as a column, for engines.
func (f Field[F, T]) Stored() bool { return f.def.read != nil }

// Read reads a block of numbers, for engines; T is a quantity (Money,
// decimal.Decimal, int64, time.Duration), time.Time or period.Date. Only the
// rows of sel need be read, all where it is nil.
func (f Field[F, T]) Read(b *Block, sel []int32, n *Numbers) {
	if f.def.read != nil && b.t != nil {
		if f.def.derived || b.idx != nil {
			b.recall(f.def.identity, f.def.read, n)
			return
		}
		f.def.read(b, n)
		return
	}
	n.start(b.n)
	eachRow(b, sel, func(i int32, row F) {
		if v, ok := f.def.get(row); ok {
			x, cur := quantity(v)
			n.put(i, x, cur)
		}
	})
	n.finish()
}

// quantity turns a value into a number. Types that are none are not known.
func quantity[T any](v T) (number, Currency) {
	switch x := any(v).(type) {
	case Money:
		return numberOfMoney(x), x.Currency()
	case decimal.Decimal:
		return numberOf(x), 0
	case int64:
		if x <= Wide {
			return number{coef: Wide, wide: decimal.NewFromInt(x)}, 0
		}
		return whole(x), 0
	case time.Duration:
		if int64(x) <= Wide {
			return number{coef: Wide, wide: decimal.New(int64(x), -9)}, 0
		}
		return number{coef: int64(x), scale: 9}, 0
	case time.Time:
		return numberOfTime(x), 0
	case period.Date:
		return numberOfDate(x), 0
	default:
		return noNumber, 0
	}
}

// NumberValue turns a number that was read from a field of type T back into a
// value, for engines: the inverse of Read for one row. Durations that do not
// fit time.Duration become its largest or smallest value.
func NumberValue[T any](coef int64, scale uint8, wide decimal.Decimal, cur Currency) T {
	n := number{coef: coef, scale: scale, wide: wide}
	var v T
	switch p := any(&v).(type) {
	case *Money:
		*p = moneyOf(n, cur)
	case *decimal.Decimal:
		*p = n.decimal()
	case *int64:
		*p = n.decimal().IntPart()
	case *time.Duration:
		*p = duration(n)
	case *time.Time:
		*p = period.FromMicros(coef)
	case *period.Date:
		*p = dateOf(coef)
	}
	return v
}

func duration(n number) time.Duration {
	d := n.decimal().Shift(9)
	switch {
	case d.GreaterThan(decimal.NewFromInt(maxDuration)):
		return maxDuration
	case d.LessThan(decimal.NewFromInt(-maxDuration)):
		return -maxDuration
	}
	return time.Duration(d.IntPart())
}

const maxDuration = 1<<63 - 1

// stored makes the field of a number column.
func stored[F located, T any](id string, slot int, get func(row, int) T) Field[F, T] {
	var v T
	_, money := any(v).(Money)
	return Field[F, T]{&fieldDef[F, T]{
		expr: NewExpr("field", id), identity: newIdentity(),
		get: func(f F) (v T, ok bool) {
			r := f.at()
			if r.coef(slot) == Unknown {
				return v, false
			}
			return get(r, slot), true
		},
		read: func(b *Block, n *Numbers) {
			if n.read(b, slot); !money {
				n.plain()
			}
		},
	}}
}

func timeField[F located](id string, slot int) Field[F, time.Time] {
	return stored[F](id, slot, row.time)
}

func moneyField[F located](id string, slot int) Field[F, Money] {
	return stored[F](id, slot, row.money)
}

func decimalField[F located](id string, slot int) Field[F, decimal.Decimal] {
	return stored[F](id, slot, row.decimal)
}

func intField[F located](id string, slot int) Field[F, int64] {
	return stored[F](id, slot, row.int)
}

// Each calls visit with the value of every selected row that has one, all rows
// where sel is nil; for engines, where the values are no numbers.
func (f Field[F, T]) Each(b *Block, sel []int32, visit func(i int32, v T)) {
	eachRow(b, sel, func(i int32, row F) {
		if v, ok := f.def.get(row); ok {
			visit(i, v)
		}
	})
}
