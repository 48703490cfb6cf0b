package forecast

// productMoments returns mean and variance where error and season multiply
// (class 3): level times season is a product of two states that share every
// innovation. The state here is all products of a trend state (level, trend)
// with a seasonal. One period maps it by F + K e + G e^2 with a normal
// innovation e, so its first and second moments follow linear recursions.
func (m *ETSModel) productMoments(horizon int, sigma2 float64) (mean, variance []float64) {
	o := operator{p: m.p, seasons: m.frequency}
	n := 2 * m.frequency
	first := make([]float64, n)
	for j, s := range m.final.Season {
		first[2*j], first[2*j+1] = m.final.Level*s, m.final.Trend*s
	}
	second := make([][]float64, n)
	for i := range second {
		second[i] = make([]float64, n)
		for j := range second[i] {
			second[i][j] = first[i] * first[j]
		}
	}
	mean, variance = make([]float64, horizon), make([]float64, horizon)
	for h := range horizon {
		// The next value is (level + phi*trend) times the first seasonal.
		phi := m.p.Phi
		mean[h] = first[0] + phi*first[1]
		square := second[0][0] + phi*(second[0][1]+second[1][0]) + phi*phi*second[1][1]
		variance[h] = max(0, (1+sigma2)*square-mean[h]*mean[h])
		if h+1 == horizon {
			break
		}
		stay, twice := o.stay(first), o.twice(first)
		for i := range first {
			first[i] = stay[i] + sigma2*twice[i]
		}
		// E(A S A') of A = F + K e + G e^2, with E e^2 = sigma2 and E e^4 = 3 sigma2^2.
		fs, ks, gs := o.rows(second, o.stay), o.rows(second, o.once), o.rows(second, o.twice)
		ff, fg := o.columns(fs, o.stay), o.columns(fs, o.twice)
		kk, gf, gg := o.columns(ks, o.once), o.columns(gs, o.stay), o.columns(gs, o.twice)
		for i := range second {
			for j := range second[i] {
				second[i][j] = ff[i][j] + sigma2*(kk[i][j]+fg[i][j]+gf[i][j]) + 3*sigma2*sigma2*gg[i][j]
			}
		}
	}
	return mean, variance
}

// operator holds the three maps; seasonals move up by one place each period, the
// first one to the end.
type operator struct {
	p       Smoothing
	seasons int
}

// quiet is a period of the trend states without innovation, shock what one adds.
func (o operator) quiet(l, b float64) (float64, float64) {
	return l + o.p.Phi*b, o.p.Phi * b
}

func (o operator) shock(l, b float64) (float64, float64) {
	q := l + o.p.Phi*b
	return o.p.Alpha * q, o.p.Beta * q
}

func (o operator) place(j int) int { return (j + o.seasons - 1) % o.seasons }

func (o operator) stay(v []float64) []float64 {
	out := make([]float64, len(v))
	for j := range o.seasons {
		k := 2 * o.place(j)
		out[k], out[k+1] = o.quiet(v[2*j], v[2*j+1])
	}
	return out
}

func (o operator) once(v []float64) []float64 {
	out := make([]float64, len(v))
	for j := range o.seasons {
		k := 2 * o.place(j)
		out[k], out[k+1] = o.shock(v[2*j], v[2*j+1])
	}
	k := 2 * o.place(0)
	l, b := o.quiet(v[0], v[1])
	out[k] += o.p.Gamma * l
	out[k+1] += o.p.Gamma * b
	return out
}

func (o operator) twice(v []float64) []float64 {
	out := make([]float64, len(v))
	k := 2 * o.place(0)
	l, b := o.shock(v[0], v[1])
	out[k], out[k+1] = o.p.Gamma*l, o.p.Gamma*b
	return out
}

// rows applies a map to every column of a matrix, that is from the left.
func (o operator) rows(a [][]float64, f func([]float64) []float64) [][]float64 {
	n := len(a)
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	column := make([]float64, n)
	for j := range n {
		for i := range n {
			column[i] = a[i][j]
		}
		for i, v := range f(column) {
			out[i][j] = v
		}
	}
	return out
}

// columns applies a map to every row of a matrix, that is its transpose from the right.
func (o operator) columns(a [][]float64, f func([]float64) []float64) [][]float64 {
	out := make([][]float64, len(a))
	for i := range a {
		out[i] = f(a[i])
	}
	return out
}
