package kpi_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// otherCodes records a book kind by kind from the last one to the first, so
// that its dictionaries give other codes to the same texts.
func otherCodes(b book) *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	noError(f.Approvals.Append(b.approvals...))
	noError(f.Quotes.Append(b.quotes...))
	noError(f.Carts.Append(b.carts...))
	for _, s := range slices.Backward(b.sessions) { // and rows in other places
		noError(f.Sessions.Append(s))
	}
	noError(f.Refunds.Append(b.refunds...))
	for _, o := range slices.Backward(b.orders) {
		noError(f.Orders.Append(o))
	}
	for _, a := range slices.Backward(b.accounts) {
		noError(f.Accounts.Append(a))
	}
	return f
}

// otherRows are the facts of a book with other codes, in the order in which
// facts yields them.
func otherRows(b book) []model.Fact {
	f := otherCodes(b)
	var rows []model.Fact
	for _, want := range slices.Collect(b.facts().All()) {
		for got := range f.All() {
			if sameFact(want, got) {
				rows = append(rows, got)
			}
		}
	}
	return rows
}

func sameFact(a, b model.Fact) bool {
	if a.Kind() != b.Kind() {
		return false
	}
	switch a.Kind() {
	case model.KindAccount:
		x, _ := a.Account()
		y, _ := b.Account()
		return x.ID() == y.ID()
	case model.KindOrder:
		x, _ := a.Order()
		y, _ := b.Order()
		return x.ID() == y.ID()
	case model.KindSession:
		x, _ := a.Session()
		y, _ := b.Session()
		return x.ID() == y.ID()
	case model.KindCart:
		x, _ := a.Cart()
		y, _ := b.Cart()
		return x.ID() == y.ID()
	case model.KindQuote:
		x, _ := a.Quote()
		y, _ := b.Quote()
		return x.ID() == y.ID()
	}
	return true // there is one of each other kind
}

// A program that is killed at any point goes on from its last snapshot and the
// rows after it, in a process whose dictionaries have other codes, and ends with
// the bytes of one that never stopped.
func TestResumeAfterAKill(t *testing.T) {
	metrics := savedMetrics()
	lives := [][]model.Fact{savedRows(), otherRows(savedBook())}
	if len(lives[0]) != len(lives[1]) {
		t.Fatalf("%d rows, and %d with other codes", len(lives[0]), len(lives[1]))
	}
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(metrics).Draw(t, "metric index")
		order := make([]int, len(lives[0]))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		whole := m.start()
		whole.Add(lives[0]...)
		want, err := whole.MarshalBinary()
		noError(err)

		life, s := 0, m.start()
		snapshot, at := []byte(nil), 0 // what is on disk, and how far it goes
		for next := 0; next < len(order); {
			batch := order[next:min(len(order), next+rapid.IntRange(1, 6).Draw(t, "batch"))]
			for _, i := range batch {
				s.Add(lives[life][i])
			}
			next += len(batch)
			switch rapid.IntRange(0, 3).Draw(t, "then") {
			case 0:
				if snapshot, err = s.MarshalBinary(); err != nil {
					t.Fatal(err)
				}
				at = next
			case 1: // killed
				life, s, next = 1-life, m.start(), at
				if snapshot != nil {
					if err := s.UnmarshalBinary(snapshot); err != nil {
						t.Fatalf("%s: %v", m.name, err)
					}
				}
			case 2:
				s.text() // reading changes nothing
			}
		}
		if got, err := s.MarshalBinary(); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%s: %v, got\n%x\nwant\n%x", m.name, err, got, want)
		}
	})
}

// resumeIn is set in the process that TestResumeInAnotherProcess starts: the
// folder with the snapshots.
const resumeIn = "ECOMKPI_TEST_RESUME_IN"

// Another process reads the snapshots, adds what came after them, and writes
// the bytes that this process has without it.
func TestResumeInAnotherProcess(t *testing.T) {
	if dir := os.Getenv(resumeIn); dir != "" {
		resumeAll(dir)
		return
	}
	dir, rows := t.TempDir(), savedRows()
	for _, m := range savedMetrics() {
		s := m.start()
		s.Add(rows[:len(rows)/2]...)
		b, err := s.MarshalBinary()
		noError(err)
		noError(os.WriteFile(filepath.Join(dir, m.name), b, 0o600))
	}
	other := exec.Command(os.Args[0], "-test.run=^TestResumeInAnotherProcess$")
	other.Env = append(os.Environ(), resumeIn+"="+dir)
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, m := range savedMetrics() {
		s := m.start()
		s.Add(rows...)
		want, err := s.MarshalBinary()
		noError(err)
		if got, err := os.ReadFile(filepath.Join(dir, m.name+".resumed")); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v, got\n%x\nwant\n%x", m.name, err, got, want)
		}
	}
}

// resumeAll goes on with each snapshot of a folder, and writes the state
// beside it.
func resumeAll(dir string) {
	rows := otherRows(savedBook())
	for _, m := range savedMetrics() {
		b, err := os.ReadFile(filepath.Join(dir, m.name))
		noError(err)
		s := m.start()
		noError(s.UnmarshalBinary(b))
		s.Add(rows[len(rows)/2:]...)
		b, err = s.MarshalBinary()
		noError(err)
		noError(os.WriteFile(filepath.Join(dir, m.name+".resumed"), b, 0o600))
	}
}
