package kpi

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Report is the KPIs of a range, beside those of another one.
type Report struct {
	options ReportOptions
	policy  Policy
	// Lines are the KPIs in the order they were asked for.
	Lines []ReportLine
}

// ReportLine is one KPI of a report.
type ReportLine struct {
	Info
	Value    Result[Figure]
	Previous Result[Figure] // in the range that is compared with
	Change   Change
	Target   Target
	Before   Result[Figure] // as many days before the launch
	After    Result[Figure] // from the launch on
	Effect   Change         // from Before to After
	Series   Series[Figure]
	By       []Breakdown
}

// Breakdown is a KPI by a key of facts.
type Breakdown struct {
	Name   string
	Groups Groups[string, Figure]
}

// Change is how much a figure moved.
type Change struct {
	Known    bool            // both figures are defined and of one currency
	Absolute decimal.Decimal // rounded to 6 places
	Relative Result[Ratio]   // of the value before; undefined where that is not above zero
	Better   Verdict
}

// Verdict says whether a change is for the better.
type Verdict uint8

// The verdicts.
const (
	NoVerdict Verdict = iota // the KPI is neutral, or nothing changed
	IsBetter
	IsWorse
)

var verdictNames = [...]string{"", "better", "worse"}

// String returns the verdict in a word; "" for none.
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return "unknown"
}

// Target is what a KPI is to reach, T11.
type Target struct {
	Set        bool
	Value      decimal.Decimal
	Attainment Result[Ratio] // value / target, or target / value where lower is better
	OnTrack    bool          // the target is reached
}

// NewReport returns the metric that computes a report: any selection of KPIs
// over a range, with another range beside it, changes, targets, series and
// breakdowns, in one pass over the facts. It looks at the whole history: the
// range does not shorten what first orders are looked up in. A KPI whose facts are
// missing says so and does not disturb the others. Run it over facts, add to it in
// a State, or have it follow facts as they change (NewLive), as any metric.
//
// The error names an option that makes no sense (ErrReport).
func NewReport(p Policy, o ReportOptions) (KPI[Report], error) {
	infos, err := o.check()
	if err != nil {
		return KPI[Report]{}, err
	}
	parts := make([]KPI[ReportLine], len(infos))
	for i, k := range infos {
		parts[i] = o.line(p, k)
	}
	all := func(lines []Result[ReportLine]) Result[Report] {
		r := Report{options: o, policy: p, Lines: make([]ReportLine, len(lines))}
		for i, l := range lines {
			r.Lines[i], _ = l.Value()
		}
		return Value(r)
	}
	m := Then("report", List(parts...), all)
	m.def.split = func(live *liveParts) func() Result[Report] {
		reads := followAll(parts, live)
		return func() Result[Report] { return all(readAll(reads)) }
	}
	return m, nil
}

// figure is a KPI over a range, converted where the options ask for it.
func (o ReportOptions) figure(p Policy, k Info, r period.Range) KPI[Figure] {
	w := Window{Range: r, Calendar: o.Calendar, AsOf: o.AsOf}
	if w.AsOf.IsZero() {
		w.AsOf = o.Range.End()
	}
	return o.converted(k.Over(p, w, Buckets{Range: r, Grain: o.grain(), Calendar: o.Calendar}))
}

func (o ReportOptions) converted(m KPI[Figure]) KPI[Figure] {
	if o.Rates == nil {
		return m
	}
	return Convert(o.Rates, o.Currency, o.Calendar, m)
}

// line is all that a report says of a KPI.
func (o ReportOptions) line(p Policy, k Info) KPI[ReportLine] {
	absent := undefined[Figure](NoData, notAskedFor)
	ranges := []KPI[Figure]{o.figure(p, k, o.Range), absent, absent, absent}
	if r := o.compared(); !r.Empty() {
		ranges[1] = o.figure(p, k, r)
	}
	if before, after, ok := o.launched(); ok {
		ranges[2], ranges[3] = o.figure(p, k, before), o.figure(p, k, after)
	}
	names := slices.DeleteFunc(slices.Clone(o.By), func(name string) bool { return !k.breaksDownBy(name) })
	groups := make([]KPI[Groups[string, Figure]], len(names))
	for i, name := range names {
		groups[i] = By(breakdownKeys[name], ranges[0])
	}
	target, set := o.Targets[k.ID]
	return joinResults("line", Both(List(ranges...), o.series(p, k)), List(groups...),
		func(parts Result[Pair[[]Result[Figure], Series[Figure]]], by Result[[]Result[Groups[string, Figure]]]) Result[ReportLine] {
			both, _ := parts.Value()
			figures, _ := both.A.Value()
			l := ReportLine{Info: k, Value: figures[0], Previous: figures[1], Before: figures[2], After: figures[3]}
			l.Change, l.Effect = k.change(l.Previous, l.Value), k.change(l.Before, l.After)
			l.Series, _ = both.B.Value()
			if set {
				l.Target = k.target(l.Value, target)
			}
			breakdowns, _ := by.Value()
			for i, r := range breakdowns {
				g, _ := r.Value()
				if o.Top > 0 {
					g = Top(g, o.Top, Figure.Compare)
				}
				l.By = append(l.By, Breakdown{names[i], g})
			}
			return Value(l)
		})
}

