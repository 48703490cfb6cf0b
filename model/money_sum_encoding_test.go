package model

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// The bytes are a format that states on disk depend on: a change of these
// strings needs a new version byte.
func TestMoneySumEncoding(t *testing.T) {
	for _, c := range []struct {
		sum  *MoneySum
		want string
	}{
		{sumOf(), "01 00"},
		{sumOf("0 EUR"), "01 01 455552 00 00"},
		{sumOf("1234.50 EUR"), "01 01 455552 01 04 3039"},
		{sumOf("-1 USD", "255 EUR"), "01 02 455552 00 02 ff 555344 00 03 01"},
		{sumOf("9223372036854775808 JPY"), "01 01 4a5059 00 10 8000000000000000"},
		{sumOf("-9223372036854775808 JPY"), "01 01 4a5059 00 11 8000000000000000"},
	} {
		want, err := hex.DecodeString(strings.ReplaceAll(c.want, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.sum.AppendBinary([]byte("x"))
		if err != nil || !bytes.Equal(got, append([]byte("x"), want...)) {
			t.Errorf("%v encodes to %x, %v; want %x", c.sum, got, err, want)
		}
		// Embedded in something larger.
		back, rest, err := DecodeMoneySum(append(want, "rest"...))
		if err != nil || string(rest) != "rest" || !back.Equal(c.sum) {
			t.Errorf("%x decodes to %v, rest %q, %v", want, &back, rest, err)
		}
	}
}

func TestMoneySumDecodeRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":                   "",
		"version only":              "01",
		"another version":           "02 00",
		"bytes after the end":       "01 00 00",
		"count beyond the bytes":    "01 02 455552 00 00",
		"enormous count":            "01 ffffffffffffffffff01 455552 00 00",
		"count not shortest":        "01 8000",
		"count overflows":           "01 ffffffffffffffffffff01",
		"cut in the code":           "01 01 4555",
		"cut in the magnitude":      "01 01 455552 00 04 01",
		"enormous magnitude":        "01 01 455552 00 feffffffffffffffff01 01",
		"unknown code":              "01 01 515151 00 00",
		"lower case":                "01 01 657572 00 00",
		"codes not ascending":       "01 02 555344 00 00 455552 00 00",
		"code twice":                "01 02 455552 00 00 455552 00 00",
		"negative zero":             "01 01 455552 00 01",
		"zero with a scale":         "01 01 455552 02 00",
		"magnitude begins with 0":   "01 01 455552 00 04 0001",
		"trailing zeros":            "01 01 455552 01 02 0a",
		"scale not shortest":        "01 01 455552 8000 02 01",
		"scale beyond 1024":         "01 01 455552 8108 02 01",
		"scale that wraps an int32": "01 01 455552 ffffffff0f 02 01",
	} {
		data, err := hex.DecodeString(strings.ReplaceAll(in, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		s := sumOf("1 EUR", "2 USD")
		err = s.UnmarshalBinary(data)
		if _, ok := errors.AsType[*MoneySumEncodingError](err); !ok || !errors.Is(err, ErrMoneySumEncoding) || !strings.HasPrefix(err.Error(), "invalid encoding of a money sum: offset ") {
			t.Errorf("%s: error %v", name, err)
		}
		if s.String() != "1.00 EUR + 2.00 USD" {
			t.Errorf("%s: receiver became %v", name, s)
		}
	}
}

// A total of too many places prints, and is refused by the encoder rather than
// by the decoder of whoever gets the state.
func TestMoneySumEncodesUpTo1024Places(t *testing.T) {
	m := MustParseMoney("3 EUR")
	factor := decimal.New(3, -12)
	for range 85 {
		m, _ = m.Mul(factor)
	}
	var s MoneySum
	s.Add(m) // 1020 places
	data, err := s.MarshalBinary()
	var back MoneySum
	if err != nil || back.UnmarshalBinary(data) != nil || !back.Equal(&s) {
		t.Fatalf("1020 places: %v", err)
	}
	m, _ = m.Mul(factor)
	s.Add(m)
	if out, err := s.AppendBinary([]byte("x")); !errors.Is(err, ErrOutOfRange) || string(out) != "x" {
		t.Errorf("1032 places: %x, %v", out, err)
	}
}

// What decodes is canonical: it encodes to the same bytes, and can go on.
func FuzzMoneySumUnmarshalBinary(f *testing.F) {
	for _, s := range []*MoneySum{sumOf(), sumOf("0 EUR"), sumOf("-1.5 USD", "255 EUR"), sumOf("9223372036854775808 JPY", "1e-12 XAU")} {
		data, err := s.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("\x01\x01EUR\x81\x08\x02\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := sumOf("1 EUR")
		if err := s.UnmarshalBinary(data); err != nil {
			if !errors.Is(err, ErrMoneySumEncoding) || !s.Equal(sumOf("1 EUR")) {
				t.Fatalf("error %v, receiver %v", err, s)
			}
			return
		}
		if again, err := s.MarshalBinary(); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x encodes again to %x, %v", data, again, err)
		}
		twice := s.Clone()
		twice.Merge(s)
		for _, total := range s.Totals() {
			twice.Remove(total)
		}
		if !twice.Equal(s) {
			t.Fatalf("2 × %v less itself is %v", s, &twice)
		}
	})
}

// int128 against big.Int, at and around every power of two.
func TestInt128(t *testing.T) {
	values := []int128{{}}
	for bit := range 127 {
		v := int128{low: 1 << bit}
		if bit >= 64 {
			v = int128{high: 1 << (bit - 64)}
		}
		minus, _ := int128{high: ^v.high, low: ^v.low}.add(int128{low: 1})
		less, _ := v.add(int128{high: -1, low: 1<<64 - 1})
		values = append(values, v, minus, less)
	}
	values = append(values, int128{high: -1 << 63})
	limit := new(big.Int).Lsh(big.NewInt(1), 127)
	for _, a := range values {
		for _, b := range values {
			want := new(big.Int).Add(a.big(), b.big())
			fits := want.Cmp(limit) < 0 && want.Cmp(new(big.Int).Neg(limit)) >= 0
			if sum, ok := a.add(b); ok != fits || ok && sum.big().Cmp(want) != 0 {
				t.Fatalf("%v + %v = %v, %v; want %v, %v", a.big(), b.big(), sum.big(), ok, want, fits)
			}
			if a.cmp(b) != a.big().Cmp(b.big()) {
				t.Fatalf("order of %v and %v is %d", a.big(), b.big(), a.cmp(b))
			}
		}
		negative, high, low, scale := a.shortest()
		want, wantScale := trimZeros(a.big(), MaxDecimalPlaces)
		got := new(big.Int).SetBytes(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, high), low))
		if negative {
			got.Neg(got)
		}
		if got.Cmp(want) != 0 || scale != wantScale {
			t.Fatalf("%v is %v × 10^-%d, want %v × 10^-%d", a.big(), got, scale, want, wantScale)
		}
	}
}

func BenchmarkMoneySumMarshal(b *testing.B) {
	s := sumOf("123456789.12 EUR")
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if buf, err = s.AppendBinary(buf[:0]); err != nil {
			b.Fatal(err)
		}
	}
}
