package period

import (
	"errors"
	"testing"
)

func TestClock(t *testing.T) {
	for s, want := range map[string]int{"00:00": 0, "09:05": 32700, "23:59:59": 86399, "24:00": 86400} {
		c, err := ParseClock(s)
		if err != nil || c.Seconds() != want || c.String() != s || !c.Valid() {
			t.Errorf("%s: %s, %v", s, c, err)
		}
		var back Clock
		if err := back.UnmarshalText(must(c.MarshalText())); err != nil || back != c {
			t.Errorf("%s: %s, %v", s, back, err)
		}
	}
	for _, s := range []string{"", "9:00", "24:01", "12:60", "12:00:60", "25:00", "12-00", "12:00:0", "ab:cd"} {
		c := At(9, 0)
		if err := c.UnmarshalText([]byte(s)); !errors.Is(err, ErrSyntax) || c != At(9, 0) {
			t.Errorf("%q: %s, %v", s, c, err)
		}
	}
	for _, c := range []Clock{At(24, 1), At(-1, 0), At(0, 60), At(1<<40, 0)} {
		if _, err := c.MarshalText(); c.Valid() || !errors.Is(err, ErrHours) || c.String() != "invalid" {
			t.Error(c, err)
		}
	}
	if At(24, 0).Seconds() != 86400 || At(9, 30).String() != "09:30" || (Clock{}) != At(0, 0) {
		t.Error("At is wrong")
	}
}
