package factfile

import (
	"fmt"
	"reflect"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

var same = cmp.Options{
	cmp.Comparer(func(a, b model.Money) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b model.Count) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

// texts are what identifiers and codes may hold, and what files have signs for.
var texts = rapid.OneOf(
	rapid.SampledFrom([]string{
		"a", "é世界", `"`, `\`, `\.`, ",", ";", "=", "a=b;c", ` lead`, "trail ", "[1]", "{", "null", "true", "0", "1e9", "#", "'", "\u00a0", "\u2028", "😀", "\ufeff", "\ufffd", `a"b,c`, `\=`, "a\\",
	}),
	rapid.StringOfN(rapid.RuneFrom([]rune(`ab"\,;= []{}:é`)), 1, 6, -1),
)

var decimals = rapid.Custom(func(t *rapid.T) decimal.Decimal {
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		return decimal.New(rapid.Int64Range(0, 1<<62).Draw(t, "fine"), -12)
	case 1:
		return decimal.New(rapid.Int64Range(1, 1<<62).Draw(t, "wide"), 4)
	case 2:
		return decimal.New(10_000_000, -7) // 1, spelt at length
	default:
		return decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "cents"), -2)
	}
})

// drawFact fills any fact with any values that its fields may hold, or none:
// whether they make sense together is for the model to say.
func drawFact[F any](t *rapid.T) F {
	var in F
	cur := rapid.SampledFrom([]model.Currency{model.EUR, model.JPY, model.KWD, model.XXX}).Draw(t, "currency")
	fill(t, reflect.ValueOf(&in).Elem(), cur, false)
	return in
}

// fill is all where every field, and every element of a list, is to be known.
func fill(t *rapid.T, v reflect.Value, cur model.Currency, all bool) {
	given := all || rapid.IntRange(0, 3).Draw(t, "given") > 0
	if !given && v.Kind() != reflect.Struct || v.Kind() == reflect.Struct && !given && isValue(v) {
		return
	}
	switch p := v.Addr().Interface().(type) {
	case *model.Money:
		if rapid.IntRange(0, 9).Draw(t, "other currency") == 0 {
			cur = model.USD
		}
		m, err := model.NewMoney(decimals.Draw(t, "amount"), cur)
		if err != nil {
			t.Fatal(err)
		}
		if rapid.IntRange(0, 9).Draw(t, "negative") == 0 {
			m = m.Neg()
		}
		*p = m
	case *time.Time:
		*p = period.FromMicros(rapid.Int64Range(-62135596800_000000+1, 253402300799_999999).Draw(t, "micros"))
	case *period.Date:
		*p = period.Date{Year: 1970, Month: 1, Day: 1}.AddDays(rapid.IntRange(-719162, 2932896).Draw(t, "day"))
	case *decimal.Decimal:
		*p = decimals.Draw(t, "decimal")
	case *decimal.NullDecimal:
		*p = decimal.NewNullDecimal(decimals.Draw(t, "decimal"))
	case *model.Count:
		*p = model.CountOf(rapid.Int64().Draw(t, "count"))
	case *time.Duration:
		*p = time.Duration(rapid.Int64().Draw(t, "span"))
	default:
		switch v.Kind() {
		case reflect.String:
			v.SetString(texts.Draw(t, "text"))
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Int64:
			v.SetInt(rapid.OneOf(rapid.Int64Range(1, 9), rapid.Int64()).Draw(t, "int"))
		case reflect.Slice:
			list := reflect.MakeSlice(v.Type(), rapid.IntRange(1, 3).Draw(t, "elements"), 3)
			for i := range list.Len() {
				fill(t, list.Index(i), cur, true)
			}
			v.Set(list)
		case reflect.Struct:
			for _, field := range v.Fields() {
				fill(t, field, cur, all)
			}
		default:
			panic(fmt.Sprintf("a field of a kind that is not filled: %s", v.Type()))
		}
	}
}

// isValue says whether a struct is one value of a field.
func isValue(v reflect.Value) bool {
	switch v.Interface().(type) {
	case model.Money, time.Time, period.Date, decimal.Decimal, decimal.NullDecimal, model.Count:
		return true
	}
	return false
}
