package proportion

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// vector is one case of a file of reference values; its README gives the rules.
type vector struct {
	ID        string
	Level     string
	Input     json.RawMessage
	Expected  map[string]json.RawMessage
	Tolerance map[string]float64
	Source    string
}

// vectors reads a file of reference values that lies beside the repository.
func vectors(t *testing.T, name string) []vector {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "vectors", name+".json")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatalf("reference values missing: %v", err)
		}
		t.Skipf("no reference values beside the repository: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []vector }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if len(file.Cases) == 0 {
		t.Fatalf("%s: no cases", path)
	}
	return file.Cases
}

// decode reads JSON strictly: a field that the test does not know fails it.
func decode[T any](t *testing.T, data json.RawMessage) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return v
}

// check compares numbers, nested lists or objects of numbers, and "inf".
func check(t *testing.T, name string, got any, want json.RawMessage, rel, abs float64) {
	t.Helper()
	if rel == 0 && abs == 0 {
		t.Errorf("%s: the case gives no tolerance", name)
	}
	var w any
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var g any
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	compare(t, name, g, w, rel, abs)
}

func compare(t *testing.T, name string, got, want any, rel, abs float64) {
	t.Helper()
	switch w := want.(type) {
	case float64:
		g, ok := got.(float64)
		if !ok || !(math.Abs(g-w) <= rel*math.Abs(w)+abs) {
			t.Errorf("%s = %v, want %v (rel %g, abs %g)", name, got, w, rel, abs)
		}
	case string:
		if got != want {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			t.Errorf("%s = %v, want %v", name, got, want)
			return
		}
		for i := range w {
			compare(t, name, g[i], w[i], rel, abs)
		}
	default:
		t.Errorf("%s: cannot compare with %v", name, want)
	}
}

// sorted yields the expected keys in order.
func sorted(m map[string]json.RawMessage) []string { return slices.Sorted(maps.Keys(m)) }

// pairOf is the form of an interval in the files.
func pairOf(iv Interval) [2]float64 { return [2]float64{iv.Low, iv.High} }

// infOr is the form of an odds ratio in the files.
func infOr(o Odds) any {
	if o.Infinite {
		return "inf"
	}
	return o.Value
}

// must fails the test on an error, for calls with two results.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// published compares every value of a "published" block with what was computed
// for the same key.
func published(t *testing.T, block json.RawMessage, got map[string]any, rel, abs float64) {
	t.Helper()
	for key, want := range decode[map[string]json.RawMessage](t, block) {
		g, ok := got[key]
		if !ok {
			t.Errorf("published %s: unknown", key)
			continue
		}
		check(t, "published "+key, g, want, rel, abs)
	}
}
