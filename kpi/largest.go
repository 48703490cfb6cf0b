package kpi

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Best is the row with the largest value: the value, when it was, and its key.
type Best[T model.Quantity, K comparable] struct {
	Value T
	At    time.Time
	Key   K
}

// String returns value, key and instant.
func (b Best[T, K]) String() string {
	return fmt.Sprintf("%v (%v, %s)", b.Value, b.Key, b.At.Format(time.RFC3339))
}

// MarshalJSON returns an object with value, key and at.
func (b Best[T, K]) MarshalJSON() ([]byte, error) {
	d, cur := exactOf(b.Value)
	out := struct {
		Value    string    `json:"value"`
		Currency string    `json:"currency,omitempty"`
		Key      K         `json:"key"`
		At       time.Time `json:"at"`
	}{Value: plain(d), Key: b.Key, At: b.At}
	if cur != 0 {
		out.Currency = cur.Code()
	}
	return json.Marshal(out)
}

// Largest is the row with the largest value of a field; of equal values the
// earliest one, of one instant the one of the lowest key. Rows without value,
// instant or key are left out. Of no row it is undefined (NoData); amounts of
// several currencies are undefined (MixedCurrency).
func Largest[F any, T model.Quantity, K comparable](
	value model.Field[F, T], at model.Field[F, time.Time], key model.Key[F, K],
) Metric[F, Best[T, K]] {
	expr := model.NewExpr("largest", "", value.Expr(), at.Expr(), key.Expr())
	return define[F](expr, func(p place) fold[Best[T, K]] {
		read := inCurrency(p, value)
		row := model.NewField("largest", func(f F) (Best[T, K], bool) {
			v, known := read.Of(f)
			when, dated := at.Of(f)
			k, keyed := key.Of(f)
			return Best[T, K]{v, when, k}, known && dated && keyed
		})
		f := &largestFold[F, T, K]{at: p, nums: numbers(p, value), row: row, value: read, instants: numbers(p, at), key: key}
		p.work(f)
		return fold[Best[T, K]]{f, f.result}
	})
}

type largestFold[F any, T model.Quantity, K comparable] struct {
	at    place
	nums  func() *model.Numbers
	row   model.Field[F, Best[T, K]]
	value model.Field[F, T]
	key   model.Key[F, K]

	instants func() *model.Numbers
	flat     flatBest
	// best holds the rows by group, one for each currency in the order of
	// their codes.
	best [][]Best[T, K]
}

func (f *largestFold[F, T, K]) update() {
	sel, rows := f.at.rows.get()
	if rows == 0 {
		return
	}
	group := f.at.groups.get()
	n := f.nums()
	if n.None || f.updateFlat(n, sel, rows, group) {
		return
	}
	each(sel, rows, func(i int32) {
		if n.Values[i] == model.Unknown {
			return
		}
		g := int32(0)
		if group != nil {
			g = group[i]
		}
		if row, ok := model.RowAt[F](f.at.plan.block, i); ok {
			if b, ok := f.row.Of(row); ok {
				f.put(g, b)
			}
		}
	})
}

func (f *largestFold[F, T, K]) put(g int32, b Best[T, K]) {
	f.best = grown(f.best, f.at.groups.len())
	f.best[g] = f.with(f.best[g], b)
}

// with returns the rows, one for each currency, with one more.
func (f *largestFold[F, T, K]) with(best []Best[T, K], b Best[T, K]) []Best[T, K] {
	d, cur := exactOf(b.Value)
	for i := range best {
		have := &best[i]
		e, c := exactOf(have.Value)
		if c == cur {
			order := d.Cmp(e)
			if order == 0 {
				order = have.At.Compare(b.At)
			}
			if order == 0 {
				order = f.key.Compare(have.Key, b.Key)
			}
			if order > 0 {
				*have = b
			}
			return best
		}
		if cur.Code() < c.Code() {
			return append(best[:i:i], append([]Best[T, K]{b}, best[i:]...)...)
		}
	}
	return append(best[:len(best):len(best)], b) // never in place: merged states share nothing
}

func (f *largestFold[F, T, K]) of(g int32) []Best[T, K] {
	var best []Best[T, K]
	if int(g) < len(f.best) {
		best = f.best[g]
	}
	if b, ok := f.flatOf(g); ok {
		return f.with(slices.Clone(best), b)
	}
	return best
}

func (f *largestFold[F, T, K]) check(other state) error {
	if _, ok := other.(*largestFold[F, T, K]); !ok {
		return ErrIncompatible
	}
	return nil
}

func (f *largestFold[F, T, K]) merge(other state, from, into []int32) {
	o := other.(*largestFold[F, T, K])
	f.at.plan.merging(func() { f.take(o, from, into) })
}

func (f *largestFold[F, T, K]) take(o *largestFold[F, T, K], from, into []int32) {
	all := !f.mergeFlat(o, from, into)
	for i, g := range from {
		if all {
			for _, b := range o.of(g) {
				f.put(into[i], b)
			}
		} else if int(g) < len(o.best) {
			for _, b := range o.best[g] {
				f.put(into[i], b)
			}
		}
	}
}

func (f *largestFold[F, T, K]) result(g int32) Result[Best[T, K]] {
	best := f.of(g)
	switch len(best) {
	case 0:
		return Undefined[Best[T, K]](NoData, "")
	case 1:
		return Value(best[0])
	}
	codes := make([]string, len(best))
	for i, b := range best {
		_, cur := exactOf(b.Value)
		codes[i] = cur.Code()
	}
	return Undefined[Best[T, K]](MixedCurrency, strings.Join(codes, ", "))
}

func (f *largestFold[F, T, K]) append(b []byte, g int32) ([]byte, error) {
	best := f.of(g)
	b = append(b, byte(min(len(best), 255)))
	if len(best) > 255 {
		return nil, ErrNotEncodable
	}
	for _, one := range best {
		key, ok := f.key.AppendText(nil, one.Key)
		if !ok {
			return nil, ErrNotEncodable
		}
		d, cur := exactOf(one.Value)
		b = appendDecimal(appendCurrency(b, cur), d)
		b = binary.AppendVarint(b, period.Micros(one.At))
		b = appendText(b, key)
	}
	return b, nil
}

func (f *largestFold[F, T, K]) decode(b []byte, g int32) ([]byte, error) {
	if len(b) == 0 {
		return nil, ErrCorrupt
	}
	n := int(b[0])
	b = b[1:]
	before := ""
	for i := range n {
		cur, rest, err := cutCurrency(b)
		if err != nil || i > 0 && cur.Code() <= before {
			return nil, ErrCorrupt
		}
		before = cur.Code()
		d, rest, err := cutDecimal(rest)
		if err != nil {
			return nil, err
		}
		micros, rest, err := cutVarint(rest)
		if err != nil {
			return nil, err
		}
		text, rest, err := cutText(rest)
		if err != nil {
			return nil, err
		}
		key, err := f.key.ParseText(text)
		value, fits := quantityOf[T](d, cur).Value()
		if err != nil || !fits {
			return nil, ErrCorrupt
		}
		if again, ok := f.key.AppendText(nil, key); !ok || string(again) != text {
			return nil, ErrCorrupt
		}
		if e, c := exactOf(value); c != cur || !e.Equal(d) {
			return nil, ErrCorrupt
		}
		f.put(g, Best[T, K]{value, period.FromMicros(micros), key})
		b = rest
	}
	return b, nil
}
