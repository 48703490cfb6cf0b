package cohort_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// purchase is an order as the oracles see it.
type purchase struct {
	account string // "" is a guest
	at      time.Time
	cents   int64
	counts  bool
	back    int64 // cents given back later
}

// The days around which purchases are placed: clocks set back in Paris, the day
// that Apia skipped, and a new year.
var purchaseDays = []string{"2011-10-29T20:00:00Z", "2011-12-29T08:00:00Z", "2012-01-01T00:00:00Z"}

var purchases = rapid.Custom(func(t *rapid.T) purchase {
	start, err := time.Parse(time.RFC3339, rapid.SampledFrom(purchaseDays).Draw(t, "day"))
	noError(err)
	d := purchase{
		account: rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"}).Draw(t, "account"),
		at:      start.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "half hours")) * 30 * time.Minute),
		cents:   rapid.Int64Range(0, 300).Draw(t, "cents"),
		counts:  rapid.IntRange(0, 7).Draw(t, "counts") > 0,
	}
	if rapid.IntRange(0, 4).Draw(t, "returned") == 0 {
		d.back = rapid.Int64Range(0, d.cents).Draw(t, "back")
	}
	return d
})

// shopOf records purchases.
func shopOf(all []purchase) *model.Facts {
	f := model.NewFacts(model.FactsOptions{})
	for i, d := range all {
		o := model.Order{
			ID: model.OrderID(fmt.Sprint(i)), AccountID: model.AccountID(d.account), PlacedAt: d.at, Status: model.StatusPlaced,
			Goods: model.MoneyOf(d.cents, 2, model.EUR),
		}
		if !d.counts {
			o.Status = model.StatusCancelled
		}
		noError(f.Orders.Append(o))
		if d.back > 0 {
			noError(f.Refunds.Append(model.Refund{
				ID: model.RefundID(fmt.Sprint(i)), OrderID: o.ID, RefundedAt: d.at.Add(90 * time.Hour), Goods: model.MoneyOf(d.back, 2, model.EUR),
			}))
		}
	}
	return f
}

// histories returns the counted purchases of each account before an instant, in
// the order of time.
func histories(all []purchase, before time.Time) map[string][]purchase {
	out := map[string][]purchase{}
	for _, d := range all {
		if d.counts && d.account != "" && d.at.Before(before) {
			out[d.account] = append(out[d.account], d)
		}
	}
	for _, h := range out {
		slices.SortFunc(h, func(a, b purchase) int { return a.at.Compare(b.at) })
	}
	return out
}

// distinct returns the instants of a history.
func distinct(h []purchase) []time.Time {
	var out []time.Time
	for _, d := range h {
		if len(out) == 0 || !out[len(out)-1].Equal(d.at) {
			out = append(out, d.at)
		}
	}
	return out
}

var asOfs = rapid.Custom(func(t *rapid.T) time.Time {
	return time.Date(2011, 10, 30, 0, 15, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 3200).Draw(t, "as of")) * 30 * time.Minute)
})

// sameCurve compares a curve with that of spans.
func sameCurve(t *rapid.T, got kpi.Result[cohort.Curve], want []span) {
	t.Helper()
	c, ok := got.Value()
	if !ok {
		if len(want) > 0 || got.Why() != kpi.NoData && got.Why() != kpi.MissingField {
			t.Fatalf("got %v, want %v", got, want)
		}
		return
	}
	expected, _ := cohort.Survival(spanLength, spanEvent).Of(slices.Values(want)).Value()
	if a, b := slices.Collect(c.Steps()), slices.Collect(expected.Steps()); !slices.Equal(a, b) {
		t.Fatalf("steps %+v, want %+v", a, b)
	}
}

func TestTimesToReorder(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 1, 25).Draw(t, "purchases")
		asOf := asOfs.Draw(t, "as of")
		silence := time.Duration(rapid.IntRange(1, 200).Draw(t, "silence")) * 15 * time.Minute
		if rapid.Bool().Draw(t, "ends with a silence") { // where off by one would show
			asOf = rapid.SampledFrom(all).Draw(t, "last").at.Add(silence)
		}
		rows := slices.Collect(shopOf(all).All())
		var gaps, first, lapses []span
		for _, h := range histories(all, asOf) {
			at := distinct(h)
			for i, from := range at {
				s := span{length: asOf.Sub(from)}
				if i+1 < len(at) {
					s = span{length: at[i+1].Sub(from), event: true}
				}
				if gaps = append(gaps, s); i == 0 {
					first = append(first, s)
				}
			}
			// The first instant after the first order at which the silence has
			// lasted, asked of every half hour and quarter.
			lapse := span{length: asOf.Sub(at[0])}
			for now := at[0]; now.Before(asOf); now = now.Add(15 * time.Minute) {
				heard := at[0]
				for _, x := range at {
					if !x.After(now) {
						heard = x
					}
				}
				if now.Sub(heard) >= silence {
					lapse = span{length: now.Sub(at[0]), event: true}
					break
				}
			}
			lapses = append(lapses, lapse)
		}
		sameCurve(t, holdLaws(t, cohort.TimeToReorder(kpi.Policy{}, asOf), rows), gaps)
		sameCurve(t, holdLaws(t, cohort.TimeToFirstReorder(kpi.Policy{}, asOf), rows), first)
		sameCurve(t, holdLaws(t, cohort.TimeToLapse(kpi.Policy{}, silence, asOf), rows), lapses)
	})
}

