package shop

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// Holiday reports whether a date is a public holiday in the whole of France:
// the eleven days of article L3133-1 of the Code du travail, three of which
// move with Easter.
func Holiday(d period.Date) bool {
	switch [2]int{int(d.Month), d.Day} {
	case [2]int{1, 1}, [2]int{5, 1}, [2]int{5, 8}, [2]int{7, 14}, [2]int{8, 15}, [2]int{11, 1}, [2]int{11, 11}, [2]int{12, 25}:
		return true
	}
	if d.Month < time.March || d.Month > time.June {
		return false
	}
	switch easter(d.Year).DaysUntil(d) {
	case 1, 39, 50: // Easter Monday, Ascension Day, Whit Monday
		return true
	}
	return false
}

// easter returns Easter Sunday of the Gregorian calendar, by the method that
// Nature published in 1876 (the "anonymous" one of Meeus, Butcher, Jones).
func easter(year int) period.Date {
	golden := year % 19
	century, inCentury := year/100, year%100
	leaps := century / 4
	moon := (century - (century+8)/25 + 1) / 3
	epact := (19*golden + century - leaps - moon + 15) % 30
	weekday := (32 + 2*(century%4) + 2*(inCentury/4) - epact - inCentury%4) % 7
	late := (golden + 11*epact + 22*weekday) / 451
	n := epact + weekday - 7*late + 114
	return period.Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}
