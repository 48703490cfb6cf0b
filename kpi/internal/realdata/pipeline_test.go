package realdata_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func dollars(t *testing.T, d decimal.Decimal) model.Money {
	t.Helper()
	m, err := model.NewMoney(d, model.USD)
	noError(t, err)
	return m
}

// pipeline is what the second computation keeps of the opportunities.
type pipeline struct {
	stages       map[string]int64
	closed       decimal.Decimal // close_value of the won ones
	listed       decimal.Decimal // list price of the won and lost ones
	byAgent      map[model.SalesRepID][2]int64
	days         []time.Duration // from engagement to winning
	engagedSince map[string]time.Time
}

// readPipeline makes quotes of opportunities: engaged is offered, at the list
// price. The 500 at stage Prospecting have no date, and are no quotes yet.
func readPipeline(t *testing.T) (*model.Facts, *pipeline) {
	t.Helper()
	prices := map[string]decimal.Decimal{}
	same(t, "products", each(t, "crm-sales-pipeline/products.csv.gz", func(r record) { prices[r.at("product")] = r.number("sales_price") }), 7)
	prices["GTXPro"] = prices["GTX Pro"] // as it is spelled in the pipeline
	f := model.NewFacts(model.FactsOptions{})
	p := &pipeline{stages: map[string]int64{}, byAgent: map[model.SalesRepID][2]int64{}, engagedSince: map[string]time.Time{}}
	outcomes := map[string]model.QuoteOutcome{"Won": model.QuoteAccepted, "Lost": model.QuoteDeclined, "Engaging": model.QuoteOpen}
	n := each(t, "crm-sales-pipeline/sales_pipeline.csv.gz", func(r record) {
		stage, agent := r.at("deal_stage"), model.SalesRepID(r.at("sales_agent"))
		p.stages[stage]++
		if stage == "Prospecting" {
			same(t, "date of a prospect", r.at("engage_date"), "")
			return
		}
		price, ok := prices[r.at("product")]
		if !ok {
			t.Fatalf("no product %q", r.at("product"))
		}
		q := model.Quote{
			ID: model.QuoteID(r.at("opportunity_id")), Revision: 1, AccountID: model.AccountID(r.at("account")), SalesRep: agent,
			OfferedAt: r.time("engage_date", time.DateOnly, time.UTC), Value: dollars(t, price), Outcome: outcomes[stage],
		}
		if stage == "Engaging" {
			p.engagedSince[r.at("opportunity_id")] = q.OfferedAt
		} else {
			q.DecidedAt = r.time("close_date", time.DateOnly, time.UTC)
			p.listed = p.listed.Add(price)
			count := p.byAgent[agent]
			count[1]++
			if stage == "Won" {
				q.TakenValue = dollars(t, r.number("close_value"))
				p.closed = p.closed.Add(r.number("close_value"))
				p.days = append(p.days, q.DecidedAt.Sub(q.OfferedAt))
				count[0]++
			}
			p.byAgent[agent] = count
		}
		noError(t, f.Quotes.Append(q))
	})
	same(t, "rows of SOURCE.md", n, 8800)
	for stage, want := range map[string]int64{"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500} {
		same(t, stage+" of SOURCE.md", p.stages[stage], want)
	}
	same(t, "close_value of SOURCE.md", p.closed, 10_005_534)
	return f, p
}

// TestPipeline: quotes by number and value, and by sales agent.
func TestPipeline(t *testing.T) {
	f, p := readPipeline(t)
	asOf := kpi.Window{AsOf: time.Date(2017, 12, 31, 0, 0, 0, 0, time.UTC)}
	binding := kpi.Policy{QuoteMaxAge: 1000 * 24 * time.Hour}
	q := valueOf(t, "K7", kpi.Quotes(binding, kpi.Window{}).Of(f.All()))
	same(t, "quotes", q.Quotes, 8800-500)
	same(t, "requests", q.Requests, 0)

	k8 := valueOf(t, "K8", kpi.QuoteToOrderRate(binding, asOf).Of(f.All()))
	same(t, "K8", fmt.Sprint(k8.Won, k8.Lost, k8.Open), "4238 2473 1589")
	sameRatio(t, "K8 by number", k8.Rate, 4238, 4238+2473)
	byValue := valueOf(t, "K8 by value", k8.ByValue)
	sameRatio(t, "K8 by value", byValue, p.closed.IntPart(), p.listed.IntPart())
	t.Logf("%v, by value %v", k8, byValue)

	// Quotes without a date bind for 30 days unless the policy says otherwise: most
	// open deals have been engaged for longer.
	var lapsed int64
	for _, since := range p.engagedSince {
		if !since.Add(30 * 24 * time.Hour).After(asOf.AsOf) {
			lapsed++
		}
	}
	k8 = valueOf(t, "K8", kpi.QuoteToOrderRate(kpi.Policy{}, asOf).Of(f.All()))
	same(t, "K8 with lapsed ones", fmt.Sprint(k8.Won, k8.Lost, k8.Open), fmt.Sprint(4238, 2473+lapsed, 1589-lapsed))

	agents := valueOf(t, "K8 by agent", kpi.On(model.QuoteFacts, kpi.By(model.QuoteSalesRep, kpi.Count[model.QuoteRow]())).Of(f.All()))
	same(t, "agents", agents.Len(), len(p.byAgent))
	for agent, want := range p.byAgent {
		of := kpi.Where(model.PredOf(model.QuoteFacts, model.QuoteSalesRep.Is(agent)), kpi.QuoteToOrderRate(binding, asOf))
		sameRatio(t, string(agent), valueOf(t, string(agent), of.Of(f.All())).Rate, want[0], want[1])
	}
}

// TestPipelineTimeToWin: from engagement to the deal, in days by date.
func TestPipelineTimeToWin(t *testing.T) {
	f, p := readPipeline(t)
	field := model.NewField("time to win", func(q model.QuoteRow) (time.Duration, bool) { return q.DecidedAt().Sub(q.OfferedAt()), true })
	d := valueOf(t, "time to win", kpi.On(model.QuoteFacts, kpi.Where(model.QuoteState.Is(model.QuoteAccepted), kpi.Quantiles(field))).Of(f.All()))
	same(t, "deals", d.Count(), len(p.days))
	same(t, "median", d.Median(), median(p.days))
}