func TestTimeToLapseNeedsASilence(t *testing.T) {
	f := shopOf([]purchase{{account: "a", at: time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC), counts: true}})
	if r := cohort.TimeToLapse(kpi.Policy{}, 0, time.Date(2012, 2, 1, 0, 0, 0, 0, time.UTC)).Of(f.All()); r.Why() != kpi.OutOfRange {
		t.Error(r)
	}
}

func TestHistoriesThatCannotBeTold(t *testing.T) {
	asOf := time.Date(2012, 2, 1, 0, 0, 0, 0, time.UTC)
	guest := shopOf([]purchase{{at: asOf.Add(-time.Hour), counts: true}})
	odd := model.NewFacts(model.FactsOptions{})
	noError(odd.Orders.Append(model.Order{ID: "1", AccountID: "a", PlacedAt: asOf.Add(-time.Hour), Status: "parked", Goods: model.MustParseMoney("1 EUR")}))
	for why, f := range map[kpi.Reason]*model.Facts{
		kpi.MissingFacts: model.NewFacts(model.FactsOptions{}), kpi.MissingField: guest, kpi.UnplacedStatus: odd,
	} {
		o := cohort.Observation{Calendar: utc, Through: ymd("2012-01-31")}
		year, _ := utc.Year(2012)
		for name, got := range map[string]kpi.Reason{
			"reorder":   cohort.TimeToReorder(kpi.Policy{}, asOf).Of(f.All()).Why(),
			"standings": cohort.CustomerStandings(kpi.Policy{}, year).Of(f.All()).Why(),
			"rfm":       cohort.RFM(kpi.Policy{}, o, cohort.RFMOptions{}).Of(f.All()).Why(),
			"summaries": cohort.Summaries(kpi.Policy{}, o).Of(f.All()).Why(),
			"days":      cohort.PurchaseDays(kpi.Policy{}, utc, year).Of(f.All()).Why(),
		} {
			if got != why {
				t.Errorf("%s is %v, want %v", name, got, why)
			}
		}
	}
}

func TestCustomerStandings(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 1, 25).Draw(t, "purchases")
		from, to := asOfs.Draw(t, "from"), asOfs.Draw(t, "to")
		if to.Before(from) {
			from, to = to, from
		}
		r, err := period.NewRange(from, to)
		noError(err)
		got := holdLaws(t, cohort.CustomerStandings(kpi.Policy{}, r), slices.Collect(shopOf(all).All()))
		var want cohort.Standings
		for _, h := range histories(all, to) {
			switch old, fresh := h[0].at.Before(from), !h[len(h)-1].at.Before(from); {
			case old && fresh:
				want.Repeating++
			case fresh:
				want.New++
			default:
				want.Lapsed++
			}
		}
		if s, ok := got.Value(); ok && s != want || !ok && got.Why() != kpi.MissingField {
			t.Fatalf("got %v, want %v", got, want)
		}
		if s, ok := got.Value(); ok && s.Known() != int64(len(histories(all, to))) {
			t.Fatalf("%d known", s.Known())
		}
	})
}

var calendars = rapid.SampledFrom([]period.Calendar{utc, period.In(zone("Europe/Paris")), period.In(zone("Pacific/Apia")), period.In(zone("America/St_Johns"))})

// worth is what a purchase counts for after returns, in cents.
func (d purchase) worth(p kpi.Policy) int64 {
	if p.Amount == kpi.AmountNetAfterReturns {
		return d.cents - d.back
	}
	return d.cents
}

var worthPolicies = rapid.SampledFrom([]kpi.Policy{{}, {Amount: kpi.AmountNetAfterReturns}})

// dayOf is the date of an instant by the standard library.
func dayOf(cal period.Calendar, t time.Time) string { return t.In(cal.Zone()).Format(time.DateOnly) }

// daysBetween counts days by walking over the calendar.
func daysBetween(from, to string) int {
	n := 0
	for d := ymd(from); d.String() < to; d = d.AddDays(1) {
		n++
	}
	return n
}

