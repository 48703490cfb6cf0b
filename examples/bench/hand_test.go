package main

import (
	"slices"
	"testing"
)

// The hand-written program scans in pieces of 65536 rows; more goroutines have
// several of them to take.
func TestHandAgreesInPieces(t *testing.T) {
	s := generate(80_000)
	one, err := runHand(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, goroutines := range []int{2, 3} {
		several, err := runHand(s, goroutines)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range differences(one.answers(), several.answers()) {
			t.Error(goroutines, d)
		}
	}
}

// Orders of one account at one instant are one for the gaps.
func TestHandCountsInstantsOnce(t *testing.T) {
	s := generate(3000)
	for i := 10; i < len(s.orders.placed); i += 7 {
		s.orders.placed[i], s.orders.account[i], s.orders.session[i] = s.orders.placed[i-i%3-1], s.orders.account[i-i%3-1], -1
	}
	want := ownAnswers(t, s)
	f, err := runHand(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences(want, f.answers()) {
		t.Error(d)
	}
}

func TestCountRepeats(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []accountInstant
		want   int64
	}{
		{"none", nil, 0},
		{"one", []accountInstant{{5, 0}}, 0},
		{"same instant, other account", []accountInstant{{5, 0}, {5, 1}}, 0},
		{"twice and three times", []accountInstant{{5, 0}, {5, 1}, {5, 0}, {7, 1}, {7, 1}, {7, 1}}, 3},
		{"all alike", slices.Repeat([]accountInstant{{-1, 3}}, 100), 99},
	} {
		if got := countRepeats(c.events); got != c.want {
			t.Errorf("%s: %d repeats, want %d", c.name, got, c.want)
		}
	}
}

func BenchmarkHand(b *testing.B) {
	s := generate(200_000)
	b.ReportAllocs()
	start, err := cpuTime()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := runHand(s, 1); err != nil {
			b.Fatal(err)
		}
	}
	end, err := cpuTime()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(end-start)/float64(b.N)/float64(s.rows()), "cpu-ns/fact")
}
