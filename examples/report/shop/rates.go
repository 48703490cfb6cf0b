package shop

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Rate is what one unit of Base was worth in Quote from a date on.
type Rate struct {
	Date        period.Date
	Base, Quote model.Currency
	Value       decimal.Decimal
}

// francs are Swiss francs for ten thousand euros, for the months of two years
// from January on. They are made up, and near the market's of 2024 and 2025.
var francs = [24]int64{
	9370, 9460, 9660, 9760, 9830, 9620, 9680, 9450, 9410, 9390, 9360, 9340,
	9410, 9410, 9550, 9370, 9360, 9380, 9320, 9390, 9350, 9290, 9290, 9330,
}

// Rates returns the exchange rate of the euro in Swiss francs from the first of
// each month on, from the month in which the facts begin to that in which they
// end. Planned amounts after that are in euros.
func (s *Shop) Rates() []Rate {
	var rates []Rate
	first := period.Date{Year: s.options.From.Year, Month: s.options.From.Month, Day: 1}
	for d := first; !s.options.To.Before(d); d = d.AddMonths(1) {
		month := (d.Year*12 + int(d.Month-time.January)) % len(francs)
		rates = append(rates, Rate{Date: d, Base: model.EUR, Quote: model.CHF, Value: decimal.New(francs[month], -4)})
	}
	return rates
}
