// Package period says when: ranges of instants, the calendars that make them
// from local dates, the grains that split them, and opening hours.
//
// It is the first step of the pipeline and imports nothing but the standard
// library. In order:
//
//  1. A [Calendar] is an explicit time zone, a first day of the week and a
//     first month of the fiscal year. There is no default zone, and nothing
//     here reads the clock.
//  2. A [Date] is a local day. Days are counted by date, never as 24 hours.
//  3. A [Range] is half-open: it contains its start and not its end. It is
//     made from dates ([Calendar.Month], [Calendar.Range] ...), from a text
//     in a form of ISO 8601 ([Calendar.Parse]) or from two instants
//     ([NewRange]).
//  4. A [Grain] is a length of period. [Calendar.Split] splits a range into
//     [Period] values that are disjoint and cover it; [Calendar.Of] finds the
//     period of an instant.
//  5. Ranges are compared with [Calendar.Previous] ones, with
//     [Calendar.SameSpanBefore] and with [Calendar.YearBefore]. Ranges are
//     moved by whole periods, so that the 31st and 29 February are not lost.
//  6. [Hours] are a weekly schedule with exceptions and holidays, and measure
//     working time.
//  7. [Cuts] are for engines: they find the period, or the open span, of a
//     time in microseconds without asking the zone for every row.
//
// # Clocks that are set
//
// Two rules hold everywhere. A day, and each wall time that clocks skip,
// begins at the first instant at which the clocks show it or later. And what
// has begun does not begin twice when clocks are set back. So the day without
// midnight begins at 01:00, a skipped day is empty, the repeated hour is one
// more hour of its day, and periods are always disjoint.
//
// # Years
//
// Dates are those of the years 1 to 9999. Instants and ranges may reach one
// year further on both sides, so that every zone's dates fit; what would
// leave that is cut there or refused with [ErrOutOfRange].
package period
