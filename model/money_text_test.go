package model

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParseMoney(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "12.34 EUR": "12.34 EUR", "100 EUR": "100.00 EUR", "100.00 EUR": "100.00 EUR", "1e2 EUR": "100.00 EUR", "-0 EUR": "0.00 EUR", "+1.5 KWD": "1.500 KWD",
		"1234.5678 EUR": "1234.5678 EUR", "100.0 JPY": "100 JPY", "0.5 JPY": "0.5 JPY", "-0.001 EUR": "-0.001 EUR", "0.1 CLF": "0.1000 CLF", "2.500 XAU": "2.5 XAU",
		"123456789012345678901234.5 EUR": "123456789012345678901234.50 EUR", "-99999999999999999999.123 JPY": "-99999999999999999999.123 JPY",
	} {
		m, err := ParseMoney(in)
		if err != nil || m.String() != want || m.AmountString() != strings.Split(want, " ")[0] {
			t.Errorf("ParseMoney(%q) = %v (%s), %v; want %s", in, m, m.AmountString(), err, want)
		}
	}
	for in, kind := range map[string]error{
		"": ErrSyntax, " ": ErrSyntax, "12.34": ErrSyntax, "0.00": ErrSyntax, "EUR": ErrSyntax, "EUR 12": ErrSyntax, "1,234.50 EUR": ErrSyntax, "NaN EUR": ErrSyntax, "12.34\u00a0EUR": ErrSyntax,
		"12.34  EUR": ErrUnknownCurrency, "12.34 EUR ": ErrUnknownCurrency, "12.34 eur": ErrUnknownCurrency, "12.34 €": ErrUnknownCurrency, "0 ": ErrUnknownCurrency, "12 QQQ": ErrUnknownCurrency,
		"1e24 EUR": ErrOutOfRange, "1e999999999 EUR": ErrOutOfRange, "1e-13 EUR": ErrOutOfRange,
	} {
		if m, err := ParseMoney(in); !errors.Is(err, kind) || !m.IsNone() {
			t.Errorf("ParseMoney(%q) = %v, %v; want %v", in, m, err, kind)
		}
	}
}

func TestMoneyTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := genMoney().Draw(t, "m")
		text, err1 := m.MarshalText()
		data, err2 := json.Marshal(m)
		fromText, fromJSON := MustParseMoney("1 XTS"), MustParseMoney("1 XTS")
		if err := errors.Join(err1, err2, fromText.UnmarshalText(text), json.Unmarshal(data, &fromJSON)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, fromText); diff != "" {
			t.Fatalf("text %s reads as %v", text, fromText)
		}
		if diff := cmp.Diff(m, fromJSON); diff != "" {
			t.Fatalf("JSON %s reads as %v", data, fromJSON)
		}
		if string(text) != m.String() {
			t.Fatalf("text %s, String %v", text, m)
		}
	})
}

// The text of an amount is what the decimal package prints, at least at the
// currency's minor units.
func TestMoneyStringAgainstDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDecimal().Draw(t, "d").Mul(genDecimal().Draw(t, "factor"))
		c := rapid.SampledFrom([]Currency{EUR, JPY, KWD, CLF, XAU}).Draw(t, "currency")
		coef, scale := trimZeros(d.Coefficient(), int(max(0, -d.Exponent())))
		m := moneyFromBig(coef, scale, c)
		if want := m.Amount().StringFixed(int32(max(scale, c.MinorUnits()))); m.AmountString() != want || !decimal.RequireFromString(want).Equal(m.Amount()) {
			t.Fatalf("amount %s, want %s", m.AmountString(), want)
		}
	})
}

