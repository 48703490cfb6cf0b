package shop

import (
	"maps"
	"time"
	_ "time/tzdata" // a fresh machine may have no database of time zones

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Zone is the time zone of the seller and of all its branches.
const Zone = "Europe/Paris"

var (
	calendar = period.In(must(time.LoadLocation(Zone)))
	hours    = opening("Mon-Fri 08:00-18:00")
	branches = map[model.Branch]period.Hours{
		branchLyon:  opening("Mon-Fri 07:30-18:30; Sat 08:00-12:00"),
		branchLille: opening("Mon-Fri 07:00-12:30,13:30-18:00"),
	}
)

// Calendar returns the calendar of the seller: Europe/Paris, weeks from Monday,
// fiscal years from January.
func Calendar() period.Calendar { return calendar }

// Hours returns when the seller is open: from Monday to Friday, 08:00 to 18:00,
// but on French public holidays.
func Hours() period.Hours { return hours }

// BranchHours returns the hours of the branches that have their own, in a map
// of the caller's: Lyon opens earlier and on Saturday morning, Lille closes at
// noon. Both keep French public holidays.
func BranchHours() map[model.Branch]period.Hours {
	return maps.Clone(branches)
}

func opening(week string) period.Hours {
	return must(must(period.ParseHours(calendar, week)).With(period.HoursOptions{Holidays: Holiday}))
}

// must returns a value made from constants, which cannot fail but by a mistake
// in this package.
func must[T any](v T, err error) T {
	if err != nil {
		panic("shop: " + err.Error())
	}
	return v
}
