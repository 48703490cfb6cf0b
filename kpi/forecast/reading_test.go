package forecast_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// sale is a row of a made-up log.
type sale struct {
	at     time.Time
	amount int64 // in thousandths
}

var (
	saleAt     = model.NewField("sale.at", func(s sale) (time.Time, bool) { return s.at, true })
	saleAmount = model.NewField("sale.amount", func(s sale) (model.Money, bool) { return model.MoneyOf(s.amount, 3, model.EUR), true })
)

func sales() *rapid.Generator[[]sale] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sale {
		return sale{
			at:     instant("2024-01-01").Add(time.Duration(rapid.IntRange(0, 500*24).Draw(t, "hour")) * time.Hour),
			amount: rapid.Int64Range(-1_000_000, 1_000_000_000_000).Draw(t, "amount"),
		}
	}), 0, 40)
}

// Counts and money by month equal sums made by hand, to the last digit, and marks
// follow the range and the time up to which facts are known.
func TestReadingIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := sales().Draw(t, "rows")
		from := period.Date{Year: 2024, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 60).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(1, 450).Draw(t, "days"))
		r, err := utc.Range(from, to)
		if err != nil {
			t.Fatal(err)
		}
		reading := forecast.Reading{}
		if rapid.Bool().Draw(t, "through") {
			reading.Through = r.Start().Add(time.Duration(rapid.IntRange(1, 460*24).Draw(t, "known")) * time.Hour)
		}
		b := kpi.Buckets{Range: r, Grain: period.Month, Calendar: utc}
		counts, _ := kpi.Every(saleAt, b, kpi.Count[sale]()).Of(slices.Values(rows)).Value()
		amounts, _ := kpi.Every(saleAt, b, kpi.Sum(saleAmount)).Of(slices.Values(rows)).Value()
		n, err := forecast.FromCounts(counts, reading)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := forecast.FromMoney(amounts, reading)
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		for month := time.Date(from.Year, from.Month, 1, 0, 0, 0, 0, time.UTC); month.Before(r.End()); month = month.AddDate(0, 1, 0) {
			next := month.AddDate(0, 1, 0)
			begin := month
			if r.Start().After(month) {
				begin = r.Start()
			}
			if !reading.Through.IsZero() && !begin.Before(reading.Through) {
				break
			}
			count, sum := int64(0), int64(0)
			for _, s := range rows {
				if !s.at.Before(begin) && s.at.Before(next) && s.at.Before(r.End()) {
					count++
					sum += s.amount
				}
			}
			want := forecast.Observed
			switch {
			case r.End().Before(next) || !reading.Through.IsZero() && reading.Through.Before(next):
				want = forecast.Partial
			case begin.After(month):
				want = forecast.Missing
			}
			c, mark := n.At(i)
			a, _ := m.At(i)
			if !c.Equal(decimal.NewFromInt(count)) || !a.Equal(decimal.New(sum, -3)) || mark != want {
				t.Errorf("%s: %s, %s, mark %d; want %d, %s, mark %d", month.Format("2006-01"), c, a, mark, count, decimal.New(sum, -3), want)
			}
			i++
		}
		if n.Len() != i || m.Len() != i {
			t.Errorf("%d and %d periods, want %d", n.Len(), m.Len(), i)
		}
		for k, p := range forecast.Ahead(counts, n, utc, 3) {
			complete := n.Len()
			if n.Running() {
				complete--
			}
			first := time.Date(from.Year, from.Month, 1, 0, 0, 0, 0, time.UTC)
			if want := first.AddDate(0, complete+k, 0).Format("2006-01"); p.Label() != want {
				t.Errorf("step %d is %s, want %s", k+1, p.Label(), want)
			}
		}
	})
}

