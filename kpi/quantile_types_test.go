package kpi_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// The nine types against R 4.2.2 (shared vectors), by all three doors.
func TestQuantileTypesAgainstR(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "vectors", "quantiles.json"))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skipf("no reference values beside the repository: %v", err)
	}
	noError(err)
	var file struct {
		Cases []struct {
			ID    string
			Input struct {
				X []float64
				P []json.Number
			}
			Expected  map[string]json.RawMessage
			Tolerance struct{ Abs float64 }
		}
	}
	noError(json.Unmarshal(data, &file))
	if len(file.Cases) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range file.Cases {
		t.Run(c.ID, func(t *testing.T) {
			exact := make([]decimal.Decimal, len(c.Input.X))
			for i, x := range c.Input.X {
				exact[i] = decimal.NewFromFloat(x)
			}
			before := slices.Clone(c.Input.X)
			for key, raw := range c.Expected {
				if key == "behaviour" {
					if _, err := kpi.QuantileDecimal(exact, decimal.New(5, -1), 0); !errors.Is(err, kpi.ErrNoValues) {
						t.Errorf("no error of nothing: %v", err)
					}
					if _, err := kpi.QuantileFloat(c.Input.X, 0.5, 0); !errors.Is(err, kpi.ErrNoValues) {
						t.Errorf("no error of nothing: %v", err)
					}
					continue
				}
				var n int
				if _, err := fmt.Sscanf(key, "type_%d", &n); err != nil {
					t.Fatalf("a key the test does not know: %q", key)
				}
				var want []float64
				noError(json.Unmarshal(raw, &want))
				if len(want) != len(c.Input.P) {
					t.Fatalf("%s: %d values for %d probabilities", key, len(want), len(c.Input.P))
				}
				kind := kpi.QuantileType(n)
				d, ok := kpi.Quantiles(decimalField).Of(slices.Values(exact)).Value()
				if !ok {
					t.Fatal("no distribution")
				}
				for i, text := range c.Input.P {
					p, _ := text.Float64()
					q := decimal.RequireFromString(text.String())
					f, err := kpi.QuantileFloat(c.Input.X, p, kind)
					noError(err)
					e, err := kpi.QuantileDecimal(exact, q, kind)
					noError(err)
					for door, got := range map[string]float64{"float": f, "decimal": e.InexactFloat64(), "distribution": d.QuantileOf(q, kind).InexactFloat64()} {
						if !(math.Abs(got-want[i]) <= c.Tolerance.Abs) {
							t.Errorf("%s %s(%s) = %v, want %v", door, key, text, got, want[i])
						}
					}
				}
			}
			if !slices.Equal(before, c.Input.X) {
				t.Error("the caller's values were changed")
			}
		})
	}
}

var decimalField = model.NewField("value", func(d decimal.Decimal) (decimal.Decimal, bool) { return d, true })

// oracleQuantile is the definition of Hyndman and Fan in rationals:
// Q = (1-g) x_j + g x_(j+1), j = floor(np+m), g from np+m-j.
func oracleQuantile(x []int64, p *big.Rat, kind int) *big.Rat {
	x = slices.Sorted(slices.Values(x))
	n := big.NewRat(int64(len(x)), 1)
	m := new(big.Rat)
	switch kind {
	case 3:
		m.SetFrac64(-1, 2)
	case 5:
		m.SetFrac64(1, 2)
	case 6:
		m.Set(p)
	case 7:
		m.Sub(big.NewRat(1, 1), p)
	case 8:
		m.Quo(m.Add(p, big.NewRat(1, 1)), big.NewRat(3, 1))
	case 9:
		m.Add(m.Quo(p, big.NewRat(4, 1)), big.NewRat(3, 8))
	}
	place := new(big.Rat).Add(new(big.Rat).Mul(n, p), m)
	j := new(big.Int).Div(place.Num(), place.Denom()) // Euclidean: floor for a positive divisor
	g := new(big.Rat).Sub(place, new(big.Rat).SetInt(j))
	switch zero := g.Sign() == 0; {
	case kind == 1 && !zero, kind == 2 && !zero, kind == 3 && !(zero && j.Bit(0) == 0):
		g.SetInt64(1)
	case kind == 2:
		g.SetFrac64(1, 2)
	case kind == 1 || kind == 3:
		g.SetInt64(0)
	}
	at := func(i int64) *big.Rat { return big.NewRat(x[max(1, min(i, int64(len(x))))-1], 1) }
	low, high := at(j.Int64()), at(j.Int64()+1)
	return low.Add(low, high.Sub(high, low).Mul(high, g))
}

func TestQuantileTypesAreTheirDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Int64Range(-50, 50), 1, 12).Draw(t, "x")
		p := decimal.New(rapid.Int64Range(0, 1000).Draw(t, "p"), -3)
		kind := rapid.IntRange(1, 9).Draw(t, "type")
		values := make([]decimal.Decimal, len(x))
		floats := make([]float64, len(x))
		for i, v := range x {
			values[i], floats[i] = decimal.NewFromInt(v), float64(v)
		}
		want := oracleQuantile(x, p.Rat(), kind)
		got, err := kpi.QuantileDecimal(values, p, kpi.QuantileType(kind))
		if err != nil {
			t.Fatal(err)
		}
		off := new(big.Rat).Sub(got.Rat(), want)
		if kind != 8 && off.Sign() != 0 || off.Abs(off).Cmp(big.NewRat(1, 1e12)) > 0 {
			t.Fatalf("type %d of %v at %v = %v, want %v", kind, x, p, got, want)
		}
		f, err := kpi.QuantileFloat(floats, p.InexactFloat64(), kpi.QuantileType(kind))
		if w, _ := want.Float64(); err != nil || math.Abs(f-w) > 1e-9 {
			t.Fatalf("type %d of %v at %v = %v, want %v (%v)", kind, x, p, f, w, err)
		}
		d, _ := kpi.Quantiles(decimalField).Of(slices.Values(values)).Value()
		if kind == 7 && !d.Quantile(p).Equal(got) {
			t.Fatalf("type 7 is not Quantile: %v and %v", got, d.Quantile(p))
		}
		if up, _ := kpi.QuantileDecimal(values, decimal.Min(decimal.New(1, 0), p.Add(decimal.New(1, -3))), kpi.QuantileType(kind)); up.LessThan(got) {
			t.Fatalf("type %d falls from %v to %v", kind, got, up)
		}
	})
}

// At thirds no decimal is exact, and the jumps of types 1 to 3 show it.
func TestQuantileAtIsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Int64Range(-50, 50), 1, 13).Draw(t, "x")
		n := rapid.Int64Range(1, 9).Draw(t, "n")
		k := rapid.Int64Range(0, n).Draw(t, "k")
		kind := rapid.IntRange(1, 9).Draw(t, "type")
		values := make([]decimal.Decimal, len(x))
		for i, v := range x {
			values[i] = decimal.NewFromInt(v)
		}
		want := oracleQuantile(x, big.NewRat(k, n), kind)
		got, err := kpi.QuantileAt(values, k, n, kpi.QuantileType(kind))
		if err != nil {
			t.Fatal(err)
		}
		off := new(big.Rat).Sub(got.Rat(), want)
		if kind <= 3 && off.Sign() != 0 || off.Abs(off).Cmp(big.NewRat(1, 1e12)) > 0 {
			t.Fatalf("type %d of %v at %d/%d = %v, want %v", kind, x, k, n, got, want)
		}
	})
}

func ExampleQuantileAt() {
	values := []decimal.Decimal{decimal.New(1, 0), decimal.New(2, 0), decimal.New(3, 0), decimal.New(4, 0)}
	fmt.Println(kpi.QuantileAt(values, 1, 3, kpi.Type7))
	// Output: 2 <nil>
}

func TestQuantileOfRoundsUnits(t *testing.T) {
	durations, _ := kpi.Quantiles(model.NewField("d", func(d time.Duration) (time.Duration, bool) { return d, true })).Of(slices.Values([]time.Duration{1, 2, 2, 3})).Value()
	if got := durations.QuantileOf(decimal.New(15, -2), kpi.Type5); got != 1 {
		t.Errorf("1.1 ns is %d", got)
	}
	if got := durations.QuantileOf(decimal.New(25, -2), kpi.Type2); got != 2 {
		t.Errorf("1.5 ns, half to even, is %d", got)
	}
	counts, _ := kpi.Quantiles(model.NewField("n", func(n int64) (int64, bool) { return n, true })).Of(slices.Values([]int64{1, 4})).Value()
	if got := counts.QuantileOf(decimal.New(5, -1), kpi.Type8); got != 2 {
		t.Errorf("2.5, half to even, is %d", got)
	}
	if got := counts.QuantileOfDecimal(decimal.New(5, -1), kpi.Type8).String(); got != "2.5" {
		t.Errorf("as a number it is %s", got)
	}
	if got := (kpi.Distribution[int64]{}).QuantileOf(decimal.New(5, -1), kpi.Type1); got != 0 {
		t.Errorf("of nothing it is %d", got)
	}
	if low, high := counts.QuantileOf(decimal.New(-1, 0), kpi.Type4), counts.QuantileOf(decimal.New(2, 0), kpi.Type4); low != 1 || high != 4 {
		t.Errorf("beyond the ends it is %d and %d", low, high)
	}
}

