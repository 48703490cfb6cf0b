package kpi

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// State is a resumable run of a metric: rows are added, states of the same
// metric merged, and the result read at any time; adding may go on after it. A
// State assumes that no row is added twice, in it or in what is merged into
// it. It is used by one goroutine at a time: to read while another one adds,
// take a Snapshot.
type State[F, R any] struct {
	metric Metric[F, R]
	plan   *plan
	fold   fold[R]
}

// NewState returns the empty state of a metric.
func NewState[F, R any](m Metric[F, R]) *State[F, R] {
	plan, at := newPlan(new(kinds), 1)
	return &State[F, R]{metric: m, plan: plan, fold: m.def.fold(at)}
}

// Add adds rows.
func (s *State[F, R]) Add(rows ...F) { s.AddSeq(slices.Values(rows)) }

// AddSeq adds the rows of a sequence.
func (s *State[F, R]) AddSeq(rows iter.Seq[F]) {
	for b := range model.Blocks(rows) {
		s.AddBlock(b)
	}
}

// AddBlock adds the rows of a block, which are of type F; for engines.
func (s *State[F, R]) AddBlock(b *model.Block) {
	s.plan.next(b)
	s.fold.update()
}

// supplied records that facts of a kind were supplied, be it none.
func (s *State[F, R]) supplied(k model.Kind) { s.plan.seen[k&15] = true }

// Result returns the metric over the rows added so far.
func (s *State[F, R]) Result() Result[R] { return s.fold.result(0) }

// last is Result of a state that is given up after it.
func (s *State[F, R]) last() Result[R] {
	s.plan.final = true
	return s.Result()
}

// Merge adds what another state has seen, and leaves that one unchanged. It
// returns ErrIncompatible, and changes nothing, where the other one is of
// another metric.
func (s *State[F, R]) Merge(other *State[F, R]) error {
	if s.metric.Fingerprint() != other.metric.Fingerprint() {
		return fmt.Errorf("%w: %q and %q", ErrIncompatible, s.metric, other.metric)
	}
	if err := s.fold.check(other.fold); err != nil {
		return fmt.Errorf("%w: %q and %q", err, s.metric, other.metric)
	}
	s.merge(other)
	return nil
}

func (s *State[F, R]) merge(other *State[F, R]) {
	for k, seen := range other.plan.seen {
		s.plan.seen[k] = s.plan.seen[k] || seen
	}
	s.fold.merge(other.fold, []int32{0}, []int32{0})
}

// Snapshot returns a copy that later additions to s do not change.
func (s *State[F, R]) Snapshot() *State[F, R] {
	c := NewState(s.metric)
	c.merge(s)
	return c
}

// stateVersion is the first byte of an encoded state. A change of the encoding
// gets another one.
const stateVersion = 1

// AppendBinary appends the encoded state: a version, the metric's fingerprint,
// and the state in one canonical form, so that equal states have equal bytes
// in any process. It returns ErrNotEncodable where the metric holds functions
// or keys that cannot be encoded.
func (s *State[F, R]) AppendBinary(b []byte) ([]byte, error) {
	print := s.metric.Fingerprint()
	out := append(append(slices.Clip(b), stateVersion), print[:]...)
	var bits uint64
	for k, seen := range s.plan.seen {
		if seen {
			bits |= 1 << k
		}
	}
	out = binary.AppendUvarint(out, bits)
	out, err := s.fold.append(out, 0)
	if err != nil {
		return b, fmt.Errorf("%w: %q", err, s.metric)
	}
	return out, nil
}

// MarshalBinary returns the encoded state; see AppendBinary.
func (s *State[F, R]) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// UnmarshalBinary replaces the state by an encoded one of the same metric. It
// returns ErrIncompatible for a state of another metric or version, and
// ErrCorrupt for bytes that are no state; s is unchanged then. It allocates a
// small multiple of the length of the bytes at most.
func (s *State[F, R]) UnmarshalBinary(b []byte) error {
	print := s.metric.Fingerprint()
	if len(b) < 1+len(print) {
		return fmt.Errorf("%w: %d bytes", ErrCorrupt, len(b))
	}
	if b[0] != stateVersion {
		return fmt.Errorf("%w: version %d, want %d", ErrIncompatible, b[0], stateVersion)
	}
	if [16]byte(b[1:]) != print {
		return fmt.Errorf("%w: the bytes are not of %q", ErrIncompatible, s.metric)
	}
	bits, rest, err := cutUvarint(b[1+len(print):])
	if err != nil || bits >= 1<<len(kinds{}) {
		return fmt.Errorf("%w: kinds", ErrCorrupt)
	}
	fresh := NewState(s.metric)
	for k := range fresh.plan.seen {
		fresh.plan.seen[k] = bits&(1<<k) != 0
	}
	rest, err = fresh.fold.decode(rest, 0)
	if err != nil {
		return fmt.Errorf("%w: %q", err, s.metric)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: %d bytes too many", ErrCorrupt, len(rest))
	}
	*s = *fresh
	return nil
}
