package period

import (
	"errors"
	"testing"
)

func TestGrain(t *testing.T) {
	for g := Hour; g <= FiscalYear; g++ {
		var back Grain
		if err := back.UnmarshalText(must(g.MarshalText())); err != nil || back != g || !g.Valid() {
			t.Errorf("%s: %s, %v", g, back, err)
		}
	}
	if g, err := ParseGrain("ISO-Week"); g != ISOWeek || err != nil {
		t.Error(g, err)
	}
	for _, s := range []string{"", "decade", "grain(0)"} {
		g := Day
		if err := g.UnmarshalText([]byte(s)); !errors.Is(err, ErrGrain) || g != Day {
			t.Errorf("%q: %s, %v", s, g, err)
		}
	}
	if _, err := Grain(0).MarshalText(); !errors.Is(err, ErrGrain) || Grain(0).Valid() || Grain(10).Valid() {
		t.Error(err)
	}
}
