package model_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// An order names an account that is not there, and a session of somebody else.
func ExampleFacts_Audit() {
	facts := model.NewFacts(model.FactsOptions{})
	noon := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	err := facts.Accounts.Append(model.Account{ID: "old", MergedInto: "new", ClosedAt: noon.Add(-time.Hour)}, model.Account{ID: "new"})
	if err == nil {
		err = facts.Sessions.Append(model.Session{ID: "s1", VisitorID: "v1", StartedAt: noon, AccountID: "new", PageViews: 7})
	}
	if err == nil {
		err = facts.Orders.Append(
			model.Order{ID: "o1", PlacedAt: noon, Status: model.StatusPlaced, AccountID: "old", Goods: model.MustParseMoney("12 EUR"), Channel: model.ChannelWeb, SessionID: "s1"},
			model.Order{ID: "o2", PlacedAt: noon, Status: model.StatusPlaced, AccountID: "other", Goods: model.MustParseMoney("8 EUR"), SessionID: "s1"},
		)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	audit := facts.Audit()
	fmt.Println(audit)
	text, err := json.Marshal(audit.Of(model.AuditMissing))
	fmt.Println(string(text), err)
	// Output:
	// order account_id: missing: no such account: 1, such as o2
	// order account_id: contradiction: its session is of another account: 1, such as o2
	// order account_id: contradiction: recorded for an account after it was merged into another one: 1, such as o1
	// order channel: left-out: not known: in no figure by channel: 1, such as o2
	// [{"kind":"order","class":"missing","field":"account_id","reason":"no such account","count":1,"examples":["o2"]}] <nil>
}
