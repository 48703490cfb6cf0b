package shop

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func TestHours(t *testing.T) {
	own := BranchHours()
	for _, c := range []struct {
		at    string
		hours period.Hours
		open  bool
	}{
		{"2025-03-03T08:00:00+01:00", Hours(), true},
		{"2025-03-03T17:59:59+01:00", Hours(), true},
		{"2025-03-03T18:00:00+01:00", Hours(), false},
		{"2025-03-08T10:00:00+01:00", Hours(), false}, // Saturday
		{"2025-07-14T10:00:00+02:00", Hours(), false}, // Monday, national day
		{"2025-04-21T10:00:00+02:00", Hours(), false}, // Easter Monday
		{"2025-04-22T10:00:00+02:00", Hours(), true},
		{"2025-03-08T10:00:00+01:00", own["lyon"], true},
		{"2025-11-01T10:00:00+01:00", own["lyon"], false}, // Saturday, All Saints
		{"2025-03-03T12:45:00+01:00", own["lille"], false},
		{"2025-03-03T07:00:00+01:00", own["lille"], true},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.hours.Open(at); got != c.open {
			t.Errorf("%s: open is %v at %s", c.hours, got, c.at)
		}
	}
	delete(own, "lyon")
	if len(BranchHours()) != 2 {
		t.Error("the caller's map is the package's")
	}
	if Calendar().Zone().String() != Zone {
		t.Errorf("calendar of %v", Calendar())
	}
}

// TestOfficeTime holds that office times are open, not before the given
// instant, and the instant itself where that is open.
func TestOfficeTime(t *testing.T) {
	r := newRandom(1, streamOrders)
	start := Calendar().Start(period.Date{Year: 2024, Month: time.January, Day: 1})
	for range 3000 {
		at := start.Add(seconds(r, 0, 730*24*3600))
		got := officeTime(r, at)
		if hours.Closed(got) || got.Before(at) || hours.Open(at) && !got.Equal(at) || got.Sub(at) > 5*24*time.Hour {
			t.Fatalf("office time of %v is %v", at, got)
		}
	}
}

// TestOfflineOrdersComeInWhileSomebodyIsThere: nobody answers the phone on a
// holiday.
func TestOfflineOrdersComeInWhileSomebodyIsThere(t *testing.T) {
	for _, o := range shopOf(t, small).Orders {
		switch o.Channel {
		case model.ChannelPhone, model.ChannelEmail, model.ChannelFax, model.ChannelBranch, model.ChannelRepVisit:
			if hours.Closed(o.PlacedAt) {
				t.Errorf("%s by %s at %v", o.ID, o.Channel, o.PlacedAt)
			}
		}
	}
}
