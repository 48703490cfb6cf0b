package proportion

import (
	"errors"
	"testing"
)

// Every error of bad input wraps a sentinel and carries the value.
func TestErrorsCarryTheValue(t *testing.T) {
	_, err := Difference(Group{1, 2}, Group{7, 3}, 0.95, Newcombe)
	count, ok := errors.AsType[*CountError](err)
	if !ok || count.Value != 7 || count.Name != "successes" || !errors.Is(err, ErrExcess) {
		t.Errorf("%v", err)
	}
	if want := "second group: proportion: successes: more successes than trials (7)"; err == nil || err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	_, err = CI(1, 2, 95, Wilson)
	value, ok := errors.AsType[*ValueError](err)
	if !ok || value.Value != 95 || value.Name != "level" || !errors.Is(err, ErrLevel) {
		t.Errorf("%v", err)
	}
}
