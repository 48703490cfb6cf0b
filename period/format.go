package period

// Format returns the shortest of these texts that [Calendar.Parse] reads as
// the same range: the name of a year, quarter, month, ISO week or day
// ("2025-03"); two dates, the second excluded ("2025-03-01/2025-03-15"); two
// RFC 3339 instants in the calendar's zone. Pairs of months or years are not
// written, since readers take 2025-03/2025-05 to include May.
//
// The zero Calendar prints as [Range.String] does.
func (c Calendar) Format(r Range) string {
	if c.IsZero() {
		return r.String()
	}
	r = Range{r.start.In(c.loc), r.end.In(c.loc)}
	w := c.wall()
	day := w.day(r.start.Unix())
	for _, g := range [...]Grain{Year, Month, Quarter, ISOWeek, Day} {
		p := c.Of(r.start, g)
		if !p.Equal(r) {
			continue
		}
		// Years 0 and 10000 have labels that Parse refuses.
		if back, err := c.Parse(p.Label()); err == nil && back.Equal(r) {
			return p.Label()
		}
	}
	// An empty range may start at the end of a skipped day and end at its start.
	from, to := dateOfDay(day), dateOfDay(max(day, c.endDay(w, r.end, Day)))
	if back, err := c.Range(from, to); err == nil && back.Equal(r) && to.Valid() {
		return from.String() + "/" + to.String()
	}
	return r.String()
}
