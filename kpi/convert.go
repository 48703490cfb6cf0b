package kpi

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Convert is a metric whose amounts are all converted into one currency before
// anything is done with them, each at the rate of the day to which its fact
// belongs, in the calendar's zone. So a metric on money of several currencies
// gets a value, and Groups, Series and extremes are of the converted amounts.
//
// The rates that were used are in the result (see Result.Rates). Where one is
// missing, the result is undefined (MissingRate) and names pair and day. Filters
// see amounts as they were recorded. It panics without rates or a calendar.
func Convert[F, R any](rates *Rates, to model.Currency, cal period.Calendar, m Metric[F, R]) Metric[F, R] {
	if rates == nil || to == 0 || cal.IsZero() {
		panic("kpi: Convert needs rates, a currency and a calendar")
	}
	expr := model.NewExpr("convert", "into "+to.Code()+" in "+cal.Zone().String()+" by "+rates.id, m.Tree())
	return define[F](expr, func(at place) fold[R] {
		c := &converter{rates: rates, to: to, at: at, day: model.FactAtIn(cal), cal: cal, fields: map[model.Identity]any{}}
		inside := at
		inside.convert = c
		f := m.def.fold(inside)
		return fold[R]{states{f.state, c}, func(g int32) Result[R] { return noted(c, g, f.result(g)) }}
	})
}

// converter converts the amounts below a place, and remembers at which rates.
type converter struct {
	rates  *Rates
	to     model.Currency
	at     place
	day    model.Field[model.Fact, time.Time]
	cal    period.Calendar
	fields map[model.Identity]any
	log    []usedRate // of the rows of the read at hand, in their order
	last   lookup
	used   []map[usedRate]struct{} // by group
}

// usedRate is what a rate can be found by: the day is that of the rate, or of
// the fact where there is none.
type usedRate struct {
	from    model.Currency
	day     period.Date
	missing bool
}

// lookup is the last rate that was looked up: rows of one day come together.
type lookup struct {
	from model.Currency
	day  period.Date
	rate Rate
	used usedRate
}

// money converts the amount of a fact.
func (c *converter) money(f model.Fact, m model.Money) (model.Money, usedRate) {
	from := m.Currency()
	if from == c.to || m.IsNone() {
		return m, usedRate{}
	}
	var day period.Date
	if at, ok := c.day.Of(f); ok {
		day = c.cal.DateOf(at)
	}
	if c.last.from != from || c.last.day != day {
		c.last = lookup{from: from, day: day, used: usedRate{from: from, day: day, missing: true}}
		if rate, err := c.rates.Find(from, c.to, day); err == nil && day.Valid() {
			c.last.rate, c.last.used = rate, usedRate{from: from, day: rate.Date}
		}
	}
	if c.last.used.missing {
		return m, c.last.used
	}
	product := m.Amount().Mul(c.last.rate.Rate)
	return model.NumberValue[model.Money](model.Wide, 0, product, c.to), c.last.used
}

// inCurrency is the field as it is read at a place: converted where that asks
// for it and it is money.
func inCurrency[F, T any](at place, f model.Field[F, T]) model.Field[F, T] {
	c := at.convert
	m, ok := any(f).(model.Field[F, model.Money])
	if c == nil || !ok {
		return f
	}
	if known, ok := c.fields[f.Identity()].(model.Field[F, T]); ok {
		return known
	}
	converted := model.NewField(f.ID()+" in "+c.to.Code(), func(row F) (model.Money, bool) {
		v, ok := m.Of(row)
		var used usedRate
		if fact, is := model.FactOf(row); ok && is {
			v, used = c.money(fact, v)
		}
		c.log = append(c.log, used)
		return v, ok
	})
	g, _ := any(converted).(model.Field[F, T])
	c.fields[f.Identity()] = g
	return g
}

// remember files the rates of the rows just read under their groups.
func (c *converter) remember(sel []int32, rows int) {
	groups := c.at.groups.get()
	c.used = grown(c.used, c.at.groups.len())
	k := 0
	each(sel, rows, func(i int32) {
		if k < len(c.log) && c.log[k].from != 0 {
			g := int32(0)
			if groups != nil {
				g = groups[i]
			}
			c.use(g, c.log[k])
		}
		k++
	})
}

func (c *converter) use(g int32, u usedRate) {
	c.used = grown(c.used, g+1)
	if c.used[g] == nil {
		c.used[g] = map[usedRate]struct{}{}
	}
	c.used[g][u] = struct{}{}
}

// of returns what a group used, missing rates first.
func (c *converter) of(g int32) []usedRate {
	if int(g) >= len(c.used) {
		return nil
	}
	return slices.SortedFunc(maps.Keys(c.used[g]), func(a, b usedRate) int {
		if a.missing != b.missing {
			if a.missing {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.from.Code(), b.from.Code()), a.day.Compare(b.day))
	})
}

// noted is a result with the rates of its group, undefined where one is
// missing.
func noted[R any](c *converter, g int32, r Result[R]) Result[R] {
	used := c.of(g)
	if len(used) == 0 {
		return r
	}
	if u := used[0]; u.missing {
		return Undefined[R](MissingRate, u.from.Code()+" to "+c.to.Code()+" on "+u.day.String())
	}
	var n note
	if r.note != nil {
		n = *r.note
	}
	n.rates = slices.Clip(n.rates)
	for _, u := range used {
		if rate, err := c.rates.Find(u.from, c.to, u.day); err == nil {
			n.rates = append(n.rates, rate)
		}
	}
	r.note = &n
	return r
}

func (c *converter) check(other state) error {
	if _, ok := other.(*converter); !ok {
		return ErrIncompatible
	}
	return nil
}

func (c *converter) merge(other state, from, into []int32) {
	o, _ := other.(*converter)
	for i, g := range from {
		for _, u := range o.of(g) {
			c.use(into[i], u)
		}
	}
}

func (c *converter) append(b []byte, g int32) ([]byte, error) {
	used := c.of(g)
	b = binary.AppendUvarint(b, uint64(len(used)))
	for _, u := range used {
		missing := byte(0)
		if u.missing {
			missing = 1
		}
		b = appendText(append(appendCurrency(b, u.from), missing), u.day.String())
	}
	return b, nil
}

func (c *converter) decode(b []byte, g int32) ([]byte, error) {
	n, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	for range n {
		from, rest, err := cutCurrency(b)
		if err != nil || len(rest) == 0 || rest[0] > 1 {
			return nil, ErrCorrupt
		}
		text, after, err := cutText(rest[1:])
		if err != nil {
			return nil, ErrCorrupt
		}
		u := usedRate{from: from, missing: rest[0] == 1}
		if text != (period.Date{}).String() {
			if u.day, err = period.ParseDate(text); err != nil {
				return nil, ErrCorrupt
			}
		}
		c.use(g, u)
		b = after
	}
	return b, nil
}
