package kpi_test

import (
	"errors"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// dictionary is where the definitions of the KPIs are kept.
const dictionary = "../../shared/design/kpis.md"

// The catalogue has every KPI of the dictionary, by the same number, ID and
// French name, and no other.
func TestCatalogueIsTheDictionary(t *testing.T) {
	text, err := os.ReadFile(dictionary)
	if errors.Is(err, os.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skipf("no %s: it does not come with the library", dictionary)
	}
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| ([OK][0-9]+) \\| `([a-z-]+)` · ([^|]+?) \\|")
	rows := row.FindAllStringSubmatch(string(text), -1)
	if len(rows) != 33 {
		t.Fatalf("%d KPIs in %s, want 33", len(rows), dictionary)
	}
	all := kpi.Catalogue()
	for _, r := range rows {
		k, ok := kpi.FindKPI(r[1])
		if !ok {
			t.Errorf("%s is not in the catalogue", r[1])
			continue
		}
		if k.ID != r[2] || k.NameFR != r[3] {
			t.Errorf("%s: got %q, %q, want %q, %q", r[1], k.ID, k.NameFR, r[2], r[3])
		}
		all = slices.DeleteFunc(all, func(i kpi.Info) bool { return i.Number == r[1] })
	}
	for _, k := range all {
		t.Errorf("%s %s is not in the dictionary", k.Number, k.ID)
	}
}

func TestCatalogueIsComplete(t *testing.T) {
	fields := map[string]bool{}
	for f := range reflect.TypeFor[kpi.Policy]().Fields() {
		fields[f.Name] = true
	}
	used := map[string]bool{}
	w := kpi.Window{Range: within("2025"), Calendar: period.In(instant("2025-01-01").Location())}
	for _, k := range kpi.Catalogue() {
		if k.Name == "" || k.Definition == "" || len(k.Needs) == 0 || len(k.Breakdowns) == 0 {
			t.Errorf("%s: %+v", k.ID, k)
		}
		if byID, ok := kpi.FindKPI(k.ID); !ok || byID.Number != k.Number {
			t.Errorf("%s is not found by its ID", k.ID)
		}
		for _, p := range k.Policy {
			if !fields[p] {
				t.Errorf("%s reads Policy.%s, which there is not", k.ID, p)
			}
			used[p] = true
		}
		m := k.Over(kpi.Policy{Hours: shopHours}, w, kpi.Buckets{Range: w.Range, Grain: period.Year, Calendar: w.Calendar})
		if formula := k.Formula(kpi.Policy{Hours: shopHours}, w, kpi.Buckets{Range: w.Range, Grain: period.Year, Calendar: w.Calendar}); formula != m.String() {
			t.Errorf("%s: the formula is not the metric's", k.ID)
		}
		// Without any facts every KPI says that they are missing, or which.
		if r := m.Of(model.NewFacts(model.FactsOptions{}).All()); r.Why() == kpi.Defined {
			t.Errorf("%s of no facts: got %v", k.ID, r)
		}
	}
	for f := range fields {
		if !used[f] && !strings.Contains("NotCounted ResearchWindow", f) {
			t.Errorf("no KPI says that it reads Policy.%s", f)
		}
	}
}
