package period

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	c := cal(t, "Europe/Paris").WithFiscalYear(time.April)
	for _, tt := range []struct{ text, want string }{
		{"2025", "2024-12-31T23:00:00Z/2025-12-31T23:00:00Z"},
		{"0001", "0000-12-31T23:50:39Z/0001-12-31T23:50:39Z"},
		{"2025-03", "2025-02-28T23:00:00Z/2025-03-31T22:00:00Z"},
		{"2025-03-31", "2025-03-30T22:00:00Z/2025-03-31T22:00:00Z"},
		{"2025-W05", "2025-01-26T23:00:00Z/2025-02-02T23:00:00Z"},
		{"2025-W05-7", "2025-02-01T23:00:00Z/2025-02-02T23:00:00Z"},
		{"2025-Q1", "2024-12-31T23:00:00Z/2025-03-31T22:00:00Z"},
		{"FY2025", "2024-03-31T22:00:00Z/2025-03-31T22:00:00Z"},
		{"FY2025-Q4", "2024-12-31T23:00:00Z/2025-03-31T22:00:00Z"},
		{"2025-03-01/2025-03-15", "2025-02-28T23:00:00Z/2025-03-14T23:00:00Z"},
		{"2025-01/2025-03", "2024-12-31T23:00:00Z/2025-02-28T23:00:00Z"},
		{"2025-03-01/2025-03-01", "2025-02-28T23:00:00Z/2025-02-28T23:00:00Z"},
		{"2025-03-30T01:00/2025-03-30T04:00", "2025-03-30T00:00:00Z/2025-03-30T02:00:00Z"},
		{"2025-03-30T02:30/2025-03-30T03:00", "2025-03-30T01:00:00Z/2025-03-30T01:00:00Z"}, // in the gap
		{"2025-10-26T02:30/2025-10-26T03:00", "2025-10-26T00:30:00Z/2025-10-26T02:00:00Z"}, // the first of two
		{"2025-03-01T08:00:00.5Z/2025-03-01T10:00:00,25+01", "2025-03-01T08:00:00.5Z/2025-03-01T09:00:00.25Z"},
		{"2025-03-01T24:00/2025-03-02T24:00:00+05:30", "2025-03-01T23:00:00Z/2025-03-02T18:30:00Z"},
		{"2025-01-31/P1M", "2025-01-30T23:00:00Z/2025-02-27T23:00:00Z"},
		{"P1M/2025-03-31", "2025-02-27T23:00:00Z/2025-03-30T22:00:00Z"},
		{"2025-03-29T12:00/P1D", "2025-03-29T11:00:00Z/2025-03-30T10:00:00Z"},
		{"2025-03-29T12:00/PT24H", "2025-03-29T11:00:00Z/2025-03-30T11:00:00Z"},
		{"2024-02-29/P1Y2M10DT2H30M", "2024-02-28T23:00:00Z/2025-05-09T00:30:00Z"},
		{"2025-01-05/P1W", "2025-01-04T23:00:00Z/2025-01-11T23:00:00Z"},
		{"2025-01-01T00:00:00Z/PT1.5S", "2025-01-01T00:00:00Z/2025-01-01T00:00:01.5Z"},
		{"PT0,000000001S/2025-01-01T00:00:00Z", "2024-12-31T23:59:59.999999999Z/2025-01-01T00:00:00Z"},
		{"2025-W01/2025-Q2", "2024-12-29T23:00:00Z/2025-03-31T22:00:00Z"},
		{"0000-12-31T00:00:00Z/+10000-01-01T00:00:00Z", "0000-12-31T00:00:00Z/+10000-01-01T00:00:00Z"},
	} {
		var want Range
		if err := want.UnmarshalText([]byte(tt.want)); err != nil {
			t.Fatal(err)
		}
		if got, err := c.Parse(tt.text); err != nil || !got.Equal(want) {
			t.Errorf("%s is %s, %v; want %s", tt.text, Range{got.start.UTC(), got.end.UTC()}, err, tt.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	c := cal(t, "Europe/Paris")
	for text, want := range map[string]error{
		"2025-13": ErrDate, "2025-02-30": ErrDate, "2025-W54": ErrDate, "2025-W53": ErrDate, "2025-Q5": ErrDate, "0000": ErrDate,
		"2025-02-30T00:00Z/P1D": ErrDate, "0000-01-01T00:00/P1D": ErrDate,
		"2025-03/2025-02": ErrInvertedRange, "2025-01-01T00:00Z/2024-01-01T00:00Z": ErrInvertedRange,
		"9999-01-01/P9999Y": ErrOutOfRange, "P9999Y/0001": ErrOutOfRange, "2025/PT999999999999H": ErrOutOfRange,
		"": ErrSyntax, "/": ErrSyntax, "25": ErrSyntax, "20250301": ErrSyntax, "2025-3": ErrSyntax, "2025-03-1": ErrSyntax, "FY2025-03": ErrSyntax,
		"2025-W5": ErrSyntax, "2025-W05-8": ErrSyntax, "2025-Q": ErrSyntax, "2025-Q11": ErrSyntax, " 2025": ErrSyntax, "2025/": ErrSyntax, "/2025": ErrSyntax,
		"2025/2026/2027": ErrSyntax, "P1D/P1D": ErrSyntax, "2025/P": ErrSyntax, "2025/PT": ErrSyntax, "2025/P1DT": ErrSyntax, "2025/P1H": ErrSyntax,
		"2025/P1D1M": ErrSyntax, "2025/P-1D": ErrSyntax, "2025/P1": ErrSyntax, "2025/PT1.5H": ErrSyntax, "2025/PT1H.5S": ErrSyntax, "2025/P99999999D": ErrSyntax,
		"2025/PT.5S": ErrSyntax, "2025/PT0.S": ErrSyntax, "2025/PT0.0000000001S": ErrSyntax, "2025/T1H": ErrSyntax,
		"2025-03-01T": ErrSyntax, "2025-03-01T8:00/P1D": ErrSyntax, "2025-03-01T25:00/P1D": ErrSyntax, "2025-03-01T24:01/P1D": ErrSyntax,
		"2025-03-01T08:60/P1D": ErrSyntax, "2025-03-01T08:00:60/P1D": ErrSyntax, "2025-03-01T08:00+24:00/P1D": ErrSyntax, "2025-03-01T08:00+1/P1D": ErrSyntax,
		"2025-03-01T08:00z/P1D": ErrSyntax, "2025-03-01T08:00.5/P1D": ErrSyntax, "2025-03T08:00/P1D": ErrSyntax, "2025-03-01T24:00:00.1/P1D": ErrSyntax,
	} {
		if r, err := c.Parse(text); !errors.Is(err, want) || !r.IsZero() {
			t.Errorf("%q: %s, %v; want %v", text, r, err, want)
		}
	}
	_, err := c.Parse(strings.Repeat("x", 1<<20))
	if len(err.Error()) > 200 {
		t.Errorf("the error repeats all %d bytes", len(err.Error()))
	}
}

func TestLabelsParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		g := Grain(rapid.IntRange(int(Day), int(FiscalYear)).Draw(t, "grain"))
		p := c.Of(drawInstant(t, c.Zone()), g)
		if y := p.First().Year; y < 2 || y > 9997 {
			t.Skip("not a year of four digits")
		}
		if r, err := c.Parse(p.Label()); err != nil || !r.Equal(p.Whole()) {
			t.Fatalf("%s reads as %s, %v; want %s", p, r, err, p.Whole())
		}
	})
}

