package kpi

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// CatalogueVisitors is how many distinct visitors came, in all and by the
// furthest catalogue that their sessions reached. The groups overlap: they do
// not add up to the whole.
type CatalogueVisitors struct {
	Visitors    int64                          `json:"visitors"`
	ByCatalogue Groups[model.Catalogue, int64] `json:"by_catalogue"`
}

// String returns the visitors, and a line for each catalogue.
func (v CatalogueVisitors) String() string {
	s := fmt.Sprintf("%d visitors", v.Visitors)
	if v.ByCatalogue.Len() > 0 {
		s += "\n" + v.ByCatalogue.String()
	}
	return s
}

// HomepageVisitors is K1, homepage-visitors: a count; higher is better.
//
//	distinct visitors who saw the home page
//
// Beside it stand those by the catalogue of the session, open, closed or own:
// who came twice may be in two groups. Robots, staff and test accounts are left
// out, sessions without consent counted in a warning. It is undefined where no
// session has a visitor (MissingField).
func HomepageVisitors(Policy) KPI[CatalogueVisitors] {
	distinct := Distinct(model.SessionVisitor)
	seen := joinResults("home page", distinct, By(model.SessionCatalogue, distinct),
		func(all Result[int64], by Result[Groups[model.Catalogue, int64]]) Result[CatalogueVisitors] {
			n, ok := all.Value()
			if !ok {
				return undefinedAs[CatalogueVisitors](all)
			}
			groups, _ := by.Value()
			return Value(CatalogueVisitors{n, groups}, all.Warnings()...)
		})
	return withVisitors(onVisits(Where(model.SessionSawHome, seen)))
}
