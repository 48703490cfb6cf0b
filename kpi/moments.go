package kpi

import (
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Moments is what a History holds: rows by instant or period, in the order of
// time. It is immutable. The zero Moments has none.
type Moments struct {
	rows []momentRow
	from *momentSource
}

// momentSource is what the parts of rows mean. It never changes.
type momentSource struct {
	def     *historyDef
	lanes   []momentLane
	wides   wides
	amounts bool // they are asked for
}

// Moment is the rows of one instant, or of one period.
type Moment struct {
	// Micros is the instant in microseconds since 1970 UTC; that of a period is
	// its start, or that of the range where it cuts the period.
	Micros int64
	// Period is the number of the period in the buckets, 0 without buckets; -1
	// is before the first one.
	Period int
	// Rows is how many rows there are.
	Rows int64

	parts []momentRow
	from  *momentSource
}

// Len returns the number of moments.
func (m Moments) Len() int {
	n := 0
	for i := range m.rows {
		if i == 0 || m.rows[i].tick != m.rows[i-1].tick {
			n++
		}
	}
	return n
}

// Rows returns the number of rows of all moments.
func (m Moments) Rows() int64 {
	n := int64(0)
	for i := range m.rows {
		n += m.rows[i].rows()
	}
	return n
}

func (r *momentRow) rows() int64 {
	if r.lane <= laneRows {
		return int64(r.n) + r.coef
	}
	return int64(r.n)
}

// All yields the moments in the order of time.
func (m Moments) All() iter.Seq[Moment] {
	return func(yield func(Moment) bool) {
		for i := 0; i < len(m.rows); {
			one := Moment{Rows: m.rows[i].rows(), from: m.from}
			k := i + 1
			for ; k < len(m.rows) && m.rows[k].tick == m.rows[i].tick; k++ {
				one.Rows += m.rows[k].rows()
			}
			one.parts = m.rows[i:k]
			if m.from.def.cut {
				if one.Period = int(m.rows[i].tick); one.Period >= 0 {
					one.Micros, _ = m.from.def.cuts.Bounds(one.Period)
				} else {
					one.Micros = math.MinInt64
				}
			} else {
				one.Micros = m.rows[i].tick
			}
			if !yield(one) {
				return
			}
			i = k
		}
	}
}

// At returns the instant, in UTC.
func (m Moment) At() time.Time { return period.FromMicros(m.Micros) }

// AddTo adds the amounts of the rows to a sum.
func (m Moment) AddTo(sum *model.MoneySum) {
	for i := range m.parts {
		p := &m.parts[i]
		switch l := m.from.lanes[p.lane]; {
		case p.lane <= laneRows:
		case l.wide:
			sum.Add(model.NumberValue[model.Money](model.Wide, 0, m.from.wides[p.coef], l.currency))
		default:
			sum.AddCoef(p.coef, l.scale, l.currency)
		}
	}
}

// Amount returns the total of the rows' amounts, the zero Money where none is
// known. Several currencies are undefined (MixedCurrency). The warning says how
// many rows have no amount.
func (m Moment) Amount() Result[model.Money] {
	var sum model.MoneySum
	m.AddTo(&sum)
	return warned(TotalOf(&sum), Warning{Count: m.Missing(), Of: m.Rows, Text: "rows without amount"})
}

// Missing returns how many of the rows have no amount, where amounts are asked
// for.
func (m Moment) Missing() int64 {
	n := int64(0)
	for i := range m.parts {
		if p := &m.parts[i]; p.lane == laneNone {
			n += p.rows()
		}
	}
	return n
}

// TotalOf returns the one total of a sum; several currencies are undefined
// (MixedCurrency).
func TotalOf(sum *model.MoneySum) Result[model.Money] {
	total, err := sum.Total()
	if err != nil {
		var codes []string
		for _, c := range sum.Currencies() {
			codes = append(codes, c.Code())
		}
		return Undefined[model.Money](MixedCurrency, strings.Join(codes, ", "))
	}
	return Value(total)
}

// String returns the instants with how many rows and how much they are.
func (m Moments) String() string {
	var parts []string
	for one := range m.All() {
		text := fmt.Sprintf("%s: %d", one.At().Format(time.RFC3339Nano), one.Rows)
		if m.from.amounts {
			text += fmt.Sprintf(", %v", one.Amount())
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n")
}

// MarshalJSON returns an array of objects with at, rows and, where amounts are
// asked for, amount.
func (m Moments) MarshalJSON() ([]byte, error) {
	type moment struct {
		At     time.Time            `json:"at"`
		Rows   int64                `json:"rows"`
		Amount *Result[model.Money] `json:"amount,omitempty"`
	}
	out := []moment{}
	for one := range m.All() {
		next := moment{At: one.At(), Rows: one.Rows}
		if m.from.amounts {
			amount := one.Amount()
			next.Amount = &amount
		}
		out = append(out, next)
	}
	return json.Marshal(out)
}

// exact is the total of the amounts by currency, sorted by code.
func (m Moment) exact() iter.Seq2[model.Currency, decimal.Decimal] {
	var sum model.MoneySum
	m.AddTo(&sum)
	return func(yield func(model.Currency, decimal.Decimal) bool) {
		for c, total := range sum.Totals() {
			if !yield(c, total.Amount()) {
				return
			}
		}
	}
}
