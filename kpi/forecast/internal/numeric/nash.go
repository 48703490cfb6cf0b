package numeric

import "math"

// NashSimplex runs the simplex method of Nelder and Mead in the version of Nash
// (1990), algorithm 19, which is that of R's optim: a first simplex whose edges
// are a tenth of the largest component of start, an end where the values at its
// corners differ by no more than tolerance relative to the first one, or after
// so many evaluations. Converged is false in the second case. It is for
// results that have to be those of R; as a search it is a poor one in more than a
// few dimensions.
func NashSimplex(f Objective, start []float64, tolerance float64, evaluations int) Minimum {
	s := newNash(f, start, tolerance)
	if s == nil {
		return Minimum{X: append([]float64(nil), start...), Value: math.Inf(1), Evaluations: 1}
	}
	var m Minimum
	for {
		low, high := s.ends()
		m.X, m.Value = s.corners[low], s.values[low]
		if s.values[high] <= s.values[low]+s.enough {
			m.Converged = true
			break
		}
		// What the last move finds is not looked at any more.
		if !s.move(low, high) || s.count > evaluations {
			break
		}
	}
	m.Evaluations = s.count
	return m
}

type nash struct {
	f       Objective
	corners [][]float64
	values  []float64
	enough  float64 // a spread of the values that ends the search
	size    float64 // of the last simplex after a shrinkage
	count   int
	low     int // the best corner so far, which wins ties
}

func newNash(f Objective, start []float64, tolerance float64) *nash {
	s := &nash{f: f, corners: [][]float64{append([]float64(nil), start...)}}
	first := f(start, nil)
	s.count = 1
	if math.IsNaN(first) || math.IsInf(first, 0) {
		return nil
	}
	s.enough = tolerance * (math.Abs(first) + tolerance)
	s.values = []float64{first}
	edge := largest(start) / 10
	if edge == 0 {
		edge = 0.1
	}
	for i := range start {
		corner := append([]float64(nil), start...)
		corner[i] += edge
		s.size += 10 * edge
		s.corners = append(s.corners, corner)
		s.values = append(s.values, s.at(corner))
	}
	return s
}

// outside is the value of a point where the objective has none.
const outside = 1e35

func (s *nash) at(x []float64) float64 {
	s.count++
	v := s.f(x, nil)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return outside
	}
	return v
}

// ends returns the corners with the lowest and the highest value.
func (s *nash) ends() (low, high int) {
	low, high = s.low, s.low
	lowest, highest := s.values[low], s.values[low]
	for j, v := range s.values {
		if v < lowest {
			low, lowest = j, v
		}
		if v > highest {
			high, highest = j, v
		}
	}
	s.low = low
	return low, high
}

// move replaces the highest corner, or shrinks the simplex towards the lowest.
// It returns false where that no longer makes it smaller.
func (s *nash) move(low, high int) bool {
	n := len(s.corners[0])
	centre, reflected, next := make([]float64, n), make([]float64, n), make([]float64, n)
	worst := s.corners[high]
	for i := range n {
		sum := -worst[i]
		for _, c := range s.corners {
			sum += c[i]
		}
		centre[i] = sum / float64(n)
		reflected[i] = 2*centre[i] - worst[i]
	}
	v := s.at(reflected)
	if v < s.values[low] {
		for i := range n {
			next[i] = 2*reflected[i] - centre[i]
		}
		if further := s.at(next); further < v {
			s.corners[high], s.values[high] = next, further
		} else {
			s.corners[high], s.values[high] = reflected, v
		}
		return true
	}
	before := s.values[high]
	if v < before {
		s.corners[high], s.values[high] = reflected, v
	}
	for i := range n {
		next[i] = 0.5*s.corners[high][i] + 0.5*centre[i]
	}
	if nearer := s.at(next); nearer < s.values[high] {
		s.corners[high], s.values[high] = next, nearer
		return true
	}
	return v < before || s.shrink(low)
}

func (s *nash) shrink(low int) bool {
	var size float64
	for j, c := range s.corners {
		if j == low {
			continue
		}
		shrunk := make([]float64, len(c))
		for i := range c {
			shrunk[i] = 0.5*(c[i]-s.corners[low][i]) + s.corners[low][i]
			size += math.Abs(shrunk[i] - s.corners[low][i])
		}
		s.corners[j] = shrunk
	}
	if size >= s.size {
		return false
	}
	s.size = size
	for j, c := range s.corners {
		if j != low {
			s.values[j] = s.at(c)
		}
	}
	return true
}
