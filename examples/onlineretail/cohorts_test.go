package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

// cohortsOf runs the program with -cohorts and -json.
func cohortsOf(t *testing.T, files ...string) []cohortDocument {
	t.Helper()
	var d document
	if err := json.Unmarshal(printed(t, append([]string{"-json", "-cohorts"}, files...)...), &d); err != nil {
		t.Fatal(err)
	}
	if d.Cohorts == nil {
		t.Fatalf("no cohorts: %v", d.Undefined)
	}
	return *d.Cohorts
}

// cohorts is the table by maps of customers and months.
func (o *oracle) cohorts() []cohortDocument {
	active := map[string]map[string]bool{} // by customer and month
	var first, last time.Time
	for _, order := range o.orders {
		if active[order.customer] == nil {
			active[order.customer] = map[string]bool{}
		}
		active[order.customer][order.at.Format("2006-01")] = true
		if first.IsZero() || order.at.Before(first) {
			first = order.at
		}
		if order.at.After(last) {
			last = order.at
		}
	}
	var months []string
	for m := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC); len(months) == 0 || months[len(months)-1] < last.Format("2006-01"); m = m.AddDate(0, 1, 0) {
		months = append(months, m.Format("2006-01"))
	}
	var out []cohortDocument
	for i, month := range months {
		c := cohortDocument{Cohort: month}
		for range months[i:] {
			c.Active = append(c.Active, 0)
			c.Complete = append(c.Complete, len(c.Complete) < len(months)-1-i)
		}
		for _, in := range active {
			if slices.ContainsFunc(months[:i], func(m string) bool { return in[m] }) || !in[month] {
				continue
			}
			c.Size++
			for k, m := range months[i:] {
				if in[m] {
					c.Active[k]++
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// TestKnownCohorts: the figures that the project was given for the file of 2010
// and 2011, and all others by the oracle. Its last month ends on the 9th.
func TestKnownCohorts(t *testing.T) {
	paths := shared(t, year2011)
	got := cohortsOf(t, paths...)
	if diff := cmp.Diff(newOracle(t, unpacked(t, paths[0])).cohorts(), got); diff != "" {
		t.Errorf("the program (+) and the oracle (-) differ:\n%s", diff)
	}
	first := got[0]
	if want := []int64{885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235}; first.Cohort != "2010-12" || first.Size != 885 || !slices.Equal(first.Active, want) {
		t.Errorf("%+v, want 885 and %v", first, want)
	}
	var complete, all [2]int64 // active in month 1, and of how many
	for _, c := range got {
		if len(c.Active) < 2 {
			continue
		}
		all[0], all[1] = all[0]+c.Active[1], all[1]+c.Size
		if c.Complete[1] {
			complete[0], complete[1] = complete[0]+c.Active[1], complete[1]+c.Size
		}
	}
	if complete != [2]int64{940, 3974} || all != [2]int64{976, 4297} {
		t.Errorf("month 1: %v of complete months, %v of all", complete, all)
	}
	if first.Complete[12] || !first.Complete[11] || len(got) != 13 {
		t.Errorf("the last of %d months: %v", len(got), first.Complete)
	}
	text := string(printed(t, "-cohorts", paths[0]))
	for _, want := range []string{"\n2010-12  885 100.0% █ 36.6% ░ 32.3% ░ ", " 26.6%*░\n", "\npooled       100.0% █ 23.7% ░ "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestSampleCohorts(t *testing.T) {
	if diff := cmp.Diff(newOracle(t, uci.Sample()).cohorts(), cohortsOf(t)); diff != "" {
		t.Errorf("the program (+) and the oracle (-) differ:\n%s", diff)
	}
	if text := printed(t); !bytes.HasPrefix(printed(t, "-cohorts"), text) {
		t.Error("-cohorts changes the report")
	}
	if bytes.Contains(printed(t, "-json"), []byte(`"cohorts"`)) {
		t.Error("cohorts that nobody asked for")
	}
}

// Of a file without orders there are no cohorts, and the reason is said.
func TestCohortsOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(path, []byte("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(printed(t, "-json", "-cohorts", path), &d); err != nil {
		t.Fatal(err)
	}
	if d.Cohorts != nil || d.Undefined["cohorts"] == "" {
		t.Errorf("cohorts %v, undefined %v", d.Cohorts, d.Undefined)
	}
	if text := string(printed(t, "-cohorts", path)); !strings.Contains(text, "undefined (") {
		t.Errorf("%s", text)
	}
}
