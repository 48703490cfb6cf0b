package cohort_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// shown is a result as text, with its warnings.
func shown[R any](r kpi.Result[R]) string {
	data, err := json.Marshal(r)
	noError(err)
	if strings.Contains(string(data), "NaN") || strings.Contains(string(data), "Inf") {
		panic("not a number: " + string(data))
	}
	return string(data)
}

// holdLaws checks that a metric over rows is the same whatever their order,
// however they are split over states that are merged, and over a state that was
// encoded; and returns what it is.
func holdLaws[F, R any](t *rapid.T, m kpi.Metric[F, R], rows []F) kpi.Result[R] {
	t.Helper()
	whole := kpi.NewState(m)
	whole.Add(rows...)
	want := shown(whole.Result())
	bytes, err := whole.MarshalBinary()
	if err != nil {
		t.Fatalf("%v: %v", m, err)
	}

	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 1))
	shuffled := slices.Clone(rows)
	random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	shards := make([]*kpi.State[F, R], rapid.IntRange(1, 4).Draw(t, "shards"))
	for i := range shards {
		shards[i] = kpi.NewState(m)
	}
	for _, row := range shuffled {
		shards[random.IntN(len(shards))].Add(row)
	}
	merged := kpi.NewState(m)
	for _, s := range shards {
		part, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		again := kpi.NewState(m)
		if err := again.UnmarshalBinary(part); err != nil {
			t.Fatalf("%v: decode: %v", m, err)
		}
		if a, b := shown(s.Result()), shown(again.Result()); a != b {
			t.Fatalf("%v: %s decoded is %s", m, a, b)
		}
		if err := merged.Merge(again); err != nil {
			t.Fatal(err)
		}
	}
	if err := merged.Merge(kpi.NewState(m)); err != nil {
		t.Fatal(err)
	}
	if got := shown(merged.Result()); got != want {
		t.Fatalf("%v: merged shards are\n%s\nthe whole is\n%s", m, got, want)
	}
	if got, err := merged.MarshalBinary(); err != nil || !slices.Equal(got, bytes) {
		t.Fatalf("%v: equal states have different bytes (%v)", m, err)
	}
	if got := shown(whole.Result()); got != want {
		t.Fatalf("%v: read again it is %s, not %s", m, got, want)
	}
	return whole.Result()
}

func check(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	rapid.Check(t, property)
}

// byKey checks that a metric by a key is, for each key, the metric of its rows.
func byKey[R any](t *rapid.T, w world, m kpi.Metric[deal, R]) {
	t.Helper()
	groups, _ := kpi.By(dealChannel, m).Of(slices.Values(w.rows)).Value()
	for channel, got := range groups.All() {
		var rows []deal
		for _, d := range w.rows {
			if d.channel == channel {
				rows = append(rows, d)
			}
		}
		if a, b := shown(got), shown(m.Of(slices.Values(rows))); a != b {
			t.Fatalf("%v of %s: got\n%s\nwant\n%s", m, channel, a, b)
		}
	}
}

// Every metric on histories can be broken down by a key.
func TestMetricsByKey(t *testing.T) {
	check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		s, b, r := w.subjects(), w.buckets, w.buckets.Range
		byKey(t, w, cohort.Lifecycle(s, b, w.asOf))
		byKey(t, w, cohort.Active(s, b, 2, w.asOf))
		byKey(t, w, cohort.Sticky(s, b, period.Day, w.asOf))
		byKey(t, w, cohort.Repeating(s, r))
		byKey(t, w, cohort.SecondOrder(s, r, w.asOf))
		byKey(t, w, cohort.Ladder(s, r))
		byKey(t, w, cohort.Moves(s, dealWho, b, w.asOf))
		byKey(t, w, cohort.WalletShares(s, dealWho, cohort.TableOptions{Cohorts: b, AsOf: w.asOf, Columns: 3}))
		byKey(t, w, cohort.ConcentrationBy(dealWho, kpi.Sum(dealAmount)))
		byKey(t, w, cohort.ABC(dealWho, kpi.Sum(dealAmount), cohort.ABCCuts{}))
	})
}
