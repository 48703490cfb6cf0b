package kpi

import (
	"iter"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// State is a resumable run of a metric, or of a report, which is one: rows are
// added, states of the same metric merged, and the result read at any time;
// adding may go on after it. A State assumes that no row is added twice, in it or
// in what is merged into it. It is used by one goroutine at a time: to read while
// another one adds, take a Snapshot. How it survives a restart is told in the
// package documentation, under "States that are kept".
type State[F, R any] struct {
	metric Metric[F, R]
	core   core
	result func(group int32) Result[R]
}

// NewState returns the empty state of a metric.
func NewState[F, R any](m Metric[F, R]) *State[F, R] {
	plan, at := newPlan(new(kinds), 1)
	f := m.def.fold(at)
	return &State[F, R]{metric: m, core: core{m.def.expr, plan, f.state}, result: f.result}
}

// Add adds rows.
func (s *State[F, R]) Add(rows ...F) { s.AddSeq(slices.Values(rows)) }

// AddSeq adds the rows of a sequence.
func (s *State[F, R]) AddSeq(rows iter.Seq[F]) { addSeq(&s.core, rows) }

// AddBlock adds the rows of a block, which are of type F; for engines.
func (s *State[F, R]) AddBlock(b *model.Block) { s.core.add(b) }

// Result returns the metric over the rows added so far.
func (s *State[F, R]) Result() Result[R] { return s.result(0) }

// Merge adds what another state has seen, and leaves that one unchanged. It
// returns ErrIncompatible, and changes nothing, where the other one is of
// another metric.
func (s *State[F, R]) Merge(other *State[F, R]) error { return s.core.join(&other.core) }

// Snapshot returns a copy that later additions to s do not change.
func (s *State[F, R]) Snapshot() *State[F, R] {
	c := NewState(s.metric)
	c.core.merge(&s.core)
	return c
}

// AppendBinary appends the encoded state: a version, the metric's fingerprint,
// and the state in one canonical form, so that equal states have equal bytes
// in any process. It returns ErrNotEncodable where the metric holds functions
// or keys that cannot be encoded.
func (s *State[F, R]) AppendBinary(b []byte) ([]byte, error) { return s.core.append(b) }

// MarshalBinary returns the encoded state; see AppendBinary.
func (s *State[F, R]) MarshalBinary() ([]byte, error) { return s.core.append(nil) }

// Size returns how many bytes the encoded state has: what a snapshot takes on
// disk. In memory a state takes up to a few times as much. The state is encoded
// to find out, which costs as much as MarshalBinary; the error is
// ErrNotEncodable where that returns it.
func (s *State[F, R]) Size() (int, error) {
	b, err := s.core.append(nil)
	return len(b), err
}

// UnmarshalBinary replaces the state by an encoded one of the same metric. It
// returns ErrIncompatible for a state of another metric or version, and
// ErrCorrupt for bytes that are no state; s is unchanged then. It allocates a
// small multiple of the length of the bytes at most.
func (s *State[F, R]) UnmarshalBinary(b []byte) error {
	fresh := NewState(s.metric)
	plan, at := newPlan(new(kinds), 1)
	plan.apart = true
	f := s.metric.def.fold(at)
	if err := fresh.core.restore(&core{s.metric.def.expr, plan, f.state}, b); err != nil {
		return err
	}
	*s = *fresh
	return nil
}
