package model

import "github.com/ecomkpi/ecomkpi/period"

// SpendRow is a row of Spends. Its methods return the fields of Spend; zero
// values mean "not known". The zero SpendRow is no spend.
type SpendRow struct{ row }

// The fields of spend.
func (r SpendRow) ID() SpendID           { return SpendID(r.text(spendID)) }
func (r SpendRow) From() period.Date     { return r.date(spendFrom) }
func (r SpendRow) To() period.Date       { return r.date(spendTo) }
func (r SpendRow) Amount() Money         { return r.money(spendAmount) }
func (r SpendRow) Kind() SpendKind       { return SpendKind(r.text(spendKind)) }
func (r SpendRow) Purpose() SpendPurpose { return SpendPurpose(r.text(spendPurpose)) }
func (r SpendRow) Source() Code          { return Code(r.text(spendSource)) }
func (r SpendRow) Medium() Code          { return Code(r.text(spendMedium)) }
func (r SpendRow) Campaign() Code        { return Code(r.text(spendCampaign)) }
func (r SpendRow) Channel() Channel      { return Channel(r.text(spendChannel)) }
func (r SpendRow) Impressions() Count    { return r.count(spendImpressions) }
func (r SpendRow) Clicks() Count         { return r.count(spendClicks) }

// Share returns how much of the spend falls on the days from one date up to
// another, which is excluded, as the fraction days/of: its days in that range,
// and all its days. Amount times days, divided once by of at the very end, is
// exact. Of the zero row, and where the spend lies outside the range, days is
// 0; of is never 0.
func (r SpendRow) Share(from, to period.Date) (days, of int64) {
	return shareOfDays(r.From(), r.To(), from, to)
}

// Spend returns the row as it was appended, with the purpose it is recorded
// for.
func (r SpendRow) Spend() Spend {
	return Spend{
		ID: r.ID(), From: r.From(), To: r.To(), Amount: r.Amount(), Kind: r.Kind(), Purpose: r.Purpose(), Source: r.Source(),
		Medium: r.Medium(), Campaign: r.Campaign(), Channel: r.Channel(), Impressions: r.Impressions(), Clicks: r.Clicks(),
	}
}

// Keys of spend. SpendType is its kind, SpendAim its purpose.
var (
	SpendKey      = refKey[SpendRow, SpendID]("spend.id", spendID)
	SpendType     = refKey[SpendRow, SpendKind]("spend.kind", spendKind)
	SpendAim      = refKey[SpendRow, SpendPurpose]("spend.purpose", spendPurpose)
	SpendSource   = refKey[SpendRow, Code]("spend.source", spendSource)
	SpendMedium   = refKey[SpendRow, Code]("spend.medium", spendMedium)
	SpendCampaign = refKey[SpendRow, Code]("spend.campaign", spendCampaign)
	SpendChannel  = refKey[SpendRow, Channel]("spend.channel", spendChannel)
)

// Fields of spend. SpendFrom and SpendTo become instants by DateAt.
var (
	SpendFrom        = dateField[SpendRow]("spend.from", spendFrom)
	SpendTo          = dateField[SpendRow]("spend.to", spendTo)
	SpendAmount      = moneyField[SpendRow]("spend.amount", spendAmount)
	SpendImpressions = intField[SpendRow]("spend.impressions", spendImpressions)
	SpendClicks      = intField[SpendRow]("spend.clicks", spendClicks)
)
