package proportion_test

import (
	"errors"
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi/proportion"
)

// A shop tests a new quote page: 1,500 of 30,000 visitors converted before,
// 1,620 of 30,000 with it.
func Example() {
	before, after := proportion.Group{Successes: 1500, Trials: 30000}, proportion.Group{Successes: 1620, Trials: 30000}

	need, err := proportion.SampleSize(0.05, 0.055, proportion.Plan{})
	if err != nil {
		fmt.Println(err)
		return
	}
	gain, err := proportion.Difference(after, before, 0.95, proportion.Newcombe)
	if err != nil {
		fmt.Println(err)
		return
	}
	test, err := proportion.TwoProportionTest(after, before, proportion.TwoSided, proportion.Uncorrected)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("visitors needed per variant:", need.Trials)
	fmt.Println("gain:", gain)
	fmt.Printf("p = %.4f\n", test.P)
	// Output:
	// visitors needed per variant: 31234
	// gain: 0.0040 [0.0004, 0.0076]
	// p = 0.0274
}

func ExampleCI() {
	for _, m := range []proportion.Method{proportion.Wilson, proportion.ClopperPearson, proportion.AgrestiCoull} {
		iv, err := proportion.CI(1, 29, 0.95, m)
		fmt.Println(m, iv, err)
	}
	// Output:
	// wilson [0.0061, 0.1718] <nil>
	// clopper-pearson [0.0009, 0.1776] <nil>
	// agresti-coull [0.0000, 0.1863] <nil>
}

// Nothing to divide by is an error, not a rate of 0.
func ExampleCI_undefined() {
	_, err := proportion.CI(0, 0, 0.95, proportion.Wilson)
	fmt.Println(errors.Is(err, proportion.ErrNoTrials))
	fmt.Println(err)
	// Output:
	// true
	// proportion: trials: no trials (0)
}

func ExampleMethod_String() {
	var m proportion.Method
	fmt.Println(m.String(), proportion.WilsonContinuity, proportion.Jeffreys, proportion.Wald)
	// Output: wilson wilson-continuity jeffreys wald
}

func ExampleInterval() {
	iv, err := proportion.CI(30, 30, 0.95, proportion.Wilson)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%v, %.3f wide\n", iv, iv.Width())
	fmt.Println(iv.Contains(0.9), iv.Contains(0.8))
	// Output:
	// [0.8865, 1.0000], 0.114 wide
	// true false
}

func ExampleInterval_Clip() {
	iv, err := proportion.CI(29, 30, 0.95, proportion.Wald)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(iv, iv.Clip(0, 1))
	// Output: [0.9024, 1.0309] [0.9024, 1.0000]
}

func ExampleGroup_Rate() {
	g := proportion.Group{Successes: 3, Trials: 12}
	rate, err := g.Rate()
	fmt.Println(g, rate, err)
	_, err = proportion.Group{}.Rate()
	fmt.Println(err)
	// Output:
	// 3/12 0.25 <nil>
	// proportion: trials: no trials (0)
}

func ExampleDifference() {
	a, b := proportion.Group{Successes: 56, Trials: 70}, proportion.Group{Successes: 48, Trials: 80}
	for _, m := range []proportion.DifferenceMethod{proportion.Newcombe, proportion.NewcombeContinuity, proportion.AgrestiCaffo, proportion.WaldDifference} {
		e, err := proportion.Difference(a, b, 0.95, m)
		fmt.Println(m, e, err)
	}
	// Output:
	// newcombe 0.2000 [0.0524, 0.3339] <nil>
	// newcombe-continuity 0.2000 [0.0428, 0.3422] <nil>
	// agresti-caffo 0.2000 [0.0525, 0.3358] <nil>
	// wald 0.2000 [0.0575, 0.3425] <nil>
}

func ExampleTwoProportionTest() {
	a, b := proportion.Group{Successes: 56, Trials: 70}, proportion.Group{Successes: 48, Trials: 80}
	for _, c := range []proportion.Correction{proportion.Uncorrected, proportion.Yates} {
		t, err := proportion.TwoProportionTest(a, b, proportion.TwoSided, c)
		fmt.Printf("%v: z = %.4f, p = %.4f, %v\n", c, t.Z, t.P, err)
	}
	// Output:
	// uncorrected: z = 2.6502, p = 0.0080, <nil>
	// yates: z = 2.4727, p = 0.0134, <nil>
}

// The lady tasting tea, as Fisher tells it: she named three of four cups.
func ExampleFisherExact() {
	tea := proportion.Table{{3, 1}, {1, 3}}
	for _, alt := range []proportion.Alternative{proportion.TwoSided, proportion.Less, proportion.Greater} {
		p, err := proportion.FisherExact(tea, alt)
		fmt.Printf("%v %.4f %v\n", alt, p, err)
	}
	_, err := proportion.FisherExact(proportion.Table{{proportion.MaxFisherTotal, 1}, {1, 1}}, proportion.TwoSided)
	fmt.Println(err)
	// Output:
	// two-sided 0.4857 <nil>
	// less 0.9857 <nil>
	// greater 0.2429 <nil>
	// proportion: total: count is too large (1000000003)
}

