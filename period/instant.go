package period

import "time"

// Instants of the years 0 to 10000 UTC are supported: one year more on both
// sides than facts may have, so that every zone's years 1 to 9999 fit.
const (
	minSecond = -62167219200 // 0000-01-01T00:00:00Z
	maxSecond = 253433836800 // 10000-12-31T00:00:00Z, the last that is written with year 10000
)

func supported(t time.Time) bool {
	s := t.Unix()
	return s >= minSecond && (s < maxSecond || s == maxSecond && t.Nanosecond() == 0)
}

// Micros returns the microseconds from 1970-01-01T00:00:00Z to t, rounded
// toward minus infinity. It is exact to the microsecond for the years 1 to
// 9999, before 1970 too; the location of t plays no part.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// CeilMicros is [Micros] rounded toward plus infinity: the first whole
// microsecond at or after t. A column of microseconds is compared with the
// CeilMicros of both ends of a half-open range.
func CeilMicros(t time.Time) int64 {
	us := t.UnixMicro()
	if t.Nanosecond()%1000 != 0 {
		us++
	}
	return us
}

// FromMicros returns the instant, in UTC, that many microseconds after
// 1970-01-01T00:00:00Z. It is the inverse of [Micros].
func FromMicros(us int64) time.Time { return time.UnixMicro(us).UTC() }

// appendInstant appends t as RFC 3339, in UTC where RFC 3339 cannot write the
// local form: offsets with seconds (local mean times), years beyond four
// digits. Year 10000 is written in the expanded form of ISO 8601, +10000.
func appendInstant(b []byte, t time.Time) []byte {
	_, off := t.Zone()
	if y := t.Year(); y < 0 || y > 9999 || off%60 != 0 || off <= -secondsPerDay || off >= secondsPerDay {
		t = t.UTC()
	}
	if t.Year() > 9999 {
		b = append(b, '+')
	}
	return t.AppendFormat(b, time.RFC3339Nano)
}