// The days of a duration are counted from the date as written, though the
// zone skipped it: Kwajalein had no 1993-08-21, and its week had six days.
func TestParseFromSkippedDay(t *testing.T) {
	c := cal(t, "Pacific/Kwajalein")
	for _, tt := range []struct{ text, want string }{
		{"1993-08-21/P1W", "1993-08-22/1993-08-28"}, {"1993-08-22/P1W", "1993-08-22/1993-08-29"}, {"P1W/1993-08-21", "1993-08-14/1993-08-21"},
	} {
		if got, want := must(c.Parse(tt.text)), must(c.Parse(tt.want)); !got.Equal(want) {
			t.Errorf("%s is %s, want %s", tt.text, c.Format(got), tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2025", "2025-03", "2025-W05-7", "FY2025-Q1", "2025-03-01/2025-03-15", "P1Y2M3W4DT5H6M7.8S/2025-03-30T02:30", "2025-03-01T08:00:00,5+05:30/PT24H", "0000-12-31T00:00Z/+10000-01-01T00:00Z"} {
		for i := range zoneNames {
			f.Add(s, uint8(i))
		}
	}
	f.Fuzz(func(t *testing.T, s string, z uint8) {
		c := cal(t, zoneNames[int(z)%len(zoneNames)])
		r, err := c.Parse(s)
		if err != nil {
			for _, kind := range []error{ErrSyntax, ErrDate, ErrInvertedRange, ErrOutOfRange} {
				if errors.Is(err, kind) {
					return
				}
			}
			t.Fatalf("%q: error of no known kind: %v", s, err)
		}
		back, err := c.Parse(c.Format(r))
		if err != nil || !back.Equal(r) {
			t.Fatalf("%q is %s, written %q, which is %s, %v", s, r, c.Format(r), back, err)
		}
	})
}
