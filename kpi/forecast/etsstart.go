package forecast

import "math"

// startState returns rough initial states from the first cycles of a series. The
// likelihood improves on them.
func startState(f Form, y []float64, frequency int) State {
	return statesFrom(f, y, frequency, 5*frequency, 2*frequency)
}

// statesFrom returns seasonals from a centred moving average over the first
// decomposed values, level and trend from a line through the first straight
// values (10 at least) without season.
func statesFrom(f Form, y []float64, frequency, decomposed, straight int) State {
	y = bridged(y)
	var s State
	flat := y
	if f.Season != None {
		s.Season = seasonals(y[:min(len(y), decomposed)], frequency, f.Season == Multiplicative)
		flat = make([]float64, len(y))
		for t, v := range y {
			if f.Season == Multiplicative {
				flat[t] = v / s.Season[t%frequency]
			} else {
				flat[t] = v - s.Season[t%frequency]
			}
		}
	}
	n := min(len(flat), max(10, straight))
	var mt, mv, stt, stv float64
	for t := range n {
		mt += float64(t+1) / float64(n)
		mv += flat[t] / float64(n)
	}
	for t := range n {
		d := float64(t+1) - mt
		stt += d * d
		stv += d * (flat[t] - mv)
	}
	if f.Trend == None {
		s.Level = mv
		return s
	}
	if stt > 0 {
		s.Trend = stv / stt
	}
	s.Level = mv - s.Trend*mt
	if f.Error == Multiplicative && !(s.Level+s.Trend > 0) {
		s.Level, s.Trend = mv, 0
	}
	return s
}

// seasonals returns one index per season, with mean 0 or, multiplicative, mean 1.
func seasonals(y []float64, m int, ratio bool) []float64 {
	sum, count := make([]float64, m), make([]float64, m)
	half := m / 2
	for t := half; t+half < len(y); t++ {
		var around float64
		for j := t - half; j <= t+half; j++ {
			w := 1.0
			if m%2 == 0 && (j == t-half || j == t+half) {
				w = 0.5
			}
			around += w * y[j]
		}
		around /= float64(m)
		if ratio {
			sum[t%m] += y[t] / around
		} else {
			sum[t%m] += y[t] - around
		}
		count[t%m]++
	}
	var mean float64
	for j := range sum {
		switch {
		case count[j] > 0:
			sum[j] /= count[j]
		case ratio:
			sum[j] = 1
		}
		if ratio && (!(sum[j] > 0.01) || math.IsInf(sum[j], 0)) {
			sum[j] = 0.01
		}
		mean += sum[j] / float64(m)
	}
	for j := range sum {
		if ratio {
			sum[j] /= mean
		} else {
			sum[j] -= mean
		}
	}
	return sum
}

// bridged fills missing values by straight lines, for start values only.
func bridged(y []float64) []float64 {
	out := append([]float64(nil), y...)
	last := -1
	for t, v := range y {
		if !known(v) {
			continue
		}
		for j := last + 1; j < t; j++ {
			out[j] = v
			if last >= 0 {
				out[j] = y[last] + (v-y[last])*float64(j-last)/float64(t-last)
			}
		}
		last = t
	}
	for j := last + 1; j < len(y) && last >= 0; j++ {
		out[j] = y[last]
	}
	return out
}
