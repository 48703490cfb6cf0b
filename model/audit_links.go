package model

// auditLink is a column that names a fact.
type auditLink struct {
	slot int
	to   Kind
}

// auditLinks are all links to facts of which there is a kind. Buyers, visitors,
// products and projects are named by facts, and are none themselves.
var auditLinks = map[Kind][]auditLink{
	KindAccount:        {{accountParent, KindAccount}, {accountMergedInto, KindAccount}},
	KindOrder:          {{orderAccount, KindAccount}, {orderSession, KindSession}, {orderCart, KindCart}, {orderQuote, KindQuote}},
	KindRefund:         {{refundOrder, KindOrder}, {refundAccount, KindAccount}},
	KindApproval:       {{approvalOrder, KindOrder}},
	KindQuote:          {{quoteAccount, KindAccount}, {quoteSession, KindSession}},
	KindCart:           {{cartAccount, KindAccount}, {cartSession, KindSession}, {cartOrder, KindOrder}, {cartMergedInto, KindCart}},
	KindSession:        {{sessionAccount, KindAccount}},
	KindAccountRequest: {{requestAccount, KindAccount}, {requestSession, KindSession}},
	KindSurveyResponse: {{responseAccount, KindAccount}},
}

// linksOf finds links to facts that are not there. Where there is no fact of a
// kind at all, the reason says so: nobody has to look for them one by one.
func (a *auditor) linksOf(t *table) {
	for _, link := range auditLinks[t.kind] {
		to := a.f.kinds[link.to-1]
		reason := "no such " + link.to.String()
		if to.n == 0 {
			reason = "there are no facts of the kind " + link.to.String()
		}
		t.live(func(r row) bool {
			if code := t.ref(r.i, link.slot); code != 0 && !a.there(link.to, code) {
				a.note(r, AuditMissing, t.refs[link.slot], reason)
			}
			return true
		})
	}
}

// there says whether a fact is recorded; of a quote, any revision.
func (a *auditor) there(kind Kind, code uint32) bool {
	if kind == KindQuote {
		for range a.f.revisionsOf.all(code) {
			return true
		}
		return false
	}
	return a.f.kinds[kind-1].find(code) >= 0
}

// revisions finds gaps among the revisions of quotes.
func (a *auditor) revisions() {
	t := &a.f.Quotes.table
	t.live(func(r row) bool {
		q := QuoteRow{r}
		if n := q.Revision(); n > 1 {
			if _, ok := a.f.Quote(q.ID(), n-1); !ok {
				a.note(r, AuditMissing, "revision", "the revision before it is not there")
			}
		}
		return true
	})
}

// approvals finds gaps among the rounds and tiers of approvals. A tier that the
// round before it already went through need not be there again.
func (a *auditor) approvals() {
	t := &a.f.Approvals.table
	t.live(func(r row) bool {
		s := ApprovalRow{r}
		round, tier := s.Round() == 1, s.Tier() == 1
		for i := range a.f.approvalsOf.all(t.ref(r.i, approvalOrder)) {
			o := ApprovalRow{rowOf(t, i)}
			round = round || o.Round() == s.Round()-1
			tier = tier || o.Tier() == s.Tier()-1 && o.Round() <= s.Round()
		}
		if !round {
			a.note(r, AuditMissing, "round", "the round before it is not there")
		}
		if !tier {
			a.note(r, AuditMissing, "tier", "the tier before it is not there")
		}
		return true
	})
}

// allocations finds hours of resources whose capacity is not known on all of
// their days.
func (a *auditor) allocations() {
	t := &a.f.Allocations.table
	t.live(func(r row) bool {
		resource := t.ref(r.i, allocationResource)
		from, to := int32(r.coef(allocationFrom)), int32(r.coef(allocationTo))
		for from < to {
			at := a.f.capacities.meet(capacitySpan{resource: resource, from: from, to: from + 1})
			if at == nil {
				a.note(r, AuditMissing, "net", "no capacity of the resource is known for some of the days")
				break
			}
			from = at.to
		}
		return true
	})
}
