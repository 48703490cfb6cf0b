package forecast

// Pattern is the kind of demand by Syntetos, Boylan and Croston (2005), JORS 56.
type Pattern uint8

// The patterns. Croston's method is for Intermittent and Lumpy demand.
const (
	NoDemand     Pattern = iota
	Smooth               // demand in most periods, of similar size
	Erratic              // in most periods, of very different size
	Intermittent         // in few periods, of similar size
	Lumpy                // in few periods, of very different size
)

// String returns the name in lower case.
func (p Pattern) String() string {
	switch p {
	case Smooth:
		return "smooth"
	case Erratic:
		return "erratic"
	case Intermittent:
		return "intermittent"
	case Lumpy:
		return "lumpy"
	}
	return "no demand"
}

// Demand describes the demand of a product.
type Demand struct {
	Pattern  Pattern
	Interval Measure // observed periods per period with demand, 1 or more
	Variety  Measure // squared coefficient of variation of the sizes, 0 or more
}

// Classify sorts a demand series by its mean interval (below or from 1.32 periods)
// and by the variety of its sizes (below or from 0.49). Sizes of 0 and below
// are no demand. An empty series has no demand.
func Classify(s Series) Demand {
	var periods, n, sum, squares float64
	for _, v := range s.complete() {
		if !known(v) {
			continue
		}
		periods++
		if v > 0 {
			n++
			sum += v
			squares += v * v
		}
	}
	if n == 0 {
		return Demand{}
	}
	mean := sum / n
	interval, variety := periods/n, max(0, squares/n-mean*mean)/(mean*mean)
	d := Demand{Pattern: Smooth, Interval: measure(interval), Variety: measure(variety)}
	switch often, alike := interval < 1.32, variety < 0.49; {
	case often && !alike:
		d.Pattern = Erratic
	case !often && alike:
		d.Pattern = Intermittent
	case !often:
		d.Pattern = Lumpy
	}
	return d
}
