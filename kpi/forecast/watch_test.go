package forecast_test

import (
	"errors"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
)

func level(seed uint64, n int) []float64 {
	x := process{form: forecast.Form{Error: forecast.Additive}, p: forecast.Smoothing{Alpha: 0.2}, s: forecast.State{Level: 100}, sigma: 5}
	return x.draw(seeded(seed), n)
}

// On unchanged series the monitors keep to the stated rate of false alarms.
func TestMonitorFalseAlarms(t *testing.T) {
	t.Parallel()
	seeds := uint64(150)
	if testing.Short() {
		seeds = 60
	}
	const learn, watch = 60, 60
	for _, rate := range []float64{0.01, 0.05} {
		var alarms, judged float64
		kinds := map[forecast.AlarmKind]int{}
		for seed := range seeds {
			w, err := forecast.Monitor(series(t, 1, level(seed, learn+watch)...), forecast.WatchOptions{
				Method: forecast.ETS{Form: forecast.Form{Error: forecast.Additive}}, Learn: learn, FalseAlarms: rate,
			})
			must(t, err)
			alarms += float64(len(w.Alarms))
			for _, a := range w.Alarms {
				kinds[a.Kind]++
			}
			judged += watch
		}
		t.Logf("stated %.3f, found %.4f of %g periods: %v", rate, alarms/judged, judged, kinds)
		if got := alarms / judged; got > 1.35*rate || got < 0.5*rate {
			t.Errorf("false alarms %.4f per period, stated %.3f", got, rate)
		}
	}
}

// A shift of the level by three standard deviations is flagged within 4 periods, a
// changed slope of half a deviation per period within 12, in nine of ten series.
func TestMonitorDetects(t *testing.T) {
	t.Parallel()
	seeds := uint64(150)
	if testing.Short() {
		seeds = 40
	}
	const learn = 60
	for _, c := range []struct {
		name   string
		change func(after int) float64
		within int
		up     bool
	}{
		{"level shift of 3 sigma", func(int) float64 { return -15 }, 4, false},
		{"slope of half a sigma", func(k int) float64 { return 2.5 * float64(k+1) }, 12, true},
	} {
		var found float64
		first := map[forecast.AlarmKind]int{}
		for seed := range seeds {
			y := level(seed, learn+20)
			for t := learn; t < len(y); t++ {
				y[t] += c.change(t - learn)
			}
			w, err := forecast.Monitor(series(t, 1, y...), forecast.WatchOptions{
				Method: forecast.ETS{Form: forecast.Form{Error: forecast.Additive}}, Learn: learn,
			})
			must(t, err)
			for _, a := range w.Alarms {
				if a.Up == c.up {
					if a.Period < learn+c.within {
						found++
						first[a.Kind]++
					}
					break
				}
			}
		}
		share := found / float64(seeds)
		t.Logf("%s: flagged within %d periods in %.3f, first by %v", c.name, c.within, share, first)
		if share < 0.9 {
			t.Errorf("%s: flagged within %d periods in %.3f of the series", c.name, c.within, share)
		}
	}
}

// A running last month holds a third of its value: no alarm, and no score.
func TestMonitorIgnoresPartialAndMissing(t *testing.T) {
	y := level(3, 80)
	y[70], y[79] = 0, 30
	full := series(t, 1, y...)
	o := forecast.WatchOptions{Method: forecast.ETS{Form: forecast.Form{Error: forecast.Additive}}, Learn: 60}
	w, err := forecast.Monitor(full, o)
	must(t, err)
	if len(w.Alarms) < 2 {
		t.Fatalf("the gap and the drop, read as values, must alarm: %v", w.Alarms)
	}
	marked, err := full.WithMissing(70)
	must(t, err)
	marked, err = marked.WithPartialLast()
	must(t, err)
	w, err = forecast.Monitor(marked, o)
	must(t, err)
	if len(w.Alarms) != 0 {
		t.Errorf("alarms %v", w.Alarms)
	}
	if len(w.Periods) != 20 {
		t.Fatalf("%d periods", len(w.Periods))
	}
	for _, p := range w.Periods {
		if judged := p.Period != 70 && p.Period != 79; p.Judged != judged || (!judged && p.Score != 0) {
			t.Errorf("%+v", p)
		}
	}
	if p := w.Periods[19]; p.Mark != forecast.Partial || p.Expected == 0 {
		t.Errorf("running period %+v", p)
	}
}

func TestMonitorRefuses(t *testing.T) {
	s := series(t, 1, level(1, 40)...)
	for _, c := range []struct {
		o    forecast.WatchOptions
		want error
	}{
		{forecast.WatchOptions{Method: forecast.Croston{}}, forecast.ErrNoInterval},
		{forecast.WatchOptions{Learn: 40}, forecast.ErrTooShort},
		{forecast.WatchOptions{Learn: 1}, forecast.ErrTooShort},
		{forecast.WatchOptions{FalseAlarms: 0.5}, forecast.ErrLevel},
		{forecast.WatchOptions{FalseAlarms: -1}, forecast.ErrLevel},
	} {
		if _, err := forecast.Monitor(s, c.o); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.o, err, c.want)
		}
	}
}
