package model

import "time"

// AccountRow is a row of Accounts. Its methods return the fields of Account;
// zero values mean "not known". The zero AccountRow is no account.
type AccountRow struct{ row }

// The fields of an account.
func (r AccountRow) ID() AccountID           { return AccountID(r.text(accountID)) }
func (r AccountRow) Name() string            { return r.text(accountName) }
func (r AccountRow) ParentID() AccountID     { return AccountID(r.text(accountParent)) }
func (r AccountRow) MergedInto() AccountID   { return AccountID(r.text(accountMergedInto)) }
func (r AccountRow) CreatedAt() time.Time    { return r.time(accountCreatedAt) }
func (r AccountRow) ClosedAt() time.Time     { return r.time(accountClosedAt) }
func (r AccountRow) FirstOrderAt() time.Time { return r.time(accountFirstOrderAt) }
func (r AccountRow) Segment() Segment        { return Segment(r.text(accountSegment)) }
func (r AccountRow) Industry() Code          { return Code(r.text(accountIndustry)) }
func (r AccountRow) Country() Country        { return Country(r.text(accountCountry)) }
func (r AccountRow) Region() Region          { return Region(r.text(accountRegion)) }
func (r AccountRow) Branch() Branch          { return Branch(r.text(accountBranch)) }
func (r AccountRow) SalesRep() SalesRepID    { return SalesRepID(r.text(accountRep)) }
func (r AccountRow) Test() bool              { return r.flag(accountTest) }

// AcquiredBy returns what won the account.
func (r AccountRow) AcquiredBy() Attribution {
	return Attribution{
		Source: Code(r.text(accountSource)), Medium: Code(r.text(accountMedium)),
		Campaign: Code(r.text(accountCampaign)), Channel: Channel(r.text(accountChannel)),
	}
}

// Keys and fields of accounts.
var (
	AccountOwner    = accountKey[AccountRow]("account.id", accountID) // a merged account stands for the one that took it over
	AccountRoot     = rootKey[AccountRow]("account.root", accountID)  // the company at the top of its tree
	AccountSegment  = refKey[AccountRow, Segment]("account.segment", accountSegment)
	AccountIndustry = refKey[AccountRow, Code]("account.industry", accountIndustry)
	AccountCountry  = refKey[AccountRow, Country]("account.country", accountCountry)
	AccountRegion   = refKey[AccountRow, Region]("account.region", accountRegion)
	AccountBranch   = refKey[AccountRow, Branch]("account.branch", accountBranch)
	AccountSalesRep = refKey[AccountRow, SalesRepID]("account.sales_rep", accountRep)
	AccountSource   = refKey[AccountRow, Code]("account.source", accountSource)
	AccountMedium   = refKey[AccountRow, Code]("account.medium", accountMedium)
	AccountCampaign = refKey[AccountRow, Code]("account.campaign", accountCampaign)
	AccountChannel  = refKey[AccountRow, Channel]("account.channel", accountChannel)
	AccountTest     = flagKey[AccountRow]("account.test", accountTest)

	AccountCreatedAt    = timeField[AccountRow]("account.created_at", accountCreatedAt)
	AccountClosedAt     = timeField[AccountRow]("account.closed_at", accountClosedAt)
	AccountFirstOrderAt = timeField[AccountRow]("account.first_order_at", accountFirstOrderAt)
)