// A third of a cent is rounded once, after the thirds are added up.
func TestQuantileOfThirds(t *testing.T) {
	got, err := kpi.QuantileDecimal([]decimal.Decimal{decimal.New(1, 0), decimal.New(2, 0)}, decimal.New(4, -1), kpi.Type8)
	if err != nil || got.String() != "1.266666666667" {
		t.Errorf("got %v %v, want 1 + 0.8/3 to 12 places", got, err)
	}
}

func TestQuantileErrors(t *testing.T) {
	half, one := decimal.New(5, -1), []decimal.Decimal{decimal.New(1, 0)}
	for _, c := range []struct {
		err  error
		want error
	}{
		{quantileError(kpi.QuantileDecimal(one, decimal.New(-1, 0), 0)), kpi.ErrProbability},
		{quantileError(kpi.QuantileDecimal(one, decimal.New(11, -1), 0)), kpi.ErrProbability},
		{quantileError(kpi.QuantileDecimal(one, half, 10)), kpi.ErrQuantileType},
		{quantileError(kpi.QuantileFloat([]float64{1}, math.NaN(), 0)), kpi.ErrProbability},
		{quantileError(kpi.QuantileAt(one, 2, 1, 0)), kpi.ErrProbability},
		{quantileError(kpi.QuantileAt(one, -1, 1, 0)), kpi.ErrProbability},
		{quantileError(kpi.QuantileAt(one, 0, 0, 0)), kpi.ErrProbability},
		{quantileError(kpi.QuantileAt(nil, 0, 1, 0)), kpi.ErrNoValues},
		{quantileError(kpi.QuantileAt(one, 0, 1, 10)), kpi.ErrQuantileType},
		{quantileError(kpi.QuantileFloat([]float64{1}, 0.5, 10)), kpi.ErrQuantileType},
		{quantileError(kpi.QuantileFloat([]float64{1, math.NaN()}, 0.5, 1)), kpi.ErrNotFinite},
		{quantileError(kpi.QuantileFloat([]float64{math.Inf(1)}, 0.5, 1)), kpi.ErrNotFinite},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("got %v, want %v", c.err, c.want)
		}
	}
	if got, err := kpi.QuantileFloat([]float64{-math.MaxFloat64, math.MaxFloat64}, 0.5, 0); err != nil || got != 0 {
		t.Errorf("the middle of the largest floats is %v, %v", got, err)
	}
}

func quantileError[T any](_ T, err error) error { return err }

func ExampleDistribution_QuantileOf() {
	d, _ := kpi.Quantiles(model.OrderNet).Of(quantileOrders(
		order("1", "2025-01-10", "15 EUR"), order("2", "2025-01-11", "20 EUR"), order("3", "2025-01-12", "35 EUR"),
		order("4", "2025-01-13", "40 EUR"), order("5", "2025-01-14", "50 EUR"),
	).All()).Value()
	quarter := decimal.New(25, -2)
	for _, t := range []kpi.QuantileType{kpi.Type1, kpi.Type6, kpi.Type7, kpi.Type8} {
		fmt.Println(t, d.QuantileOf(quarter, t))
	}
	// Output:
	// type 1 20.00 EUR
	// type 6 17.50 EUR
	// type 7 20.00 EUR
	// type 8 18.333333333333 EUR
}

func quantileOrders(orders ...model.Order) *model.Orders {
	o, err := model.NewOrders(orders...)
	noError(err)
	return o
}

func ExampleQuantileDecimal() {
	values := []decimal.Decimal{decimal.New(3, 0), decimal.New(1, 0), decimal.New(2, 0)}
	fmt.Println(kpi.QuantileDecimal(values, decimal.New(5, -1), kpi.Type7))
	// Output: 2 <nil>
}

func ExampleQuantileFloat() {
	fmt.Println(kpi.QuantileFloat([]float64{1, 2, 3, 4}, 0.25, kpi.Type6))
	// Output: 1.25 <nil>
}
