package realdata_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// TestLeads: merchants who asked to sell through Olist as requests for an
// account, and those who signed as approved ones.
func TestLeads(t *testing.T) {
	saoPaulo := zone(t, "America/Sao_Paulo")
	won, seller := map[string]time.Time{}, map[string]string{}
	same(t, "deals of SOURCE.md", each(t, "olist/olist_closed_deals_dataset.csv.gz", func(r record) {
		won[r.at("mql_id")] = r.time("won_date", time.DateTime, saoPaulo)
		seller[r.at("mql_id")] = r.at("seller_id")
	}), 842)
	same(t, "merchants who signed", len(won), 842)

	f := model.NewFacts(model.FactsOptions{})
	leads, signed := map[string]int64{}, map[string]int64{}
	var took []time.Duration
	var early int64
	n := each(t, "olist/olist_marketing_qualified_leads_dataset.csv.gz", func(r record) {
		id, origin, at := r.at("mql_id"), r.at("origin"), r.time("first_contact_date", time.DateOnly, saoPaulo)
		request := model.AccountRequest{
			ID: model.RequestID(id), ReceivedAt: at, Contact: model.Contact(id), Source: model.Code(origin), VisitorID: model.VisitorID(id),
			Decision: model.DecisionPending, InTarget: model.InTargetNo, Company: "merchant",
		}
		leads[origin]++
		if signedAt, ok := won[id]; ok {
			request.Decision, request.DecidedAt, request.InTarget, request.Company = model.DecisionApproved, signedAt, model.InTargetYes, seller[id]
			if signedAt.Before(at) { // the model refuses what was decided before it was asked
				if err := f.AccountRequests.Append(request); !errors.Is(err, model.ErrContradiction) {
					t.Errorf("signed before the first contact: %v", err)
				}
				request.Decision, request.DecidedAt = model.DecisionPending, time.Time{}
				early++
			} else {
				signed[origin]++
				took = append(took, signedAt.Sub(at))
			}
		}
		noError(t, f.AccountRequests.Append(request))
		noError(t, f.Sessions.Append(model.Session{ID: model.SessionID(id), VisitorID: model.VisitorID(id), StartedAt: at, PageViews: 1, Source: model.Code(origin)}))
	})
	same(t, "leads of SOURCE.md", n, 8000)
	same(t, "leads of no origin by SOURCE.md", leads[""], 60)
	same(t, "signed before the first contact", early, 1)

	a := valueOf(t, "K2", kpi.AccountRequests(kpi.Policy{}).Of(f.All()))
	same(t, "K2", fmt.Sprint(a.Requests, a.Duplicates), "8000 0")
	approved, _ := a.ByDecision.Get(model.DecisionApproved)
	pending, _ := a.ByDecision.Get(model.DecisionPending)
	same(t, "decisions", fmt.Sprint(approved, pending), fmt.Sprint(842-early, 8000-842+early))
	d := valueOf(t, "time to sign", a.TimeToDecide)
	same(t, "median time to sign", d.Median(), median(took))
	t.Logf("time to sign: median %v", d.Median())

	sameRatio(t, "T2", valueOf(t, "T2", kpi.QualifiedProspectRate(kpi.Policy{}).Of(f.All())), 842, 8000)

	count := kpi.Count[model.AccountRequestRow]()
	rate := kpi.Share(kpi.Where(model.RequestDecision.Is(model.DecisionApproved), count), count)
	origins := valueOf(t, "by origin", kpi.On(model.AccountRequestFacts, kpi.By(model.RequestSource, rate)).Of(f.All()))
	for origin, r := range origins.All() {
		sameRatio(t, string(origin), valueOf(t, string(origin), r), signed[string(origin)], leads[string(origin)])
	}
	unknown, ok := origins.Unknown()
	same(t, "leads of no origin", ok, true)
	sameRatio(t, "leads of no origin", valueOf(t, "unknown", unknown), signed[""], 60)

	traffic := valueOf(t, "T1", kpi.TrafficBy(kpi.Policy{Goal: kpi.SignUpGoal()}, model.SessionSource).Of(f.All()))
	for origin, r := range traffic.All() {
		same(t, "visits from "+string(origin), valueOf(t, "T1", r).Visits, leads[string(origin)])
	}
}
