package period

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func drawDate(t *rapid.T) Date {
	return dateOfDay(rapid.IntRange(Date{1, 1, 1}.number(), Date{9999, 12, 31}.number()).Draw(t, "day"))
}

func TestDateZeroValue(t *testing.T) {
	var d Date
	if d.Valid() || d != (Date{}) || d.String() != "0000-00-00" {
		t.Error(d)
	}
	if _, err := d.MarshalText(); !errors.Is(err, ErrDate) {
		t.Error(err)
	}
}

func TestParseDate(t *testing.T) {
	for s, want := range map[string]error{
		"2025-02-28": nil, "2024-02-29": nil, "0001-01-01": nil, "9999-12-31": nil,
		"2025-02-29": ErrDate, "1900-02-29": ErrDate, "0000-01-01": ErrDate, "2025-13-01": ErrDate, "2025-00-01": ErrDate, "2025-01-00": ErrDate,
		"2025-1-1": ErrSyntax, "": ErrSyntax, "2025-01-01T": ErrSyntax, "+025-01-01": ErrSyntax, "2025/01/01": ErrSyntax,
	} {
		if d, err := ParseDate(s); !errors.Is(err, want) || err == nil && d.String() != s {
			t.Errorf("%q: %v, %v", s, d, err)
		}
	}
	d := Date{2025, 1, 1}
	if err := d.UnmarshalText([]byte("nonsense")); err == nil || d != (Date{2025, 1, 1}) {
		t.Error(d, err)
	}
}

// The oracle is time.Date in UTC.
func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := drawDate(t), drawDate(t)
		x := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
		y := time.Date(e.Year, e.Month, e.Day, 0, 0, 0, 0, time.UTC)
		year, week := d.ISOWeek()
		wantYear, wantWeek := x.ISOWeek()
		back := must(ParseDate(d.String()))
		switch {
		case !d.Valid() || back != d || d.Weekday() != x.Weekday() || year != wantYear || week != wantWeek:
			t.Fatalf("%s: %s, %d-W%d", d, d.Weekday(), year, week)
		case d.Compare(e) != x.Compare(y) || d.Before(e) != x.Before(y):
			t.Fatalf("%s, %s: %d", d, e, d.Compare(e))
		case d.AddDays(d.DaysUntil(e)) != e || d.DaysUntil(e) != -e.DaysUntil(d):
			t.Fatalf("%s is %d days before %s", d, d.DaysUntil(e), e)
		case int64(d.DaysUntil(e))*86400 != y.Unix()-x.Unix():
			t.Fatalf("%s is %d days before %s", d, d.DaysUntil(e), e)
		}
	})
}

func TestAddMonthsClamps(t *testing.T) {
	for _, tt := range []struct {
		date string
		n    int
		want string
	}{
		{"2025-01-31", 1, "2025-02-28"}, {"2025-01-31", 2, "2025-03-31"}, {"2024-01-31", 1, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2024-02-29", -12, "2023-02-28"},
		{"2025-03-31", -1, "2025-02-28"}, {"2025-01-15", -1, "2024-12-15"}, {"2025-01-15", -13, "2023-12-15"}, {"2025-12-31", 0, "2025-12-31"},
	} {
		if got := date(tt.date).AddMonths(tt.n); got != date(tt.want) {
			t.Errorf("%s %+d months is %s, want %s", tt.date, tt.n, got, tt.want)
		}
	}
	for _, n := range []int{1 << 62, -1 << 62} {
		if d := date("2025-01-01"); d.AddMonths(n).Valid() || d.AddDays(n).Valid() {
			t.Errorf("%d: %s, %s", n, d.AddMonths(n), d.AddDays(n))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := drawDate(t), rapid.IntRange(-30000, 30000).Draw(t, "n")
		got := d.AddMonths(n)
		months := (got.Year*12 + int(got.Month)) - (d.Year*12 + int(d.Month))
		if months != n || got.Day > d.Day || got.Day < d.Day && got.AddDays(1).Day != 1 {
			t.Fatalf("%s %+d months is %s", d, n, got)
		}
	})
}
