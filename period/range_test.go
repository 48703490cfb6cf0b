package period

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRangeZeroValue(t *testing.T) {
	var r, back Range
	text := must(r.MarshalText())
	if !r.IsZero() || !r.Empty() || r.Duration() != 0 || r.Contains(time.Time{}) || r.Overlaps(r) {
		t.Error(r)
	}
	if err := back.UnmarshalText(text); err != nil || !back.IsZero() || !back.Equal(r) {
		t.Error(back, err)
	}
}

func TestNewRangeRefuses(t *testing.T) {
	a, b := instant("2025-01-01T00:00:00Z"), instant("2025-02-01T00:00:00Z")
	_, err := NewRange(b, a)
	if e, ok := errors.AsType[*InvertedRangeError](err); !ok || !errors.Is(err, ErrInvertedRange) || !e.Start.Equal(b) || !e.End.Equal(a) {
		t.Error(err)
	}
	if want := "period: range ends before it starts: from 2025-02-01T00:00:00Z to 2025-01-01T00:00:00Z"; err.Error() != want {
		t.Error(err)
	}
	for _, far := range []time.Time{time.Unix(minSecond-1, 0), time.Unix(maxSecond, 1), time.Unix(1<<62, 0)} {
		if _, err := NewRange(far, far); !errors.Is(err, ErrOutOfRange) {
			t.Errorf("%d: %v", far.Unix(), err)
		}
	}
	if r := must(NewRange(a, a)); !r.Empty() || r.IsZero() {
		t.Error(r)
	}
}

func TestRangeHalfOpen(t *testing.T) {
	paris := cal(t, "Europe/Paris")
	feb, mar := must(paris.Month(2025, time.February)), must(paris.Month(2025, time.March))
	if !feb.End().Equal(mar.Start()) || feb.Contains(feb.End()) || !mar.Contains(mar.Start()) || feb.Overlaps(mar) || !feb.Intersect(mar).IsZero() {
		t.Error(feb, mar)
	}
	if want := "2025-03-01T00:00:00+01:00/2025-04-01T00:00:00+02:00"; mar.String() != want || mar.Duration() != 743*time.Hour {
		t.Error(mar, mar.Duration())
	}
}

// Local mean times have offsets in seconds, which RFC 3339 cannot write: the
// text must be in UTC then, or the range would move.
func TestRangeOfLocalMeanTime(t *testing.T) {
	r := must(cal(t, "Europe/Paris").Year(1900))
	if want := "1899-12-31T23:50:39Z/1900-12-31T23:50:39Z"; r.String() != want {
		t.Error(r)
	}
}

func TestRangeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := drawZone(t)
		r := drawRange(t, loc, 1<<62)
		text := must(json.Marshal(r))
		var back Range
		if err := json.Unmarshal(text, &back); err != nil || !back.Equal(r) {
			t.Fatalf("%s came back as %s, %v", text, back, err)
		}
		if again := back.String(); again != r.String() {
			t.Fatalf("%s printed again is %s", r, again)
		}
	})
	for _, s := range []string{"", "/", "2025-01-01T00:00:00Z", "2025-01-01T00:00:00/2025-01-02T00:00:00", "2025-01-01/2025-01-02"} {
		r := must(NewRange(time.Unix(0, 0), time.Unix(1, 0)))
		if err := r.UnmarshalText([]byte(s)); !errors.Is(err, ErrSyntax) || r.Duration() != time.Second {
			t.Errorf("%q: %s, %v", s, r, err)
		}
	}
}

func TestIntersectContainsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func() time.Time { return time.Unix(rapid.Int64Range(0, 8).Draw(t, "second"), 0) }
		a, b, c, d, x := at(), at(), at(), at(), at()
		if b.Before(a) || d.Before(c) {
			t.Skip("inverted")
		}
		r, s := must(NewRange(a, b)), must(NewRange(c, d))
		if both := r.Contains(x) && s.Contains(x); both != r.Intersect(s).Contains(x) || both && !r.Overlaps(s) {
			t.Fatalf("%s in %s and %s: %s", x, r, s, r.Intersect(s))
		}
		if !r.Intersect(s).Equal(s.Intersect(r)) || r.Overlaps(s) != s.Overlaps(r) {
			t.Fatalf("%s and %s do not commute", r, s)
		}
	})
}
