package main

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// text is a report as it is printed.
type text struct {
	options
	lang  language
	r     kpi.Report
	in    *input
	notes notes
}

func newText(o options, r kpi.Report, in *input) *text {
	return &text{options: o, lang: o.lang, r: r, in: in, notes: notes{lang: o.lang}}
}

func (t *text) String() string {
	var b strings.Builder
	b.WriteString(t.head())
	b.WriteString(t.table().String())
	for _, part := range []struct {
		title phrase
		text  string
	}{
		{phrase{"Notes", "Notes"}, t.notes.String()},
		{phrase{"In detail", "En détail"}, t.details()},
		{phrase{"Before and after the launch", "Avant et après le lancement"}, t.launched()},
		{phrase{"In each period", "Dans chaque période"}, t.periods()},
		{phrase{"Broken down", "Répartition"}, t.groups()},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n%s\n%s", t.lang.of(part.title), part.text)
		}
	}
	return b.String()
}

// head says what the figures are of, and what they rest on.
func (t *text) head() string {
	l, o := t.lang, t.r.Options()
	var b strings.Builder
	line := func(what phrase, text string) {
		fmt.Fprintf(&b, "%s%s%s\n", l.of(what), l.of(phrase{": ", "\u00a0: "}), text)
	}
	line(phrase{"KPIs", "KPI"}, l.of(t.in.title))
	line(phrase{"range", "période"}, l.days(o.Calendar, o.Range)+", "+o.Calendar.Zone().String())
	if c := t.r.Compared(); !c.Empty() {
		line(phrase{"compared with", "comparée à"}, l.days(o.Calendar, c))
	}
	line(phrase{"policy", "règles"}, l.policy(t))
	return b.String() + l.of(phrase{
		"rates change by percentage points (pt), all else by per cent",
		"les taux évoluent en points de pourcentage (pt), le reste en pour cent",
	}) + "\n\n"
}

// days are the first and the last day of a range.
func (l language) days(cal period.Calendar, r period.Range) string {
	if r.Empty() {
		return "–"
	}
	return cal.DateOf(r.Start()).String() + l.of(phrase{" to ", " au "}) + cal.DateOf(r.End()).AddDays(-1).String()
}

// policy is what the settings and flags assume.
func (l language) policy(t *text) string {
	s := t.in.settings
	parts := []string{l.of(phrase{"counted as by ", "compté comme "}) + t.policyName}
	if t.policyName == "default" {
		parts[0] = l.of(phrase{"defaults", "par défaut"})
	}
	add := func(p phrase, args ...any) { parts = append(parts, fmt.Sprintf(l.of(p), args...)) }
	if s.Hours != "" {
		add(phrase{"open %s", "ouvert %s"}, s.Hours)
		if n := len(s.Holidays); n > 0 {
			add(phrase{"but on holidays", "sauf jours fériés"})
		}
		if n := len(s.BranchHours); n > 0 {
			add(phrase{"%d branches with hours of their own", "%d agences à leurs propres horaires"}, n)
		}
	}
	if s.ExpectedYears != nil {
		add(phrase{"customers are expected to stay for %s years (O11)", "un client reste %s ans (O11)"}, s.ExpectedYears)
	}
	if s.Margin != nil {
		add(phrase{"at a margin of %s %% (O11)", "avec une marge de %s %% (O11)"}, l.number(s.Margin.Shift(2), 0))
	}
	return strings.Join(parts, "; ")
}

// goals are the parts of the catalogue, by the number of their first KPIs.
var goals = []struct {
	first string
	title phrase
}{
	{"O1", phrase{"Goal 1: regain control of sales", "Objectif 1 : reprendre le contrôle des ventes"}},
	{"O5", phrase{"Goal 2: understand and anticipate", "Objectif 2 : comprendre et anticiper"}},
	{"O9", phrase{"Goal 3: anticipate future needs", "Objectif 3 : anticiper les besoins futurs"}},
	{"O12", phrase{"Goal 4: ambition and pragmatism", "Objectif 4 : ambition et pragmatisme"}},
	{"K1", phrase{"KPIs of selling to companies", "KPI de la vente aux entreprises"}},
}

// table is the KPIs with what they are compared with.
func (t *text) table() *table {
	out := &table{left: []bool{true, true, false, true, false, false, true, false, false, true}}
	l, compared := t.lang, !t.r.Compared().Empty()
	head := []string{"", "KPI", l.of(phrase{"value", "valeur"}), "", "", "", "", "", "", ""}
	if compared {
		head[4], head[5] = l.of(phrase{"before", "avant"}), l.of(phrase{"change", "évolution"})
	}
	for _, x := range t.r.Lines {
		if x.Target.Set {
			head[7], head[8] = l.of(phrase{"target", "objectif"}), l.of(phrase{"reached", "atteint"})
		}
	}
	out.add(head...)
	for _, x := range t.r.Lines {
		for _, g := range goals {
			if len(t.kpis) == 0 && g.first == x.Number {
				out.add(l.of(g.title))
			}
		}
		f, _ := x.Value.Value()
		s := l.scaleOf(x.Info, f)
		row := []string{x.Number, l.name(x.Info), l.result(x.Value, s), s.unit, "", "", "", "", "", ""}
		if compared {
			row[4], row[5], row[6] = l.result(x.Previous, s), l.change(x.Info, x.Change, s), l.of(verdicts[x.Change.Better])
		}
		row[7], row[8] = l.target(x.Target, s)
		if marks := t.notes.line(x, compared); marks != "" {
			row[9] = "[" + marks + "]"
		}
		out.add(row...)
	}
	return out
}

func (l language) name(k kpi.Info) string { return l.of(phrase{k.Name, k.NameFR}) }

func (l language) whole(n int64) string { return l.number(decimal.NewFromInt(n), 0) }
