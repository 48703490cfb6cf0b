package shop

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// project is work on the shop itself.
type project struct {
	id        model.ProjectID
	portfolio model.Portfolio
	team      model.Team
	owner     model.Code
	begin     period.Date
	days      int
}

var (
	teams      = []model.Team{"plateforme", "donnees", "logistique"}
	portfolios = []model.Portfolio{"croissance", "efficacite"}
	works      = []string{"catalogue", "punchout", "devis-en-ligne", "application", "donnees-produits", "retours", "recherche", "paiement"}
)

// makeProjects makes the projects, one for each forty accounts, with their
// milestones, hours and cash flows.
func (m *maker) makeProjects() {
	r := newRandom(m.options.Seed, streamProjects)
	var projects []project
	for i := range max(2, m.options.Accounts/40) {
		k := i % len(works)
		projects = append(projects, project{
			id:        model.ProjectID(fmt.Sprintf("%s-%d", works[k], i/len(works)+1)),
			portfolio: portfolios[k%len(portfolios)], team: teams[k%len(teams)],
			owner: model.Code(fmt.Sprintf("chef-de-projet-%d", k%4+1)),
			begin: m.options.From.AddDays(r.below(len(m.days)/2 + 1)), days: len(m.days)/2 + r.below(len(m.days)/4+1),
		})
	}
	// The first one is under way when the facts end.
	projects[0].days = projects[0].begin.DaysUntil(m.options.To.AddDays(90))
	for _, p := range projects {
		m.makeMilestones(r, p)
		m.makeCash(r, p)
	}
	m.makeHours(r, projects)
}

const milestonesPerProject = 9

func (m *maker) makeMilestones(r *random, p project) {
	for k := range milestonesPerProject {
		due := p.begin.AddDays(p.days * (k + 1) / milestonesPerProject)
		s := model.Milestone{
			ID: model.MilestoneID(fmt.Sprintf("%s-m%d", p.id, k+1)), ProjectID: p.id, BaselineDue: due,
			Owner: p.owner, Team: p.team, Portfolio: p.portfolio,
		}
		// At five in the afternoon some days before, or after.
		on := func(days int) time.Time {
			d := due.AddDays(days)
			return time.Date(d.Year, d.Month, d.Day, 17, r.below(60), 0, 0, calendar.Zone())
		}
		var done time.Time
		switch n := r.below(100); {
		case n < 66:
			done = on(-r.below(6))
			if r.chance(300) {
				s.PlannedDue = due
			}
		case n < 80: // late, and not moved
			done = on(r.between(2, 30))
		case n < 92: // moved after it slipped
			late := r.between(8, 40)
			s.PlannedDue, done = due.AddDays(late), on(late-r.between(0, 5))
		case n < 96:
			s.CancelledAt = on(-r.between(3, 20))
		case n < 98:
			s.CancelledAt = on(r.between(3, 20))
		}
		if !done.IsZero() && m.past(done) {
			s.CompletedAt = done
		}
		if !s.CancelledAt.IsZero() && !m.past(s.CancelledAt) {
			s.CancelledAt = time.Time{}
		}
		m.shop.Milestones = append(m.shop.Milestones, s)
	}
}
