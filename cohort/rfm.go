package cohort

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// RFMInput is what is scored of a customer.
type RFMInput struct {
	Subject   kpi.SubjectID `json:"subject"`
	Recency   int64         `json:"recency"`   // days since the last order: fewer is better
	Frequency int64         `json:"frequency"` // orders
	Monetary  model.Money   `json:"monetary"`  // what they are worth
}

// RFMRow is a customer with scores and segment.
type RFMRow struct {
	RFMInput
	R       int    `json:"r"` // scores from 1, the worst, to the number of bins
	F       int    `json:"f"`
	M       int    `json:"m"`
	Segment string `json:"segment"`
}

// Score returns the three scores as text, such as "543".
func (r RFMRow) Score() string { return fmt.Sprintf("%d%d%d", r.R, r.F, r.M) }

// RFMTable is customers by recency, frequency and monetary value.
type RFMTable struct {
	Bins     int            `json:"bins"`
	Rows     []RFMRow       `json:"rows"`           // in the order of the subjects
	Cuts     *RFMCuts       `json:"cuts,omitempty"` // nil where scores are by rank
	Segments []SegmentCount `json:"segments"`       // in the order of the segments, those that are empty too
}

// SegmentCount is how many customers a segment has and what they are worth.
type SegmentCount struct {
	Name      string      `json:"name"`
	Customers int64       `json:"customers"`
	Monetary  model.Money `json:"monetary"`
}

// String returns a line for each segment.
func (t RFMTable) String() string {
	lines := make([]string, len(t.Segments))
	for i, s := range t.Segments {
		lines[i] = fmt.Sprintf("%s: %d, %v", s.Name, s.Customers, s.Monetary)
	}
	return strings.Join(lines, "\n")
}

// RFMOptions say how customers are scored. The zero value scores each of
// recency, frequency and monetary value in five bins by type-7 quantiles, and
// names the segments of DefaultSegments.
type RFMOptions struct {
	Bins    int // scores go from 1 to so many; 0 is 5, and at most 100
	Scoring Scoring
	Type    kpi.QuantileType // of ScoreByQuantiles; 0 is type 7
	Cuts    RFMCuts          // of ScoreByCuts
	// Segments are the names, of which the first one that fits is taken; nil
	// is DefaultSegments. Who fits in none is in the segment Others.
	Segments []Segment
}

func (o RFMOptions) bins() int {
	if o.Bins == 0 {
		return 5
	}
	return o.Bins
}

// RFM scores customers by their counted orders through the last day observed:
// the days since their last order (recency), how many orders there are
// (frequency) and what they are worth (monetary value, the policy's Amount,
// returns by order date).
//
// It is undefined where nobody ordered (NoData), where customers have amounts in
// several currencies, or one customer has (MixedCurrency), where no amount is
// known (MissingField), and where no history can be told (MissingFacts,
// MissingField, UnplacedStatus). It panics where the observation has no calendar
// or no valid day, and where the options do not fit together: see ScoreRFM. A
// filter or period around it means the history within that slice.
func RFM(p kpi.Policy, o Observation, opts RFMOptions) kpi.KPI[RFMTable] {
	o.check()
	if err := opts.check(); err != nil {
		panic(err.Error())
	}
	end := o.Calendar.Start(o.Through.AddDays(1))
	per := kpi.History(model.OrderPlacedAt, kpi.HistoryOptions[model.OrderRow]{Amount: p.OrderAmount()})
	type entry = kpi.Entry[kpi.SubjectID, kpi.Moments]
	collect := kpi.Fold("recency, frequency, monetary value "+o.String(), kpi.Folding[entry, []RFMInput, []RFMInput]{
		New: func() []RFMInput { return nil },
		Step: func(s []RFMInput, e entry) []RFMInput {
			in, ok := rfmInput(e, o)
			if !ok {
				return append(s, RFMInput{Subject: e.Key, Frequency: -1}) // of several currencies
			}
			return append(s, in)
		},
		Merge:  func(s, other []RFMInput) []RFMInput { return append(s, other...) },
		Result: func(s []RFMInput) kpi.Result[[]RFMInput] { return kpi.Value(s) },
	})
	table := kpi.Then("rfm "+opts.text(), collect, func(in []RFMInput) kpi.Result[RFMTable] {
		if len(in) == 0 {
			return kpi.Undefined[RFMTable](kpi.NoData, "")
		}
		slices.SortFunc(in, func(a, b RFMInput) int { return cmp.Compare(a.Subject, b.Subject) })
		for _, one := range in {
			if one.Frequency < 0 {
				return kpi.Undefined[RFMTable](kpi.MixedCurrency, "orders of "+string(one.Subject))
			}
		}
		t, err := ScoreRFM(in, opts)
		if err != nil {
			return kpi.Undefined[RFMTable](kpi.MixedCurrency, err.Error())
		}
		return kpi.Value(t)
	})
	return until(end, withAmounts(p, perSubject(p, per, table)))
}

func rfmInput(e kpi.Entry[kpi.SubjectID, kpi.Moments], o Observation) (RFMInput, bool) {
	in := RFMInput{Subject: e.Key}
	var sum model.MoneySum
	for one := range e.Value.All() {
		in.Frequency += one.Rows
		in.Recency = int64(o.Calendar.DateOf(one.At()).DaysUntil(o.Through))
		one.AddTo(&sum)
	}
	total, err := sum.Total()
	in.Monetary = total
	return in, err == nil
}

// ScoreRFM scores customers that were counted elsewhere; the table has them in
// the order given, and the slice is left as it is. Errors: ErrRFMOptions for a
// number of bins outside 2 to 100 or cuts that do not fit them,
// model.ErrMixedCurrency for amounts of several currencies. Of no customer the
// table has no rows.
func ScoreRFM(customers []RFMInput, opts RFMOptions) (RFMTable, error) {
	if err := opts.check(); err != nil {
		return RFMTable{}, err
	}
	amounts := make([]decimal.Decimal, len(customers))
	var all model.MoneySum
	for i, c := range customers {
		all.Add(c.Monetary)
		amounts[i] = c.Monetary.Amount()
	}
	if _, err := all.Total(); err != nil {
		return RFMTable{}, fmt.Errorf("cohort: monetary values: %w", err)
	}
	t := RFMTable{Bins: opts.bins(), Rows: make([]RFMRow, len(customers))}
	recency, frequency := make([]decimal.Decimal, len(customers)), make([]decimal.Decimal, len(customers))
	for i, c := range customers {
		recency[i], frequency[i] = decimal.NewFromInt(c.Recency), decimal.NewFromInt(c.Frequency)
	}
	r, f, m, cuts := opts.score(customers, recency, frequency, amounts)
	t.Cuts = cuts
	segments := opts.Segments
	if segments == nil {
		segments = DefaultSegments()
	}
	for i, c := range customers {
		t.Rows[i] = RFMRow{RFMInput: c, R: r[i], F: f[i], M: m[i]}
		t.Rows[i].Segment = segmentOf(segments, t.Rows[i])
	}
	t.Segments = countSegments(segments, t.Rows)
	return t, nil
}
