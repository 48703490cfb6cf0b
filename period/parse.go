package period

import (
	"fmt"
	"strings"
	"time"
)

// Parse reads a range in one of the forms of ISO 8601:
//
//	2025, 2025-03, 2025-03-31    a year, a month, a day
//	2025-W05, 2025-W05-7         an ISO week, a day of it
//	2025-Q1                      a quarter (not in ISO 8601)
//	FY2025, FY2025-Q1            a fiscal year, a quarter of it (not in ISO 8601)
//	2025-03-01/2025-03-15        from a point up to another, which is excluded
//	2025-03-01/P1M2DT12H         from a point for a duration
//	P1W/2025-03-15T18:00         for a duration up to a point
//
// A point is one of the forms of the first four lines, of which it is the
// first instant: 2025-01/2025-03 is January and February. Or it is a time,
// 2025-03-01T08:00, with optional seconds and up to nine decimals, 24:00
// allowed; without offset it is local, and 2025-03-01T08:00+01:00 or
// 2025-03-01T07:00Z are instants. A local time that does not exist is the
// first instant after the gap, of a repeated one the first occurrence is
// meant. Of a duration, years and months move the date, clamped to the
// shorter month, then weeks and days, and both keep the wall time; hours,
// minutes and seconds are elapsed time.
//
// Errors: [ErrNoZone]; [ErrSyntax] for a text of another form; [ErrDate] for
// dates that do not exist; those of [NewRange].
func (c Calendar) Parse(s string) (Range, error) {
	if c.IsZero() {
		return Range{}, ErrNoZone
	}
	from, to, isPair := strings.Cut(s, "/")
	if !isPair {
		r, ok, err := c.parseNamed(s)
		if !ok {
			return Range{}, &SyntaxError{What: "range", Text: s}
		}
		return r, err
	}
	if d, ok := scanDuration(from); ok {
		end, err := c.parsePoint(to)
		if err != nil {
			return Range{}, err
		}
		return NewRange(c.add(end, d, -1), end.at)
	}
	start, err := c.parsePoint(from)
	if err != nil {
		return Range{}, err
	}
	if d, ok := scanDuration(to); ok {
		return NewRange(start.at, c.add(start, d, 1))
	}
	end, err := c.parsePoint(to)
	if err != nil {
		return Range{}, err
	}
	return NewRange(start.at, end.at)
}

// parseNamed reads a period that has a name, and tells whether it is one.
func (c Calendar) parseNamed(s string) (Range, bool, error) {
	named := func(r Range, err error) (Range, bool, error) { return r, true, err }
	text, fiscal := strings.CutPrefix(s, "FY")
	if len(text) < 4 {
		return Range{}, false, nil
	}
	year, ok := digits(text[:4])
	rest := text[4:]
	switch {
	case !ok:
		return Range{}, false, nil
	case rest == "" && fiscal:
		return named(c.FiscalYear(year))
	case rest == "":
		return named(c.Year(year))
	}
	if q, isQuarter := strings.CutPrefix(rest, "-Q"); isQuarter {
		quarter, ok := digits(q)
		switch {
		case !ok || len(q) != 1:
			return Range{}, false, nil
		case fiscal:
			return named(c.FiscalQuarter(year, quarter))
		}
		return named(c.Quarter(year, quarter))
	}
	if fiscal {
		return Range{}, false, nil
	}
	if w, isWeek := strings.CutPrefix(rest, "-W"); isWeek {
		return c.parseWeek(year, w)
	}
	if m, ok := digits(strings.TrimPrefix(rest, "-")); ok && len(rest) == 3 && rest[0] == '-' {
		return named(c.Month(year, time.Month(m)))
	}
	if d, ok := scanDate(text); ok {
		return named(c.Day(d))
	}
	return Range{}, false, nil
}

// parseWeek reads the ww or ww-d after the W.
func (c Calendar) parseWeek(year int, s string) (Range, bool, error) {
	if len(s) != 2 && (len(s) != 4 || s[2] != '-') {
		return Range{}, false, nil
	}
	week, ok := digits(s[:2])
	if !ok {
		return Range{}, false, nil
	}
	whole, err := c.ISOWeek(year, week)
	if err != nil || len(s) == 2 {
		return whole, true, err
	}
	day, ok := digits(s[3:])
	if !ok || day < 1 || day > 7 {
		return Range{}, false, nil
	}
	monday := isoMonday(year, week)
	r, err := c.Day(dateOfDay(monday + day - 1))
	return r, true, err
}

// point is one end of an interval. Its day is the one written, which a zone
// may have skipped, or the one that begins at the instant, if any does.
type point struct {
	at  time.Time
	day int
}

func (c Calendar) parsePoint(s string) (point, error) {
	w := c.wall()
	if !strings.Contains(s, "T") {
		r, ok, err := c.parseNamed(s)
		if !ok {
			err = &SyntaxError{What: "date or time", Text: s}
		}
		if err != nil {
			return point{}, err
		}
		if d, isDate := scanDate(s); isDate {
			return point{r.start, d.number()}, nil
		}
		if strings.Contains(s, "-W") {
			return point{r.start, c.startDay(w, r.start, ISOWeek)}, nil
		}
		return point{r.start, c.startDay(w, r.start, Month)}, nil
	}
	p, err := scanTime(s)
	if err != nil {
		return point{}, err
	}
	at := p.instant().In(c.loc)
	if !p.absolute {
		if !p.date.Valid() {
			return point{}, fmt.Errorf("%w: %s", ErrDate, s)
		}
		at = w.at(p.date.number(), p.tod, p.nanos).In(c.loc)
	}
	if !supported(at) {
		return point{}, fmt.Errorf("%w: %s", ErrOutOfRange, s)
	}
	return point{at, w.day(at.Unix())}, nil
}
