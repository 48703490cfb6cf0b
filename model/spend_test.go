package model

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/period"
)

func euros(s string) Money {
	m, err := NewMoney(decimal.RequireFromString(s), EUR)
	if err != nil {
		panic(err)
	}
	return m
}

func day(month time.Month, day int) period.Date {
	return period.Date{Year: 2025, Month: month, Day: day}
}

func goodSpend() Spend {
	return Spend{
		ID: "m1", From: day(3, 1), To: day(4, 1), Amount: euros("310"), Kind: SpendMedia, Purpose: ForRetention, Source: "google",
		Medium: "cpc", Campaign: "spring", Channel: ChannelWeb, Impressions: CountOf(1000), Clicks: CountOf(0),
	}
}

func spendsOf(f *Facts) *Spends { return f.Spends }

func TestSpendRefused(t *testing.T) {
	long := strings.Repeat("x", 257)
	big := times(euros("1e23"), decimal.New(10, 0))
	type S = Spend
	testRefused(t, spendsOf, goodSpend(), []spoilt[S]{
		{"no ID", func(s *S) { s.ID = "" }, fault{"id", "", "required", ErrMissing}},
		{"ID", func(s *S) { s.ID = SpendID(long) }, fault{"id", long, "at most 256", ErrInvalid}},
		{"no from", func(s *S) { s.From = period.Date{} }, fault{"from", "", "required", ErrMissing}},
		{"from", func(s *S) { s.From = day(2, 29) }, fault{"from", "2025-02-29", "no such day", ErrInvalid}},
		{"no to", func(s *S) { s.To = period.Date{} }, fault{"to", "", "required", ErrMissing}},
		{"to", func(s *S) { s.To = period.Date{Year: 10000, Month: 1, Day: 1} }, fault{"to", "10000-01-01", "no such day", ErrInvalid}},
		{"no day", func(s *S) { s.To = s.From }, fault{"to", "2025-03-01", "not after from 2025-03-01", ErrContradiction}},
		{"inverted", func(s *S) { s.To = day(2, 28) }, fault{"to", "2025-02-28", "not after from 2025-03-01", ErrContradiction}},
		{"no amount", func(s *S) { s.Amount = Money{} }, fault{"amount", "", "required", ErrMissing}},
		{"amount", func(s *S) { s.Amount = big }, fault{"amount", "1000000000000000000000000e0", "24", ErrInvalid}},
		{"credit", func(s *S) { s.Amount = big.Neg() }, fault{"amount", "-1000000000000000000000000e0", "24", ErrInvalid}},
		{"no kind", func(s *S) { s.Kind = "" }, fault{"kind", "", "required", ErrMissing}},
		{"kind", func(s *S) { s.Kind = "\x01" }, fault{"kind", "\x01", "control character", ErrInvalid}},
		{"purpose", func(s *S) { s.Purpose = SpendPurpose(long) }, fault{"purpose", long, "at most 64", ErrInvalid}},
		{"source", func(s *S) { s.Source = Code(long) }, fault{"source", long, "at most 64", ErrInvalid}},
		{"medium", func(s *S) { s.Medium = Code(long) }, fault{"medium", long, "at most 64", ErrInvalid}},
		{"campaign", func(s *S) { s.Campaign = Code(long) }, fault{"campaign", long, "at most 64", ErrInvalid}},
		{"channel", func(s *S) { s.Channel = Channel(long) }, fault{"channel", long, "at most 64", ErrInvalid}},
		{"impressions", func(s *S) { s.Impressions = CountOf(-1) }, fault{"impressions", "-1", "negative", ErrInvalid}},
		{"clicks", func(s *S) { s.Clicks = CountOf(-2) }, fault{"clicks", "-2", "negative", ErrInvalid}},
	})
}

func genSpan(t *rapid.T) (from, to period.Date) {
	from, to = genDate.Draw(t, "from"), genDate.Draw(t, "to")
	switch from.Compare(to) {
	case 0:
		if from.Year > 1 {
			from = from.AddDays(-1)
		} else {
			to = to.AddDays(1)
		}
	case 1:
		from, to = to, from
	}
	return from, to
}

func genSpend(id string) *rapid.Generator[Spend] {
	return rapid.Custom(func(t *rapid.T) Spend {
		s := Spend{
			ID: SpendID(id), Amount: genAmount(-1<<60).Draw(t, "amount"),
			Kind:        rapid.SampledFrom([]SpendKind{SpendMedia, SpendSalaries, SpendTools, SpendAgency, SpendOther, "fair"}).Draw(t, "kind"),
			Purpose:     rapid.SampledFrom([]SpendPurpose{"", ForAcquisition, ForRetention, ForOperations}).Draw(t, "purpose"),
			Impressions: genCount.Draw(t, "impressions"), Clicks: genCount.Draw(t, "clicks"),
		}
		s.From, s.To = genSpan(t)
		s.Source, s.Medium, s.Campaign = drawn[Code](t, genCode), drawn[Code](t, genCode), drawn[Code](t, genCode)
		s.Channel = drawn[Channel](t, genCode)
		return s
	})
}

func TestSpendRoundTrip(t *testing.T) {
	testRoundTrip(t, spendsOf, genSpend, func(s Spend) Spend {
		if s.Purpose == "" {
			s.Purpose = ForAcquisition
		}
		return s
	}, SpendRow.Spend)
}

func TestSpendReads(t *testing.T) {
	credit := Spend{ID: "m2", From: day(3, 29), To: day(3, 31), Amount: euros("-12.5"), Kind: SpendTools}
	dollars := goodSpend()
	dollars.ID, dollars.From = "m3", period.Date{Year: 2, Month: 1, Day: 1}
	dollars.Amount, _ = NewMoney(decimal.New(1, 23), USD) // does not fit 64 bits
	table, err := NewSpends(goodSpend(), credit, dollars)
	if err != nil {
		t.Fatal(err)
	}
	v := &table.View
	testKey(t, v, SpendKey)
	testKey(t, v, SpendType)
	testKey(t, v, SpendAim)
	testKey(t, v, SpendSource)
	testKey(t, v, SpendMedium)
	testKey(t, v, SpendCampaign)
	testKey(t, v, SpendChannel)
	testField(t, v, SpendFrom)
	testField(t, v, SpendTo)
	testField(t, v, SpendAmount)
	testField(t, v, SpendImpressions)
	testField(t, v, SpendClicks)
	testField(t, v, DateAt(SpendFrom, paris))
	testField(t, v, DateEnd(SpendTo, paris))
	facts := factView(v)
	testKey(t, facts, FactChannel)
	testField(t, facts, FactAtIn(paris))

	row, _ := table.Find("m1")
	if n, ok := row.Clicks().Value(); n != 0 || !ok {
		t.Errorf("no click is read as %v", row.Clicks())
	}
}
