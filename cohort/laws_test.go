package cohort_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
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
