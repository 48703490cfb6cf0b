package model

import (
	"encoding"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

var (
	_ fmt.Stringer             = Currency(0)
	_ encoding.TextMarshaler   = Currency(0)
	_ encoding.TextAppender    = Currency(0)
	_ encoding.TextUnmarshaler = (*Currency)(nil)
)

func TestCurrencyZero(t *testing.T) {
	var c Currency
	if c.Code() != "" || c.String() != "" || c.MinorUnits() != 0 || c.Historic() {
		t.Errorf("zero Currency: code %q, minor units %d, historic %v", c.Code(), c.MinorUnits(), c.Historic())
	}
	if got := unsafe.Sizeof(c); got != 2 {
		t.Errorf("size %d, want 2", got)
	}
}

// Counts of ISO 4217 as published by the maintenance agency, list one of
// 2026-01-01 and list three without the codes that are in use again.
func TestCurrencyCounts(t *testing.T) {
	var inUse, withdrawn int
	var codes []string
	for c := range Currencies() {
		codes = append(codes, c.Code())
		if c.Historic() {
			withdrawn++
		} else {
			inUse++
		}
	}
	if inUse != 178 || withdrawn != 129 {
		t.Errorf("%d in use and %d withdrawn, want 178 and 129", inUse, withdrawn)
	}
	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Errorf("codes are not sorted and unique: %v", codes)
	}
	for range Currencies() {
		break // a caller may stop
	}
}

func TestCurrencyMinorUnits(t *testing.T) {
	// From list one of ISO 4217; withdrawn ones from currency.data of OpenJDK.
	for code, want := range map[string]int{
		"EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "AED": 2, "CNY": 2, "HUF": 2, "MGA": 2, "MRU": 2, "XAD": 2, "XCG": 2, "ZWG": 2,
		"JPY": 0, "ISK": 0, "KRW": 0, "CLP": 0, "UYI": 0, "XAF": 0, "VND": 0,
		"KWD": 3, "BHD": 3, "TND": 3, "CLF": 4, "UYW": 4,
		"XAU": 0, "XXX": 0, "XTS": 0, "XDR": 0,
		"DEM": 2, "BGN": 2, "HRK": 2, "ITL": 0, "ESP": 0, "BEF": 0, "TRL": 0, "BYR": 0,
	} {
		c, err := ParseCurrency(code)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := c.MinorUnits(); got != want {
			t.Errorf("%s has %d minor units, want %d", code, got, want)
		}
	}
	count := map[int]int{}
	notApplicable := 0
	for c := range Currencies() {
		if c.Historic() {
			continue
		}
		if c.hasMinorUnits() {
			count[c.MinorUnits()]++
		} else {
			notApplicable++
		}
	}
	if got, want := fmt.Sprint(count, notApplicable), "map[0:17 2:139 3:7 4:2] 13"; got != want {
		t.Errorf("currencies in use by minor units, and N.A.: %s, want %s", got, want)
	}
}

func TestCurrencyHistoric(t *testing.T) {
	for code := range strings.FieldsSeq("BGN HRK DEM FRF ITL ESP NLG BEF ATS FIM PTE IEP GRD LTL LVL EEK SKK SIT CYP MTL " +
		"ROL TRL ZWL VEF VEB BYR MRO STD SLL CUC ANG ZMK GHC MZM AZM SDD SRG TMM YUM CSD LUF") {
		if c, err := ParseCurrency(code); err != nil || !c.Historic() {
			t.Errorf("%s: historic %v, error %v", code, c.Historic(), err)
		}
	}
	for _, c := range []Currency{EUR, USD, RON, TRY, VES, BYN, MRU, STN, SLE, CUP, XCG, ZMW, GHS, MZN, AZN, SDG, SRD, TMT, RSD, ZWG} {
		if c.Historic() {
			t.Errorf("%s is in use", c)
		}
	}
}

func TestParseCurrency(t *testing.T) {
	for c := range Currencies() {
		if got, err := ParseCurrency(c.Code()); err != nil || got != c {
			t.Errorf("ParseCurrency(%q) = %d, %v; want %d", c.Code(), got, err, c)
		}
	}
	for _, code := range []string{"", "E", "EU", "eur", "Eur", "EURO", " EUR", "EUR ", "QQQ", "AAA", "ZZZ", "DPA", "E\x00R", "€", "978", strings.Repeat("EUR", 1000)} {
		c, err := ParseCurrency(code)
		detail, ok := errors.AsType[*UnknownCurrencyError](err)
		if c != 0 || !errors.Is(err, ErrUnknownCurrency) || !ok || detail.Code != code {
			t.Errorf("ParseCurrency(%.20q) = %v, %v", code, c, err)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("message of %d bytes", len(err.Error()))
		}
	}
}

// The constants and the packed codes are two lists of the same thing.
func TestCurrencyConstants(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "currency_table.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	constants := file.Decls[0].(*ast.GenDecl).Specs
	if len(constants) != int(currencyCount) {
		t.Fatalf("%d constants for %d codes", len(constants), currencyCount)
	}
	for i, spec := range constants {
		if name := spec.(*ast.ValueSpec).Names[0].Name; name != Currency(i+1).Code() {
			t.Errorf("constant %d is %s, its code %s", i+1, name, Currency(i+1).Code())
		}
	}
}

func TestCurrencyText(t *testing.T) {
	for _, want := range []Currency{0, EUR, ZWR} {
		text, err := want.MarshalText()
		got := XXX
		if err != nil || got.UnmarshalText(text) != nil || got != want {
			t.Errorf("%q reads as %q, %v", want, got, err)
		}
	}
	c := EUR
	if err := c.UnmarshalText([]byte("usd")); !errors.Is(err, ErrUnknownCurrency) || c != EUR {
		t.Errorf("currency %v after error %v", c, err)
	}
	bad := currencyCount + 1
	if _, err := bad.MarshalText(); !errors.Is(err, ErrUnknownCurrency) || bad.Code() != "" {
		t.Errorf("currency %d marshals with %v", bad, err)
	}
}

func BenchmarkParseCurrency(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseCurrency("EUR"); err != nil {
			b.Fatal(err)
		}
	}
}
