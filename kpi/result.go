package kpi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Result is the answer of a metric: a value, or the reason why there is none,
// and warnings beside either. The zero Result is the defined zero value.
type Result[R any] struct {
	value R
	standing
}

// standing is whether a result is defined, and the doubts about it. It is the
// part of a Result that is compiled once, and not for every type of value.
type standing struct {
	note *note // nil for a defined value without warnings
}

type note struct {
	reason   Reason
	detail   string
	warnings []Warning
	rates    []Rate // at which amounts were converted
}

// Value returns the value; ok is false, and the value zero, where the result
// is undefined.
func (r Result[R]) Value() (value R, ok bool) {
	if r.Why() != Defined {
		return value, false
	}
	return r.value, true
}

// Why returns the reason why the result is undefined, and Defined where it is
// not.
func (r standing) Why() Reason {
	if r.note == nil {
		return Defined
	}
	return r.note.reason
}

// Detail says what the reason is about, such as the currencies that were
// mixed; "" without one.
func (r standing) Detail() string {
	if r.note == nil {
		return ""
	}
	return r.note.detail
}

// Warnings returns the doubts about the result, in a stable order.
func (r standing) Warnings() []Warning {
	return r.note.clonedWarnings()
}

// Rates returns the exchange rates at which amounts were converted, in the
// order of currencies and days; see Convert.
func (r standing) Rates() []Rate {
	return r.note.clonedRates()
}

// clonedWarnings is Warnings of a result with the note, be it nil: it is not
// compiled into the methods of every type of result.
//
//go:noinline
func (n *note) clonedWarnings() []Warning {
	if n == nil {
		return nil
	}
	return slices.Clone(n.warnings)
}

// clonedRates is Rates of a result with the note, be it nil.
//
//go:noinline
func (n *note) clonedRates() []Rate {
	if n == nil {
		return nil
	}
	return slices.Clone(n.rates)
}

// String returns the value as text, or the reason in parentheses.
func (r Result[R]) String() string {
	if r.Why() == Defined {
		return fmt.Sprint(r.value)
	}
	return r.note.String()
}

// String returns the reason in parentheses.
func (n *note) String() string {
	if n.detail != "" {
		return "(" + n.reason.String() + ": " + n.detail + ")"
	}
	return "(" + n.reason.String() + ")"
}

// MarshalJSON returns an object with value, or with why and detail, and with
// warnings and exchange rates where there are any.
func (r Result[R]) MarshalJSON() ([]byte, error) {
	if r.Why() == Defined {
		return r.note.marshal(&r.value)
	}
	return r.note.marshal(nil)
}

// marshal is MarshalJSON of a result with the note, be it nil.
func (n *note) marshal(value any) ([]byte, error) {
	var out struct {
		Value    any      `json:"value,omitempty"`
		Why      string   `json:"why,omitempty"`
		Detail   string   `json:"detail,omitempty"`
		Warnings []string `json:"warnings,omitempty"`
		Rates    []string `json:"rates,omitempty"`
	}
	out.Value = value
	if n != nil && n.reason != Defined {
		out.Why, out.Detail = n.reason.String(), n.detail
	}
	if n != nil {
		for _, w := range n.warnings {
			out.Warnings = append(out.Warnings, w.String())
		}
		for _, r := range n.rates {
			out.Rates = append(out.Rates, r.String())
		}
	}
	return json.Marshal(out)
}

// Value makes a defined result, for functions given to Then and Fold.
func Value[R any](v R, warnings ...Warning) Result[R] {
	return warned(Result[R]{value: v}, warnings...)
}

// Undefined makes an undefined result, for functions given to Then and Fold.
func Undefined[R any](why Reason, detail string) Result[R] {
	if why == Defined {
		panic("kpi: Undefined needs a reason")
	}
	if detail == "" {
		return Result[R]{standing: standing{&bare[why]}}
	}
	return Result[R]{standing: standing{&note{reason: why, detail: detail}}}
}

// bare are the reasons without detail or warnings: notes are never changed, and
// many groups have the same.
var bare = func() (notes [256]note) {
	for why := range notes {
		notes[why].reason = Reason(why)
	}
	return notes
}()

// undefinedAs passes a reason and its warnings on to a result of another type.
func undefinedAs[R, A any](r Result[A]) Result[R] {
	return Result[R]{standing: r.standing}
}

// warned returns the result with further warnings, those that count nothing
// left out.
func warned[R any](r Result[R], warnings ...Warning) Result[R] {
	r.note = r.note.with(warnings)
	return r
}

// with returns the note with further warnings; n is unchanged.
func (n *note) with(warnings []Warning) *note {
	if !slices.ContainsFunc(warnings, func(w Warning) bool { return w.Count != 0 }) {
		return n
	}
	var m note
	if n != nil {
		m = *n
		m.warnings = slices.Clone(m.warnings)
	}
	for _, w := range warnings {
		if w.Count != 0 && !slices.Contains(m.warnings, w) {
			m.warnings = append(m.warnings, w)
		}
	}
	return &m
}

func appendInt(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }
