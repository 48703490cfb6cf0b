package main

import (
	"context"
	"encoding/json"
	"io"
	"iter"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// compute is the report of the flags on facts.
func compute(ctx context.Context, o options, in *input, p *progress) (kpi.Report, error) {
	cal, err := in.settings.calendar()
	if err != nil {
		return kpi.Report{}, err
	}
	policy, err := in.settings.policy(o.policy, cal)
	if err != nil {
		return kpi.Report{}, usage("%v", err)
	}
	about := kpi.ReportOptions{
		Calendar: cal, Compare: o.compare, KPIs: o.kpis, Series: o.series, By: o.by, Top: o.top, Launch: o.launch,
		Targets: map[string]decimal.Decimal{},
	}
	if about.Range, err = in.span(o, cal); err != nil {
		return kpi.Report{}, err
	}
	if in.settings.AsOf != nil && in.settings.AsOf.After(about.Range.End()) {
		about.AsOf = *in.settings.AsOf
	}
	if o.launch.Valid() && !about.Range.Contains(cal.Start(o.launch)) {
		return kpi.Report{}, usage("the launch on %v is not in the range %s", o.launch, cal.Format(about.Range))
	}
	for id, target := range in.settings.Targets {
		if about.Targets[id], err = number("target of "+id, target); err != nil {
			return kpi.Report{}, err
		}
	}
	if about.Rates, err = in.settings.rates(); err != nil {
		return kpi.Report{}, err
	}
	if about.Rates != nil {
		if about.Currency, err = in.settings.currency(); err != nil {
			return kpi.Report{}, err
		}
	}
	metric, err := kpi.NewReport(policy, about)
	if err != nil {
		return kpi.Report{}, err
	}
	p.set("computing", int64(in.facts.Pieces()))
	result, err := kpi.Run(ctx, counted{in.facts, p}, metric, kpi.RunOptions{})
	if err != nil {
		return kpi.Report{}, err
	}
	r, _ := result.Value() // a report is always defined: its KPIs may not be
	return r, nil
}

// counted tells the progress how much of the facts was looked at.
type counted struct {
	*model.Facts
	p *progress
}

func (c counted) Piece(i int) iter.Seq[*model.Block] {
	return func(yield func(*model.Block) bool) {
		c.Facts.Piece(i)(yield)
		c.p.add(1)
	}
}

// printJSON prints a report as its JSON, indented.
func printJSON(w io.Writer, r kpi.Report) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
