package kpi_test

import (
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// due is a milestone with changes.
func due(id, day string, changes ...func(*model.Milestone)) model.Milestone {
	m := model.Milestone{ID: model.MilestoneID(id), ProjectID: "shop", BaselineDue: date(day)}
	for _, change := range changes {
		change(&m)
	}
	return m
}

func done(at string) func(*model.Milestone) {
	return func(m *model.Milestone) { m.CompletedAt = instant(at) }
}

func moved(to string) func(*model.Milestone) {
	return func(m *model.Milestone) { m.PlannedDue = date(to) }
}

func dropped(at string) func(*model.Milestone) {
	return func(m *model.Milestone) { m.CancelledAt = instant(at) }
}

func TestMilestoneCompletionRate(t *testing.T) {
	march := asOf("2025-03", "")
	inParis := kpi.Window{Range: march.Range, Calendar: paris, AsOf: instant("2025-04-02")}
	march31, err := paris.Month(2025, time.March)
	noError(err)
	inParis.Range = march31
	plan := kpi.Policy{Due: kpi.DuePlanned}
	slipped := due("1", "2025-03-10", moved("2025-03-20"), done("2025-03-18"))
	avoid(t, kpi.MilestoneCompletionRate, []trap{
		{name: "on time until the due day ends", window: march, book: book{milestones: []model.Milestone{
			due("1", "2025-03-10", done("2025-03-10T23:59:59.999999Z")), due("2", "2025-03-10", done("2025-03-11")), due("3", "2025-02-28"), due("4", "2025-04-01"),
		}}, want: "50.00 % (1 on time, 1 late), 0 cancelled, 0 not yet due"},
		{name: "the day ends in the calendar's zone", window: inParis, book: book{milestones: []model.Milestone{
			due("1", "2025-03-31", done("2025-03-31T21:59:59.999999Z")), due("2", "2025-03-31", done("2025-03-31T22:00:00Z")),
		}}, want: "50.00 % (1 on time, 1 late), 0 cancelled, 0 not yet due"},
		{name: "trap: slipped ones stay in the denominator", window: march, book: book{milestones: []model.Milestone{due("1", "2025-03-10"), due("2", "2025-03-10", done("2025-03-01"))}},
			want: "50.00 % (1 on time, 1 late), 0 cancelled, 0 not yet due"},
		{name: "golden 14: late against the baseline", window: march, book: book{milestones: []model.Milestone{slipped}}, want: "0.00 % (0 on time, 1 late), 0 cancelled, 0 not yet due"},
		{name: "golden 14: on time against the plan", policy: plan, window: march, book: book{milestones: []model.Milestone{slipped}},
			want: "100.00 % (1 on time, 0 late), 0 cancelled, 0 not yet due"},
		{name: "trap: moved out of the range", window: march, book: book{milestones: []model.Milestone{due("1", "2025-03-10", moved("2025-06-01")), due("2", "2025-03-11", done("2025-03-11"))}},
			want: "50.00 % (1 on time, 1 late), 0 cancelled, 0 not yet due"},
		{name: "cancelled before it was due, and later", window: march, book: book{milestones: []model.Milestone{
			due("1", "2025-03-10", dropped("2025-03-10T23:59:59Z")), due("2", "2025-03-10", dropped("2025-03-11")), due("3", "2025-03-10", done("2025-03-10")),
		}}, want: "50.00 % (1 on time, 1 late), 1 cancelled, 0 not yet due"},
		{name: "not due yet, done or not", window: asOf("2025-03", "2025-03-15"), book: book{milestones: []model.Milestone{
			due("1", "2025-03-14", done("2025-03-14")), due("2", "2025-03-15", done("2025-03-01")), due("3", "2025-03-31"), due("4", "2025-03-01", done("2025-03-20")),
		}}, want: "50.00 % (1 on time, 1 late), 0 cancelled, 2 not yet due\n! 2 milestones not due yet"},
		{name: "none is due yet", window: asOf("2025-03", "2025-03-01"), book: book{milestones: []model.Milestone{due("1", "2025-03-14")}}, want: "(window open)\n! 1 milestones not due yet"},
		{name: "no milestone in the range", window: march, book: book{milestones: []model.Milestone{due("1", "2025-04-14")}}, want: "(no denominator)"},
		{name: "no milestones", window: march, book: book{accounts: []model.Account{{ID: "a"}}}, want: "(missing facts: milestone)"},
		{name: "no calendar", window: kpi.Window{Range: within("2025")}, want: "(missing field: calendar)"},
		{name: "no range", window: kpi.Window{Calendar: utc}, want: "(missing field: range)"},
	})
}
