package kpi_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestHomepageVisitors(t *testing.T) {
	avoid(t, ofPolicy(kpi.HomepageVisitors), []trap{
		{name: "trap: the groups overlap and do not add up", book: book{sessions: []model.Session{
			came("1", "v", "2025-01-10", home, reaching(model.CatalogueOpen)), came("2", "v", "2025-01-11", home, reaching(model.CatalogueClosed)),
			came("3", "w", "2025-01-11", home, reaching(model.CatalogueOpen)), came("4", "x", "2025-01-11", home),
		}}, want: "3 visitors\nclosed: 1\nopen: 2\n(unknown): 1"},
		{name: "who never saw the home page", book: book{sessions: []model.Session{came("1", "v", "2025-01-10"), came("2", "w", "2025-01-10", home)}},
			want: "1 visitors\n(unknown): 1"},
		{name: "robots and staff", book: book{sessions: []model.Session{came("1", "v", "2025-01-10", home, robot), came("2", "w", "2025-01-10", home, staff), came("3", "x", "2025-01-10")}},
			want: "0 visitors"},
		{name: "without consent", book: book{sessions: []model.Session{came("1", "", "2025-01-10", home), came("2", "w", "2025-01-10", home)}},
			want: "1 visitors\n(unknown): 1\n! 1 rows without session.visitor"},
		{name: "nobody has a visitor", book: book{sessions: []model.Session{came("1", "", "2025-01-10", home)}}, want: "(missing field: session.visitor)"},
		{name: "no sessions", book: book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}, want: "(missing facts: session)"},
	})
}
