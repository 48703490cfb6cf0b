package main

import (
	"context"
	"fmt"
	"iter"
	"math/big"
	"slices"

	"github.com/duckdb/duckdb-go/v2"
)

// duckRun is one run of the suite in DuckDB.
type duckRun struct {
	figures
	fields map[string]*int64 // by the name of the column
}

func newDuckRun() *duckRun {
	r := &duckRun{figures: figures{payments: make([]int64, len(payments)), modes: make([]int64, len(modes))}}
	r.fields = map[string]*int64{
		"online_cents": &r.onlineCents, "counted_cents": &r.countedCents, "counted": &r.counted, "waiting": &r.waiting, "gmv": &r.gmv,
		"before": &r.before, "retained": &r.retained, "new_customers": &r.newCustomers,
		"visitors": &r.visitors, "converted": &r.converted, "home": &r.home, "bounced": &r.bounced, "viewed": &r.viewed,
		"identified": &r.identified, "logins": &r.logins, "led": &r.led, "connected": &r.connected, "median": &r.median, "high": &r.high,
		"quotes": &r.quotes, "quote_cents": &r.quoteCents, "won": &r.won, "lost": &r.lost, "open": &r.open,
		"off_orders": &r.offOrders, "off_cents": &r.offCents, "gaps": &r.gaps,
		"settled": &r.carts.settled, "abandoned": &r.carts.abandoned, "recovered": &r.carts.recovered, "lost_cents": &r.carts.lostCents,
	}
	return r
}

// run computes the suite by the statements of a file. Breakdowns by account stay
// in the database, as tables; what else comes out is read.
func (d *duck) run(ctx context.Context, statements []string) (*duckRun, error) {
	r := newDuckRun()
	for _, s := range statements {
		err := d.each(ctx, s, r.place)
		if err != nil {
			return nil, fmt.Errorf("%w in: %s", err, s)
		}
	}
	return r, nil
}

// each yields the rows of a statement, as values by column.
func (d *duck) each(ctx context.Context, statement string, yield func(columns []string, values []any) error) error {
	rows, err := d.conn.QueryContext(ctx, statement)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if slices.Equal(columns, []string{"Count"}) { // of a statement that made a table
		return rows.Close()
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := yield(columns, values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// place takes a row into the figures: a number for each column, or what belongs
// to the code or the month that the row is of.
func (r *duckRun) place(columns []string, values []any) error {
	row := map[string]any{}
	for i, c := range columns {
		row[c] = values[i]
	}
	var err error
	number := func(column string) int64 {
		n, wrong := wholeOf(row[column])
		if wrong != nil {
			err = fmt.Errorf("%s: %w", column, wrong)
		}
		return n
	}
	switch {
	case row["payment"] != nil:
		r.payments[slices.Index(payments, fmt.Sprint(row["payment"]))] = number("n")
	case row["mode"] != nil:
		r.modes[slices.Index(modes, fmt.Sprint(row["mode"]))] = number("n")
	case row["month"] != nil:
		r.monthly[number("month")] = number("cents")
	case row["cohort"] != nil:
		r.cohorts[number("cohort")][number("since")] = number("n")
	default:
		for _, c := range columns {
			if sum, ok := row[c].(*big.Int); ok && c == "gap_sum" {
				r.gapSum.Set(sum)
				continue
			}
			field := r.fields[c]
			if field == nil {
				return fmt.Errorf("no figure %q", c)
			}
			*field = number(c)
		}
	}
	return err
}

// wholeOf is a number of DuckDB as an int64; of a DECIMAL its digits, which are
// cents.
func wholeOf(v any) (int64, error) {
	switch v := v.(type) {
	case nil:
		return 0, nil
	case int64:
		return v, nil
	case int32:
		return int64(v), nil
	case int8:
		return int64(v), nil
	case *big.Int:
		if v.IsInt64() {
			return v.Int64(), nil
		}
	case duckdb.Decimal:
		if v.Value.IsInt64() {
			return v.Value.Int64(), nil
		}
	}
	return 0, fmt.Errorf("%T %v is no whole number", v, v)
}

// answers reads the breakdowns back and returns all as text.
func (d *duck) answers(ctx context.Context, r *duckRun, basketTable string) ([]answer, error) {
	baskets, err := d.table(ctx, "SELECT account_id, cents, orders, largest FROM "+basketTable)
	if err != nil {
		return nil, err
	}
	abandonment, err := d.table(ctx, "SELECT account_id, settled, abandoned, recovered, lost_cents FROM abandonment WHERE settled > 0")
	if err != nil {
		return nil, err
	}
	r.baskets = groupsOf(baskets, func(n []int64) basket { return basket{n[0], n[1], n[2]} })
	r.abandonment = groupsOf(abandonment, func(n []int64) cartCounts { return cartCounts{n[0], n[1], n[2], n[3]} })
	return r.figures.answers(), nil
}

// accountRow is a row of a breakdown.
type accountRow struct {
	account string
	numbers []int64
}

func (d *duck) table(ctx context.Context, query string) ([]accountRow, error) {
	var out []accountRow
	err := d.each(ctx, query, func(_ []string, values []any) error {
		row := accountRow{account: d.ids.text("a", values[0])}
		for _, v := range values[1:] {
			n, err := wholeOf(v)
			if err != nil {
				return err
			}
			row.numbers = append(row.numbers, n)
		}
		out = append(out, row)
		return nil
	})
	return out, err
}

func groupsOf[V any](rows []accountRow, value func([]int64) V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, r := range rows {
			if !yield(r.account, value(r.numbers)) {
				return
			}
		}
	}
}

// duckMode is a file of statements, and where it leaves the baskets.
type duckMode struct{ file, baskets string }

var (
	duckStatements = duckMode{"statements", "basket_means JOIN largest_baskets USING (account_id)"}
	duckMerged     = duckMode{"merged", "baskets"}
)
