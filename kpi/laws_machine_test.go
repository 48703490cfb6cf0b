package kpi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// law is one metric of the table of laws, its types erased.
type law struct {
	name        string // of the exported function that made it
	text        string // its definition
	fingerprint [16]byte
	shops       *rapid.Generator[*shop]
	draws       int                 // of shops, at most
	over        func(*shop) machine // the empty state, to run over a shop's rows
	run         func(*testing.T, *shop)
}

// lawOf makes an entry of the table.
func lawOf[F, R any](name string, m Metric[F, R]) law {
	return law{
		name: name, text: m.String(), fingerprint: m.Tree().Fingerprint(), shops: shops, draws: 12,
		over: func(s *shop) machine { return &typed[F, R]{m, rowsOf[F](s), NewState(m)} },
		run:  func(t *testing.T, s *shop) { checkRun(t, m, s) },
	}
}

// lawOfAll makes an entry for a metric that looks at other kinds of facts than
// orders.
func lawOfAll[R any](name string, m KPI[R]) law {
	l := lawOf(name, m)
	l.shops, l.draws = fullShops, 5
	l.run = func(t *testing.T, _ *shop) {
		for _, s := range exampleFullShops() {
			checkRun(t, m, s)
		}
	}
	return l
}

var exampleFullShops = sync.OnceValue(func() []*shop {
	var s []*shop
	for i := range 4 {
		s = append(s, fullShops.Example(i))
	}
	return s
})

// TestFullShopsHaveSomething: laws that hold for undefined results only say
// nothing, so that each KPI has to have a value in some shop.
func TestFullShopsHaveSomething(t *testing.T) {
	for _, l := range slices.Concat(visitLaws(), dealLaws(), projectLaws()) {
		found := false
		for i := 0; i < 60 && !found; i++ {
			found = strings.HasPrefix(filled(l.over(fullShops.Example(i))).result(), `{"value"`)
		}
		if !found {
			t.Errorf("%s: no shop in which it is defined", l.text)
		}
	}
}

// machine is a state without its types, so that the laws are compiled once and
// not for each metric. Rows go by their numbers in the shop.
type machine interface {
	fmt.Stringer      // the definition of the metric
	rows() int        // of the shop
	fresh() machine   // the empty state
	foreign() machine // the empty state of another metric with the same result
	snapshot() machine
	add(rows []int)
	merge(other machine) error
	result() string
	of(rows []int) string // the result by Metric.Of
	encode(b []byte) ([]byte, error)
	decode(b []byte) error
}

type typed[F, R any] struct {
	m    Metric[F, R]
	shop []F
	*State[F, R]
}

func (s *typed[F, R]) String() string    { return s.m.String() }
func (s *typed[F, R]) rows() int         { return len(s.shop) }
func (s *typed[F, R]) fresh() machine    { return &typed[F, R]{s.m, s.shop, NewState(s.m)} }
func (s *typed[F, R]) snapshot() machine { return &typed[F, R]{s.m, s.shop, s.Snapshot()} }
func (s *typed[F, R]) foreign() machine {
	m := Where(model.And[F](), s.m)
	return &typed[F, R]{m, s.shop, NewState(m)}
}
func (s *typed[F, R]) merge(other machine) error       { return s.Merge(other.(*typed[F, R]).State) }
func (s *typed[F, R]) encode(b []byte) ([]byte, error) { return s.AppendBinary(b) }
func (s *typed[F, R]) decode(b []byte) error           { return s.UnmarshalBinary(b) }
func (s *typed[F, R]) add(rows []int)                  { s.Add(pick(s.shop, rows)...) }
func (s *typed[F, R]) result() string                  { return viewOf(s.Result()) }
func (s *typed[F, R]) of(rows []int) string {
	return viewOf(s.m.Of(slices.Values(pick(s.shop, rows))))
}

func pick[F any](from []F, rows []int) []F {
	picked := make([]F, len(rows))
	for i, k := range rows {
		picked[i] = from[k]
	}
	return picked
}

// viewOf is all that can be seen of a result.
func viewOf[R any](r Result[R]) string {
	b, err := json.Marshal(r)
	must(err)
	return fmt.Sprintf("%s %v %q %v", b, r.Why(), r.Detail(), r.Warnings())
}

func checkRun[F, R any](t *testing.T, m Metric[F, R], s *shop) {
	from := sourceOf[F](s.facts[0])
	want := viewOf(m.Of(from.All()))
	for _, n := range []int{1, 2, 7} {
		r, err := Run(context.Background(), from, m, RunOptions{Goroutines: n, groups: 1})
		if got := viewOf(r); err != nil || got != want {
			t.Fatalf("%d goroutines: %v, %.2000s, want %.2000s", n, err, got, want)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := Run(ended, from, m, RunOptions{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("after the end of its context: %v, %v", r, err)
	}
}
