package model

import "time"

// AccountRow is a row of Accounts. Its methods return the fields of Account;
// zero values mean "not known". The zero AccountRow is no account.
type AccountRow struct{ row }

// ID returns the ID of the account as it was recorded, whatever it was merged
// into.
func (r AccountRow) ID() AccountID { return AccountID(r.text(accountID)) }

// Name returns the name for display; "" where not known.
func (r AccountRow) Name() string { return r.text(accountName) }

// ParentID returns the company that the account belongs to; "" without one.
func (r AccountRow) ParentID() AccountID { return AccountID(r.text(accountParent)) }

// MergedInto returns the account that took this one over; "" without one.
func (r AccountRow) MergedInto() AccountID { return AccountID(r.text(accountMergedInto)) }

// CreatedAt returns when the account was created; zero where not known.
func (r AccountRow) CreatedAt() time.Time { return r.time(accountCreatedAt) }

// ClosedAt returns when the account was closed; zero where it is open, or that
// is not known.
func (r AccountRow) ClosedAt() time.Time { return r.time(accountClosedAt) }

// FirstOrderAt returns when the first order was, as older systems know it; zero
// where they do not.
func (r AccountRow) FirstOrderAt() time.Time { return r.time(accountFirstOrderAt) }

// Segment returns the group of accounts it is in; "" where not known.
func (r AccountRow) Segment() Segment { return Segment(r.text(accountSegment)) }

// Industry returns what the company does; "" where not known.
func (r AccountRow) Industry() Code { return Code(r.text(accountIndustry)) }

// Country returns the country of the account; "" where not known.
func (r AccountRow) Country() Country { return Country(r.text(accountCountry)) }

// Region returns the sales region; "" where not known.
func (r AccountRow) Region() Region { return Region(r.text(accountRegion)) }

// Branch returns the home branch; "" where not known.
func (r AccountRow) Branch() Branch { return Branch(r.text(accountBranch)) }

// SalesRep returns the account manager; "" where not known.
func (r AccountRow) SalesRep() SalesRepID { return SalesRepID(r.text(accountRep)) }

// Test says whether the account is a test, which is never counted.
func (r AccountRow) Test() bool { return r.flag(accountTest) }

// AcquiredBy returns what won the account.
func (r AccountRow) AcquiredBy() Attribution {
	return Attribution{
		Source: Code(r.text(accountSource)), Medium: Code(r.text(accountMedium)),
		Campaign: Code(r.text(accountCampaign)), Channel: Channel(r.text(accountChannel)),
	}
}

// Account returns the row as it was appended.
func (r AccountRow) Account() Account {
	return Account{
		ID: r.ID(), Name: r.Name(), ParentID: r.ParentID(), MergedInto: r.MergedInto(), CreatedAt: r.CreatedAt(), ClosedAt: r.ClosedAt(),
		FirstOrderAt: r.FirstOrderAt(), Segment: r.Segment(), Industry: r.Industry(), Country: r.Country(), Region: r.Region(),
		Branch: r.Branch(), SalesRep: r.SalesRep(), AcquiredBy: r.AcquiredBy(), Test: r.Test(),
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
