package factfile

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Package time is the oracle: it reads what RFC 3339 has, and more.
func TestInstantAgainstTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.IntRange(-23*60-59, 23*60+59).Draw(t, "offset")
		zone := time.FixedZone("", 60*offset)
		want := time.Unix(rapid.Int64Range(-62135596800+86400, 253402300799-86400).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanos")).In(zone)
		text := want.Format(time.RFC3339Nano)
		var d decoder
		if got := d.instant("at", text); !got.Equal(want) || len(d.faults) != 0 {
			t.Fatalf("%s: %s, %v", text, got, d.faults)
		}
	})
}

func FuzzInstant(f *testing.F) {
	for _, s := range []string{"2025-01-31T09:30:00+01:00", "2025-01-31 09:30:00.123456789Z", "2025-02-29T00:00:00Z", "2025-01-31T24:00:00Z", "2025-01-31T09:30:60Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var d decoder
		got := d.instant("at", s)
		if len(d.faults) > 0 {
			if !got.IsZero() {
				t.Errorf("%q is refused and read as %s", s, got)
			}
			return
		}
		want, err := time.Parse(time.RFC3339Nano, strings.ToUpper(strings.Replace(s, " ", "T", 1)))
		if err != nil || !got.Equal(want) {
			t.Errorf("%q: %s, package time says %s, %v", s, got, want, err)
		}
	})
}

func TestInstantWithoutOffset(t *testing.T) {
	paris, err1 := time.LoadLocation("Europe/Paris")
	apia, err2 := time.LoadLocation("Pacific/Apia")
	if err1 != nil || err2 != nil {
		t.Skip("no zones on this machine")
	}
	for _, c := range []struct {
		text string
		in   *time.Location
		want string // "" where it is refused
	}{
		{"2025-01-31T09:30:00", paris, "2025-01-31T08:30:00Z"},
		{"2025-07-31 09:30:00.5", paris, "2025-07-31T07:30:00.5Z"},
		{"2025-07-31T09:30:00+05:00", paris, "2025-07-31T04:30:00Z"}, // the offset goes before
		{"2025-03-30T01:59:59", paris, "2025-03-30T00:59:59Z"},
		{"2025-03-30T02:30:00", paris, ""}, // left out when summer begins
		{"2025-03-30T03:00:00", paris, "2025-03-30T01:00:00Z"},
		{"2025-10-26T02:30:00", paris, "2025-10-26T00:30:00Z"}, // twice when it ends: the first
		{"2025-10-26T03:00:00", paris, "2025-10-26T02:00:00Z"},
		{"2011-12-30T12:00:00", apia, ""}, // a day left out
		{"2011-12-31T00:00:00", apia, "2011-12-30T10:00:00Z"},
		{"2025-01-31", paris, ""},
		{"2025-01-31T09:30", paris, ""},
		{"2025-01-31T09:30:00.", paris, ""},
		{"2025-01-31T09:30:00.1234567890", paris, ""},
		{"2025-01-31T9:30:00Z", paris, ""},
		{"2025-01-31T09:30:00+0100", paris, ""},
		{"2025-01-31T09:30:00+24:00", paris, ""},
	} {
		d := decoder{location: c.in}
		got := d.instant("at", c.text)
		if refused := len(d.faults) > 0; refused != (c.want == "") || !refused && got.Format(time.RFC3339Nano) != c.want {
			t.Errorf("%s in %s: %s, %v; want %s", c.text, c.in, got, d.faults, c.want)
		}
	}
}

func TestDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"1h30m": 90 * time.Minute, "90": 90 * time.Second, "0.25": time.Second / 4, "1e3": 1000 * time.Second, "-5": -5 * time.Second, "0": 0,
	} {
		var d decoder
		if got := d.duration("f", text); got != want || len(d.faults) > 0 {
			t.Errorf("%s: %s, %v", text, got, d.faults)
		}
	}
	for _, text := range []string{"1e999999999", "1e20", "0.0000000001", "1:30", "x", "9999999999h"} {
		var d decoder
		if got := d.duration("f", text); got != 0 || len(d.faults) != 1 {
			t.Errorf("%s: %s, %v", text, got, d.faults)
		}
	}
}
