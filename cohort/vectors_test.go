package cohort_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// vectorCase is one case of a file of reference values; its README gives the
// rules.
type vectorCase struct {
	ID        string
	Level     string
	Input     json.RawMessage
	Expected  json.RawMessage
	Tolerance map[string]float64
	Source    string
	Note      string
}

// sharedFile reads a file that lies beside the repository.
func sharedFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "vectors", name))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skipf("no reference values beside the repository: %v", err)
	}
	if err != nil {
		t.Fatalf("reference values missing: %v", err)
	}
	return data
}

// vectors runs a test on each case of a file, and fails on those it has no
// test for.
func vectors(t *testing.T, name string, tests map[string]func(*testing.T, vectorCase)) {
	t.Helper()
	var file struct {
		Method      string
		Definitions map[string]string
		Cases       []vectorCase
	}
	strictly(t, sharedFile(t, name+".json"), &file)
	if len(file.Cases) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range file.Cases {
		t.Run(c.ID, func(t *testing.T) {
			run, ok := tests[c.ID]
			if !ok {
				run, ok = tests[""]
			}
			if !ok {
				t.Fatal("a case that the test does not know")
			}
			run(t, c)
		})
	}
}

// strictly reads JSON, and fails on a field that the test does not know.
func strictly(t testing.TB, data []byte, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
}

// failer is a test, or a property of rapid.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

func near(t failer, what string, got, want, rel, abs float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)+abs) {
		t.Errorf("%s = %v, want %v (rel %g, abs %g)", what, got, want, rel, abs)
	}
}

func nearAll(t failer, what string, got, want []float64, rel, abs float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s = %v, want %v", what, got, want)
		return
	}
	for i := range want {
		near(t, what, got[i], want[i], rel, abs)
	}
}

func noError(err error) {
	if err != nil {
		panic(err)
	}
}
