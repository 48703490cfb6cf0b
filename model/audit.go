package model

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Audit lists what is to be known of facts before figures are believed: links
// to facts that are not there, contradictions that Append cannot refuse because
// either side may be the one that is wrong, and facts that figures leave out,
// with the reason. It is made by Facts.Audit.
type Audit struct {
	// Findings are sorted by kind, class, field and reason.
	Findings []AuditFinding
}

// AuditClass says what sort of thing a finding is.
type AuditClass string

// The classes of findings.
const (
	AuditMissing       AuditClass = "missing"       // a fact that is named, or has to be, is not there
	AuditContradiction AuditClass = "contradiction" // two facts cannot both be right
	AuditLeftOut       AuditClass = "left-out"      // some or all figures do not count the fact
)

// AuditFinding is one thing that holds of some facts of a kind.
type AuditFinding struct {
	Kind   Kind
	Class  AuditClass
	Field  string // in the words of the data model, such as "session_id"
	Reason string
	Count  int // of facts
	// Examples are IDs of such facts, as errors name them: the smallest ones in
	// the order of their bytes, AuditExamples at most. There are none for facts
	// that were not recorded.
	Examples []string
}

// AuditExamples is how many examples a finding has at most.
const AuditExamples = 5

// Audit examines all facts. It takes time in proportion to their number, and
// does not depend on the order in which they were recorded. Like all reading it
// may go on while others read. No facts give no findings.
func (f *Facts) Audit() Audit {
	a := auditor{f: f, found: map[auditKey]*AuditFinding{}}
	for _, t := range f.kinds {
		a.linksOf(t)
		a.visitsOf(t)
		a.accountsOf(t)
		a.leftOutOf(t)
	}
	a.orders()
	a.carts()
	a.revisions()
	a.approvals()
	a.allocations()
	return Audit{Findings: slices.SortedFunc(func(yield func(AuditFinding) bool) {
		for _, finding := range a.found {
			if !yield(*finding) {
				return
			}
		}
	}, compareFindings)}
}

// classes are in the order in which they are listed.
var classes = []AuditClass{AuditMissing, AuditContradiction, AuditLeftOut}

func compareFindings(a, b AuditFinding) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(slices.Index(classes, a.Class), slices.Index(classes, b.Class)),
		cmp.Compare(a.Field, b.Field),
		cmp.Compare(a.Reason, b.Reason),
	)
}

// Of returns the findings of a class, none where there are none.
func (a Audit) Of(class AuditClass) []AuditFinding {
	var of []AuditFinding
	for _, finding := range a.Findings {
		if finding.Class == class {
			of = append(of, finding)
		}
	}
	return of
}

// String lists the findings, a line each; "nothing found" where there are none.
func (a Audit) String() string {
	if len(a.Findings) == 0 {
		return "nothing found"
	}
	lines := make([]string, len(a.Findings))
	for i, finding := range a.Findings {
		lines[i] = finding.String()
	}
	return strings.Join(lines, "\n")
}

// MarshalJSON returns {"findings":[…]}, with an empty list where nothing was
// found. The error is always nil.
func (a Audit) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Findings []AuditFinding `json:"findings"`
	}{append([]AuditFinding{}, a.Findings...)})
}

// String returns the finding in a line, such as
// "order session_id: missing: no such session: 12, such as o1, o7".
func (a AuditFinding) String() string {
	text := fmt.Sprintf("%s %s: %s: %s: %d", a.Kind, a.Field, a.Class, a.Reason, a.Count)
	if len(a.Examples) == 0 {
		return text
	}
	return text + ", such as " + strings.Join(a.Examples, ", ")
}

// MarshalJSON returns an object of kind, class, field, reason, count and
// examples, a list that may be empty. The error is always nil.
func (a AuditFinding) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kind     string     `json:"kind"`
		Class    AuditClass `json:"class"`
		Field    string     `json:"field"`
		Reason   string     `json:"reason"`
		Count    int        `json:"count"`
		Examples []string   `json:"examples"`
	}{a.Kind.String(), a.Class, a.Field, a.Reason, a.Count, append([]string{}, a.Examples...)})
}

type auditKey struct {
	kind          Kind
	class         AuditClass
	field, reason string
}

// auditor gathers findings.
type auditor struct {
	f     *Facts
	found map[auditKey]*AuditFinding
}

func (a *auditor) finding(kind Kind, class AuditClass, field, reason string) *AuditFinding {
	key := auditKey{kind, class, field, reason}
	finding := a.found[key]
	if finding == nil {
		finding = &AuditFinding{Kind: kind, Class: class, Field: field, Reason: reason}
		a.found[key] = finding
	}
	return finding
}

// note counts a fact, and keeps its ID if it is one of the smallest.
func (a *auditor) note(r row, class AuditClass, field, reason string) {
	finding := a.finding(r.t.kind, class, field, reason)
	finding.Count++
	id := auditID(r)
	at, _ := slices.BinarySearch(finding.Examples, id)
	if at == AuditExamples {
		return
	}
	if len(finding.Examples) == AuditExamples {
		finding.Examples = finding.Examples[:AuditExamples-1]
	}
	finding.Examples = slices.Insert(finding.Examples, at, id)
}

// auditID names a fact as errors do.
func auditID(r row) string {
	switch r.t.kind {
	case KindQuote:
		q := QuoteRow{r}
		return quoteRules.id(&Quote{ID: q.ID(), Revision: q.Revision()})
	case KindApproval:
		s := ApprovalRow{r}
		return approvalRules.id(&Approval{OrderID: s.OrderID(), Round: s.Round(), Tier: s.Tier(), ApproverID: s.ApproverID()})
	}
	return r.text(0)
}
