package forecast_test

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
)

func ExampleScore() {
	a, err := forecast.Score([]float64{420, 390, 410}, []float64{427, 383, 394}, []float64{443, 410, 420, 532, 433}, 1)
	fmt.Println(a, err)
	// Output:
	// MAE 10, RMSE 10.86, MASE 0.1575, sMAPE 2.481 over 3 <nil>
}

func ExampleAccuracy() {
	a, _ := forecast.Score([]float64{10, 12}, []float64{11, 11}, []float64{8, 9, 8}, 1)
	fmt.Println(a.ME, a.MAE, a.RMSE, a.MASE, a.SMAPE)
	// Output:
	// 0 1 1 1 9.11
}

func ExampleScoreIntervals() {
	c, err := forecast.ScoreIntervals([]float64{10, 12, 9, 15}, []float64{8, 13, 7, 10}, []float64{12, 16, 11, 14}, 0.8)
	fmt.Println(c.Within, c.Width, c.Winkler, err)
	// Output:
	// 0.5 3.75 8.75 <nil>
}

func ExampleCoverage() {
	c, _ := forecast.ScoreIntervals([]float64{10}, []float64{8}, []float64{12}, 0.95)
	fmt.Println(c.N, c.Within)
	// Output:
	// 1 1
}

func ExampleIntervalScore() {
	fmt.Printf("%.0f\n", forecast.IntervalScore(15, 10, 14, 0.8))
	// Output:
	// 14
}

func ExamplePinballLoss() {
	fmt.Printf("%.1f\n", forecast.PinballLoss(12, 15, 0.9))
	// Output:
	// 0.3
}

func ExampleRollingOrigin() {
	b, err := forecast.RollingOrigin(revenue(), forecast.ETS{}, forecast.BacktestOptions{Origins: 6, Horizon: 3})
	fmt.Println(b)
	fmt.Println(b.Origins, "origins,", err)
	// Output:
	// ETS: MAE 6.241, RMSE 7.425, MASE 0.2757, sMAPE 3.149 over 15
	// seasonal naive: MAE 29.4, RMSE 29.93, MASE 1.295, sMAPE 15.78 over 15
	// ETS is better than seasonal naive
	// 6 origins, <nil>
}

func ExampleBacktest() {
	b, _ := forecast.RollingOrigin(revenue(), forecast.Mean{}, forecast.BacktestOptions{})
	fmt.Println(b.Method, "is", b.Verdict)
	// Output:
	// mean is not better than seasonal naive
}

func ExampleBacktestOptions() {
	_, err := forecast.RollingOrigin(revenue(), forecast.Naive{}, forecast.BacktestOptions{Train: 100})
	fmt.Println(err)
	// Output:
	// series is too short: naive has no origin to be tested at, 48 periods
}

func ExampleVerdict() {
	fmt.Println(forecast.NotBetter)
	// Output:
	// not better than seasonal naive
}

func ExamplePredict() {
	f, err := forecast.Predict(revenue(), forecast.Mean{}, forecast.Options{})
	fmt.Println(len(f.Points), f.Verdict(), err)
	// Output:
	// 12 not better than seasonal naive <nil>
}

func ExampleOptions() {
	f, _ := forecast.Predict(revenue(), forecast.Naive{}, forecast.Options{Horizon: 2, Level: 0.8})
	fmt.Println(len(f.Points), f.Level)
	// Output:
	// 2 0.8
}

func ExampleForecast() {
	running, _ := revenue().WithPartialLast()
	f, _ := forecast.Predict(running, forecast.SeasonalNaive{}, forecast.Options{Horizon: 1})
	fmt.Println("step 1 is the running month:", f.Running, f.Points[0].Estimate)
	// Output:
	// step 1 is the running month: true 166
}

func ExamplePredictEach() {
	none, _ := forecast.FromFloats(1)
	for _, e := range forecast.PredictEach(map[string]forecast.Series{"gasket": parts(), "bolt": none}, forecast.Croston{}, forecast.Options{}) {
		if e.Err != nil {
			fmt.Println(e.Key, e.Err)
			continue
		}
		fmt.Printf("%s %.1f, %v\n", e.Key, e.Forecast.Points[0].Estimate, e.Forecast.Verdict())
	}
	// Output:
	// bolt series is too short: Croston needs 1 observed periods, has 0
	// gasket 11.3, better than seasonal naive
}

// An entry holds a forecast or an error.
func ExampleEntry() {
	e := forecast.PredictEach(map[int]forecast.Series{7: revenue()}, forecast.Naive{}, forecast.Options{})[0]
	fmt.Println(e.Key, e.Err, e.Forecast.Points[0].Estimate)
	// Output:
	// 7 <nil> 194
}

// orders of 60 quiet months and a customer lost in the 61st.
func orders() forecast.Series {
	y := level(1, 72)
	for t := 60; t < len(y); t++ {
		y[t] -= 25
	}
	s, err := forecast.FromFloats(1, y...)
	if err != nil {
		panic(err)
	}
	return s
}

func ExampleMonitor() {
	w, err := forecast.Monitor(orders(), forecast.WatchOptions{})
	for _, a := range w.Alarms {
		fmt.Println(a)
	}
	fmt.Println(w.FalseAlarms, "false alarms per period,", err)
	// Output:
	// period 60: breach down, 67.06 instead of 95.67
	// period 60: level shift down, 67.06 instead of 95.67
	// period 62: level shift down, 65.38 instead of 82.72
	// period 62: trend change down, 65.38 instead of 82.72
	// 0.01 false alarms per period, <nil>
}

func ExampleWatch() {
	w, _ := forecast.Monitor(orders(), forecast.WatchOptions{Method: forecast.Naive{}, Learn: 60, FalseAlarms: 0.005})
	fmt.Println(w.Method, w.Learned, len(w.Periods), len(w.Alarms))
	// Output:
	// naive 60 12 2
}

func ExampleWatchOptions() {
	_, err := forecast.Monitor(orders(), forecast.WatchOptions{Method: forecast.Croston{}})
	fmt.Println(err)
	// Output:
	// method gives no prediction interval: SBA
}

func ExampleWatched() {
	running, _ := orders().WithPartialLast()
	w, _ := forecast.Monitor(running, forecast.WatchOptions{})
	last := w.Periods[len(w.Periods)-1]
	fmt.Println(last.Period, last.Mark == forecast.Partial, last.Judged)
	// Output:
	// 71 true false
}

func ExampleAlarm() {
	a := forecast.Alarm{Kind: forecast.LevelShift, Period: 41, Actual: 80, Expected: 102.5}
	fmt.Println(a)
	// Output:
	// period 41: level shift down, 80 instead of 102.5
}

func ExampleAlarmKind() {
	fmt.Println(forecast.Breach, "|", forecast.LevelShift, "|", forecast.TrendChange)
	// Output:
	// breach | level shift | trend change
}
