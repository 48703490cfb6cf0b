package period

import (
	"fmt"
	"strings"
	"time"
)

// Range is a half-open span of instants: it contains its start and not its
// end. It is an immutable value, safe to copy and share; compare two with
// [Range.Equal], since == would also compare locations. The zero Range is
// empty, and [Range.IsZero].
type Range struct{ start, end time.Time }

// NewRange returns the range of the instants t with start <= t < end. It is
// empty where both are the same. The locations of the two are kept, but only
// for printing. Errors: [ErrInvertedRange] as an [InvertedRangeError], and
// [ErrOutOfRange] for instants outside the years 0 to 10000.
func NewRange(start, end time.Time) (Range, error) {
	for _, t := range [2]time.Time{start, end} {
		if !supported(t) {
			return Range{}, fmt.Errorf("%w: %s", ErrOutOfRange, t.Format(time.RFC3339Nano))
		}
	}
	if end.Before(start) {
		return Range{}, &InvertedRangeError{start, end}
	}
	// Round drops the monotonic clock reading.
	return Range{start.Round(0), end.Round(0)}, nil
}

// rangeOf builds a range of seconds, cut to the supported years.
func rangeOf(loc *time.Location, start, end int64) Range {
	start = max(minSecond, min(start, maxSecond))
	end = max(start, min(end, maxSecond))
	return Range{time.Unix(start, 0).In(loc), time.Unix(end, 0).In(loc)}
}

// Start returns the first instant of the range.
func (r Range) Start() time.Time { return r.start }

// End returns the first instant after the range.
func (r Range) End() time.Time { return r.end }

// Contains reports whether start <= t < end; an empty range contains nothing.
func (r Range) Contains(t time.Time) bool { return !t.Before(r.start) && t.Before(r.end) }

// Duration returns the time elapsed from start to end, 0 for an empty range.
// It stops at the longest [time.Duration], about 292 years.
func (r Range) Duration() time.Duration { return r.end.Sub(r.start) }

// Empty reports whether the range contains no instant.
func (r Range) Empty() bool { return !r.start.Before(r.end) }

// IsZero reports whether r is the zero Range.
func (r Range) IsZero() bool { return r.start.IsZero() && r.end.IsZero() }

// Overlaps reports whether the two ranges have an instant in common. Ranges
// that only touch, and empty ranges, do not.
func (r Range) Overlaps(s Range) bool { return !r.Intersect(s).Empty() }

// Intersect returns the instants common to both ranges, the zero Range where
// there are none.
func (r Range) Intersect(s Range) Range {
	if s.start.After(r.start) {
		r.start = s.start
	}
	if s.end.Before(r.end) {
		r.end = s.end
	}
	if r.Empty() {
		return Range{}
	}
	return r
}

// Equal reports whether both ranges have the same start and the same end,
// whatever their locations.
func (r Range) Equal(s Range) bool { return r.start.Equal(s.start) && r.end.Equal(s.end) }

// Micros returns the first whole microseconds at or after start and end: a
// time in whole microseconds lies in r if and only if from <= it < to.
func (r Range) Micros() (from, to int64) { return CeilMicros(r.start), CeilMicros(r.end) }

// String returns the ISO 8601 interval "start/end" of two RFC 3339 instants,
// in their own locations, or in UTC where RFC 3339 cannot write the offset.
func (r Range) String() string {
	b := appendInstant(make([]byte, 0, 64), r.start)
	return string(appendInstant(append(b, '/'), r.end))
}

// MarshalText returns the text of [Range.String]; it never fails.
func (r Range) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads "start/end", two RFC 3339 instants with offsets. For
// other forms, which need a zone, see [Calendar.Parse]. Errors: [ErrSyntax]
// and those of [NewRange]; after an error the range is as it was.
func (r *Range) UnmarshalText(text []byte) error {
	from, to, ok := strings.Cut(string(text), "/")
	if !ok {
		return &SyntaxError{What: "range", Text: string(text), Reason: "want start/end"}
	}
	start, err := scanInstant(from)
	if err != nil {
		return err
	}
	end, err := scanInstant(to)
	if err != nil {
		return err
	}
	parsed, err := NewRange(start, end)
	if err == nil {
		*r = parsed
	}
	return err
}
