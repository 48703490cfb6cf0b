package model

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

func inZone(name string) period.Calendar {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return period.In(loc)
}

var paris = inZone("Europe/Paris")

func TestDateAt(t *testing.T) {
	table, err := NewSpends(goodSpend(), Spend{ID: "m2", From: day(3, 30), To: day(3, 31), Amount: euros("1"), Kind: SpendMedia})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][2]string{
		"m1": {"2025-02-28T23:00:00Z", "2025-03-01T23:00:00Z"},
		"m2": {"2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z"}, // the day of the change of clocks has 23 hours
	} {
		row, _ := table.Find(id)
		start, _ := DateAt(SpendFrom, paris).Of(row)
		end, _ := DateEnd(SpendFrom, paris).Of(row)
		if start.Format(time.RFC3339) != want[0] || end.Format(time.RFC3339) != want[1] {
			t.Errorf("%s: from %v to %v, want %v", id, start, end, want)
		}
	}
	if at, ok := DateAt(SpendFrom, paris).Of(SpendRow{}); ok {
		t.Errorf("no spend at %v", at)
	}
	if got := DateAt(SpendFrom, paris).String(); got != "day-start(spend.from, Europe/Paris)" {
		t.Errorf("prints as %s", got)
	}
}

// Uses with the same field and zone share their work; others do not.
func TestDateAtIdentity(t *testing.T) {
	weeks := paris.WithFirstDay(time.Sunday)
	same := []Identity{DateAt(SpendFrom, paris).Identity(), DateAt(SpendFrom, weeks).Identity()}
	if same[0] != same[1] {
		t.Error("the first day of the week makes another field")
	}
	if FactAtIn(paris).Identity() != FactAtIn(weeks).Identity() {
		t.Error("FactAtIn of one zone are two fields")
	}
	utc := period.In(time.UTC)
	all := []Identity{
		same[0], DateAt(SpendFrom, utc).Identity(), DateEnd(SpendFrom, paris).Identity(), DateAt(SpendTo, paris).Identity(),
		SpendFrom.Identity(), FactAt.Identity(), FactAtIn(paris).Identity(), FactAtIn(utc).Identity(),
		DateAt(Via(ResponseOwner, madeDate), paris).Identity(), DateAt(Via(ResponseOwner, closedDate), paris).Identity(), Via(ResponseOwner, DateAt(madeDate, paris)).Identity(),
		Via(ResponseOwner, DateAt(madeDate, utc)).Identity(),
	}
	for i, id := range all {
		if slices.Index(all, id) != i {
			t.Errorf("fields %d and %d are taken for one", slices.Index(all, id), i)
		}
	}
}

// madeDate and closedDate are fields of a caller's own.
var closedDate = NewField("closed", func(AccountRow) (period.Date, bool) { return period.Date{}, false })

var madeDate = NewField("founded", func(r AccountRow) (period.Date, bool) {
	return day(1, len(r.ID())), r.ID() != "a3"
})

func TestDateAtOfOwnField(t *testing.T) {
	accounts, err := NewAccounts(Account{ID: "a1"}, Account{ID: "a3"}, Account{ID: "abc"})
	if err != nil {
		t.Fatal(err)
	}
	at := DateAt(madeDate, paris)
	var n Numbers
	for b := range accounts.Piece(0) {
		at.Read(b, nil, &n)
		eachRow(b, nil, func(i int32, r AccountRow) {
			want, ok := at.Of(r)
			if got := n.Values[i]; ok != (got != Unknown) || ok && got != period.Micros(want) {
				t.Errorf("row %d: %d, want %v %v", i, got, want, ok)
			}
		})
	}
}

func TestDateAtNeedsZone(t *testing.T) {
	for name, use := range map[string]func(){
		"DateAt":   func() { DateAt(SpendFrom, period.Calendar{}) },
		"DateEnd":  func() { DateEnd(SpendFrom, period.Calendar{}) },
		"FactAtIn": func() { FactAtIn(period.Calendar{}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s takes a calendar without zone", name)
				}
			}()
			use()
		}()
	}
}

