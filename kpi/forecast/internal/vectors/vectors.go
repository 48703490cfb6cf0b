// Package vectors reads the reference values that lie beside the project, in
// ../shared/vectors of the project's root. Only tests import it.
package vectors

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Root is the folder of shared files, relative to this module's root.
const Root = "../../../shared"

// Path returns the path of a shared file for a package that lies `depth`
// folders below the module's root. A test of which the file is missing is
// skipped, or fails where the environment says CI=true.
func Path(t testing.TB, depth int, name string) string {
	t.Helper()
	path := Root
	for range depth {
		path = filepath.Join("..", path)
	}
	path = filepath.Join(path, name)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("reference file %s is missing: %v", name, err)
		}
		t.Skipf("reference file %s is not here: put the folder `shared` beside the project", name)
	}
	return path
}

// Tolerance is a case's rule: pass if |got-want| <= Rel*|want| + Abs.
type Tolerance struct {
	Rel          float64 `json:"rel"`
	Abs          float64 `json:"abs"`
	PublishedRel float64 `json:"published_rel"`
	PublishedAbs float64 `json:"published_abs"`
	ParamsRel    float64 `json:"params_rel"`
	LogLikAbs    float64 `json:"loglik_abs"`
	StdErrorsRel float64 `json:"std_errors_rel"`
	SumRel       float64 `json:"sum_rel"`
	BinsAbs      float64 `json:"bins_abs"`
	AICAbs       float64 `json:"aic_abs"`
	AICcAbs      float64 `json:"aicc_abs"`
	ForecastRel  float64 `json:"forecast_rel"`
}

// Case is one reference case.
type Case struct {
	ID        string          `json:"id"`
	Input     json.RawMessage `json:"input"`
	Expected  json.RawMessage `json:"expected"`
	Tolerance Tolerance       `json:"-"`
}

// Decode reads the input and the expectation of a case.
func (c Case) Decode(t testing.TB, input, expected any) {
	t.Helper()
	if err := json.Unmarshal(c.Input, input); err != nil {
		t.Fatalf("%s: input: %v", c.ID, err)
	}
	if err := json.Unmarshal(c.Expected, expected); err != nil {
		t.Fatalf("%s: expected: %v", c.ID, err)
	}
}

// Check fails the test when got is not want within the case's full-precision tolerance.
func (c Case) Check(t testing.TB, what string, got, want float64) {
	t.Helper()
	Near(t, what, got, want, c.Tolerance.Rel, c.Tolerance.Abs)
}

// Checks compares two lists.
func (c Case) Checks(t testing.TB, what string, got, want []float64) {
	t.Helper()
	if len(got) < len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i, w := range want {
		c.Check(t, fmt.Sprintf("%s[%d]", what, i), got[i], w)
	}
}

// Published compares with the rounded values that a source prints, kept under keys
// that begin with "published": one number, a list, or an object of named numbers.
// names says which of got an object's field is. A case without such values passes.
func (c Case) Published(t testing.TB, names []string, got ...float64) {
	t.Helper()
	rel, abs := c.Tolerance.PublishedRel, c.Tolerance.PublishedAbs
	if rel == 0 && abs == 0 {
		return
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(c.Expected, &fields); err != nil {
		t.Fatal(err)
	}
	for key, raw := range fields {
		if !strings.HasPrefix(key, "published") {
			continue
		}
		var one float64
		var list []float64
		var named map[string]float64
		switch {
		case json.Unmarshal(raw, &one) == nil:
			Near(t, key, got[0], one, rel, abs)
		case json.Unmarshal(raw, &list) == nil:
			if len(got) < len(list) {
				t.Fatalf("%s: %d values, want %d", key, len(got), len(list))
			}
			for i, want := range list {
				Near(t, key, got[i], want, rel, abs)
			}
		case json.Unmarshal(raw, &named) == nil:
			for name, want := range named {
				i := slices.Index(names, name)
				if i < 0 {
					t.Fatalf("%s: no value for %s", key, name)
				}
				Near(t, key+"."+name, got[i], want, rel, abs)
			}
		default:
			t.Fatalf("%s: unreadable %s", key, raw)
		}
	}
}

// Near fails the test when |got-want| > rel*|want| + abs.
func Near(t testing.TB, what string, got, want, rel, abs float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)+abs) {
		t.Errorf("%s: got %.17g, want %.17g (difference %.3g, relative %.3g)", what, got, want, got-want, (got-want)/want)
	}
}

// Float is a number that a file may also write as "inf" or "-inf".
type Float float64

// UnmarshalJSON reads a number or one of the two words.
func (f *Float) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case `"inf"`:
		*f = Float(math.Inf(1))
		return nil
	case `"-inf"`:
		*f = Float(math.Inf(-1))
		return nil
	}
	return json.Unmarshal(b, (*float64)(f))
}

// Load returns the cases of a file, in its order.
func Load(t testing.TB, depth int, method string) []Case {
	t.Helper()
	raw, err := os.ReadFile(Path(t, depth, filepath.Join("vectors", method+".json")))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []struct {
			Case
			Tolerance json.RawMessage `json:"tolerance"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	var out []Case
	for _, fc := range file.Cases {
		c := fc.Case
		// Rules in words share names with numbers in some files; those words are for readers.
		var fields map[string]json.RawMessage
		if len(fc.Tolerance) > 0 {
			if err := json.Unmarshal(fc.Tolerance, &fields); err != nil {
				t.Fatalf("%s: tolerance: %v", c.ID, err)
			}
			clean := map[string]float64{}
			for k, v := range fields {
				var f float64
				if json.Unmarshal(v, &f) == nil {
					clean[k] = f
				}
			}
			b, err := json.Marshal(clean)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(b, &c.Tolerance); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, c)
	}
	return out
}

// Run runs one subtest per case of a file. A case without a function, and a
// function without a case, fail the test: nothing is passed over in silence.
func Run(t *testing.T, depth int, method string, known map[string]func(*testing.T, Case)) {
	t.Helper()
	seen := map[string]bool{}
	for _, c := range Load(t, depth, method) {
		seen[c.ID] = true
		f, ok := known[c.ID]
		if !ok {
			t.Errorf("%s.json: case %q is not known to this test", method, c.ID)
			continue
		}
		t.Run(c.ID, func(t *testing.T) { f(t, c) })
	}
	for id := range known {
		if !seen[id] {
			t.Errorf("%s.json: case %q is gone", method, id)
		}
	}
}
