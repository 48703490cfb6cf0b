package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// cohortDocument is a month's new customers as JSON. Active and complete go by
// the months since, the first one included, up to the last that has begun.
type cohortDocument struct {
	Cohort   string  `json:"cohort"`
	Size     int64   `json:"size"`
	Active   []int64 `json:"active"`
	Complete []bool  `json:"complete"` // whether the month is over: the files may end within it
}

// measureCohorts computes the monthly retention table of the customers. What
// happened after the last order is not known, so that the month it lies in is
// not over.
func measureCohorts(ctx context.Context, s *uci.Shop) (*kpi.Result[cohort.Table], error) {
	months, err := wholeMonths(s.First, s.Last)
	if err != nil {
		return nil, err
	}
	o := cohort.TableOptions{
		Cohorts: kpi.Buckets{Range: months, Grain: period.Month, Calendar: uci.Calendar()},
		AsOf:    s.Last.Add(time.Microsecond),
	}
	table, err := kpi.Run(ctx, s.Facts, cohort.Retention(cohort.Orders(kpi.Policy{}), o), kpi.RunOptions{})
	return &table, err
}

func printCohorts(w io.Writer, r *kpi.Result[cohort.Table]) {
	fmt.Fprintf(w, "customers who ordered, by the month of their first order and months since\n%s", show(*r, cohort.Table.String))
	for _, doubt := range r.Warnings() {
		fmt.Fprintf(w, "note: %v\n", doubt)
	}
}

// addCohorts adds the table to a document.
func addCohorts(d *document, r *kpi.Result[cohort.Table]) {
	d.Cohorts = known(d, "cohorts", *r, func(t cohort.Table) []cohortDocument {
		out := []cohortDocument{}
		for _, row := range t.Rows {
			one := cohortDocument{row.Cohort.Label(), row.Size, []int64{}, []bool{}}
			for _, c := range row.Cells {
				if c.Status != cohort.NotYet {
					one.Active = append(one.Active, c.Subjects)
					one.Complete = append(one.Complete, c.Status == cohort.Complete)
				}
			}
			out = append(out, one)
		}
		return out
	})
}