// The table of days says what the calendar says, in whatever order days and
// zones are asked for.
func TestDayTable(t *testing.T) {
	zones := []period.Calendar{paris, inZone("America/St_Johns"), inZone("Pacific/Apia"), inZone("Africa/Cairo"), period.In(time.UTC)}
	rapid.Check(t, func(t *rapid.T) {
		var table dayTable
		for range rapid.IntRange(1, 20).Draw(t, "days") {
			cal := rapid.SampledFrom(zones).Draw(t, "zone")
			d := rapid.OneOf(rapid.Int64Range(-719162, 2932896), rapid.Int64Range(10_000, 25_000), rapid.Int64Range(15_330, 15_345)).Draw(t, "day")
			if got, want := table.start(cal, d), period.Micros(cal.Start(dateOf(d))); got != want {
				t.Fatalf("%v in %v starts at %d, want %d", dateOf(d), cal, got, want)
			}
			if len(table.at) > mostDays {
				t.Fatalf("the table has %d days", len(table.at))
			}
		}
	})
}

func TestDateText(t *testing.T) {
	for _, d := range []period.Date{{Year: 1, Month: 1, Day: 1}, {Year: 1969, Month: 12, Day: 31}, {Year: 9999, Month: 12, Day: 31}, day(2, 28)} {
		if got := dateOf(dayOf(d)); got != d {
			t.Errorf("%v is stored as %v", d, got)
		}
		n, _ := quantity(d)
		if got := NumberValue[period.Date](n.coef, n.scale, n.wide, 0); got != d {
			t.Errorf("%v is read as %v", d, got)
		}
	}
}

// FactAtIn places every kind of fact; FactAt none that has a date only.
func TestFactAtIn(t *testing.T) {
	f := NewFacts(FactsOptions{})
	for _, err := range []error{
		f.Spends.Append(goodSpend()), f.Milestones.Append(goodMilestone()), f.Allocations.Append(goodAllocation()),
		f.CashFlows.Append(goodCashFlow()), f.AccountRequests.Append(goodRequest()), f.SurveyResponses.Append(goodResponse()),
		f.Orders.Append(Order{ID: "o1", PlacedAt: reference, Status: StatusPlaced, Lines: []Line{{No: 1, ProductID: "p", Quantity: hours("1").Decimal, UnitPrice: euros("1")}}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := map[Kind]string{
		KindOrder: "2025-03-01T12:00:00Z", KindLine: "2025-03-01T12:00:00Z", KindAccountRequest: "2025-03-01T12:00:00Z",
		KindSurveyResponse: "2025-03-01T12:00:00Z", KindSpend: "2025-02-28T23:00:00Z", KindMilestone: "2025-06-29T22:00:00Z",
		KindAllocation: "2025-03-02T23:00:00Z", KindCashFlow: "2025-07-31T22:00:00Z",
	}
	at, n := FactAtIn(paris), 0
	for fact := range f.All() {
		n++
		got, ok := at.Of(fact)
		if !ok || got.Format(time.RFC3339) != want[fact.Kind()] {
			t.Errorf("%v at %v, want %s", fact.Kind(), got, want[fact.Kind()])
		}
		if exact, ok := FactAt.Of(fact); ok != (exact.Equal(reference)) || ok && !exact.Equal(got) {
			t.Errorf("%v: FactAt is %v %v", fact.Kind(), exact, ok)
		}
	}
	if n != len(want) {
		t.Errorf("%d facts, want %d", n, len(want))
	}
	var values, bare Numbers
	for p := range f.Pieces() {
		for b := range f.Piece(p) {
			at.Read(b, nil, &values)
			FactAt.Read(b, nil, &bare)
			if got := period.FromMicros(values.Values[0]).Format(time.RFC3339); got != want[b.Kind()] {
				t.Errorf("block of %v at %v, want %s", b.Kind(), got, want[b.Kind()])
			}
			if dated := want[b.Kind()] != "2025-03-01T12:00:00Z"; bare.None != dated {
				t.Errorf("block of %v: FactAt is not known: %v", b.Kind(), bare.None)
			}
		}
	}
}
