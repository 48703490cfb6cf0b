package forecast_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
)

// TestM3 forecasts every fourth of the 1,428 monthly series of the M3
// competition (Makridakis and Hibon 2000), 18 months ahead, and compares the mean
// MASE with that of seasonal naive.
func TestM3(t *testing.T) {
	every := 4
	if testing.Short() {
		every = 100
	}
	start := time.Now()
	var n, ets, naive, smape, within, compared float64
	forms := map[string]int{}
	for i, c := range m3month(t) {
		if i%every != 0 {
			continue
		}
		score := func(m forecast.Method) (forecast.Accuracy, forecast.Coverage) {
			fit, err := m.Fit(c.train)
			must(t, err)
			if e, ok := fit.(*forecast.ETSModel); ok {
				forms[e.Form().String()]++
			}
			p, err := fit.Forecast(len(c.test), 0.95)
			must(t, err)
			mean, lower, upper := estimates(p)
			a, err := forecast.Score(c.test, mean, c.years, 12)
			must(t, err)
			v, err := forecast.ScoreIntervals(c.test, lower, upper, 0.95)
			must(t, err)
			return a, v
		}
		a, v := score(forecast.ETS{})
		b, _ := score(forecast.SeasonalNaive{})
		e, ok1 := a.MASE.Value()
		s, ok2 := b.MASE.Value()
		if !ok1 || !ok2 {
			continue
		}
		n++
		ets += e
		naive += s
		sm, _ := a.SMAPE.Value()
		smape += sm
		w, _ := v.Within.Value()
		within += w * float64(v.N)
		compared += float64(v.N)
	}
	t.Logf("%g monthly series: mean MASE ETS %.4f, seasonal naive %.4f; sMAPE of ETS %.2f; 95 %% intervals held %.3f; %v; forms %v",
		n, ets/n, naive/n, smape/n, within/compared, time.Since(start).Round(time.Millisecond), forms)
	if every == 4 && n < 300 {
		t.Errorf("only %g series", n)
	}
	if ets >= naive {
		t.Errorf("mean MASE %.4f is not below %.4f of seasonal naive", ets/n, naive/n)
	}
}

// The end of R's search forecasts worse than the maximum that the usual search
// reaches: why RSearch is for comparisons only.
func TestM3OfRSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("R's search is slow")
	}
	var n, usual, likeR float64
	for i, c := range m3month(t) {
		if i%16 != 0 {
			continue
		}
		score := func(e forecast.ETS) float64 {
			m, err := e.FitETS(c.train)
			must(t, err)
			p, err := m.Forecast(len(c.test), 0.95)
			must(t, err)
			mean, _, _ := estimates(p)
			a, err := forecast.Score(c.test, mean, c.years, 12)
			must(t, err)
			v, _ := a.MASE.Value()
			return v
		}
		n++
		usual += score(forecast.ETS{})
		likeR += score(forecast.ETS{RSearch: true})
	}
	t.Logf("%g monthly series: mean MASE %.4f, with R's search %.4f", n, usual/n, likeR/n)
	if usual >= likeR {
		t.Error("R's search forecasts no worse: should it be the usual one?")
	}
}

// BenchmarkETS chooses among all forms of four years of months.
func BenchmarkETS(b *testing.B) {
	s := revenue()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (forecast.ETS{}).Fit(s); err != nil {
			b.Fatal(err)
		}
	}
}
