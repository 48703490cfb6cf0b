package forecast_test

import (
	"errors"
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/shopspring/decimal"
)

// revenue is four years of a shop that sells most in summer.
func revenue() forecast.Series {
	s, err := forecast.FromFloats(12,
		112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118,
		115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
		145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
		171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194)
	if err != nil {
		panic(err)
	}
	return s
}

// The next quarter, beside what seasonal naive says.
func Example() {
	f, err := forecast.Predict(revenue(), forecast.ETS{}, forecast.Options{Horizon: 3})
	fmt.Println(f)
	fmt.Println(err)
	// Output:
	// step     estimate        lower        upper  seasonal naive
	//    1        199.1        184.7        213.5             171
	//    2        212.7        196.8        228.6             180
	//    3        241.3        222.1        260.5             193
	// ETS is better than seasonal naive
	// <nil>
}

// Money is exact on the way in; missing and running months are marked.
func ExampleSeries() {
	s, _ := forecast.NewSeries(12, decimal.RequireFromString("1200.50"), decimal.Zero, decimal.RequireFromString("310.10"))
	s, _ = s.WithMissing(1)
	s, _ = s.WithPartialLast()
	for i := range s.Len() {
		v, mark := s.At(i)
		fmt.Println(v, mark == forecast.Observed)
	}
	fmt.Println(s.Frequency(), s.Running(), s.Until(2).Running())
	// Output:
	// 1200.5 true
	// 0 false
	// 310.1 false
	// 12 true false
}

func ExampleNewSeries() {
	_, err := forecast.NewSeries(0, decimal.NewFromInt(1))
	fmt.Println(err)
	// Output:
	// frequency must be 1 or more: 0
}

func ExampleFromFloats() {
	s, err := forecast.FromFloats(7, 3, 4, 5)
	fmt.Println(s.Len(), err)
	// Output:
	// 3 <nil>
}

func ExampleMark() {
	s, _ := forecast.FromFloats(1, 5, 6)
	s, _ = s.WithMissing(0)
	_, mark := s.At(0)
	fmt.Println(mark == forecast.Missing)
	// Output:
	// true
}

func ExampleMeasure() {
	a, _ := forecast.Score([]float64{0, 4}, []float64{1, 4}, nil, 1)
	v, ok := a.MAE.Value()
	fmt.Println(v, ok, a.MAPE)
	// Output:
	// 0.5 true undefined
}

// A method of your own: the mean of the last three periods.
type lastThree struct{}

func (lastThree) Name() string { return "last three" }

func (lastThree) Fit(s forecast.Series) (forecast.Model, error) {
	var sum, n float64
	for i := s.Len() - 1; i >= 0 && n < 3; i-- {
		if v, mark := s.At(i); mark == forecast.Observed {
			sum += v.InexactFloat64()
			n++
		}
	}
	if n < 3 {
		return nil, forecast.ErrTooShort
	}
	return flat(sum / n), nil
}

type flat float64

func (f flat) Forecast(horizon int, _ float64) ([]forecast.Point, error) {
	points := make([]forecast.Point, horizon)
	for i := range points {
		points[i] = forecast.Point{Step: i + 1, Estimate: float64(f)}
	}
	return points, nil
}

func ExampleMethod() {
	f, err := forecast.Predict(revenue(), lastThree{}, forecast.Options{Horizon: 1})
	fmt.Println(f.Verdict(), err)
	// Output:
	// better than seasonal naive <nil>
}

func ExampleModel() {
	var m forecast.Model
	m, _ = forecast.Drift{}.Fit(revenue())
	p, _ := m.Forecast(1, 0.8)
	fmt.Printf("%.1f (%.1f to %.1f)\n", p[0].Estimate, p[0].Lower, p[0].Upper)
	// Output:
	// 195.7 (174.9 to 216.5)
}

func ExamplePoint() {
	p := forecast.Point{Step: 1, Estimate: 200, Lower: 180, Upper: 220, Bounded: true}
	fmt.Println(p.Step, p.Estimate, p.Lower, p.Upper)
	// Output:
	// 1 200 180 220
}

func ExampleNaive() {
	m, _ := forecast.Naive{}.Fit(revenue())
	p, _ := m.Forecast(2, 0.95)
	fmt.Println(forecast.Naive{}.Name(), p[0].Estimate, p[1].Estimate)
	// Output:
	// naive 194 194
}

func ExampleSeasonalNaive() {
	m, _ := forecast.SeasonalNaive{}.Fit(revenue())
	p, _ := m.Forecast(2, 0.95)
	fmt.Println(p[0].Estimate, p[1].Estimate)
	// Output:
	// 171 180
}

func ExampleDrift() {
	m, _ := forecast.Drift{}.Fit(revenue())
	p, _ := m.Forecast(2, 0.95)
	fmt.Printf("%.2f %.2f\n", p[0].Estimate, p[1].Estimate)
	// Output:
	// 195.74 197.49
}

func ExampleMean() {
	m, _ := forecast.Mean{}.Fit(revenue())
	p, _ := m.Forecast(1, 0.95)
	fmt.Printf("%.2f\n", p[0].Estimate)
	// Output:
	// 158.38
}

func ExampleETS() {
	m, err := forecast.ETS{Form: forecast.Form{Error: forecast.Additive, Trend: forecast.Damped}, Phi: 0.9}.FitETS(revenue())
	fmt.Println(m.Form(), m.Smoothing().Phi, m.Settled(), err)
	fmt.Println(forecast.ETS{}.Name())
	// Output:
	// ETS(A,Ad,N) 0.9 true <nil>
	// ETS
}

