package main

import (
	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

var bars = []rune("▁▂▃▄▅▆▇█")

// sparkline draws a series between its least and largest figure; a dot is a
// period without one.
func sparkline(s kpi.Series[kpi.Figure]) string {
	var least, most decimal.Decimal
	first := true
	for _, r := range s.All() {
		f, ok := r.Value()
		if !ok {
			continue
		}
		v := f.Decimal(6)
		if first {
			least, most, first = v, v, false
		}
		least, most = decimal.Min(least, v), decimal.Max(most, v)
	}
	line := make([]rune, 0, s.Len())
	for _, r := range s.All() {
		f, ok := r.Value()
		switch {
		case !ok:
			line = append(line, '·')
		case least.Equal(most):
			line = append(line, bars[len(bars)/2])
		default:
			steps := f.Decimal(6).Sub(least).Mul(decimal.NewFromInt(int64(len(bars)-1))).DivRound(most.Sub(least), 0)
			line = append(line, bars[steps.IntPart()])
		}
	}
	return string(line)
}
