package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// notes are the footnotes of a table, numbered in the order of their first mark.
type notes struct {
	lang  language
	texts []string
	about [][]string // by note: the KPIs, with how much of each it concerns
}

// mark returns the number of a note, which is made where it is not there yet.
func (n *notes) mark(text, about string) int {
	i := slices.Index(n.texts, text)
	if i < 0 {
		i = len(n.texts)
		n.texts, n.about = append(n.texts, text), append(n.about, nil)
	}
	n.about[i] = append(n.about[i], about)
	return i + 1
}

// line returns the marks of a KPI: of why there is no figure, and of every doubt
// about one.
func (n *notes) line(x kpi.ReportLine, compared bool) string {
	var marks []int
	note := func(text, about string) {
		if i := n.mark(text, about); !slices.Contains(marks, i) {
			marks = append(marks, i)
		}
	}
	if x.Value.Why() != kpi.Defined {
		note(n.lang.undefined(x.Value), x.Number)
	}
	if compared && x.Previous.Why() != kpi.Defined && !sameReason(x.Value, x.Previous) {
		note(n.lang.undefined(x.Previous), x.Number+" "+n.lang.of(phrase{"before", "avant"}))
	}
	// A warning on both figures is one note, with both counts.
	var texts []string
	counts := map[string]string{}
	gather := func(r kpi.Result[kpi.Figure], which string) {
		for _, w := range r.Warnings() {
			text, _ := n.lang.explained(w.Text)
			if _, seen := counts[text]; !seen {
				texts = append(texts, text)
			}
			if counts[text] != "" {
				counts[text] += ", "
			}
			counts[text] += n.lang.count(w) + which
		}
	}
	gather(x.Value, "")
	if compared {
		gather(x.Previous, " "+n.lang.of(phrase{"before", "avant"}))
	}
	for _, text := range texts {
		note(text, x.Number+": "+counts[text])
	}
	for _, text := range n.lang.assumptions(x) {
		note(text, x.Number)
	}
	slices.Sort(marks)
	all := make([]string, len(marks))
	for i, m := range marks {
		all[i] = strconv.Itoa(m)
	}
	return strings.Join(all, " ")
}

// count is how many a warning is about.
func (l language) count(w kpi.Warning) string {
	if w.Of == 0 {
		return l.whole(w.Count)
	}
	return l.whole(w.Count) + l.of(phrase{" of ", " sur "}) + l.whole(w.Of)
}

// assumptions are what a figure rests on, beside facts.
func (l language) assumptions(x kpi.ReportLine) []string {
	var of []string
	for _, r := range x.Value.Rates() {
		if code := r.From.Code(); !slices.Contains(of, code) {
			of = append(of, code)
		}
	}
	if len(of) == 0 {
		return nil
	}
	to := x.Value.Rates()[0].To.Code()
	return []string{fmt.Sprintf(l.of(phrase{
		"amounts in %s are converted into %s, each at the rate of its day", "les montants en %s sont convertis en %s, chacun au taux de son jour",
	}), strings.Join(of, ", "), to)}
}

func sameReason(a, b kpi.Result[kpi.Figure]) bool {
	return a.Why() == b.Why() && a.Detail() == b.Detail()
}

// String lists the notes.
func (n *notes) String() string {
	var b strings.Builder
	for i, text := range n.texts {
		fmt.Fprintf(&b, "%2d  %s\n    %s\n", i+1, text, strings.Join(n.about[i], "; "))
	}
	return b.String()
}