func ExampleETSModel() {
	m, _ := forecast.ETS{}.FitETS(revenue())
	aicc := m.AICc()
	p, _ := m.Forecast(1, 0.95)
	fmt.Println(m.Form(), len(m.Fitted()), len(m.Initial().Season))
	fmt.Printf("AICc %v, AIC %.1f, BIC %.1f, log-likelihood %.1f\n", aicc, m.AIC(), m.BIC(), m.LogLikelihood())
	fmt.Printf("variance %v of %.4f, level %.0f, next %.0f\n", m.Variance(), m.SquaredInnovations(), m.Final().Level, p[0].Estimate)
	// Output:
	// ETS(M,A,M) 48 12
	// AICc 388, AIC 367.6, BIC 399.4, log-likelihood -166.8
	// variance 0.001366 of 0.0437, level 214, next 199
}

func ExampleSmoothETS() {
	s, _ := forecast.FromFloats(1, 10, 12, 11)
	simple := forecast.Form{Error: forecast.Additive}
	m, err := forecast.SmoothETS(s, simple, forecast.Smoothing{Alpha: 0.5}, forecast.State{Level: 10})
	fmt.Println(m.Final().Level, m.Fitted(), err)
	// Output:
	// 11 [10 10 11] <nil>
}

func ExampleSmoothing() {
	m, _ := forecast.ETS{Form: forecast.Form{Error: forecast.Additive}}.FitETS(revenue())
	fmt.Printf("alpha %.2f\n", m.Smoothing().Alpha)
	// Output:
	// alpha 1.00
}

func ExampleState() {
	m, _ := forecast.ETS{Form: forecast.Form{Error: forecast.Additive, Trend: forecast.Additive}}.FitETS(revenue())
	fmt.Printf("level %.0f, trend %.1f\n", m.Final().Level, m.Final().Trend)
	// Output:
	// level 194, trend 1.7
}

func ExampleComponent() {
	fmt.Println(forecast.Form{Error: forecast.Multiplicative, Trend: forecast.Damped, Season: forecast.Multiplicative})
	// Output:
	// ETS(M,Ad,M)
}

func ExampleForm() {
	holt := forecast.Form{Error: forecast.Additive, Trend: forecast.Additive}
	fmt.Println(holt)
	// Output:
	// ETS(A,A,N)
}

func ExampleForms() {
	fmt.Println(len(forecast.Forms()), forecast.Forms()[0])
	// Output:
	// 15 ETS(A,N,N)
}

func ExampleParseForm() {
	f, err := forecast.ParseForm("M,Ad,M")
	fmt.Println(f, err)
	_, err = forecast.ParseForm("ETS(A,N,M)")
	fmt.Println(err, errors.Is(err, forecast.ErrForm))
	// Output:
	// ETS(M,Ad,M) <nil>
	// not a form of exponential smoothing: "ETS(A,N,M)" true
}

func ExampleHoltWinters() {
	s, _ := forecast.FromFloats(1, 17.55, 21.86, 23.89, 26.93, 26.89)
	h := forecast.HoltWinters{Alpha: 0.8, Beta: 0.2, Trend: true, First: 2, Start: forecast.State{Level: 21.86, Trend: 4.31}}
	m, _ := h.Fit(s)
	p, err := m.Forecast(2, 0.95)
	fmt.Printf("%.2f %.2f %v\n", p[0].Estimate, p[1].Estimate, err)
	// Output:
	// 30.78 33.86 <nil>
}

func ExampleHoltWintersModel() {
	s, _ := forecast.FromFloats(1, 17.55, 21.86, 23.89, 26.93, 26.89)
	fit, _ := forecast.HoltWinters{Alpha: 0.8, First: 1, Start: forecast.State{Level: 17.55}}.Fit(s)
	m := fit.(*forecast.HoltWintersModel)
	fmt.Printf("%.2f %.2f\n", m.Final().Level, m.SquaredErrors())
	// Output:
	// 26.75 40.50
}

// Spare parts, asked for now and then.
func parts() forecast.Series {
	s, err := forecast.FromFloats(1, 0, 0, 25, 0, 0, 50, 0, 0, 0, 100, 25, 0, 0, 0, 0, 75, 0, 25, 0, 0, 0, 0, 50, 0)
	if err != nil {
		panic(err)
	}
	return s
}

func ExampleCroston() {
	for _, m := range []forecast.Method{forecast.Croston{Classic: true}, forecast.Croston{}} {
		fit, _ := m.Fit(parts())
		p, _ := fit.Forecast(1, 0.95)
		fmt.Printf("%s: %.2f a period\n", m.Name(), p[0].Estimate)
	}
	// Output:
	// Croston: 11.89 a period
	// SBA: 11.29 a period
}

func ExampleCrostonModel() {
	fit, _ := forecast.Croston{}.Fit(parts())
	m := fit.(*forecast.CrostonModel)
	fmt.Printf("%.1f pieces every %.1f periods\n", m.Size(), m.Interval())
	// Output:
	// 37.9 pieces every 3.2 periods
}

func ExampleClassify() {
	d := forecast.Classify(parts())
	fmt.Println(d.Pattern, d.Interval, d.Variety)
	// Output:
	// intermittent 3.429 0.2857
}

func ExampleDemand() {
	fmt.Println(forecast.Classify(revenue()).Pattern, "|", forecast.Demand{}.Pattern)
	// Output:
	// smooth | no demand
}

func ExamplePattern() {
	fmt.Println(forecast.Lumpy, forecast.Erratic)
	// Output:
	// lumpy erratic
}
