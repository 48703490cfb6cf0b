package shop

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

var roles = []model.Role{"developer", "analyst", "designer", "project-manager"}

// quarters is a number of hours given in quarters of an hour.
func quarters(n int) decimal.Decimal { return decimal.New(int64(n)*25, -2) }

func known(n int) decimal.NullDecimal { return decimal.NewNullDecimal(quarters(n)) }

// makeHours makes the hours of the people who work on the projects, by month:
// on two projects, of which one repeats the capacity, and on none.
func (m *maker) makeHours(r *random, projects []project) {
	for i := range max(3, m.options.Accounts/30) {
		resource := model.ResourceID(fmt.Sprintf("collab-%02d", i+1))
		own, other := projects[i%len(projects)], projects[(i+1)%len(projects)]
		for k, month := range m.calendarMonths() {
			gross, holidays := 0, 0
			for d := month.from; d.Before(month.to); d = d.AddDays(1) {
				if week := d.Weekday(); week == time.Saturday || week == time.Sunday {
					continue
				}
				gross += 28 // seven hours
				if Holiday(d) {
					holidays += 28
				}
			}
			leave := gross * r.between(2, 8) / 100
			switch month.from.Month {
			case time.August:
				leave = gross * r.between(40, 60) / 100
			case time.July, time.December:
				leave = gross * r.between(15, 25) / 100
			}
			net := max(0, gross-holidays-leave)
			first, second, none := net*r.between(44, 53)/100, net*r.between(26, 33)/100, net*r.between(7, 14)/100
			hours := func(part string, used int) model.Allocation {
				return model.Allocation{
					ID: model.AllocationID(fmt.Sprintf("%s-%02d-%s", resource, k+1, part)), ResourceID: resource,
					From: month.from, To: month.to, Logged: quarters(used), Role: roles[i%len(roles)], Team: own.team,
				}
			}
			a := hours("a", first)
			a.ProjectID, a.Portfolio, a.Gross, a.Net = own.id, own.portfolio, known(gross), known(net)
			a.Productive, a.Billable, a.Planned = known(first), known(first*r.between(70, 95)/100), known(net/2)
			b := hours("b", second)
			b.ProjectID, b.Portfolio = other.id, other.portfolio
			b.Productive, b.Billable, b.Planned = known(second*96/100), known(second*r.between(50, 90)/100), known(net*30/100)
			if k%3 == 0 { // the same capacity once more: it counts once
				b.Gross, b.Net = known(gross), known(net)
			}
			c := hours("c", none)
			c.Productive, c.Billable = known(0), known(0)
			m.shop.Allocations = append(m.shop.Allocations, a, b, c)
		}
	}
}
