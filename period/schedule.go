package period

import (
	"slices"
	"strings"
	"time"
)

// ParseHours reads a weekly schedule such as
//
//	Mon-Fri 09:00-12:00,14:00-18:00; Sat 22:00-06:00
//
// Entries are separated by semicolons. Each names days (a list of three
// English letters and spans of days, "Mon,Wed-Fri", which may go around the
// end of the week, "Sat-Mon") and, after a space, intervals of wall times
// separated by commas. An interval whose end is not after its start is
// overnight; 24:00 is the end of the day. A day may come in several entries.
// "closed" alone is a schedule without openings. Add exceptions and holidays
// with [Hours.With]. Errors: [ErrSyntax], [ErrNoZone], [ErrHours].
func ParseHours(cal Calendar, s string) (Hours, error) {
	var weekly []Opening
	if strings.TrimSpace(s) == "closed" {
		return NewHours(cal, nil, HoursOptions{})
	}
	for entry := range strings.SplitSeq(s, ";") {
		entry = strings.TrimSpace(entry)
		names, times, ok := strings.Cut(entry, " ")
		if !ok {
			return Hours{}, &SyntaxError{What: "entry of opening hours", Text: entry, Reason: "want days, a space and intervals"}
		}
		days, err := scanDays(names)
		if err != nil {
			return Hours{}, err
		}
		for text := range strings.SplitSeq(times, ",") {
			interval, err := scanInterval(strings.TrimSpace(text))
			if err != nil {
				return Hours{}, err
			}
			for day, listed := range days {
				if listed {
					weekly = append(weekly, Opening{time.Weekday(day), interval.From, interval.To})
				}
			}
		}
	}
	return NewHours(cal, weekly, HoursOptions{})
}

// scanDays reads "Mon,Wed-Fri" as a set of time.Weekday.
func scanDays(s string) (days [7]bool, err error) {
	for part := range strings.SplitSeq(s, ",") {
		from, to, isSpan := strings.Cut(part, "-")
		if !isSpan {
			to = from
		}
		first, ok1 := scanDay(from)
		last, ok2 := scanDay(to)
		if !ok1 || !ok2 {
			return days, &SyntaxError{What: "list of weekdays", Text: s, Reason: "want Mon, Tue, Wed, Thu, Fri, Sat, Sun"}
		}
		for day := first; ; day = (day + 1) % 7 {
			days[day] = true
			if day == last {
				break
			}
		}
	}
	return days, nil
}

func scanDay(s string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(s, dayName(day)) {
			return day, true
		}
	}
	return 0, false
}

func dayName(d time.Weekday) string { return d.String()[:3] }

func scanInterval(s string) (Interval, error) {
	from, to, _ := strings.Cut(s, "-")
	f, err := ParseClock(from)
	if err != nil {
		return Interval{}, err
	}
	t, err := ParseClock(to)
	return Interval{f, t}, err
}

// String returns the weekly schedule in the form that [ParseHours] reads back
// as the same schedule, "closed" where there are no openings. Zone, exceptions
// and holidays are not part of it.
func (h Hours) String() string {
	var b strings.Builder
	for i := 0; i < 7; {
		day := time.Weekday((i + 1) % 7)
		n := 1
		for i+n < 7 && slices.Equal(h.week[day], h.week[(i+n+1)%7]) {
			n++
		}
		if len(h.week[day]) > 0 {
			if b.Len() > 0 {
				b.WriteString("; ")
			}
			b.WriteString(dayName(day))
			if n > 1 {
				b.WriteString("-" + dayName(time.Weekday((i+n)%7)))
			}
			sep := " "
			for _, s := range h.week[day] {
				interval := s.interval()
				b.WriteString(sep + interval.From.String() + "-" + interval.To.String())
				sep = ","
			}
		}
		i += n
	}
	if b.Len() == 0 {
		return "closed"
	}
	return b.String()
}
