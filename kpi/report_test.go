package kpi_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func reportOf(t *testing.T, o kpi.ReportOptions, b book) kpi.Report {
	t.Helper()
	if o.Calendar.IsZero() {
		o.Calendar = period.In(time.UTC)
	}
	m, err := kpi.NewReport(kpi.Policy{}, o)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := m.Of(b.facts().All()).Value()
	if !ok {
		t.Fatal("a report is always defined")
	}
	return r
}

var reportBook = book{orders: []model.Order{
	order("1", "2025-01-10", "100 EUR"), order("2", "2025-01-20", "200 EUR", by("b")),
	order("3", "2025-02-05", "300 EUR"), order("4", "2025-02-15", "100 EUR", through("fax")), order("5", "2025-02-20", "500 EUR"),
}}

// February up to the 15th against the same days of January: a month to date is
// never held against a whole one.
func TestReport(t *testing.T) {
	r := reportOf(t, kpi.ReportOptions{
		Range: within("2025-02-01/2025-02-16"), Grain: period.Month, KPIs: []string{"O6", "net-promoter-score", "O2"}, Series: period.ISOWeek, By: []string{"channel"},
		Targets: map[string]decimal.Decimal{"average-order-value": decimal.New(250, 0)},
	}, reportBook)
	if got := r.Compared().String(); got != "2025-01-01T00:00:00Z/2025-01-16T00:00:00Z" {
		t.Errorf("compared with %s", got)
	}
	aov := r.Lines[0]
	for what, got := range map[string][2]string{
		"value": {aov.Value.String(), "200.00 EUR"}, "previous": {aov.Previous.String(), "100.00 EUR"}, "change": {aov.Change.String(), "+100.0 %"},
		"verdict": {aov.Change.Better.String(), "better"}, "attainment": {aov.Target.Attainment.String(), "80.00 %"},
		"series": {aov.Series.String(), "2025-W05: (no denominator)\n2025-W06: 300.00 EUR\n2025-W07: 100.00 EUR"},
		"groups": {aov.By[0].Groups.String(), "fax: 100.00 EUR\nweb: 300.00 EUR"},
		"score":  {r.Lines[1].Value.String(), "(missing facts: survey-response)"},
		"who":    {r.Lines[2].Value.String(), "50.00 %"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %q, want %q", what, got[0], got[1])
		}
	}
	if n := len(r.Lines[1].By); n != 0 {
		t.Errorf("answers to surveys have no channel, and yet %d breakdowns", n)
	}
	if aov.Target.OnTrack {
		t.Error("200 is below the target of 250")
	}
	var out struct {
		KPIs []map[string]json.RawMessage `json:"kpis"`
	}
	b, err := json.Marshal(r)
	if err != nil || json.Unmarshal(b, &out) != nil || len(out.KPIs) != 3 {
		t.Fatalf("%v: %s", err, b)
	}
	if got := string(out.KPIs[0]["parts"]); got != `{"value":"200.0000","total":"400","count":2,"currency":"EUR"}` {
		t.Errorf("parts: got %s", got)
	}
	if got := string(out.KPIs[1]["why"]); got != `"missing facts"` {
		t.Errorf("why: got %s", got)
	}
	if text := r.String(); !strings.Contains(text, "O6   Average order value (AOV)") {
		t.Errorf("got %s", text)
	}
}

// The launch splits the range: as many days before it as after.
func TestReportOfALaunch(t *testing.T) {
	r := reportOf(t, kpi.ReportOptions{
		Range: within("2025-02"), KPIs: []string{"O6"}, Compare: kpi.CompareNothing, Launch: period.Date{Year: 2025, Month: 2, Day: 15},
	}, reportBook)
	l := r.Lines[0]
	if got := l.Before.String() + ", " + l.After.String() + ", " + l.Effect.String(); got != "300.00 EUR, 300.00 EUR, 0.0 %" {
		t.Errorf("got %s", got)
	}
	if !r.Compared().Empty() || l.Change.Known {
		t.Error("nothing was to be compared")
	}
}

func TestReportOptionsAreChecked(t *testing.T) {
	utc, feb := period.In(time.UTC), within("2025-02")
	for what, o := range map[string]kpi.ReportOptions{
		"no calendar": {Range: feb}, "the range is empty": {Calendar: utc}, "no KPI \"O99\"": {Range: feb, Calendar: utc, KPIs: []string{"O99"}},
		"no breakdown by \"colour\"": {Range: feb, Calendar: utc, By: []string{"colour"}}, "no comparison 9": {Range: feb, Calendar: utc, Compare: 9},
		"a target for \"x\"":       {Range: feb, Calendar: utc, Targets: map[string]decimal.Decimal{"x": {}}},
		"rates without a currency": {Range: feb, Calendar: utc, Rates: rates()},
	} {
		if _, err := kpi.NewReport(kpi.Policy{}, o); !errors.Is(err, kpi.ErrReport) || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: got %v", what, err)
		}
	}
}
