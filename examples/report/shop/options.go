package shop

import (
	"errors"
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// ErrOptions says that no shop can be made from the options.
var ErrOptions = errors.New("shop: impossible options")

const (
	defaultAccounts = 240
	leastAccounts   = 10
	mostAccounts    = 1_000_000
	mostDays        = 20 * 366
)

// Options say which shop is made. The zero value is the default shop.
type Options struct {
	// Seed tells apart shops of the same size. Any number will do.
	Seed uint64
	// Accounts is how many companies have an account, 10 to 1,000,000. All
	// else grows with it. Default: 240, which makes about 9,600 orders and
	// 37,000 sessions in two years.
	Accounts int
	// From is the first day of the facts. Default: 2024-01-01.
	From period.Date
	// To is the day after the last one, at most twenty years later. Default:
	// two years after From.
	To period.Date
}

// resolved returns the options with defaults filled in. Errors: ErrOptions.
func (o Options) resolved() (Options, error) {
	if o.Accounts == 0 {
		o.Accounts = defaultAccounts
	}
	if o.From == (period.Date{}) {
		o.From = period.Date{Year: 2024, Month: time.January, Day: 1}
	}
	if o.To == (period.Date{}) {
		o.To = o.From.AddMonths(24)
	}
	switch {
	case o.Accounts < leastAccounts || o.Accounts > mostAccounts:
		return o, fmt.Errorf("%w: %d accounts, want %d to %d", ErrOptions, o.Accounts, leastAccounts, mostAccounts)
	case !o.From.Valid() || o.From.Year < 1900 || o.From.Year > 2200:
		return o, fmt.Errorf("%w: from %v, want a day of the years 1900 to 2200", ErrOptions, o.From)
	case !o.To.Valid() || o.From.DaysUntil(o.To) < 1 || o.From.DaysUntil(o.To) > mostDays:
		return o, fmt.Errorf("%w: from %v to %v, want 1 to %d days", ErrOptions, o.From, o.To, mostDays)
	}
	return o, nil
}
