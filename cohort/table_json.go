package cohort

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/proportion"
	"github.com/ecomkpi/ecomkpi/model"
)

type tableJSON struct {
	Grain     string       `json:"grain"`
	Zone      string       `json:"zone"`
	AsOf      string       `json:"as_of"`
	Days      int          `json:"days,omitempty"`
	Flavour   string       `json:"flavour"`
	Entry     string       `json:"entry"`
	AtLeast   int64        `json:"at_least"`
	Reference string       `json:"reference"`
	Level     float64      `json:"level"`
	Columns   []columnJSON `json:"columns"`
	Rows      []rowJSON    `json:"rows"`
	Means     []meanJSON   `json:"means"`
}

type columnJSON struct {
	From int `json:"from"`
	To   int `json:"to"`
}

type rowJSON struct {
	Cohort string     `json:"cohort"`
	Size   int64      `json:"size"`
	Cells  []cellJSON `json:"cells"`
}

// cellJSON has the status alone where there is nothing yet.
type cellJSON struct {
	Status   Status                   `json:"status"`
	Subjects *int64                   `json:"subjects,omitempty"`
	Of       *int64                   `json:"of,omitempty"`
	Rate     string                   `json:"rate,omitempty"`
	Low      string                   `json:"low,omitempty"`
	High     string                   `json:"high,omitempty"`
	Orders   *int64                   `json:"orders,omitempty"`
	Money    *kpi.Result[model.Money] `json:"money,omitempty"`
}

type meanJSON struct {
	Cells    int    `json:"cells"`
	Subjects int64  `json:"subjects"`
	Of       int64  `json:"of"`
	Pooled   string `json:"pooled,omitempty"`
	Low      string `json:"low,omitempty"`
	High     string `json:"high,omitempty"`
	Simple   string `json:"simple,omitempty"`
}

// jsonPlaces is how many decimal places rates have in JSON and CSV.
const jsonPlaces = 6

// MarshalJSON returns an object with the options, columns (from, to), rows
// (cohort, size, cells) and means. A cell that has not begun has its status
// only; rates, which are strings of 6 decimal places, are left out where they
// are undefined. Low and high are the interval.
func (t Table) MarshalJSON() ([]byte, error) {
	o := t.options
	out := tableJSON{
		Days: o.Days, Flavour: o.Flavour.String(), Entry: o.Entry.String(), AtLeast: o.atLeast(),
		Reference: o.Reference.String(), Level: o.level(), Columns: []columnJSON{}, Rows: []rowJSON{}, Means: []meanJSON{},
		AsOf: o.asOf().UTC().Format(time.RFC3339Nano),
	}
	if o.Cohorts.Grain.Valid() && !o.Cohorts.Calendar.IsZero() {
		out.Grain, out.Zone = o.Cohorts.Grain.String(), o.Cohorts.Calendar.Zone().String()
	}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, columnJSON(c))
	}
	for _, r := range t.Rows {
		row := rowJSON{r.Cohort.Label(), r.Size, []cellJSON{}}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, c.json())
		}
		out.Rows = append(out.Rows, row)
	}
	for _, m := range t.Means() {
		one := meanJSON{Cells: m.Cells, Subjects: m.Subjects, Of: m.Of, Pooled: rateText(m.Pooled())}
		one.Low, one.High = boundsText(m.Interval())
		if s, ok := m.Simple().Value(); ok {
			one.Simple = s.Round(jsonPlaces).StringFixed(jsonPlaces)
		}
		out.Means = append(out.Means, one)
	}
	return json.Marshal(out)
}

func (c Cell) json() cellJSON {
	out := cellJSON{Status: c.Status}
	if c.Status == NotYet {
		return out
	}
	out.Subjects, out.Of, out.Orders, out.Money = &c.Subjects, &c.Of, &c.Orders, &c.Money
	out.Rate = rateText(c.Rate())
	out.Low, out.High = boundsText(c.Interval())
	return out
}

// rateText is a rate as JSON and CSV have it; "" where it is undefined.
func rateText(r kpi.Result[kpi.Ratio]) string {
	if v, ok := r.Value(); ok {
		return v.Round(jsonPlaces).StringFixed(jsonPlaces)
	}
	return ""
}

func boundsText(i proportion.Interval, ok bool) (low, high string) {
	if !ok {
		return "", ""
	}
	return strconv.FormatFloat(i.Low, 'f', jsonPlaces, 64), strconv.FormatFloat(i.High, 'f', jsonPlaces, 64)
}
