package forecast

import (
	"fmt"
	"math"
	"slices"

	"github.com/shopspring/decimal"
)

// Mark says what is known of a period.
type Mark uint8

// The marks. The zero Mark is an ordinary, complete period.
const (
	Observed Mark = iota
	Missing       // nothing is known; no forecast reads the value
	Partial       // the period still runs: its value so far is no drop, and is not read either
)

// Series is a metric by period, in order of time, without gaps: a period of
// which nothing is known is marked as missing, a last period that still runs as
// partial. Values are exact decimals; a Series is immutable. The zero Series is
// empty and too short for every method.
type Series struct {
	values    []decimal.Decimal
	floats    []float64 // NaN where a period must not be read
	marks     []Mark
	frequency int
}

// NewSeries returns a series of complete periods. frequency is the number of
// periods after which a season repeats: 12 for months, 4 for quarters, 7 for
// days of the week, 1 where there is none. The values are copied. It returns an
// error wrapping ErrFrequency, or ErrNotFinite for a value beyond the range of a
// float, since every estimate is one.
func NewSeries(frequency int, values ...decimal.Decimal) (Series, error) {
	if frequency < 1 {
		return Series{}, fmt.Errorf("%w: %d", ErrFrequency, frequency)
	}
	s := Series{
		values: slices.Clone(values), floats: make([]float64, len(values)),
		marks: make([]Mark, len(values)), frequency: frequency,
	}
	for i, v := range values {
		f := v.InexactFloat64()
		if math.IsInf(f, 0) || math.IsNaN(f) || math.Abs(f) > largest {
			return Series{}, fmt.Errorf("%w: period %d", ErrNotFinite, i)
		}
		s.floats[i] = f
	}
	return s, nil
}

// largest is the largest value: its square must not overflow.
const largest = 1e100

// FromFloats is NewSeries for a metric that is a float itself. It returns an
// error wrapping ErrNotFinite for NaN and infinities.
func FromFloats(frequency int, values ...float64) (Series, error) {
	exact := make([]decimal.Decimal, len(values))
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > largest {
			return Series{}, fmt.Errorf("%w: period %d is %v", ErrNotFinite, i, v)
		}
		exact[i] = decimal.NewFromFloat(v)
	}
	return NewSeries(frequency, exact...)
}

// WithMissing returns the series with these periods, counted from 0, marked as
// missing. It returns an error wrapping ErrIndex for a period outside.
func (s Series) WithMissing(periods ...int) (Series, error) {
	out := s.copy()
	for _, p := range periods {
		if p < 0 || p >= len(s.values) {
			return Series{}, fmt.Errorf("%w: %d of %d", ErrIndex, p, len(s.values))
		}
		out.marks[p] = Missing
		out.floats[p] = math.NaN()
	}
	return out, nil
}

// WithPartialLast returns the series with its last period marked as still
// running. It returns an error wrapping ErrIndex for an empty series.
func (s Series) WithPartialLast() (Series, error) {
	if len(s.values) == 0 {
		return Series{}, fmt.Errorf("%w: the series is empty", ErrIndex)
	}
	out := s.copy()
	out.marks[len(out.marks)-1] = Partial
	out.floats[len(out.floats)-1] = math.NaN()
	return out, nil
}

func (s Series) copy() Series {
	s.floats, s.marks = slices.Clone(s.floats), slices.Clone(s.marks)
	return s
}

// Len returns the number of periods, missing and partial ones included.
func (s Series) Len() int { return len(s.values) }

// Frequency returns the number of periods of a season; 0 for the zero Series.
func (s Series) Frequency() int { return s.frequency }

// At returns the exact value of a period, counted from 0, and its mark. Outside
// the series it returns zero and Missing.
func (s Series) At(period int) (decimal.Decimal, Mark) {
	if period < 0 || period >= len(s.values) {
		return decimal.Decimal{}, Missing
	}
	return s.values[period], s.marks[period]
}

// Running reports whether the last period is partial.
func (s Series) Running() bool {
	return len(s.marks) > 0 && s.marks[len(s.marks)-1] == Partial
}

// Until returns the first n periods, or all of them where n is larger.
func (s Series) Until(n int) Series {
	n = max(0, min(n, len(s.values)))
	s.values, s.floats, s.marks = s.values[:n:n], s.floats[:n:n], s.marks[:n:n]
	return s
}

// complete returns the values without a running last period; NaN is missing.
func (s Series) complete() []float64 {
	if s.Running() {
		return s.floats[:len(s.floats)-1]
	}
	return s.floats
}

func known(v float64) bool { return !math.IsNaN(v) }

func countKnown(y []float64) int {
	n := 0
	for _, v := range y {
		if known(v) {
			n++
		}
	}
	return n
}
