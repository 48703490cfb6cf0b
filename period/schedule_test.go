package period

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseHours(t *testing.T) {
	c := cal(t, "Europe/Paris")
	for text, want := range map[string]string{
		"Mon-Fri 09:00-12:00,14:00-18:00; Sat 09:00-12:00": "",
		"Mon-Sun 00:00-24:00":                              "",
		"Sat 22:00-06:00":                                  "",
		"Mon 09:00-09:00":                                  "",
		"closed":                                           "",
		" closed ":                                         "closed",
		"sat-mon 9:00-10:00":                               "error",
		"SAT-mon 09:00-10:00":                              "Mon 09:00-10:00; Sat-Sun 09:00-10:00",
		"Wed,Mon-Tue 14:00-18:00, 09:00-12:00":             "Mon-Wed 09:00-12:00,14:00-18:00",
		"Mon 09:00-12:00; Mon 11:00-14:00":                 "Mon 09:00-14:00",
		"Mon 09:00-12:00,12:00-14:00":                      "Mon 09:00-14:00",
		"Mon 00:00-00:00":                                  "Mon 00:00-24:00",
		"Mon 20:00-00:00":                                  "Mon 20:00-24:00",
		"Mon 00:00-24:00,20:00-06:00":                      "Mon 00:00-24:00,20:00-06:00", // thirty hours
		"Mon 08:30:15-12:00":                               "Mon 08:30:15-12:00",
		"":                                                 "error",
		"Mon":                                              "error",
		"Mon 09:00":                                        "error",
		"Mon 24:00-09:00":                                  "error",
		"Mon 09:00-12:00;":                                 "error",
		"Monday 09:00-12:00":                               "error",
		"Mon- 09:00-12:00":                                 "error",
		"Mon 09:00-12:00-13:00":                            "error",
		"Mon 09:00-12:00 x":                                "error",
	} {
		h, err := ParseHours(c, text)
		if want == "" {
			want = text
		}
		if got := h.String(); want != "error" && (err != nil || got != want) {
			t.Errorf("%q is %q, %v, want %q", text, got, err, want)
		}
		if want == "error" && !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrHours) {
			t.Errorf("%q is %q, %v", text, h, err)
		}
	}
	if _, err := ParseHours(Calendar{}, "closed"); !errors.Is(err, ErrNoZone) {
		t.Error(err)
	}
}

func TestScheduleRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		h, weekly, _ := drawHours(t, c, date("2025-03-01"))
		back, err := ParseHours(c, h.String())
		if err != nil || back.String() != h.String() {
			t.Fatalf("%s came back as %s, %v", h, back, err)
		}
		plain := must(NewHours(c, weekly, HoursOptions{}))
		again := must(NewHours(c, h.Weekly(), HoursOptions{}))
		from := drawInstant(t, c.Zone())
		to := from.Add(15 * 24 * time.Hour)
		if want := plain.Elapsed(from, to); back.Elapsed(from, to) != want || again.Elapsed(from, to) != want {
			t.Fatalf("%v lasts %s, %s lasts %s", weekly, want, back, back.Elapsed(from, to))
		}
	})
}

func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"Mon-Fri 09:00-12:00,14:00-18:00; Sat 22:00-06:00", "closed", "Sun,Tue-Wed 00:00-24:00", "Sat-Mon 08:30:15-08:30:15"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(In(time.UTC), s)
		if err != nil {
			if !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrHours) {
				t.Fatalf("%q: error of no known kind: %v", s, err)
			}
			return
		}
		if back, err := ParseHours(In(time.UTC), h.String()); err != nil || back.String() != h.String() {
			t.Fatalf("%q is %q, which is %q, %v", s, h, back, err)
		}
	})
}
