package cohort_test

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

func TestRFMCountsCustomers(t *testing.T) {
	check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(purchases, 1, 25).Draw(t, "purchases")
		cal, p := calendars.Draw(t, "calendar"), worthPolicies.Draw(t, "policy")
		through := ymd(dayOf(cal, asOfs.Draw(t, "through")))
		o := cohort.RFMOptions{Bins: rapid.IntRange(2, 6).Draw(t, "bins"), Scoring: cohort.Scoring(rapid.IntRange(0, 2).Draw(t, "scoring"))}
		got := holdLaws(t, cohort.RFM(p, cohort.Observation{Calendar: cal, Through: through}, o), slices.Collect(shopOf(all).All()))
		var want []cohort.RFMInput
		for account, h := range histories(all, cal.Start(through.AddDays(1))) {
			in := cohort.RFMInput{Subject: kpi.SubjectID(account), Frequency: int64(len(h)), Recency: int64(daysBetween(dayOf(cal, h[len(h)-1].at), through.String()))}
			cents := int64(0)
			for _, d := range h {
				cents += d.worth(p)
			}
			in.Monetary = model.MoneyOf(cents, 2, model.EUR)
			want = append(want, in)
		}
		slices.SortFunc(want, func(a, b cohort.RFMInput) int { return cmp.Compare(a.Subject, b.Subject) })
		table, ok := got.Value()
		if !ok {
			if len(want) > 0 || got.Why() != kpi.NoData && got.Why() != kpi.MissingField {
				t.Fatalf("%v, want %v", got, want)
			}
			return
		}
		scored, err := cohort.ScoreRFM(want, o)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := shown(kpi.Value(table)), shown(kpi.Value(scored)); a != b {
			t.Fatalf("got\n%s\nwant\n%s", a, b)
		}
	})
}

// The scores by their definition: the number of cuts that a value has passed,
// where a cut is the quantile of type 7 in rationals; and NTILE by dealing.
func TestScoresAreTheirDefinition(t *testing.T) {
	check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(0, 20), 1, 20).Draw(t, "values")
		bins := rapid.IntRange(2, 7).Draw(t, "bins")
		in := make([]cohort.RFMInput, len(values))
		for i, v := range values {
			in[i] = cohort.RFMInput{Subject: kpi.SubjectID(fmt.Sprintf("%02d", i)), Recency: v, Frequency: v, Monetary: model.MoneyOf(v, 0, model.EUR)}
		}
		rows := func(s cohort.Scoring) []cohort.RFMRow {
			table, err := cohort.ScoreRFM(in, cohort.RFMOptions{Bins: bins, Scoring: s})
			if err != nil {
				t.Fatal(err)
			}
			return table.Rows
		}
		sorted := slices.Sorted(slices.Values(values))
		place := func(v int64, plus int64, closed bool) int {
			n := 0
			for k := range bins - 1 {
				at := big.NewRat(int64(k+1)*int64(len(values)-1), int64(bins))
				j := new(big.Int).Div(at.Num(), at.Denom()).Int64()
				q := big.NewRat(sorted[j], 1)
				if frac := at.Sub(at, big.NewRat(j, 1)); frac.Sign() > 0 {
					q.Add(q, frac.Mul(frac, big.NewRat(sorted[j+1]-sorted[j], 1)))
				}
				q.Add(q, big.NewRat(plus, 1))
				if c := big.NewRat(v, 1).Cmp(q); c > 0 || c == 0 && !closed {
					n++
				}
			}
			return n
		}
		for i, r := range rows(cohort.ScoreByQuantiles) {
			// Thirds of a cut are rounded at the 12th place, and so no value is at one.
			if n := place(values[i], 0, true); r.F != n+1 || r.M != n+1 || r.R != bins-n {
				t.Fatalf("%d of %v is %s, passed %d", values[i], sorted, r.Score(), n)
			}
		}
		for i, r := range rows(cohort.ScoreByQuantilesPlusOne) {
			if n := place(values[i], 1, false); r.F != n+1 || r.M != n+1 || r.R != bins-n {
				t.Fatalf("%d of %v is %s, passed %d", values[i], sorted, r.Score(), n)
			}
		}
		order := make([]int, len(values))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
		ranked := rows(cohort.ScoreByRank)
		next := 0
		for bin := range bins {
			size := len(values) / bins
			if bin < len(values)%bins {
				size++
			}
			for _, i := range order[next : next+size] {
				if ranked[i].F != bin+1 || ranked[i].M != bin+1 {
					t.Fatalf("%v: place %d has %s, want %d", values, next, ranked[i].Score(), bin+1)
				}
			}
			next += size
		}
	})
}