// A month that has just begun is no drop: the forecast is that of the months
// before, and no monitor alarms.
func TestPartialMonthIsNoDrop(t *testing.T) {
	var rows []sale
	for month := range 36 {
		for k := range 20 + month%3 {
			rows = append(rows, sale{at: instant("2022-01-02").AddDate(0, month, k%20), amount: 1000})
		}
	}
	rows = append(rows, sale{at: instant("2025-01-02"), amount: 1000})
	b := monthsOf("2022-01-01", "2025-01-03")
	read := func(b kpi.Buckets) forecast.Series {
		s, _ := kpi.Every(saleAt, b, kpi.Count[sale]()).Of(slices.Values(rows)).Value()
		out, err := forecast.FromCounts(s, forecast.Reading{Frequency: 3})
		must(t, err)
		return out
	}
	running, over := read(b), read(monthsOf("2022-01-01", "2024-12-31"))
	if !running.Running() || over.Running() {
		t.Fatal("only the range that ends on 3 January ends in a running month")
	}
	for _, m := range []forecast.Method{forecast.ETS{}, forecast.Naive{}, forecast.SeasonalNaive{}, forecast.Drift{}, forecast.Mean{}, forecast.Croston{}} {
		a, err := forecast.Predict(running, m, forecast.Options{Horizon: 4})
		must(t, err)
		c, err := forecast.Predict(over, m, forecast.Options{Horizon: 4})
		must(t, err)
		if !slices.Equal(a.Points, c.Points) || !a.Running {
			t.Errorf("%s: %v with the running month, %v without", m.Name(), a.Points, c.Points)
		}
	}
	w, err := forecast.Monitor(running, forecast.WatchOptions{})
	must(t, err)
	if last := w.Periods[len(w.Periods)-1]; last.Judged || last.Mark != forecast.Partial {
		t.Errorf("the running month was judged: %+v", last)
	}
	for _, alarm := range w.Alarms {
		if alarm.Period == 36 {
			t.Errorf("%v", alarm)
		}
	}
}

func TestReadingRefuses(t *testing.T) {
	b := monthsOf("2024-01-01", "2024-12-31")
	if s, err := forecast.FromCounts(kpi.Series[int64]{}, forecast.Reading{}); err != nil || s.Len() != 0 {
		t.Errorf("no periods: %v, %v", s, err)
	}
	counts, _ := kpi.Every(saleAt, b, kpi.Count[sale]()).Of(slices.Values([]sale{})).Value()
	if _, err := forecast.FromCounts(counts, forecast.Reading{Frequency: -1}); !errors.Is(err, forecast.ErrFrequency) {
		t.Errorf("got %v, want %v", err, forecast.ErrFrequency)
	}
	currency := model.NewField("sale.mixed", func(s sale) (model.Money, bool) {
		if s.at.Month() == time.January {
			return model.MoneyOf(1, 0, model.USD), true
		}
		return model.MoneyOf(1, 0, model.EUR), true
	})
	mixed, _ := kpi.Every(saleAt, b, kpi.Sum(currency)).Of(slices.Values([]sale{{at: instant("2024-01-02")}, {at: instant("2024-03-02")}})).Value()
	if _, _, err := forecast.FromMoney(mixed, forecast.Reading{}); !errors.Is(err, forecast.ErrCurrency) {
		t.Errorf("got %v, want %v", err, forecast.ErrCurrency)
	}
	refused := errors.New("refused")
	if _, err := forecast.FromResults(counts, forecast.Reading{}, func(int64) (decimal.Decimal, error) { return decimal.Zero, refused }); !errors.Is(err, refused) {
		t.Errorf("got %v, want %v", err, refused)
	}
	huge, _ := kpi.Every(saleAt, b, kpi.Map("huge", kpi.Count[sale](), func(int64) decimal.Decimal { return decimal.New(1, 400) })).Of(slices.Values([]sale{})).Value()
	if _, err := forecast.FromNumbers(huge, forecast.Reading{}); !errors.Is(err, forecast.ErrNotFinite) {
		t.Errorf("got %v, want %v", err, forecast.ErrNotFinite)
	}
}

func TestSeasonOfGrain(t *testing.T) {
	for grain, want := range map[period.Grain]int{
		period.Hour: 24, period.Day: 7, period.Week: 52, period.ISOWeek: 52, period.Month: 12, period.Quarter: 4,
		period.FiscalQuarter: 4, period.Year: 1, period.FiscalYear: 1,
	} {
		b := monthsOf("2024-01-01", "2024-12-31")
		b.Grain = grain
		s, _ := kpi.Every(saleAt, b, kpi.Count[sale]()).Of(slices.Values([]sale{})).Value()
		if got, err := forecast.FromCounts(s, forecast.Reading{}); err != nil || got.Frequency() != want {
			t.Errorf("%v: frequency %d, %v; want %d", grain, got.Frequency(), err, want)
		}
	}
}
