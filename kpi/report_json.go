package kpi

import (
	"encoding/json"
)

// reportVersion is the first field of a report's JSON. A change that readers
// would notice gets another one.
const reportVersion = 1

// MarshalJSON returns an object with
//
//   - version, range, compared (absent without a comparison), as_of and zone,
//   - kpis: an array with, for each KPI, id, number, name, name_fr, unit, better,
//     definition, formula, then value, currency and parts, or why and detail,
//     warnings, rates, previous (an object like it), change (absolute, relative,
//     verdict), target (value, attainment, on_track), before, after and effect of
//     the launch, series (an array of period, partial, value or why), and
//     breakdowns (an array of by and groups, each with key, and value or why).
//
// Decimals are strings, ratios fractions of 1, durations seconds; values have up
// to 6 places. What does not apply is absent, but for the change, which is null.
func (r Report) MarshalJSON() ([]byte, error) {
	o := r.options
	out := struct {
		Version  int          `json:"version"`
		Range    string       `json:"range"`
		Compared string       `json:"compared,omitempty"`
		AsOf     string       `json:"as_of"`
		Zone     string       `json:"zone"`
		KPIs     []lineInJSON `json:"kpis"`
	}{Version: reportVersion, Range: o.Calendar.Format(o.Range), AsOf: o.asOfText(), Zone: o.Calendar.Zone().String(), KPIs: make([]lineInJSON, len(r.Lines))}
	if c := o.compared(); !c.Empty() {
		out.Compared = o.Calendar.Format(c)
	}
	for i, l := range r.Lines {
		line, err := r.lineJSON(l)
		if err != nil {
			return nil, err
		}
		out.KPIs[i] = line
	}
	return json.Marshal(out)
}

func (o ReportOptions) asOfText() string {
	at := o.AsOf
	if at.IsZero() {
		at = o.Range.End()
	}
	return at.In(o.Calendar.Zone()).Format("2006-01-02T15:04:05.999999Z07:00")
}

// figureInJSON is a figure, or why there is none.
type figureInJSON struct {
	Value    string          `json:"value,omitempty"`
	Currency string          `json:"currency,omitempty"`
	Parts    json.RawMessage `json:"parts,omitempty"`
	Why      string          `json:"why,omitempty"`
	Detail   string          `json:"detail,omitempty"`
	Warnings []string        `json:"warnings,omitempty"`
	Rates    []string        `json:"rates,omitempty"`
}

type lineInJSON struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	Name       string    `json:"name"`
	NameFR     string    `json:"name_fr"`
	Unit       Unit      `json:"unit"`
	Better     Direction `json:"better"`
	Definition string    `json:"definition"`
	Formula    string    `json:"formula"`
	figureInJSON
	Previous   *figureInJSON     `json:"previous,omitempty"`
	Change     *changeInJSON     `json:"change"` // null where there is none
	Target     *targetInJSON     `json:"target,omitempty"`
	Before     *figureInJSON     `json:"before,omitempty"`
	After      *figureInJSON     `json:"after,omitempty"`
	Effect     *changeInJSON     `json:"effect,omitempty"`
	Series     []periodInJSON    `json:"series,omitempty"`
	Breakdowns []breakdownInJSON `json:"breakdowns,omitempty"`
}

type changeInJSON struct {
	Absolute string `json:"absolute"`
	Relative string `json:"relative,omitempty"`
	Verdict  string `json:"verdict,omitempty"`
}

type targetInJSON struct {
	Value      string `json:"value"`
	Attainment string `json:"attainment,omitempty"`
	OnTrack    bool   `json:"on_track"`
}

type periodInJSON struct {
	Period  string `json:"period"`
	Partial bool   `json:"partial,omitempty"`
	figureInJSON
}

type breakdownInJSON struct {
	By     string        `json:"by"`
	Groups []groupInJSON `json:"groups"`
}

type groupInJSON struct {
	Key *string `json:"key"` // null is the unknown key
	figureInJSON
}

func figureJSON(r Result[Figure], parts bool) (figureInJSON, error) {
	f, ok := r.Value()
	out := figureInJSON{}
	if ok {
		out.Value = f.value()
		if f.currency != 0 {
			out.Currency = f.currency.Code()
		}
	} else {
		out.Why, out.Detail = r.Why().String(), r.Detail()
	}
	for _, w := range r.Warnings() {
		out.Warnings = append(out.Warnings, w.String())
	}
	for _, rate := range r.Rates() {
		out.Rates = append(out.Rates, rate.String())
	}
	if !ok || !parts {
		return out, nil
	}
	b, err := f.Parts()
	out.Parts = b
	return out, err
}

func (r Report) lineJSON(l ReportLine) (lineInJSON, error) {
	out := lineInJSON{
		ID: l.ID, Number: l.Number, Name: l.Name, NameFR: l.NameFR, Unit: l.Unit, Better: l.Better, Definition: l.Definition,
		Formula: r.formula(l.Info), Change: changeJSON(l.Change), Effect: changeJSON(l.Effect),
	}
	var err error
	if out.figureInJSON, err = figureJSON(l.Value, true); err != nil {
		return out, err
	}
	if !r.options.compared().Empty() {
		out.Previous = short(l.Previous)
	}
	if _, _, ok := r.options.launched(); ok {
		out.Before, out.After = short(l.Before), short(l.After)
	}
	if l.Target.Set {
		out.Target = &targetInJSON{Value: plain(l.Target.Value), OnTrack: l.Target.OnTrack}
		if a, ok := l.Target.Attainment.Value(); ok {
			out.Target.Attainment = plain(a.Round(figurePlaces))
		}
	}
	for p, v := range l.Series.All() {
		f, _ := figureJSON(v, false)
		out.Series = append(out.Series, periodInJSON{p.Label(), p.Partial(), f})
	}
	for _, b := range l.By {
		out.Breakdowns = append(out.Breakdowns, breakdownInJSON{b.Name, groupsJSON(b.Groups)})
	}
	return out, nil
}

func groupsJSON(groups Groups[string, Figure]) []groupInJSON {
	out := []groupInJSON{}
	for _, e := range groups.sorted() {
		f, _ := figureJSON(e.result, false)
		g := groupInJSON{figureInJSON: f}
		if e.known {
			g.Key = &e.key
		}
		out = append(out, g)
	}
	return out
}

// formula is the definition of a KPI over the range of the report.
func (r Report) formula(k Info) string {
	return k.Formula(r.policy, Window{Range: r.options.Range, Calendar: r.options.Calendar, AsOf: r.options.AsOf},
		Buckets{Range: r.options.Range, Grain: r.options.grain(), Calendar: r.options.Calendar})
}

// short is a figure without its parts.
func short(r Result[Figure]) *figureInJSON {
	f, _ := figureJSON(r, false)
	return &f
}

func changeJSON(c Change) *changeInJSON {
	if !c.Known {
		return nil
	}
	out := &changeInJSON{Absolute: plain(c.Absolute), Verdict: c.Better.String()}
	if v, ok := c.Relative.Value(); ok {
		out.Relative = plain(v.Round(figurePlaces))
	}
	return out
}
