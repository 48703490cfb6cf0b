package kpi

import (
	"encoding/binary"
	"math"

	"github.com/ecomkpi/ecomkpi/model"
)

// append writes the moments of one group: the distance to the one before, the
// rows, those without amount, and the total in each currency.
func (f *historyFold) append(b []byte, g int32) ([]byte, error) {
	r := f.result(g)
	moments := r.value
	b = binary.AppendUvarint(b, uint64(moments.Len()))
	before := int64(0)
	for m := range moments.All() {
		tick := m.parts[0].tick
		b = binary.AppendVarint(b, tick-before)
		before = tick
		b = binary.AppendUvarint(b, uint64(m.Rows))
		b = binary.AppendUvarint(b, uint64(m.Missing()))
		n := uint64(0)
		for range m.exact() {
			n++
		}
		b = binary.AppendUvarint(b, n)
		for c, total := range m.exact() {
			b = appendDecimal(appendCurrency(b, c), total)
		}
	}
	return b, nil
}

// mostRows bounds the rows of a moment in a state, so that they can be added.
const mostRows = 1 << 48

func (f *historyFold) decode(b []byte, g int32) ([]byte, error) {
	count, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	tick := int64(0)
	for i := range count {
		step, rest, err := cutVarint(b)
		if err != nil || i > 0 && step <= 0 || step > 0 && tick > math.MaxInt64-step {
			return nil, ErrCorrupt
		}
		tick += step
		if tick < f.def.least || f.def.cut && tick >= int64(f.def.cuts.Len()) {
			return nil, ErrCorrupt
		}
		if b, err = f.decodeMoment(rest, g, tick); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (f *historyFold) decodeMoment(b []byte, g int32, tick int64) ([]byte, error) {
	rows, b, err := cutUvarint(b)
	if err != nil || rows == 0 || rows > mostRows {
		return nil, ErrCorrupt
	}
	missing, b, err := cutUvarint(b)
	if err != nil || missing > rows {
		return nil, ErrCorrupt
	}
	count, b, err := cutCount(b)
	if err != nil || f.amounts == nil && (missing > 0 || count > 0) || count > 0 && missing == rows {
		return nil, ErrCorrupt
	}
	if missing > 0 {
		f.pushMany(g, tick, 0, int64(missing), laneNone)
	}
	if missing < rows {
		f.pushMany(g, tick, 0, int64(rows-missing), laneRows)
	}
	before := ""
	for range count {
		c, rest, err := cutCurrency(b)
		if err != nil || c == 0 || c.Code() <= before {
			return nil, ErrCorrupt
		}
		before = c.Code()
		d, rest, err := cutDecimal(rest)
		if err != nil {
			return nil, ErrCorrupt
		}
		b = rest
		coef, exp := shortest(d)
		if coef.IsInt64() && coef.Int64() > model.Wide && exp <= 0 && exp >= -model.MaxDecimalPlaces {
			f.push(loggedRow{tick: tick, coef: coef.Int64(), group: g, lane: f.lane(c, uint8(-exp))})
		} else {
			f.push(loggedRow{tick: tick, coef: f.wides.put(d), group: g, lane: f.lane(c, wideScale)})
		}
	}
	return b, nil
}
