package main

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// scale is how figures of a line are written: all of it in one unit.
type scale struct {
	unit   string
	places int32
	shift  int32 // of the decimal point
	by     int64 // seconds in the unit of durations
}

var (
	unitDays    = phrase{"days", "jours"}
	unitHours   = phrase{"hours", "heures"}
	unitMinutes = phrase{"min", "min"}
	unitPoints  = phrase{"points", "points"}
)

// countUnits are what KPIs count.
var countUnits = map[string]phrase{
	"O3": {"visitors", "visiteurs"}, "K1": {"visitors", "visiteurs"}, "K2": {"requests", "demandes"},
	"K3": {"persons", "personnes"}, "K4": {"persons", "personnes"}, "K7": {"quotes", "devis"},
	"K10": {"orders", "commandes"}, "K11": {"orders", "commandes"}, "K17": {"orders", "commandes"}, "K19": {"orders", "commandes"},
}

// scaleOf is how the figures of a KPI are written, of which one is f.
func (l language) scaleOf(k kpi.Info, f kpi.Figure) scale {
	switch k.Unit {
	case kpi.UnitRatio:
		return scale{unit: "%", places: 2, shift: 2}
	case kpi.UnitMoney:
		s := scale{places: 2}
		if f.Currency() != 0 {
			s.unit = f.Currency().Code()
		}
		return s
	case kpi.UnitPoints:
		return scale{unit: l.of(unitPoints), places: 1}
	case kpi.UnitDuration:
		switch seconds := f.Decimal(0).IntPart(); {
		case seconds >= 48*60*60:
			return scale{unit: l.of(unitDays), places: 1, by: 24 * 60 * 60}
		case seconds >= 2*60*60:
			return scale{unit: l.of(unitHours), places: 1, by: 60 * 60}
		}
		return scale{unit: l.of(unitMinutes), places: 1, by: 60}
	}
	return scale{unit: l.of(countUnits[k.Number])}
}

// figure is a figure in the unit of its line.
func (l language) figure(f kpi.Figure, s scale) string {
	if s.by > 0 {
		return l.number(f.Decimal(6).DivRound(decimal.NewFromInt(s.by), s.places), s.places)
	}
	return l.number(f.Decimal(s.places+s.shift).Shift(s.shift), s.places)
}

// result is a figure, or a dash where there is none.
func (l language) result(r kpi.Result[kpi.Figure], s scale) string {
	f, ok := r.Value()
	if !ok {
		return "–"
	}
	return l.figure(f, s)
}

// separators of thousands and of decimals. The French space does not break.
var separators = [2][2]string{english: {",", "."}, french: {"\u00a0", ","}}

// number writes a number as people of the language do.
func (l language) number(d decimal.Decimal, places int32) string {
	text, sign := d.StringFixed(places), ""
	if strings.HasPrefix(text, "-") {
		text, sign = text[1:], "-"
	}
	whole, fraction, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + separators[l][0] + whole[i:]
	}
	if fraction != "" {
		fraction = separators[l][1] + fraction
	}
	return sign + whole + fraction
}

// change is how much a figure moved: relative to the one before, and in points
// where it is a rate or score, of which a percentage would be misread.
func (l language) change(k kpi.Info, c kpi.Change, s scale) string {
	if !c.Known {
		return ""
	}
	d, places, unit := c.Absolute, s.places, ""
	relative, ok := c.Relative.Value()
	switch {
	case k.Unit == kpi.UnitRatio || k.Unit == kpi.UnitPoints:
		d, unit = d.Shift(s.shift), " pt"
	case ok:
		d, places, unit = relative.Percent(1), 1, " %"
	case s.by > 0:
		d = d.DivRound(decimal.NewFromInt(s.by), places)
	}
	text := l.number(d, places) + unit
	if d.Round(places).IsPositive() {
		text = "+" + text
	}
	return text
}

var verdicts = map[kpi.Verdict]phrase{kpi.IsBetter: {"better", "mieux"}, kpi.IsWorse: {"worse", "moins bien"}}

// target is what is to be reached, and how much of it was.
func (l language) target(t kpi.Target, s scale) (goal, reached string) {
	if !t.Set {
		return "", ""
	}
	goal = l.number(t.Value.Shift(s.shift), s.places)
	if a, ok := t.Attainment.Value(); ok {
		reached = l.number(a.Percent(1), 1) + " %"
	}
	if t.OnTrack {
		reached += " ✓"
	} else {
		reached += "  "
	}
	return goal, reached
}
