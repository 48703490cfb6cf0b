package main

import (
	"testing"
)

func ownAnswers(t *testing.T, s *shop) []answer {
	t.Helper()
	f, err := s.facts()
	if err != nil {
		t.Fatal(err)
	}
	results, err := runSDK(f, 1)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := sdkAnswers(results)
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

// TestEnginesAgree runs every engine and mode, twice, over shops of three sizes;
// in the smallest one some cohorts are empty.
func TestEnginesAgree(t *testing.T) {
	for i, orders := range []int{50, 700, 4000} {
		folder, done, err := csvFolder(candidates(), orders)
		if err != nil {
			t.Fatal(err)
		}
		defer done()
		var all []measurement
		for _, c := range candidates() {
			m, err := measure(t.Context(), job{c.engine, c.mode, orders, 2, 1 + i%2, folder})
			if err != nil {
				t.Fatalf("%d orders: %s: %v", orders, c.name(), err)
			}
			all = append(all, m)
		}
		if err := check(all); err != nil {
			t.Errorf("%d orders: %v", orders, err)
		}
	}
}

func TestSuiteIsOfTheSize(t *testing.T) {
	metrics, names, err := suite()
	if err != nil || len(metrics) != suiteSize || len(names) != suiteSize {
		t.Errorf("%d metrics and %d names, %v; want %d", len(metrics), len(names), err, suiteSize)
	}
}

func TestChosen(t *testing.T) {
	for _, c := range []struct {
		list string
		load bool
		want int // 0 for an error
	}{
		{"", false, 7}, {"", true, 11}, {"duckdb", false, 3}, {"duckdb", true, 5}, {"ecomkpi/run,naive", false, 2},
		{"ecomkpi/csv", false, 1}, {"sqlite", false, 0}, {"duckdb/fast", false, 0},
	} {
		got, err := chosen(c.list, c.load)
		if (err != nil) != (c.want == 0) || len(got) != c.want {
			t.Errorf("engines %q, load %v: %d candidates and %v, want %d", c.list, c.load, len(got), err, c.want)
		}
	}
}