// series is a KPI in each period of the range.
func (o ReportOptions) series(p Policy, k Info) KPI[Series[Figure]] {
	if o.Series == 0 {
		return Map("no series", undefinedSeries, func(Figure) Series[Figure] { return Series[Figure]{} })
	}
	b := Buckets{Range: o.Range, Grain: o.Series, Calendar: o.Calendar}
	each := k.each
	if each == nil {
		each = k.plain
	}
	if each != nil {
		return Every(factTime(Window{Calendar: o.Calendar}), b, o.converted(each(p)))
	}
	periods, _ := o.Calendar.Split(o.Range, o.Series) // checked before
	parts := make([]KPI[Figure], len(periods))
	for i, one := range periods {
		inside := o
		inside.Grain = o.Series
		if inside.AsOf.IsZero() {
			inside.AsOf = o.Range.End()
		}
		parts[i] = inside.figure(p, k, one.Range)
	}
	return Map(fmt.Sprintf("series by %v", b), List(parts...), func(results []Result[Figure]) Series[Figure] {
		return Series[Figure]{periods: periods, results: results}
	})
}

var undefinedSeries = undefined[Figure](NoData, "no series")

// change is how a figure moved.
func (k Info) change(from, to Result[Figure]) Change {
	a, ok := from.Value()
	b, also := to.Value()
	if !ok || !also || a.unit != b.unit || a.currency != 0 && b.currency != 0 && a.currency != b.currency {
		return Change{Relative: Undefined[Ratio](NoData, "")}
	}
	num, den := b.num.Mul(a.den).Sub(a.num.Mul(b.den)), a.den.Mul(b.den)
	c := Change{Known: true, Absolute: divide(num, den, figurePlaces), Relative: Undefined[Ratio](NoDenominator, "")}
	if base := a.num.Mul(b.den); base.IsPositive() {
		c.Relative = Value(Ratio{num: num, den: base})
	}
	switch {
	case num.IsZero():
	case k.Better == HigherIs && num.IsPositive() || k.Better == LowerIs && num.IsNegative():
		c.Better = IsBetter
	case k.Better == HigherIs || k.Better == LowerIs:
		c.Better = IsWorse
	}
	return c
}

// target holds a figure against what it is to reach.
func (k Info) target(r Result[Figure], target decimal.Decimal) Target {
	t := Target{Set: true, Value: target}
	f, ok := r.Value()
	if !ok {
		t.Attainment = undefinedAs[Ratio](r)
		return t
	}
	if f.num.IsNegative() {
		t.Attainment = Undefined[Ratio](OutOfRange, "below zero")
		return t
	}
	goal := Figure{num: target, den: decimal.New(1, 0)}
	num, den := f.num, f.den.Mul(target)
	if k.Better == LowerIs {
		num, den = den, f.num
		t.OnTrack = f.Compare(goal) <= 0
	} else {
		t.OnTrack = f.Compare(goal) >= 0
	}
	t.Attainment = Undefined[Ratio](NoDenominator, "")
	if den.IsPositive() {
		t.Attainment = Value(Ratio{num: num, den: den})
	}
	return t
}

// Options returns what the report was asked for.
func (r Report) Options() ReportOptions { return r.options }

// Policy returns the policy of the report.
func (r Report) Policy() Policy { return r.policy }

// Compared returns the range that the report compares with; empty for none.
func (r Report) Compared() period.Range { return r.options.compared() }

// Needs returns the kinds of facts that the KPIs of the report need.
func (r Report) Needs() []model.Kind {
	seen := map[model.Kind]bool{}
	var kinds []model.Kind
	for _, l := range r.Lines {
		for _, k := range l.Needs {
			if !seen[k] {
				seen[k] = true
				kinds = append(kinds, k)
			}
		}
	}
	return kinds
}

// notAskedFor is the detail of figures that a report leaves out.
const notAskedFor = "not asked for"
