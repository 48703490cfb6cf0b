package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecomkpi/ecomkpi/kpi"
)

var update = flag.Bool("update", false, "write the golden files")

// small makes the sample shop of the tests: as small as has all figures.
const small = "-size=20"

// printed runs the program and returns what it prints on its two outputs.
func printed(t testing.TB, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, messages bytes.Buffer
	if err := run(context.Background(), args, &out, &messages); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out.String(), messages.String()
}

// refused runs the program and returns its exit code and what it says.
func refused(t testing.TB, args ...string) (code int, says string) {
	t.Helper()
	var out, messages bytes.Buffer
	code = exit(run(context.Background(), args, &out, &messages), &messages)
	if out.Len() > 0 {
		t.Errorf("%v printed %s", args, &out)
	}
	return code, messages.String()
}

// golden compares with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (go test -update writes it): -golden +got\n%s", name, diff)
	}
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"sample.json": {small, "-json"},
		"en.txt":      {small},
		"fr.txt":      {small, "-lang=fr", "-launch=2025-07-01", "-by=channel", "-top=2", "-series=quarter"},
	} {
		out, messages := printed(t, args...)
		golden(t, name, out)
		if messages != "" {
			t.Errorf("%s: said %q, and nobody looks", name, messages)
		}
	}
}

// TestJSONHoldsEveryKPI reads the JSON as a program would that knows nothing of
// this library.
func TestJSONHoldsEveryKPI(t *testing.T) {
	out, _ := printed(t, small, "-json")
	var report struct {
		KPIs []struct {
			ID, Number, Unit, Value, Why string
			Parts                        json.RawMessage
			Previous                     struct{ Value, Why string }
			Change                       struct{ Absolute string }
			Series                       []struct{ Period, Value, Why string }
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.KPIs) != 33 || len(kpi.Catalogue()) != 33 {
		t.Fatalf("%d KPIs of %d", len(report.KPIs), len(kpi.Catalogue()))
	}
	for i, k := range report.KPIs {
		want := kpi.Catalogue()[i]
		if k.Number != want.Number || k.ID != want.ID || k.Unit != want.Unit.String() {
			t.Errorf("%d is %s %s in %s", i, k.Number, k.ID, k.Unit)
		}
		if k.Value == "" || k.Why != "" || len(k.Parts) == 0 || string(k.Parts) == "null" {
			t.Errorf("%s has the value %q, %q, of %s", k.Number, k.Value, k.Why, k.Parts)
		}
		if len(k.Series) != 12 {
			t.Errorf("%s has %d months", k.Number, len(k.Series))
		}
		for _, m := range k.Series {
			if (m.Value == "") == (m.Why == "") {
				t.Errorf("%s in %s: %q, %q", k.Number, m.Period, m.Value, m.Why)
			}
		}
		if k.Number == "O2" { // there are no facts of the year before the one that is compared with
			if k.Previous.Why != "no history" {
				t.Errorf("O2 before: %+v", k.Previous)
			}
			continue
		}
		if k.Previous.Value == "" || k.Change.Absolute == "" {
			t.Errorf("%s: before %+v, change %+v", k.Number, k.Previous, k.Change)
		}
	}
}

func TestExitCodes(t *testing.T) {
	var said bytes.Buffer
	if code := exit(nil, &said); code != 0 || said.Len() > 0 {
		t.Errorf("success ends with %d and %q", code, &said)
	}
	if code := exit(errors.New("broken"), &said); code != 1 || said.String() != "report: broken\n" {
		t.Errorf("an error ends with %d and %q", code, &said)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := run(ended, []string{small}, &said, &said); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestHelp(t *testing.T) {
	var out, messages bytes.Buffer
	err := run(context.Background(), []string{"-h"}, &out, &messages)
	if code := exit(err, &messages); code != 0 || messages.Len() > 0 {
		t.Errorf("help ends with %d and %q", code, &messages)
	}
	for name := range strings.FieldsSeq("json lang data write from to zone hours compare by kpi size seed policy launch series top format errors") {
		if !strings.Contains(out.String(), "\n  -"+name) {
			t.Errorf("no -%s in\n%s", name, &out)
		}
	}
}
