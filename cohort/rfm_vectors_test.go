package cohort_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// csvRows reads a table of numbers whose first line names the columns.
func csvRows(t testing.TB, name string, columns ...string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(sharedFile(t, name)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], columns) {
		t.Fatalf("columns of %s: %q", name, rows[0])
	}
	return rows[1:]
}

func number(t testing.TB, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func rfmCustomers(t *testing.T) []cohort.RFMInput {
	var in []cohort.RFMInput
	for _, r := range csvRows(t, "rfm_customers.csv", "id", "recency_days", "transactions", "amount") {
		in = append(in, cohort.RFMInput{
			Subject: kpi.SubjectID(fmt.Sprintf("%05s", r[0])), Recency: number(t, r[1]), Frequency: number(t, r[2]),
			Monetary: model.MustParseMoney(r[3] + " USD"),
		})
	}
	return in
}

func TestRFMAgainstR(t *testing.T) {
	type input struct {
		Dataset  string
		Bins     int
		Segments []struct {
			Name    string
			R, F, M []int
		}
		Customers   [][]float64
		Columns     []string
		RecencyDays []int64 `json:"recency_days"`
		Frequency   []int64
		Monetary    []int64
	}
	score := func(t *testing.T, in []cohort.RFMInput, o cohort.RFMOptions) cohort.RFMTable {
		t.Helper()
		table, err := cohort.ScoreRFM(in, o)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	packaged := cohort.RFMOptions{Bins: 5, Scoring: cohort.ScoreByQuantilesPlusOne}
	vectors(t, "rfm", map[string]func(*testing.T, vectorCase){
		"rfm_package_thresholds": func(t *testing.T, c vectorCase) {
			var want struct {
				Recency, Frequency, Monetary []float64
				Published                    struct{ Recency, Frequency, Monetary []float64 }
			}
			strictly(t, c.Expected, &want)
			cuts := score(t, rfmCustomers(t), packaged).Cuts
			nearAll(t, "recency", floats(cuts.Recency), want.Recency, 0, c.Tolerance["abs"])
			nearAll(t, "frequency", floats(cuts.Frequency), want.Frequency, 0, c.Tolerance["abs"])
			nearAll(t, "monetary", floats(cuts.Monetary), want.Monetary, 0, c.Tolerance["abs"])
			nearAll(t, "published recency", floats(cuts.Recency), want.Published.Recency, 0, c.Tolerance["published_abs"])
			nearAll(t, "published frequency", floats(cuts.Frequency), want.Published.Frequency, 0, c.Tolerance["published_abs"])
			nearAll(t, "published monetary", floats(cuts.Monetary), want.Published.Monetary, 0, c.Tolerance["published_abs"])
		},
		"rfm_package_scores": func(t *testing.T, c vectorCase) {
			var want struct {
				First5  []string       `json:"first_5_scores"`
				First20 []string       `json:"first_20_scores"`
				R       map[string]int `json:"count_by_recency_score"`
				F       map[string]int `json:"count_by_frequency_score"`
				M       map[string]int `json:"count_by_monetary_score"`
				N555    int            `json:"count_555"`
				N111    int            `json:"count_111"`
			}
			strictly(t, c.Expected, &want)
			var got []string
			counts := [3]map[string]int{{}, {}, {}}
			n555, n111 := 0, 0
			for _, r := range score(t, rfmCustomers(t), packaged).Rows {
				got = append(got, r.Score())
				for i, s := range []int{r.R, r.F, r.M} {
					counts[i][strconv.Itoa(s)]++
				}
				switch r.Score() {
				case "555":
					n555++
				case "111":
					n111++
				}
			}
			if !slices.Equal(got[:5], want.First5) || !slices.Equal(got[:20], want.First20) || n555 != want.N555 || n111 != want.N111 {
				t.Errorf("scores %v, %d of 555, %d of 111", got[:20], n555, n111)
			}
			for i, w := range []map[string]int{want.R, want.F, want.M} {
				if fmt.Sprint(counts[i]) != fmt.Sprint(w) {
					t.Errorf("score %d: %v, want %v", i, counts[i], w)
				}
			}
		},
		"rfm_segments_first_match": func(t *testing.T, c vectorCase) {
			var in input
			strictly(t, c.Input, &in)
			var want struct {
				First5 []string `json:"first_5"`
				Counts map[string]int64
			}
			strictly(t, c.Expected, &want)
			o := packaged
			for _, s := range in.Segments {
				o.Segments = append(o.Segments, cohort.Segment{
					Name: s.Name, R: cohort.Scores{From: s.R[0], To: s.R[1]}, F: cohort.Scores{From: s.F[0], To: s.F[1]}, M: cohort.Scores{From: s.M[0], To: s.M[1]},
				})
			}
			if !slices.Equal(o.Segments, cohort.DefaultSegments()) {
				t.Error("the default segments are others")
			}
			table := score(t, rfmCustomers(t), o)
			var first []string
			for _, r := range table.Rows[:5] {
				first = append(first, r.Segment)
			}
			got := map[string]int64{}
			for _, s := range table.Segments {
				got[s.Name] = s.Customers
			}
			if !slices.Equal(first, want.First5) || fmt.Sprint(got) != fmt.Sprint(want.Counts) {
				t.Errorf("first %v, counts %v, want %v", first, got, want)
			}
		},
		"ntile_cdnow_first_60": func(t *testing.T, c vectorCase) {
			var in input
			strictly(t, c.Input, &in)
			if !slices.Equal(in.Columns, []string{"id", "recency_days", "frequency", "monetary"}) {
				t.Fatal(in.Columns)
			}
			var want struct {
				Scores [][3]int `json:"scores_R_F_M"`
			}
			strictly(t, c.Expected, &want)
			var customers []cohort.RFMInput
			for _, r := range in.Customers {
				m, err := model.NewMoney(decimal.NewFromFloat(r[3]), model.USD)
				noError(err)
				customers = append(customers, cohort.RFMInput{Subject: kpi.SubjectID(fmt.Sprintf("%05.0f", r[0])), Recency: int64(r[1]), Frequency: int64(r[2]), Monetary: m})
			}
			for i, r := range score(t, customers, cohort.RFMOptions{Bins: in.Bins, Scoring: cohort.ScoreByRank}).Rows {
				if got := [3]int{r.R, r.F, r.M}; got != want.Scores[i] {
					t.Errorf("customer %s: %v, want %v", r.Subject, got, want.Scores[i])
				}
			}
		},
		"all_equal_values": func(t *testing.T, c vectorCase) {
			var in input
			strictly(t, c.Input, &in)
			var customers []cohort.RFMInput
			for i := range in.RecencyDays {
				customers = append(customers, cohort.RFMInput{
					Subject: kpi.SubjectID(strconv.Itoa(i)), Recency: in.RecencyDays[i], Frequency: in.Frequency[i], Monetary: model.MoneyOf(in.Monetary[i], 0, model.EUR),
				})
			}
			for _, s := range []cohort.Scoring{cohort.ScoreByQuantiles, cohort.ScoreByQuantilesPlusOne} {
				rows := score(t, customers, cohort.RFMOptions{Bins: in.Bins, Scoring: s}).Rows
				for _, r := range rows {
					if r.Score() != rows[0].Score() {
						t.Errorf("%v: %s and %s", s, r.Score(), rows[0].Score())
					}
				}
			}
		},
	})
}

func floats(ds []decimal.Decimal) []float64 {
	out := make([]float64, len(ds))
	for i, d := range ds {
		out[i] = d.InexactFloat64()
	}
	return out
}
