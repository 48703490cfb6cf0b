package numeric

import "math"

// CUSUMRunLength returns the mean number of standard normal observations until a
// one-sided cumulative sum max(0, S+z-k) exceeds h, from S = 0, by the Markov
// chain of Brook and Evans (1972) with 50 states, extrapolated from 25.
func CUSUMRunLength(k, h float64) float64 {
	coarse, fine := cusumChain(k, h, 25), cusumChain(k, h, 50)
	return fine + (fine-coarse)/3 // the error falls with the square of the width
}

// cusumChain solves (I - Q) run = 1 for the transient part Q of the chain. I - Q is
// an M-matrix, so that elimination needs no exchange of rows.
func cusumChain(k, h float64, states int) float64 {
	w := 2 * h / float64(2*states-1)
	// A step by j-i states depends on nothing else.
	below := make([]float64, 2*states)
	for d := range below {
		below[d] = NormalCDF((float64(d-states)+0.5)*w + k)
	}
	width := states + 1
	a := make([]float64, states*width)
	for i := range states {
		row := a[i*width : (i+1)*width]
		for j := range states {
			row[j] = -below[j-i+states]
			if j > 0 {
				row[j] += below[j-i+states-1]
			}
		}
		row[i]++
		row[states] = 1
	}
	// From the last state upwards, so that the first one is left alone.
	for i := states - 1; i > 0; i-- {
		pivot := a[i*width : (i+1)*width]
		for r := range i {
			row := a[r*width : (r+1)*width]
			f := row[i] / pivot[i]
			for j := range i {
				row[j] -= f * pivot[j]
			}
			row[states] -= f * pivot[states]
		}
	}
	return a[states] / a[0]
}

// CUSUMThreshold returns the h at which a two-sided cumulative sum with
// reference value k alarms falsely once in runLength standard normal
// observations on average, for a run length of 3 and more.
func CUSUMThreshold(k, runLength float64) float64 {
	// Two symmetric one-sided sums: 1/both = 1/up + 1/down. The logarithm of the
	// run length is nearly straight in h, so that regula falsi ends soon.
	goal := math.Log(2 * runLength)
	off := func(h float64) float64 { return math.Log(CUSUMRunLength(k, h)) - goal }
	low, high := 1e-3, 1.0
	fl, fh := off(low), off(high)
	for ; fh < 0 && high < 60; fh = off(high) {
		low, fl = high, fh
		high *= 2
	}
	if fl >= 0 {
		return low
	}
	for range 30 {
		h := high - fh*(high-low)/(fh-fl)
		f := off(h)
		if math.Abs(f) < 1e-6 {
			return h
		}
		if f < 0 {
			low, fl = h, f
			fh /= 2
		} else {
			high, fh = h, f
			fl /= 2
		}
	}
	return (low + high) / 2
}
