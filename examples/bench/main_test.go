package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestMain lets the test binary be the process that measures, as the program is.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == measureFlag {
		main()
		return
	}
	os.Exit(m.Run())
}

func TestBenchPrintsATable(t *testing.T) {
	var out strings.Builder
	args := []string{"-orders", "300", "-runs", "1", "-engines", "hand-written,ecomkpi/run,naive"}
	if err := bench(t.Context(), args, &out, inProcess); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"300 orders, 1110 facts, 25 KPIs", "hand-written  columns", "structs and maps", "1.00"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if n := strings.Count(out.String(), "true\n"); n != 3 {
		t.Errorf("%d rows are equal, want 3:\n%s", n, out.String())
	}
}

func TestBenchPrintsJSON(t *testing.T) {
	var out strings.Builder
	args := []string{"-orders", "300", "-runs", "2", "-engines", "hand-written,ecomkpi/report,duckdb/merged", "-json"}
	if err := bench(t.Context(), args, &out, inProcess); err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(out.String()), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 {
		t.Fatalf("%d objects, want 3", len(rows))
	}
	for _, row := range rows {
		for _, name := range []string{"wall_ms", "cpu_ms", "rss_mb"} {
			if n, ok := row[name].(float64); !ok || n <= 0 {
				t.Errorf("%v: %s is %v", row["engine"], name, row[name])
			}
		}
		if row["equal"] != true || row["answers"] != nil {
			t.Errorf("%v: equal %v, answers %v", row["engine"], row["equal"], row["answers"])
		}
	}
	if rows[2]["engine"] != "duckdb" || rows[2]["mode"] != "merged" {
		t.Errorf("the last row is %v", rows[2])
	}
}

// An engine that is wrong about one KPI is named, with the KPI, and the rows are
// written all the same.
func TestBenchNamesWhatDiffers(t *testing.T) {
	spoilt := func(ctx context.Context, j job) (measurement, error) {
		m, err := measure(ctx, j)
		if j.Engine == "naive" {
			m.Answers = slices.Clone(m.Answers)
			m.Answers[6][1] = "0"
		}
		return m, err
	}
	var out strings.Builder
	err := bench(t.Context(), []string{"-orders", "100", "-runs", "1", "-engines", "ecomkpi/run,naive", "-json"}, &out, spoilt)
	if !errors.Is(err, errDiffer) || !strings.Contains(err.Error(), "naive, structs and maps: gmv: 0, want gmv") {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(out.String(), `"equal": false`) || !strings.Contains(out.String(), `"equal": true`) {
		t.Errorf("the rows are %s", out.String())
	}
}

func TestBenchRefusesArguments(t *testing.T) {
	for _, args := range [][]string{{"-orders", "3"}, {"-runs", "0"}, {"-goroutines", "0"}, {"-engines", "sqlite"}, {"more"}} {
		if err := bench(t.Context(), args, &strings.Builder{}, measure); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}

// A report that leads with a wrong figure, or lacks a line, has problems.
func TestHeadlineProblems(t *testing.T) {
	s := generate(500)
	f, err := runHand(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := s.facts()
	if err != nil {
		t.Fatal(err)
	}
	lines, err := runReports(t.Context(), facts, reportIDs(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := headlineProblems(f, lines); len(got) > 0 || len(lines) != 20 {
		t.Errorf("%d lines with problems %v, want 20 without", len(lines), got)
	}
	f.gmv++
	if got := headlineProblems(f, lines[1:]); len(got) != 2 {
		t.Errorf("problems %v, want the GMV and the missing line", got)
	}
}
