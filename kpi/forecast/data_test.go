package forecast_test

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func series(t testing.TB, frequency int, values ...float64) forecast.Series {
	t.Helper()
	s, err := forecast.FromFloats(frequency, values...)
	must(t, err)
	return s
}

// named returns a series of series.json by the words of a case: "Nile (series.json)",
// "log(AirPassengers) (series.json)".
func named(t testing.TB, text string) forecast.Series {
	t.Helper()
	raw, err := os.ReadFile(vectors.Path(t, 0, "vectors/series.json"))
	must(t, err)
	var file map[string]json.RawMessage
	must(t, json.Unmarshal(raw, &file))
	name, _, _ := strings.Cut(text, " (")
	inner, isLog := strings.CutPrefix(name, "log(")
	inner = strings.TrimSuffix(inner, ")")
	body, ok := file[inner]
	if !ok {
		t.Fatalf("no series %q in series.json", inner)
	}
	var one struct {
		M      int
		Values []float64
	}
	must(t, json.Unmarshal(body, &one))
	if isLog {
		for i, v := range one.Values {
			one.Values[i] = math.Log(v)
		}
	}
	return series(t, one.M, one.Values...)
}

func estimates(points []forecast.Point) (mean, lower, upper []float64) {
	for _, p := range points {
		mean, lower, upper = append(mean, p.Estimate), append(lower, p.Lower), append(upper, p.Upper)
	}
	return mean, lower, upper
}

// competition is one series of the M3 competition.
type competition struct {
	id    string
	train forecast.Series
	test  []float64
	years []float64 // training values
}

// m3month returns the monthly series.
func m3month(t testing.TB) []competition {
	t.Helper()
	f, err := os.Open(vectors.Path(t, 0, "data/m3-competition/m3month.csv.gz"))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	r := csv.NewReader(z)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	must(t, err)
	var out []competition
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(strings.TrimSpace(row[1]))
		must(t, err)
		h, err := strconv.Atoi(strings.TrimSpace(row[2]))
		must(t, err)
		values := make([]float64, n)
		for i := range n {
			values[i], err = strconv.ParseFloat(strings.TrimSpace(row[6+i]), 64)
			must(t, err)
		}
		out = append(out, competition{id: row[0], train: series(t, 12, values[:n-h]...), test: values[n-h:], years: values[:n-h]})
	}
	return out
}
