package forecast

import (
	"cmp"
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
	"github.com/shopspring/decimal"
)

// Reading says how the series of a metric is read. The zero value takes the
// whole of it, with the season that suits its grain.
type Reading struct {
	// Frequency is the number of periods after which a season repeats; 0 means
	// that of the grain: 24 for hours, 7 for days, 52 for weeks, 12 for months,
	// 4 for quarters, 1 for years.
	Frequency int
	// From is when the facts begin, and Through up to when they are known: the
	// instant of the export, say. The zero times mean the range of the series.
	// Periods before From are missing, as is the one it cuts; the period that
	// Through cuts is partial, and what comes after is left out.
	From, Through time.Time
}

// FromResults reads the series of any metric; exact returns a value as an
// exact number. Period i of the result is period i of s. A period without a
// value (no data, nothing to divide by, no history) is missing, not 0, and so is
// a first period that the range cuts; a last one that the range or Through cuts is
// partial.
//
// It returns an *Undefined, which wraps ErrUndefined, for a period that is
// undefined for a reason that time does not heal, such as mixed currencies or a
// kind of facts that was not supplied; the errors of exact; and those of NewSeries.
func FromResults[R any](s kpi.Series[R], r Reading, exact func(R) (decimal.Decimal, error)) (Series, error) {
	var values []decimal.Decimal
	var missing []int
	partial := false
	frequency := r.Frequency
	for i := range s.Len() {
		p, result := s.At(i)
		if frequency == 0 {
			frequency = season(p.Grain())
		}
		if !r.Through.IsZero() && !p.Start().Before(r.Through) {
			break
		}
		begun, running := r.cuts(p)
		partial = running
		value, ok := result.Value()
		if !ok && !passing(result.Why()) {
			return Series{}, &Undefined{Period: p.Label(), Why: result.Why(), Detail: result.Detail()}
		}
		number := decimal.Zero
		if ok {
			var err error
			if number, err = exact(value); err != nil {
				return Series{}, fmt.Errorf("%s: %w", p.Label(), err)
			}
		}
		if !ok || begun {
			missing = append(missing, i)
		}
		values = append(values, number)
	}
	if frequency == 0 {
		frequency = 1 // an empty series has no grain
	}
	out, err := NewSeries(frequency, values...)
	if err != nil {
		return Series{}, err
	}
	if out, err = out.WithMissing(missing...); err == nil && partial {
		return out.WithPartialLast()
	}
	return out, err
}

// cuts reports whether a period lacks its beginning, and whether its end.
func (r Reading) cuts(p period.Period) (begun, running bool) {
	whole := p.Whole()
	begun = p.Start().After(whole.Start()) || r.From.After(whole.Start())
	running = p.End().Before(whole.End()) || !r.Through.IsZero() && r.Through.Before(whole.End())
	return begun, running
}

// passing holds for the reasons that are the lot of one period, not of the metric.
func passing(why kpi.Reason) bool {
	switch why {
	case kpi.NoData, kpi.NoDenominator, kpi.NoHistory, kpi.WindowOpen, kpi.MissingField:
		return true
	}
	return false
}

// season is how many periods of a grain make the season to be expected of it.
func season(g period.Grain) int {
	switch g {
	case period.Hour:
		return 24
	case period.Day:
		return 7
	case period.Week, period.ISOWeek:
		return 52
	case period.Month:
		return 12
	case period.Quarter, period.FiscalQuarter:
		return 4
	}
	return 1
}

// FromGroups reads the series of each group, for instance the demand of each
// product, for PredictEach. It returns the errors of read, with the key, and an
// *Undefined for a group without a series.
func FromGroups[K cmp.Ordered, R any](g kpi.Groups[K, kpi.Series[R]], read func(kpi.Series[R]) (Series, error)) (map[K]Series, error) {
	out := make(map[K]Series, g.Len())
	for key, result := range g.All() {
		s, ok := result.Value()
		if !ok {
			return nil, fmt.Errorf("%v: %w", key, &Undefined{Why: result.Why(), Detail: result.Detail()})
		}
		read, err := read(s)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", key, err)
		}
		out[key] = read
	}
	return out, nil
}

// Ahead returns the periods of the first n steps of a forecast of a series that
// was read from s: the one after the last complete period, which is the running
// one where there is one, and those after it. It is empty where s is.
func Ahead[R any](s kpi.Series[R], read Series, cal period.Calendar, n int) []period.Period {
	if s.Len() == 0 {
		return nil
	}
	complete := min(len(read.complete()), s.Len())
	first, _ := s.At(0)
	next := cal.Of(first.Whole().Start(), first.Grain())
	if complete > 0 {
		last, _ := s.At(complete - 1)
		next = cal.Of(last.Whole().End(), last.Grain())
	}
	out := make([]period.Period, max(0, n))
	for i := range out {
		out[i] = next
		next = cal.Of(next.End(), next.Grain())
	}
	return out
}

// oneCurrency is the currency of all amounts seen; an amount of nothing has none.
type oneCurrency struct{ seen model.Currency }

func (o *oneCurrency) add(c model.Currency) error {
	if c == 0 || o.seen == c {
		return nil
	}
	if o.seen != 0 {
		return fmt.Errorf("%w: %s after %s", ErrCurrency, c.Code(), o.seen.Code())
	}
	o.seen = c
	return nil
}
