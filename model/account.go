package model

import "time"

// Account is a company that buys. Zero values mean "not known".
type Account struct {
	ID           AccountID // required
	Name         string    // display only
	ParentID     AccountID // the company it belongs to
	MergedInto   AccountID // the account that took it over: all its facts count there, at all times
	CreatedAt    time.Time
	ClosedAt     time.Time
	FirstOrderAt time.Time // first order known from older systems
	Segment      Segment
	Industry     Code
	Country      Country
	Region       Region
	Branch       Branch     // home branch or network member
	SalesRep     SalesRepID // account manager
	AcquiredBy   Attribution
	Test         bool // never counted
}

// Attribution says what won an account or brought a visitor. Direct traffic is
// "direct", not empty.
type Attribution struct {
	Source, Medium, Campaign Code
	Channel                  Channel
}

const (
	accountID = iota
	accountName
	accountParent
	accountMergedInto
	accountSegment
	accountIndustry
	accountCountry
	accountRegion
	accountBranch
	accountRep
	accountSource
	accountMedium
	accountCampaign
	accountChannel
	accountTest
)

const (
	accountCreatedAt = iota
	accountClosedAt
	accountFirstOrderAt
)

var accountSchema = schema{
	kind: KindAccount,
	refs: []string{
		"id", "name", "parent_id", "merged_into", "segment", "industry", "country", "region", "branch", "sales_rep",
		"source", "medium", "campaign", "channel", "test",
	},
	nums:  []string{"created_at", "closed_at", "first_order_at"},
	at:    accountCreatedAt,
	keyed: true,
}

// Accounts is the table of accounts.
type Accounts = Table[Account, AccountRow]

func newAccounts(f *Facts) *Accounts {
	t := &Accounts{rules: &accountRules}
	d := &f.dict
	t.init(&accountSchema, f, &d.account, &d.names, &d.account, &d.account, &d.segment, &d.industry, &d.country, &d.region,
		&d.branch, &d.rep, &d.source, &d.medium, &d.campaign, &d.channel, nil)
	return t
}

// NewAccounts returns a table of the accounts with Facts of its own. The
// errors are those of Append.
func NewAccounts(accounts ...Account) (*Accounts, error) {
	return alone(func(f *Facts) *Accounts { return f.Accounts }, accounts)
}

var accountRules = rules[Account]{
	id:     func(a *Account) string { return string(a.ID) },
	check:  checkAccount,
	relate: relateAccount,
	fill:   fillAccount,
	linked: func(f *Facts, _, _ int32, _ *record) { f.owners.Store(nil) },
}

func checkAccount(c *check, a *Account) {
	c.needIdent("id", string(a.ID))
	c.word("name", a.Name, maxIDBytes)
	c.ident("parent_id", string(a.ParentID))
	c.ident("merged_into", string(a.MergedInto))
	if a.ID != "" && a.ParentID == a.ID {
		c.fail(ErrContradiction, "parent_id", string(a.ParentID), "is the account itself")
	}
	if a.ID != "" && a.MergedInto == a.ID {
		c.fail(ErrContradiction, "merged_into", string(a.MergedInto), "is the account itself")
	}
	created := c.time("created_at", a.CreatedAt)
	c.time("first_order_at", a.FirstOrderAt)
	if c.time("closed_at", a.ClosedAt) && created {
		c.notBefore("closed_at", a.ClosedAt, "created_at", a.CreatedAt)
	}
	c.code("segment", string(a.Segment))
	c.code("industry", string(a.Industry))
	c.code("country", string(a.Country))
	c.code("region", string(a.Region))
	c.code("branch", string(a.Branch))
	c.ident("sales_rep", string(a.SalesRep))
	c.code("source", string(a.AcquiredBy.Source))
	c.code("medium", string(a.AcquiredBy.Medium))
	c.code("campaign", string(a.AcquiredBy.Campaign))
	c.code("channel", string(a.AcquiredBy.Channel))
}

func relateAccount(f *Facts, c *check, a *Account, r *record) {
	// Parents form no cycle, and neither do the steps that facts take up the
	// tree, on which a merger goes before a parent.
	f.checkChain(c, "parent_id", a.ParentID, r.refs[accountID], (*Facts).parent)
	if a.MergedInto != "" {
		f.checkChain(c, "merged_into", a.MergedInto, r.refs[accountID], (*Facts).above)
	} else if len(c.errs) == 0 {
		f.checkChain(c, "parent_id", a.ParentID, r.refs[accountID], (*Facts).above)
	}
	if first, ok := f.orderBefore(r.refs[accountID], a.FirstOrderAt); ok {
		c.fail(ErrContradiction, "first_order_at", formatTime(a.FirstOrderAt), "after the account's order of "+formatTime(first))
	}
}

func fillAccount(a *Account, r *record) {
	r.words[accountID] = string(a.ID)
	r.words[accountName] = a.Name
	r.words[accountParent] = string(a.ParentID)
	r.words[accountMergedInto] = string(a.MergedInto)
	r.words[accountSegment] = string(a.Segment)
	r.words[accountIndustry] = string(a.Industry)
	r.words[accountCountry] = string(a.Country)
	r.words[accountRegion] = string(a.Region)
	r.words[accountBranch] = string(a.Branch)
	r.words[accountRep] = string(a.SalesRep)
	r.words[accountSource] = string(a.AcquiredBy.Source)
	r.words[accountMedium] = string(a.AcquiredBy.Medium)
	r.words[accountCampaign] = string(a.AcquiredBy.Campaign)
	r.words[accountChannel] = string(a.AcquiredBy.Channel)
	r.refs[accountTest] = flag(a.Test)
	r.nums[accountCreatedAt] = numberOfTime(a.CreatedAt)
	r.nums[accountClosedAt] = numberOfTime(a.ClosedAt)
	r.nums[accountFirstOrderAt] = numberOfTime(a.FirstOrderAt)
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
