package shop

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// standard is the default shop, made once: no test changes it.
var standard = sync.OnceValues(func() (*Shop, error) { return New(Options{}) })

// standardContents are those of the default shop.
var standardContents = sync.OnceValues(func() (inventory, error) {
	s, err := standard()
	if err != nil {
		return inventory{}, err
	}
	return contents(s), nil
})

func shopOf(t *testing.T, o Options) *Shop {
	t.Helper()
	build := func() (*Shop, error) { return New(o) }
	if o == (Options{}) {
		build = standard
	}
	s, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// small is enough of a shop where only its shape matters.
var small = Options{Accounts: 60, To: period.Date{Year: 2024, Month: time.July, Day: 1}}

// TestDefaultShop holds the default shop as it was. Whoever changes how it is
// made changes these numbers with it, and every report that shows it.
func TestDefaultShop(t *testing.T) {
	s := shopOf(t, Options{})
	f, err := s.Facts()
	if err != nil {
		t.Fatal(err)
	}
	all, err := standardContents()
	if err != nil {
		t.Fatal(err)
	}
	revenue := 0
	for o := range f.Orders.All() {
		if o.Net().Currency() == model.EUR {
			revenue += int(o.Net().Amount().Shift(2).IntPart())
		}
	}
	got := fmt.Sprintf("accounts %d, requests %d, sessions %d, carts %d, quotes %d, orders %d, lines %d, approvals %d, refunds %d, "+
		"spend %d, answers %d, milestones %d, allocations %d, cash flows %d, net %d cents, %s",
		f.Accounts.Len(), f.AccountRequests.Len(), f.Sessions.Len(), f.Carts.Len(), f.Quotes.Len(), f.Orders.Len(), f.Lines.Len(),
		f.Approvals.Len(), f.Refunds.Len(), f.Spends.Len(), f.SurveyResponses.Len(), f.Milestones.Len(), f.Allocations.Len(),
		f.CashFlows.Len(), revenue, all.hash)
	const want = "accounts 240, requests 160, sessions 37461, carts 12681, quotes 1595, orders 9608, lines 25435, approvals 869, refunds 549, " +
		"spend 244, answers 821, milestones 54, allocations 576, cash flows 456, net 668756430 cents, 45c4953c3886dbe7"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSameOptionsGiveTheSameShop(t *testing.T) {
	one := fingerprint(shopOf(t, small))
	if again := fingerprint(shopOf(t, small)); again != one {
		t.Errorf("made twice: %s, then %s", one, again)
	}
	other := small
	other.Seed = 1
	if fingerprint(shopOf(t, other)) == one {
		t.Error("another seed gave the same shop")
	}
}

// TestModelTakesEveryShop makes shops of several seeds, sizes and lengths, down
// to a single day: the model refuses none of their facts.
func TestModelTakesEveryShop(t *testing.T) {
	date := func(y int, m time.Month, d int) period.Date { return period.Date{Year: y, Month: m, Day: d} }
	options := []Options{
		{Accounts: 10}, {Accounts: 480, Seed: 3, To: date(2024, 9, 1)},
		{Accounts: 30, From: date(2024, 2, 29), To: date(2024, 3, 1)},
		{Accounts: 30, From: date(2024, 12, 25), To: date(2025, 1, 3)},
		{Accounts: 30, From: date(2020, 10, 17), To: date(2024, 4, 5)},
		{Accounts: 40, From: date(1969, 7, 1), To: date(1970, 7, 1)},
	}
	for seed := range uint64(8) {
		o := small
		o.Seed = seed
		options = append(options, o)
	}
	for _, o := range options {
		s := shopOf(t, o)
		f, err := s.Facts()
		if err != nil {
			t.Errorf("%+v: %v", o, err)
			continue
		}
		if n := f.Orders.Duplicates() + f.Sessions.Duplicates() + f.Carts.Duplicates() + f.Quotes.Duplicates() + f.Approvals.Duplicates(); n > 0 {
			t.Errorf("%+v: %d facts twice", o, n)
		}
	}
}

func TestSizeIsLinear(t *testing.T) {
	one, two := small, small
	one.Accounts, two.Accounts = 150, 450
	a, b := shopOf(t, one), shopOf(t, two)
	for _, n := range []struct {
		what      string
		one, more int
	}{
		{"orders", len(a.Orders), len(b.Orders)}, {"sessions", len(a.Sessions), len(b.Sessions)},
		{"carts", len(a.Carts), len(b.Carts)}, {"quotes", len(a.Quotes), len(b.Quotes)},
		{"milestones", len(a.Milestones), len(b.Milestones)}, {"allocations", len(a.Allocations), len(b.Allocations)},
	} {
		if n.more < 2*n.one || n.more > 4*n.one {
			t.Errorf("%s: %d of 150 accounts, %d of 450; want about three times as many", n.what, n.one, n.more)
		}
	}
}

// TestEveryFieldAndCodeIsUsed walks the input structs by reflection: a field
// that is added to the model and not made here fails, and so does a word that
// the KPIs know by name.
func TestEveryFieldAndCodeIsUsed(t *testing.T) {
	all, err := standardContents()
	if err != nil {
		t.Fatal(err)
	}
	if len(all.used) < 200 {
		t.Errorf("only %d fields were walked", len(all.used))
	}
	for path, values := range all.used {
		if len(values) == 1 && values[""] {
			t.Errorf("%s is never given", path)
		}
	}
	for path, want := range map[string][]string{
		".Orders.Status":   texts(model.OrderStatuses()),
		".Orders.Channel":  {"web", "app", "punchout", "edi", "marketplace", "phone", "email", "fax", "rep-visit", "branch"},
		".Orders.PlacedBy": {"buyer", "rep", "system"}, ".Orders.QuoteTerms": {"applied", "not-applied", ""},
		".Orders.Payments.Method":    {"card", "on-account", "purchasing-card", "transfer", "direct-debit", "bill", "voucher", "other"},
		".Orders.DeliveryMode":       {"branch-pickup", "standard", "express", "carrier", "drop-ship", "digital"},
		".Refunds.Kind":              {"return", "cancellation", "allowance"},
		".Approvals.Decision":        {"pending", "approved", "rejected", "withdrawn"},
		".Quotes.Outcome":            {"open", "accepted", "declined", "expired", "withdrawn"},
		".Quotes.Revision":           {"", "1!", "2!", "3!"},
		".Carts.Outcome":             {"open", "ordered", "quote-requested", "saved", "merged", "emptied"},
		".Carts.Lines":               {"", "1!"},
		".Sessions.Catalogue":        {"open", "closed", "own"},
		".Sessions.Marks.Name":       {"product", "search", "quote-page", "quote-request", "signup"},
		".Sessions.Variants.Variant": {"control", "one-page"},
		".AccountRequests.Decision":  {"pending", "approved", "rejected", "duplicate", "withdrawn"},
		".AccountRequests.InTarget":  {"yes", "no", ""},
		".Spends.Kind":               {"media", "salaries", "tools", "agency", "other"},
		".Spends.Purpose":            {"acquisition", "retention", "operations", ""},
		".SurveyResponses.Scale":     {"0-10", "1-10"},
		".CashFlows.Basis":           {"actual", "planned", ""},
	} {
		for _, word := range want {
			if !all.used[path][word] {
				t.Errorf("%s is never %q", path, word)
			}
		}
	}
}

func texts[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = string(s)
	}
	return out
}

func TestOptionsAreChecked(t *testing.T) {
	day := func(y int) period.Date { return period.Date{Year: y, Month: time.May, Day: 1} }
	for _, o := range []Options{
		{Accounts: -1}, {Accounts: 9}, {Accounts: 1_000_001}, {From: day(2024), To: day(2024)}, {From: day(2024), To: day(2023)},
		{From: day(2000), To: day(2021)}, {From: period.Date{Year: 2023, Month: 2, Day: 29}}, {From: day(1899)}, {To: day(2020)},
	} {
		if _, err := New(o); !errors.Is(err, ErrOptions) {
			t.Errorf("%+v: error %v, want ErrOptions", o, err)
		}
	}
	o := shopOf(t, Options{}).Options()
	want := Options{Accounts: 240, From: period.Date{Year: 2024, Month: 1, Day: 1}, To: period.Date{Year: 2026, Month: 1, Day: 1}}
	if o != want {
		t.Errorf("defaults are %+v, want %+v", o, want)
	}
}

func TestRatesAndTargets(t *testing.T) {
	s := shopOf(t, small)
	if at := s.AsOf(); !at.Equal(time.Date(2024, 6, 30, 22, 0, 0, 0, time.UTC)) {
		t.Errorf("as of %v", at)
	}
	rates := s.Rates()
	if len(rates) != 7 || rates[0].Date != s.Options().From || rates[0].Value.String() != "0.937" || rates[6].Date != s.Options().To {
		t.Errorf("rates %v", rates)
	}
	if !slices.IsSortedFunc(rates, func(a, b Rate) int { return a.Date.Compare(b.Date) }) {
		t.Error("rates are not in the order of dates")
	}
	if Targets()["net-promoter-score"] != "35" {
		t.Errorf("targets %v", Targets())
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