func ExampleTableOf() {
	t, err := proportion.TableOf(proportion.Group{Successes: 5, Trials: 5}, proportion.Group{Successes: 1, Trials: 5})
	fmt.Println(t, err)
	// Output: [[5 0] [1 4]] <nil>
}

func ExampleOddsRatio() {
	o, err := proportion.OddsRatio(proportion.Table{{5, 0}, {1, 4}}, 0.95)
	fmt.Printf("%v, at least %v (%v)\n", o.Sample, o.Low, err)
	o, err = proportion.OddsRatio(proportion.Table{{2, 15}, {10, 3}}, 0.95)
	fmt.Printf("%v, given the margins %v in [%v, %v] (%v)\n", o.Sample, o.Conditional, o.Low, o.High, err)
	// Output:
	// inf, at least 1.0248 (<nil>)
	// 0.0400, given the margins 0.0469 in [0.0033, 0.3632] (<nil>)
}

// Party by gender, Agresti (2007) p. 39.
func ExampleChiSquare() {
	t, err := proportion.ChiSquare([][]int64{{762, 327, 468}, {484, 239, 477}}, proportion.Uncorrected)
	fmt.Printf("X² = %.2f, df = %d, p = %.3g, V = %.3f, %v\n", t.Statistic, t.DF, t.P, t.CramersV, err)
	// Output: X² = 30.07, df = 2, p = 2.95e-07, V = 0.104, <nil>
}

// Mendel's peas against 9:3:3:1.
func ExampleGoodnessOfFit() {
	t, err := proportion.GoodnessOfFit([]int64{315, 101, 108, 32}, []float64{9. / 16, 3. / 16, 3. / 16, 1. / 16})
	fmt.Printf("X² = %.3f, df = %d, p = %.3f, %v\n", t.Statistic, t.DF, t.P, err)
	// Output: X² = 0.470, df = 3, p = 0.925, <nil>
}

func ExampleCriticalValue() {
	x, err := proportion.CriticalValue(0.05, 1)
	fmt.Printf("%.3f %v\n", x, err)
	// Output: 3.841 <nil>
}

func ExampleSampleSize() {
	for _, f := range []proportion.Formula{proportion.Pooled, proportion.Unpooled, proportion.BaselineVariance, proportion.FleissContinuity} {
		n, err := proportion.SampleSize(0.20, 0.25, proportion.Plan{Formula: f})
		fmt.Printf("%v: %.1f, so %d %v\n", f, n.Exact, n.Trials, err)
	}
	_, err := proportion.SampleSize(0.2, 0.2, proportion.Plan{})
	fmt.Println(err)
	// Output:
	// pooled: 1093.7, so 1094 <nil>
	// unpooled: 1091.0, so 1091 <nil>
	// baseline-variance: 1030.2, so 1031 <nil>
	// fleiss-continuity: 1133.4, so 1134 <nil>
	// proportion: p1 and p2: no detectable difference (0.2)
}

func ExampleSampleSizeForMargin() {
	n, err := proportion.SampleSizeForMargin(0.5, 0.05, 0.95)
	fmt.Println(n.Trials, err)
	// Output: 385 <nil>
}

func ExamplePower() {
	p, err := proportion.Power(0.5, 0.75, 50, proportion.Plan{})
	fmt.Printf("%.3f %v\n", p, err)
	// Output: 0.740 <nil>
}

func ExampleNPS() {
	a := proportion.Answers{Promoters: 126, Passives: 41, Detractors: 33}
	for _, m := range []proportion.NPSMethod{proportion.NPSAdjusted, proportion.NPSWald} {
		s, err := proportion.NPS(a, 0.95, m)
		fmt.Printf("%v: %.1f ± %.1f points, %v %v\n", m, s.Points, 100*s.Margin, s.Interval, err)
	}
	// Output:
	// nps-adjusted: 46.5 ± 10.5 points, [0.3533, 0.5630] <nil>
	// nps-wald: 46.5 ± 10.5 points, [0.3596, 0.5704] <nil>
}

func ExampleTally() {
	a, excluded := proportion.Tally([]float64{10, 9, 8, 7, 6, 0, 11, 9.5})
	fmt.Printf("%+v, %d excluded\n", a, excluded)
	// Output: {Promoters:2 Passives:2 Detractors:2}, 2 excluded
}

func ExampleNPSDifference() {
	d, err := proportion.NPSDifference(
		proportion.Answers{Promoters: 650, Passives: 250, Detractors: 100},
		proportion.Answers{Promoters: 610, Passives: 260, Detractors: 130}, 0.95)
	fmt.Printf("%v, p = %.3f, %v\n", d.Difference, d.P, err)
	// Output: 0.0700 [0.0094, 0.1306], p = 0.024, <nil>
}

func ExampleCountError() {
	_, err := proportion.CI(7, 3, 0.95, proportion.Wilson)
	if e, ok := errors.AsType[*proportion.CountError](err); ok {
		fmt.Println(e.Name, e.Value, errors.Is(err, proportion.ErrExcess))
	}
	// Output: successes 7 true
}

func ExampleValueError() {
	_, err := proportion.CI(3, 7, 95, proportion.Wilson)
	if e, ok := errors.AsType[*proportion.ValueError](err); ok {
		fmt.Println(e.Name, e.Value, errors.Is(err, proportion.ErrLevel))
	}
	// Output: level 95 true
}