func TestMoneyJSON(t *testing.T) {
	for in, want := range map[string]string{
		"1234.5 EUR": `{"amount":"1234.50","currency":"EUR"}`, "0": `{"amount":"0","currency":""}`, "0 EUR": `{"amount":"0.00","currency":"EUR"}`,
		"100.00 EUR": `{"amount":"100.00","currency":"EUR"}`, "1e2 EUR": `{"amount":"100.00","currency":"EUR"}`, "7 JPY": `{"amount":"7","currency":"JPY"}`,
	} {
		if got, err := json.Marshal(MustParseMoney(in)); err != nil || string(got) != want {
			t.Errorf("%s marshals to %s, %v; want %s", in, got, err, want)
		}
	}
	m := MustParseMoney("1 EUR")
	if err := json.Unmarshal([]byte(` { "currency" : "USD" , "amount" : "2.5" } `), &m); err != nil || m.String() != "2.50 USD" {
		t.Errorf("%v, %v", m, err)
	}
	if err := json.Unmarshal([]byte("null"), &m); err != nil || m.String() != "2.50 USD" {
		t.Errorf("null makes %v, %v", m, err)
	}
	for in, kind := range map[string]error{
		`{}`: ErrSyntax, `[]`: ErrSyntax, `"1 EUR"`: ErrSyntax, `1`: ErrSyntax, `{"amount":"1"}`: ErrSyntax, `{"currency":"EUR"}`: ErrSyntax,
		`{"amount":1,"currency":"EUR"}`: ErrSyntax, `{"amount":null,"currency":"EUR"}`: ErrSyntax, `{"amount":"1","currency":["EUR"]}`: ErrSyntax,
		`{"Amount":"1","currency":"EUR"}`: ErrSyntax, `{"amount":"1","amount":"2","currency":"EUR"}`: ErrSyntax, `{"amount":"1","amount":"2"}`: ErrSyntax,
		`{"amount":"1","currency":"EUR","x":"y"}`: ErrSyntax, `{"amount":"1","currency":"EUR","currency":"EUR"}`: ErrSyntax,
		`{"amount":" 1","currency":"EUR"}`: ErrSyntax, `{"amount":"","currency":"EUR"}`: ErrSyntax, `{"amount":"1e24","currency":"EUR"}`: ErrOutOfRange,
		`{"amount":"1","currency":""}`: ErrUnknownCurrency, `{"amount":"0.0","currency":""}`: ErrUnknownCurrency, `{"amount":"1","currency":"eur"}`: ErrUnknownCurrency,
	} {
		if err := json.Unmarshal([]byte(in), &m); !errors.Is(err, kind) || m.String() != "2.50 USD" {
			t.Errorf("%s: %v, receiver %v; want %v", in, err, m, kind)
		}
	}
	for _, in := range []string{"", "{", `{"amount":"1","currency":"EUR"}{}`, `{"amount":"1","currency":"EUR"} x`, `{"amount":"1","currency":"EUR"`} {
		if err := m.UnmarshalJSON([]byte(in)); !errors.Is(err, ErrSyntax) || m.String() != "2.50 USD" {
			t.Errorf("%s: %v, receiver %v", in, err, m)
		}
	}
}

func TestMoneyUnmarshalTextRefuses(t *testing.T) {
	m := MustParseMoney("1 EUR")
	if err := m.UnmarshalText([]byte("2")); !errors.Is(err, ErrSyntax) || m.String() != "1.00 EUR" {
		t.Errorf("%v, receiver %v", err, m)
	}
}

func BenchmarkParseMoney(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseMoney("1234.50 EUR"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoneyAppendText(b *testing.B) {
	m := MustParseMoney("1234.50 EUR")
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = m.AppendText(buf[:0])
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"0", "12.34 EUR", "-1e23 JPY", "1 eur", "12.34", "1e999999999 EUR", "0.000000000001 XAU"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMoney(s)
		if err != nil {
			if !m.IsNone() || !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrOutOfRange) && !errors.Is(err, ErrUnknownCurrency) {
				t.Fatalf("%q: %v with error %v", s, m, err)
			}
			return
		}
		if back, err := ParseMoney(m.String()); err != nil || !back.Equal(m) {
			t.Fatalf("%q reads as %v, and that as %v, %v", s, m, back, err)
		}
		if again, err := NewMoney(m.Amount(), m.Currency()); err != nil || !again.Equal(m) {
			t.Fatalf("%v again is %v, %v", m, again, err)
		}
	})
}

func FuzzMoneyUnmarshalJSON(f *testing.F) {
	for _, s := range []string{`{"amount":"1234.50","currency":"EUR"}`, `{"amount":"0","currency":""}`, `null`, `{"amount":1,"currency":"EUR"}`, `{"amount":"1","amount":"1"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := MustParseMoney("1 XTS")
		m := before
		if err := m.UnmarshalJSON(data); err != nil {
			if !m.Equal(before) {
				t.Fatalf("receiver %v after error %v", m, err)
			}
			return
		}
		out, err := m.MarshalJSON()
		var back Money
		if err != nil || back.UnmarshalJSON(out) != nil || !back.Equal(m) {
			t.Fatalf("%s reads as %v, written %s", data, m, out)
		}
	})
}
