package model

import "github.com/ecomkpi/ecomkpi/period"

// Spend is money spent on winning or keeping customers, over some days. Zero
// values mean "not known". Over a range's edge it is shared out evenly by
// days: see SpendRow.Share.
type Spend struct {
	ID          SpendID      // required
	From, To    period.Date  // required: To is after From, and excluded
	Amount      Money        // required: a negative one is a credit
	Kind        SpendKind    // required
	Purpose     SpendPurpose // recorded as ForAcquisition where not given
	Source      Code         // the words of Account.AcquiredBy
	Medium      Code
	Campaign    Code
	Channel     Channel
	Impressions Count
	Clicks      Count
}

const (
	spendID = iota
	spendKind
	spendPurpose
	spendSource
	spendMedium
	spendCampaign
	spendChannel
)

const (
	spendFrom = iota
	spendTo
	spendAmount
	spendImpressions
	spendClicks
)

var spendSchema = schema{
	kind:  KindSpend,
	refs:  []string{"id", "kind", "purpose", "source", "medium", "campaign", "channel"},
	nums:  []string{"from", "to", "amount", "impressions", "clicks"},
	at:    spendFrom,
	dated: true,
	keyed: true,
}

// Spends is the table of spend.
type Spends = Table[Spend, SpendRow]

func newSpends(f *Facts) *Spends {
	t := &Spends{rules: &spendRules}
	d := &f.dict
	t.init(&spendSchema, f, &d.spend, &d.spendKind, &d.spendPurpose, &d.source, &d.medium, &d.campaign, &d.channel)
	return t
}

// NewSpends returns a table of the spend with Facts of its own. The errors are
// those of Append.
func NewSpends(spend ...Spend) (*Spends, error) {
	return alone(func(f *Facts) *Spends { return f.Spends }, spend)
}

var spendRules = rules[Spend]{
	id:    func(s *Spend) string { return string(s.ID) },
	check: checkSpend,
	fill:  fillSpend,
}

func checkSpend(c *check, s *Spend) {
	c.needIdent("id", string(s.ID))
	c.days(s.From, s.To)
	if s.Amount.IsNone() {
		c.missing("amount")
	}
	c.amount("amount", s.Amount, true)
	if s.Kind == "" {
		c.missing("kind")
	}
	c.code("kind", string(s.Kind))
	c.code("purpose", string(s.Purpose))
	c.code("source", string(s.Source))
	c.code("medium", string(s.Medium))
	c.code("campaign", string(s.Campaign))
	c.code("channel", string(s.Channel))
	c.count("impressions", s.Impressions.n)
	c.count("clicks", s.Clicks.n)
}

func fillSpend(s *Spend, r *record) {
	purpose := s.Purpose
	if purpose == "" {
		purpose = ForAcquisition
	}
	r.words[spendID] = string(s.ID)
	r.words[spendKind] = string(s.Kind)
	r.words[spendPurpose] = string(purpose)
	r.words[spendSource] = string(s.Source)
	r.words[spendMedium] = string(s.Medium)
	r.words[spendCampaign] = string(s.Campaign)
	r.words[spendChannel] = string(s.Channel)
	r.nums[spendFrom] = numberOfDate(s.From)
	r.nums[spendTo] = numberOfDate(s.To)
	r.nums[spendAmount] = numberOfMoney(s.Amount)
	r.nums[spendImpressions] = s.Impressions.number()
	r.nums[spendClicks] = s.Clicks.number()
}
