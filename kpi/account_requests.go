package kpi

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// RequestActivity is who asked for a company account, and how it was decided.
type RequestActivity struct {
	Requests     int64                               `json:"requests"`
	Duplicates   int64                               `json:"duplicates"` // left out of everything else
	ByDecision   Groups[model.Decision, int64]       `json:"by_decision"`
	TimeToDecide Result[Distribution[time.Duration]] `json:"time_to_decide"`
}

// String returns the requests and their duplicates.
func (r RequestActivity) String() string {
	return fmt.Sprintf("%d requests, besides %d duplicates", r.Requests, r.Duplicates)
}

// genuineRequests are the requests that count.
var genuineRequests = model.Not(model.RequestIsTest)

// AccountRequests is K2, account-requests: a count; higher is better.
//
//	count of requests for a company account, without duplicates
//
// A request is a duplicate when an earlier one of the same contact is undecided
// or approved by then. Beside the number stand the decisions and the time they
// took. Of no requests it is 0.
func AccountRequests(Policy) KPI[RequestActivity] {
	first := model.Not(model.RequestIsDuplicate)
	count := Count[model.AccountRequestRow]()
	decided := Both(By(model.RequestDecision, count), Quantiles(model.RequestDecisionTime))
	numbers := Both(Where(first, count), Where(model.RequestIsDuplicate, count))
	return On(model.AccountRequestFacts, Where(genuineRequests, joinResults("requests", numbers, Where(first, decided),
		func(n Result[Pair[int64, int64]], d Result[Pair[Groups[model.Decision, int64], Distribution[time.Duration]]]) Result[RequestActivity] {
			requests, duplicates := counts(n)
			both, _ := d.Value()
			groups, _ := both.A.Value()
			return Value(RequestActivity{requests, duplicates, groups, both.B})
		})))
}
