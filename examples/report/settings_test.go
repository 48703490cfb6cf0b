package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecomkpi/ecomkpi/examples/report/shop"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

func TestSettingsRefused(t *testing.T) {
	for text, says := range map[string]string{
		`{"zones":"UTC"}`:          `unknown field "zones"`,
		`{"zone":"UTC"} {}`:        "more than one object",
		`[]`:                       "cannot unmarshal",
		`{"to":"2025-13-01"}`:      "2025-13-01",
		`{"margin":"a third"}`:     "third",
		``:                         "EOF",
		`{"margin":"1e999999999"}`: "exponent",
	} {
		if _, err := readSettings(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
	paris := shop.Calendar()
	for text, says := range map[string]string{
		`{"hours":"always"}`:                           "hours: ",
		`{"branch_hours":{"lyon":"always"}}`:           `hours of branch "lyon": `,
		`{"margin":"1e-30"}`:                           "margin: ",
		`{"expected_years":1e30}`:                      "expected_years: ",
		`{"rates":[{"date":"2025-01-01","from":"?"}]}`: `"?"`,
		`{"rates":[{"date":"2025-01-01","from":"EUR","to":"CHF","rate":"-1"}]}`: "not above zero",
	} {
		s, err := readSettings(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.policy(kpi.Policy{}, paris)
		if err == nil {
			_, err = s.rates()
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
}

// TestSampleSettings: what is written says the same as the shop itself, on every
// day that its facts can be of.
func TestSampleSettings(t *testing.T) {
	s, err := shop.New(shop.Options{Accounts: 10})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(sampleSettings(s))
	if err != nil {
		t.Fatal(err)
	}
	read, err := readSettings(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleSettings(s), read); diff != "" {
		t.Errorf("-written +read\n%s", diff)
	}
	policy, err := read.policy(kpi.Policy{}, shop.Calendar())
	if err != nil {
		t.Fatal(err)
	}
	range2, err := shop.Calendar().Range(period.Date{Year: 2024, Month: 1, Day: 1}, period.Date{Year: 2026, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	same := func(name string, a, b period.Hours) {
		if x, y := a.Elapsed(range2.Start(), range2.End()), b.Elapsed(range2.Start(), range2.End()); x != y || x == 0 {
			t.Errorf("%s: open for %v and %v", name, x, y)
		}
	}
	same("shop", shop.Hours(), policy.Hours)
	for branch, hours := range shop.BranchHours() {
		same(string(branch), hours, policy.BranchHours[branch])
	}
}
