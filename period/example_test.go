package period_test

import (
	"fmt"
	"time"
	_ "time/tzdata"

	"github.com/ecomkpi/ecomkpi/period"
)

func paris() period.Calendar {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return period.In(zone)
}

func Example() {
	cal := paris()
	month, err := cal.Parse("2025-02")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(month)
	fmt.Println(cal.Format(cal.Previous(month, period.Month)))
	fmt.Println(cal.Format(cal.YearBefore(month)), cal.YearBefore(month).Duration()/24, "a day")
	// Output:
	// 2025-02-01T00:00:00+01:00/2025-03-01T00:00:00+01:00
	// 2025-01
	// 2024-02 29h0m0s a day
}

func ExampleCalendar_Split() {
	cal := paris()
	r, err := cal.Parse("2025-01-15/2025-04-01")
	if err != nil {
		fmt.Println(err)
		return
	}
	months, err := cal.Split(r, period.Month)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range months {
		fmt.Println(m, m.Partial(), m.Duration())
	}
	// Output:
	// 2025-01 true 408h0m0s
	// 2025-02 false 672h0m0s
	// 2025-03 false 743h0m0s
}

func ExampleCalendar_SameSpanBefore() {
	cal := paris()
	toDate, err := cal.Parse("2025-03-01/2025-03-15T10:30")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cal.SameSpanBefore(toDate, period.Month))
	// Output: 2025-02-01T00:00:00+01:00/2025-02-15T10:30:00+01:00
}

func ExampleCalendar_Of() {
	sale := time.Date(2025, 12, 30, 23, 30, 0, 0, time.UTC)
	fmt.Println(paris().Of(sale, period.Day), paris().Of(sale, period.ISOWeek))
	// Output: 2025-12-31 2026-W01
}

func ExampleCalendar_Format() {
	cal := paris()
	for _, text := range []string{"2025-03-01/P1M", "2025-03-01/P2W", "2025-03-30T00:00Z/PT90M"} {
		r, err := cal.Parse(text)
		fmt.Println(cal.Format(r), err)
	}
	// Output:
	// 2025-03 <nil>
	// 2025-03-01/2025-03-15 <nil>
	// 2025-03-30T01:00:00+01:00/2025-03-30T03:30:00+02:00 <nil>
}

func ExampleDate_AddMonths() {
	d := period.Date{Year: 2025, Month: time.January, Day: 31}
	fmt.Println(d.AddMonths(1), d.AddMonths(2))
	// Output: 2025-02-28 2025-03-31
}

func ExampleDate_DaysUntil() {
	d := period.Date{Year: 2024, Month: time.March, Day: 10}
	fmt.Println(d.DaysUntil(period.Date{Year: 2024, Month: time.March, Day: 11}))
	// Output: 1
}

func ExampleNewHours() {
	at := period.At
	hours, err := period.NewHours(paris(), []period.Opening{
		{Day: time.Monday, From: at(9, 0), To: at(18, 0)},
		{Day: time.Saturday, From: at(22, 0), To: at(6, 0)},
	}, period.HoursOptions{
		Exceptions: map[period.Date][]period.Interval{
			{Year: 2025, Month: time.December, Day: 29}: {{From: at(9, 0), To: at(12, 0)}},
		},
		Holidays: func(d period.Date) bool { return d.Month == time.July && d.Day == 14 },
	})
	fmt.Println(hours, err)
	// Output: Mon 09:00-18:00; Sat 22:00-06:00 <nil>
}

func ExampleHours_Elapsed() {
	hours, err := period.ParseHours(paris(), "Mon-Fri 09:00-12:00,14:00-18:00")
	if err != nil {
		fmt.Println(err)
		return
	}
	zone := hours.Calendar().Zone()
	asked := time.Date(2025, 3, 28, 17, 0, 0, 0, zone) // Friday
	decided := time.Date(2025, 3, 31, 10, 30, 0, 0, zone)
	fmt.Println(hours.Elapsed(asked, decided), hours.Closed(asked.Add(time.Hour)))
	// Output: 2h30m0s true
}

func ExampleCalendar_Cuts() {
	cal := paris()
	year, err := cal.Year(2025)
	if err != nil {
		fmt.Println(err)
		return
	}
	cuts, months, err := cal.Cuts(year, period.Month)
	if err != nil {
		fmt.Println(err)
		return
	}
	column := []int64{period.Micros(time.Date(2025, 1, 31, 23, 0, 0, 0, time.UTC)), 0}
	interval := make([]int32, len(column))
	cuts.FindAll(column, interval)
	fmt.Println(interval, months[interval[0]])
	// Output: [1 -1] 2025-02
}
