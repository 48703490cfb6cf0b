package kpi

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// VisitorCount is how many came, in how many sessions.
type VisitorCount struct {
	Visitors       int64 `json:"visitors"`
	Sessions       int64 `json:"sessions"`
	WithoutConsent int64 `json:"without_consent"` // sessions of no visitor: of nobody knows whom
}

// String returns the visitors and their sessions.
func (v VisitorCount) String() string {
	return fmt.Sprintf("%d visitors, %d sessions, %d of them without consent", v.Visitors, v.Sessions, v.WithoutConsent)
}

// UniqueVisitors is O3, unique-visitors: a count; higher is better.
//
//	distinct visitors with a session
//
// Robots, staff and test accounts are left out. Sessions without consent have
// no visitor and stand beside. Visitors of several months do not add up: the
// metric over the months together counts everybody once. It is undefined where
// no session has a visitor (MissingField).
func UniqueVisitors(Policy) KPI[VisitorCount] {
	sessions := Count[model.SessionRow]()
	without := Where(model.Not(model.SessionVisitor.Known()), sessions)
	count := joinResults("visitors", Both(sessions, without), Distinct(model.SessionVisitor),
		func(n Result[Pair[int64, int64]], visitors Result[int64]) Result[VisitorCount] {
			sessions, without := counts(n)
			v, ok := visitors.Value()
			if !ok {
				return undefinedAs[VisitorCount](visitors)
			}
			return Value(VisitorCount{v, sessions, without})
		})
	return withVisitors(onVisits(count))
}
