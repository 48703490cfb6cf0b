package kpi_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestConnectionTime(t *testing.T) {
	one := func(id, from, to string) model.Session {
		return came(id, "v", "2025-01-10T08:00:00Z", until("2025-01-10T"+to+":00Z"), login("p", "a", "2025-01-10T"+from+":00Z"))
	}
	b := book{sessions: []model.Session{
		one("1", "08:50", "09:00"), one("2", "08:00", "08:20"), one("3", "09:00", "09:00"),
		came("4", "v", "2025-01-10", until("2025-01-11")), came("5", "v", "2025-01-10", until("2025-01-11"), login("q", "a", ""), staff),
	}}
	m := kpi.ConnectionTime(kpi.Policy{})
	d, _ := of(m, b).Value()
	if d.Count() != 3 || d.Total() != 30*time.Minute || d.Mean().Round(0) != 10*time.Minute || d.Median() != 10*time.Minute || d.Quantile(decimal.New(95, -2)) != 19*time.Minute {
		t.Errorf("trap: the session's start instead of the login: got %v", d) // and people without a login, and staff
	}
	open := of(m, book{sessions: append(b.sessions, came("6", "v", "2025-01-10", login("p", "a", "")))})
	if w := open.Warnings(); len(w) != 1 || w[0].String() != "1 rows without session.connected" {
		t.Errorf("trap: open sessions: %v", w)
	}
	wantText(t, of(m, book{sessions: b.sessions[3:]}), "(no data)")
	wantText(t, of(m, book{orders: []model.Order{order("1", "2025-01-10", "1 EUR")}}), "(missing facts: session)")
}
