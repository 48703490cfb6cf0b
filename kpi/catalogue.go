package kpi

import (
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// Direction is which way a KPI gets better.
type Direction uint8

// The directions.
const (
	Neutral     Direction = iota
	HigherIs              // better
	LowerIs               // better
	WithinABand           // neither too low nor too high
)

var directionNames = [...]string{"neutral", "higher", "lower", "band"}

// String returns the direction in a word.
func (d Direction) String() string {
	if int(d) < len(directionNames) {
		return directionNames[d]
	}
	return "unknown"
}

// MarshalText returns the direction in a word.
func (d Direction) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Info describes a named KPI.
type Info struct {
	ID         string       // such as "average-order-value"
	Number     string       // in the source articles: O1 to O14, K1 to K19
	Name       string       // in English
	NameFR     string       // in French
	Unit       Unit         // of its headline
	Better     Direction    // which way it gets better
	Definition string       // in words, its formula first
	Needs      []model.Kind // facts without which it is undefined
	Policy     []string     // the fields of Policy that it reads
	Breakdowns []string     // what it is mainly broken down by

	// One of the two: a KPI that ranges and groups go around, or one that takes
	// them as an argument.
	plain func(Policy) KPI[Figure]
	over  func(Policy, Window, Buckets) KPI[Figure]
	// What plain is in each period of a series; nil where it is the same.
	each func(Policy) KPI[Figure]
}

// Catalogue returns the named KPIs in the order of the source articles.
func Catalogue() []Info { return slices.Clone(catalogue) }

// FindKPI returns the KPI of an ID or number, such as "average-order-value" or
// "O6"; false where there is none.
func FindKPI(name string) (Info, bool) {
	i := slices.IndexFunc(catalogue, func(k Info) bool { return k.ID == name || k.Number == name })
	if i < 0 {
		return Info{}, false
	}
	return catalogue[i], true
}

// Over returns the KPI as a figure over a window. For KPIs on histories, such as
// retention, the grain is that of the periods that are compared.
func (k Info) Over(p Policy, w Window, b Buckets) KPI[Figure] {
	if k.over != nil {
		return k.over(p, w, b)
	}
	m := k.plain(p)
	if w.Range.IsZero() {
		return m
	}
	return During(factTime(w), w.Range, m)
}

// Formula returns the KPI's definition as the metric prints it.
func (k Info) Formula(p Policy, w Window, b Buckets) string { return k.Over(p, w, b).String() }

// factTime is the instant of facts, of those with a date by the window's
// calendar.
func factTime(w Window) model.Field[model.Fact, time.Time] {
	if w.Calendar.IsZero() {
		return model.FactAt
	}
	return model.FactAtIn(w.Calendar)
}