func TestSummariesAreTheRules(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 1, 25).Draw(t, "purchases")
		cal, p := calendars.Draw(t, "calendar"), worthPolicies.Draw(t, "policy")
		through := ymd(dayOf(cal, asOfs.Draw(t, "through")))
		m := cohort.Summaries(p, cohort.Observation{Calendar: cal, Through: through})
		got := holdLaws(t, m, slices.Collect(shopOf(all).All()))
		groups, ok := got.Value()
		if !ok && got.Why() != kpi.MissingField {
			t.Fatal(got)
		}
		byAccount := map[string]map[string]int64{}
		for _, d := range all {
			if day := dayOf(cal, d.at); d.counts && d.account != "" && day <= through.String() {
				if byAccount[d.account] == nil {
					byAccount[d.account] = map[string]int64{}
				}
				byAccount[d.account][day] += d.worth(p)
			}
		}
		if ok && groups.Len() != len(byAccount) {
			t.Fatalf("%d customers, want %d", groups.Len(), len(byAccount))
		}
		for account, days := range byAccount {
			dates := slices.Sorted(maps.Keys(days))
			first, last, cents := dates[0], dates[len(dates)-1], int64(0)
			for _, d := range dates[1:] {
				cents += days[d]
			}
			r, _ := groups.Get(kpi.SubjectID(account))
			s, ok := r.Value()
			if !ok || s.First.String() != first || s.Repeats != int64(len(dates)-1) || s.Recency != daysBetween(first, last) || s.Age != daysBetween(first, through.String()) {
				t.Fatalf("%s: %v, want days %v through %v", account, r, dates, through)
			}
			mean, ok := s.MeanSpend.Value()
			if ok != (len(dates) > 1) {
				t.Fatalf("%s: mean spend %v", account, s.MeanSpend)
			}
			if ok && (mean.Count() != s.Repeats || mean.Total().Amount().Rat().Cmp(big.NewRat(cents, 100)) != 0) {
				t.Fatalf("%s: mean spend %v of %d, want %d cents", account, mean.Total(), mean.Count(), cents)
			}
		}
	})
}

func TestPurchaseDays(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 1, 25).Draw(t, "purchases")
		cal := calendars.Draw(t, "calendar")
		from, to := asOfs.Draw(t, "from"), asOfs.Draw(t, "to")
		if to.Before(from) {
			from, to = to, from
		}
		r, err := period.NewRange(from, to)
		noError(err)
		got, _ := holdLaws(t, cohort.PurchaseDays(kpi.Policy{}, cal, r), slices.Collect(shopOf(all).All())).Value()
		want := map[string]map[string]bool{}
		for _, d := range all {
			if d.counts && d.account != "" && !d.at.Before(from) && d.at.Before(to) {
				if want[d.account] == nil {
					want[d.account] = map[string]bool{}
				}
				want[d.account][dayOf(cal, d.at)] = true
			}
		}
		if got.Len() != len(want) {
			t.Fatalf("%d customers, want %v", got.Len(), want)
		}
		for account, days := range want {
			if r, _ := got.Get(kpi.SubjectID(account)); r.String() != fmt.Sprint(len(days)) {
				t.Fatalf("%s: %v, want %v", account, r, days)
			}
		}
	})
}

func TestSummaryOfSeveralCurrencies(t *testing.T) {
	f := model.NewFacts(model.FactsOptions{})
	for i, goods := range []string{"1 EUR", "2 EUR", "3 USD"} {
		noError(f.Orders.Append(model.Order{
			ID: model.OrderID(fmt.Sprint(i)), AccountID: "a", PlacedAt: time.Date(2012, 1, 1+i, 0, 0, 0, 0, time.UTC), Status: model.StatusPlaced, Goods: model.MustParseMoney(goods),
		}))
	}
	o := cohort.Observation{Calendar: utc, Through: ymd("2012-01-31")}
	g, _ := cohort.Summaries(kpi.Policy{}, o).Of(f.All()).Value()
	r, _ := g.Get("a")
	if s, ok := r.Value(); !ok || s.MeanSpend.Why() != kpi.MixedCurrency || s.Repeats != 2 {
		t.Error(r)
	}
	if r := cohort.RFM(kpi.Policy{}, o, cohort.RFMOptions{}).Of(f.All()); r.Why() != kpi.MixedCurrency {
		t.Error(r)
	}
	total := kpi.Policy{Amount: kpi.AmountTotal} // which no order says
	if r := cohort.Summaries(total, o).Of(f.All()); r.Why() != kpi.MissingField {
		t.Error(r)
	}
	if r := cohort.RFM(total, o, cohort.RFMOptions{}).Of(f.All()); r.Why() != kpi.MissingField {
		t.Error(r)
	}
}
