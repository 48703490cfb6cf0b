package uci

import (
	"errors"
	"strings"
	"testing"
	"time"
)

const head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

const good = `536365,85123A,"HOLDER, 5"" ",6,2010-12-01 08:26:00,2.55,17850,United Kingdom` + "\n"

// rowsOf reads a text to its end or first error.
func rowsOf(name, text string) ([]row, error) {
	var rows []row
	for r, err := range readRows(name, strings.NewReader(text)) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func TestReadRows(t *testing.T) {
	for name, text := range map[string]string{
		"plain":           head + good,
		"byte order mark": "\ufeff" + head + good,
		"CRLF":            strings.ReplaceAll(head+good, "\n", "\r\n"),
		"no last newline": strings.TrimSuffix(head+good, "\n"),
		"other order": "Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo\n" +
			"United Kingdom,17850,2.55,2010-12-01 08:26:00,6,\"two\nlines\",85123A,536365\n",
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := rowsOf("x.csv", text)
			if err != nil || len(rows) != 1 {
				t.Fatalf("%v, %v; want one row", rows, err)
			}
			r := rows[0]
			if r.row != 2 || r.invoice != "536365" || r.stock != "85123A" || r.quantity != 6 || r.price.String() != "2.55" ||
				!r.at.Equal(time.Date(2010, 12, 1, 8, 26, 0, 0, time.UTC)) || r.customer != "17850" || r.country != "United Kingdom" {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestReadRowsFollowsTheClocksOfTheShop(t *testing.T) {
	for local, want := range map[string]string{
		"2011-07-01 10:00:00": "2011-07-01T09:00:00Z",
		"2011-03-27 00:59:00": "2011-03-27T00:59:00Z",
		"2011-03-27 01:30:00": "2011-03-27T01:00:00Z", // skipped: the first instant after the gap
		"2011-10-30 01:30:00": "2011-10-30T00:30:00Z", // shown twice: the first one
	} {
		rows, err := rowsOf("x.csv", head+strings.Replace(good, "2010-12-01 08:26:00", local, 1))
		if err != nil {
			t.Fatal(err)
		}
		if got := rows[0].at.UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s is %s, want %s", local, got, want)
		}
	}
}

func TestReadRowsRefuses(t *testing.T) {
	with := func(old, new string) string { return head + good + strings.Replace(good, old, new, 1) }
	for _, c := range []struct{ name, text, want string }{
		{"empty file", "", "x.csv:1:1: no header, want InvoiceNo,"},
		{"wrong header", strings.Replace(head, "Quantity", "Qty", 1) + good, `x.csv:1:33: unknown column "Qty", want InvoiceNo,`},
		{"column twice", strings.Replace(head, "Quantity", "StockCode", 1) + good, "x.csv:1:33: column StockCode comes twice"},
		{"missing column", strings.Replace(head, ",Country", "", 1) + good, "x.csv:1:64: missing column Country"},
		{"rows without header", good + good, `x.csv:1:1: unknown column "536365"`},
		{"too few fields", with(",United Kingdom", ""), "x.csv:3:1: 7 fields, the header has 8"},
		{"too many fields", with("United Kingdom", "United Kingdom,1"), "x.csv:3:1: 9 fields, the header has 8"},
		{"bare quote", with("85123A", `8"5`), `x.csv:3:9: bare " in non-quoted`},
		{"quote not closed", head + `536365,"85123A` + "\n", `x.csv:2:16: extraneous or missing " in quoted-field`},
		{"text after a quote", with("85123A", `"85"1`), `x.csv:3:11: extraneous or missing " in quoted-field`},
		{"no invoice", with("536365", ""), `x.csv:3:1: InvoiceNo "": required`},
		{"no stock code", with("85123A", ""), `x.csv:3:8: StockCode "": required`},
		{"no quantity", with(",6,", ",,"), `x.csv:3:30: Quantity "": not a whole number of 64 bits`},
		{"fraction", with(",6,", ",6.5,"), `x.csv:3:30: Quantity "6.5": not a whole number of 64 bits`},
		{"huge quantity", with(",6,", ",9223372036854775808,"), `x.csv:3:30: Quantity "9223372036854775808": not a whole`},
		{"bad date", with("2010-12-01", "2010-13-01"), `x.csv:3:32: InvoiceDate "2010-13-01 08:26:00": not a time such as`},
		{"no date", with("2010-12-01 08:26:00", ""), `x.csv:3:32: InvoiceDate "": not a time such as`},
		{"no such day", with("2010-12-01", "2011-02-29"), `x.csv:3:32: InvoiceDate "2011-02-29 08:26:00": not a time`},
		{"other form of date", with("2010-12-01 08:26:00", "12/1/2010 8:26"), `x.csv:3:32: InvoiceDate "12/1/2010 8:26": not a time`},
		{"fraction of a second", with("08:26:00", "08:26:00.5"), `x.csv:3:32: InvoiceDate "2010-12-01 08:26:00.5": not a time`},
		{"year 0", with("2010-12-01", "0000-12-01"), `x.csv:3:32: InvoiceDate "0000-12-01 08:26:00": not a time`},
		{"no price", with("2.55", ""), `x.csv:3:52: UnitPrice "": `},
		{"not a price", with("2.55", "NaN"), `x.csv:3:52: UnitPrice "NaN": `},
		{"comma in price", with("2.55", `"2,55"`), `x.csv:3:52: UnitPrice "2,55": `},
		{"price beyond the limits", with("2.55", "1e999999999"), `x.csv:3:52: UnitPrice "1e999999999": `},
		{"fine price beyond the limits", with("2.55", "0.0000000000001"), `x.csv:3:52: UnitPrice "0.0000000000001": `},
		{"not UTF-8", with("17850", "178\xff50"), `x.csv:3:57: CustomerID "178\xff50": not UTF-8`},
		{"control character", with("17850", "17\x0050"), `x.csv:3:57: CustomerID "17\x0050": holds a control character`},
		{"long text", with("17850", strings.Repeat("1", 257)), `x.csv:3:57: CustomerID "1111111111111111111111111111111111111111111111111111111111111111"...: 257 bytes long`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := rowsOf("x.csv", c.text)
			if _, ok := errors.AsType[*FormatError](err); !ok || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s...", err, c.want)
			}
		})
	}
}

// FuzzReadRows: whatever a file holds, reading ends with rows or with an error
// that names file, line and column, and rows make facts of which no line is
// lost.
func FuzzReadRows(f *testing.F) {
	f.Add(head + good + good)
	f.Add("\ufeff" + head + strings.Replace(good, "536365", "C536365", 1))
	f.Add(head + strings.Replace(good, "2.55", "-1e23", 1))
	f.Add(head + strings.Replace(good, "6", "9223372036854775807", 1))
	f.Add(head + good + strings.Replace(good, "17850", "17851", 1))
	f.Add(`"` + head)
	f.Fuzz(func(t *testing.T, text string) {
		b := newBooks()
		if err := b.add("x.csv", readRows("x.csv", strings.NewReader(text))); err != nil {
			if bad, ok := errors.AsType[*FormatError](err); !ok || bad.File != "x.csv" || bad.Line < 1 {
				t.Errorf("%v is not an error that names the place", err)
			}
			return
		}
		s, err := newShop(b)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x.csv:") {
				t.Errorf("%v does not name the file", err)
			}
			return
		}
		lost := s.Rows - s.Kept
		for _, n := range s.LeftOut {
			lost -= n
		}
		if lost != 0 || s.Rows != b.rows {
			t.Errorf("%d of %d lines are lost", lost, b.rows)
		}
	})
}