func TestScoreRFMByCuts(t *testing.T) {
	cut := func(v ...int64) (out []decimal.Decimal) {
		for _, x := range v {
			out = append(out, decimal.NewFromInt(x))
		}
		return out
	}
	o := cohort.RFMOptions{Bins: 3, Scoring: cohort.ScoreByCuts, Cuts: cohort.RFMCuts{Recency: cut(30, 90), Frequency: cut(2, 5), Monetary: cut(100, 1000)}}
	table, err := cohort.ScoreRFM([]cohort.RFMInput{
		{Subject: "a", Recency: 29, Frequency: 5, Monetary: model.MustParseMoney("1000 EUR")},
		{Subject: "b", Recency: 30, Frequency: 4, Monetary: model.MustParseMoney("999.99 EUR")},
		{Subject: "c", Recency: 90, Frequency: 1, Monetary: model.MustParseMoney("-5 EUR")},
	}, o)
	noError(err)
	for i, want := range []string{"333", "222", "111"} {
		if got := table.Rows[i].Score(); got != want {
			t.Errorf("row %d is %s, want %s", i, got, want)
		}
	}
	if n := len(table.Segments); n == 0 || table.Segments[n-1].Name != "Lost" {
		t.Errorf("segments %v", table.Segments)
	}
	for _, bad := range []cohort.RFMOptions{{Bins: 1}, {Bins: 101}, {Bins: -1}, {Scoring: 9}, {Type: 10}, {Scoring: cohort.ScoreByCuts}, {
		Bins: 3, Scoring: cohort.ScoreByCuts, Cuts: cohort.RFMCuts{Recency: cut(90, 30), Frequency: cut(2, 5), Monetary: cut(1, 2)},
	}} {
		if _, err := cohort.ScoreRFM(nil, bad); !isError(err, cohort.ErrRFMOptions) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if _, err := cohort.ScoreRFM([]cohort.RFMInput{{Monetary: model.MustParseMoney("1 EUR")}, {Monetary: model.MustParseMoney("1 USD")}}, cohort.RFMOptions{}); !isError(err, model.ErrMixedCurrency) {
		t.Error(err)
	}
	if table, err := cohort.ScoreRFM(nil, cohort.RFMOptions{}); err != nil || len(table.Rows) != 0 {
		t.Errorf("of nobody %v, %v", table, err)
	}
}

// Quantiles of every type are those of package kpi in floats; a score is the
// number of cuts below the value, or up to it for fixed cuts, and one; and the
// segment is the first of which all spans hold.
func TestScoresBetweenCuts(t *testing.T) {
	check(t, func(t *rapid.T) {
		bins := rapid.IntRange(2, 5).Draw(t, "bins")
		span := func(label string) cohort.Scores {
			from := rapid.IntRange(0, bins).Draw(t, label)
			return cohort.Scores{From: from, To: rapid.IntRange(from, bins).Draw(t, label+" to")}
		}
		fixed := func(label string) (out []decimal.Decimal) {
			for _, v := range slices.Sorted(slices.Values(rapid.SliceOfN(rapid.Int64Range(0, 20), bins-1, bins-1).Draw(t, label))) {
				out = append(out, decimal.NewFromInt(v))
			}
			return out
		}
		o := cohort.RFMOptions{
			Bins: bins, Type: rapid.SampledFrom([]kpi.QuantileType{0, kpi.Type1, kpi.Type2, kpi.Type3, kpi.Type4, kpi.Type5, kpi.Type6, kpi.Type7, kpi.Type8, kpi.Type9}).Draw(t, "type"),
			Scoring:  rapid.SampledFrom([]cohort.Scoring{cohort.ScoreByQuantiles, cohort.ScoreByCuts}).Draw(t, "scoring"),
			Cuts:     cohort.RFMCuts{Recency: fixed("recency"), Frequency: fixed("frequency"), Monetary: fixed("monetary")},
			Segments: []cohort.Segment{{Name: "one", R: span("r"), F: span("f"), M: span("m")}, {Name: "two", R: span("r")}},
		}
		var in []cohort.RFMInput
		var values [3][]float64
		for i := range rapid.IntRange(1, 12).Draw(t, "customers") {
			v := rapid.SliceOfN(rapid.Int64Range(0, 20), 3, 3).Draw(t, "values")
			in = append(in, cohort.RFMInput{Subject: kpi.SubjectID(fmt.Sprint(i)), Recency: v[0], Frequency: v[1], Monetary: model.MoneyOf(v[2], 0, model.EUR)})
			for k := range values {
				values[k] = append(values[k], float64(v[k]))
			}
		}
		table, err := cohort.ScoreRFM(in, o)
		if err != nil {
			t.Fatal(err)
		}
		cuts := [3][]decimal.Decimal{table.Cuts.Recency, table.Cuts.Frequency, table.Cuts.Monetary}
		for k, c := range cuts {
			for i, cut := range c {
				want, err := kpi.QuantileFloat(values[k], float64(i+1)/float64(bins), o.Type)
				if o.Scoring == cohort.ScoreByCuts {
					want, err = [3][]decimal.Decimal{o.Cuts.Recency, o.Cuts.Frequency, o.Cuts.Monetary}[k][i].InexactFloat64(), nil
				}
				if noError(err); math.Abs(cut.InexactFloat64()-want) > 1e-9 {
					t.Fatalf("cut %d of %v is %v, want %v", i+1, values[k], cut, want)
				}
			}
		}
		counts, sums := map[string]int64{}, map[string]int64{}
		for i, row := range table.Rows {
			var want [3]int
			for k, c := range cuts {
				for _, cut := range c {
					if d := decimal.NewFromFloat(values[k][i]).Cmp(cut); d > 0 || d == 0 && o.Scoring == cohort.ScoreByCuts {
						want[k]++
					}
				}
			}
			if row.R != bins-want[0] || row.F != 1+want[1] || row.M != 1+want[2] {
				t.Fatalf("%v is %s by %v", row.RFMInput, row.Score(), cuts)
			}
			segment := cohort.Others
			for _, s := range slices.Backward(o.Segments) {
				if holds(s.R, row.R) && holds(s.F, row.F) && holds(s.M, row.M) {
					segment = s.Name
				}
			}
			if row.Segment != segment {
				t.Fatalf("%s is in %s, want %s of %v", row.Score(), row.Segment, segment, o.Segments)
			}
			counts[segment]++
			sums[segment] += in[i].Monetary.Amount().IntPart()
		}
		for _, s := range table.Segments {
			if s.Customers != counts[s.Name] || s.Monetary.Amount().IntPart() != sums[s.Name] {
				t.Fatalf("%+v, want %d worth %d", s, counts[s.Name], sums[s.Name])
			}
			delete(counts, s.Name)
		}
		if len(counts) > 0 {
			t.Fatalf("segments %v are not counted", counts)
		}
	})
}

func holds(s cohort.Scores, score int) bool {
	return s == cohort.Scores{} || score >= s.From && score <= s.To
}
