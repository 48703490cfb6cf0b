package factfile

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

func packed(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.String()
}

// ids reads a file of orders and returns the IDs of the good ones, an "!" for
// each bad one, and the last error.
func ids(text string, o Options) (string, *Source[model.Order], error) {
	s := Orders.Read(strings.NewReader(text), o)
	var got []string
	var last error
	for in, err := range s.All() {
		if err != nil {
			got, last = append(got, "!"), err
			continue
		}
		got = append(got, string(in.ID))
	}
	return strings.Join(got, " "), s, last
}

const header = "id,placed_at,status,goods,currency\n"

func row(id string) string { return id + ",2025-01-31T09:30:00+01:00,placed,12.50,EUR\n" }

// One content in all wrappings.
func TestWrappings(t *testing.T) {
	csv := header + row("a") + row("b")
	json := `{"id":"a","placed_at":"2025-01-31T09:30:00+01:00","status":"placed","goods":12.50,"currency":"EUR"}
{"currency":"EUR","goods":"12.50 EUR","status":"placed","placed_at":"2025-01-31 08:30:00Z","id":"b"}`
	for name, text := range map[string]string{
		"csv": csv, "csv with a mark": "\ufeff" + csv, "csv packed": packed(csv), "csv marked and packed": packed("\ufeff" + csv),
		"csv without the last line end": strings.TrimSuffix(csv, "\n"), "csv of another system": strings.ReplaceAll(csv, "\n", "\r\n"),
		"csv with empty lines": strings.ReplaceAll(csv, "\n", "\n\n"), "two packs": packed(header+row("a")) + packed(row("b")),
		"columns in another order": "goods,status,currency,id,placed_at\n12.50,placed,EUR,a,2025-01-31 08:30:00Z\n12.5 EUR,placed,,b,2025-01-31T08:30:00.000Z\n",
		"json":                     json, "json with a mark": "\ufeff" + json, "json packed": packed(json), "json with empty lines": "\n \n" + strings.ReplaceAll(json, "\n", "\r\n\r\n"),
	} {
		got, s, err := ids(text, Options{})
		if got != "a b" || err != nil || s.Rows() != 2 || len(s.Unknown()) != 0 {
			t.Errorf("%s: %q, %d rows, unknown %v, %v", name, got, s.Rows(), s.Unknown(), err)
		}
		f := model.NewFacts(model.FactsOptions{})
		if _, err := Orders.Load(f, strings.NewReader(text), Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for o := range f.Orders.All() {
			if o.Goods().String() != "12.50 EUR" || !o.PlacedAt().Equal(time.Date(2025, 1, 31, 8, 30, 0, 0, time.UTC)) {
				t.Errorf("%s: %s at %s", name, o.Goods(), o.PlacedAt())
			}
		}
	}
	for _, text := range []string{"", "\ufeff", "\n\n", packed("")} {
		for _, format := range []Format{Auto, CSV, JSONLines} {
			if got, s, err := ids(text, Options{Format: format}); got != "" || err != nil || s.Rows() != 0 {
				t.Errorf("nothing, %q as %s: %q, %v", text, format, got, err)
			}
		}
	}
}

// What is wrong with one record is told with its place, and the records behind
// it are read.
func TestBadRecords(t *testing.T) {
	for _, c := range []struct {
		name, text   string
		got          string
		line, column int
		kind         error
		says         string
	}{
		{"amount", header + "x,2025-01-31T09:30:00Z,placed,12.5.0,EUR\n" + row("b"), "! b", 2, 31, model.ErrInvalid, `order "x": goods "12.5.0"`},
		{"no currency", header + "x,2025-01-31T09:30:00Z,placed,12.50,\n" + row("b"), "! b", 2, 31, model.ErrMissing, "no currency"},
		{"currency", header + "x,2025-01-31T09:30:00Z,placed,12.50,eur\n" + row("b"), "! b", 2, 37, model.ErrInvalid, `currency "eur"`},
		{"hostile exponent", header + "x,2025-01-31T09:30:00Z,placed,1e999999999,EUR\n" + row("b"), "! b", 2, 31, model.ErrInvalid, "magnitude"},
		{"no offset", header + "x,2025-01-31T09:30:00,placed,1,EUR\n" + row("b"), "! b", 2, 3, model.ErrInvalid, "want an offset"},
		{"behind a quoted line break", header + "\"x\ny\",2025-01-31T09:30:00Z,placed,-,EUR\n" + row("b"), "! b", 3, 32, model.ErrInvalid, "goods"},
		{"short", header + "x,2025-01-31T09:30:00Z\n" + row("b"), "! b", 2, 1, ErrRecord, "2 cells, 5 columns"},
		{"long", header + row("a") + "x,,,,,,\n" + row("b"), "a ! b", 3, 1, ErrRecord, "7 cells, 5 columns"},
		{"quote within", header + row("a") + "x\"y,,,,\n" + row("b"), "a ! b", 3, 2, ErrRecord, "bare"},
		{"quote open", header + row("a") + "\"x,,,,\n", "a !", 3, 8, ErrRecord, "quote"},
		{"json syntax", `{"id":"a","id":` + "\n" + `{"id":"b"}`, "! b", 1, 0, ErrRecord, "unexpected end"},
		{"json array", "{\"id\":\"a\"}\n[1]\n{\"id\":\"b\"}", "a ! b", 2, 0, ErrRecord, "want a JSON object"},
		{"json twice", "{\"id\":\"a\",\"i\\u0064\":\"b\"}\n{\"id\":\"b\"}", "! b", 1, 0, model.ErrInvalid, `order "a": id "\"b\"": invalid: said twice`},
		{"json list for a value", "\n{\"id\":[\"a\"]}\n{\"id\":\"b\"}", "! b", 2, 0, model.ErrInvalid, "array"},
		{"json object for a value", "{\"goods\":{\"amount\":\"1\"}}\n{\"id\":\"b\"}", "! b", 1, 0, model.ErrInvalid, "object where amount is wanted"},
		{"json list of values", "{\"payments\":[1]}\n{\"id\":\"b\"}", "! b", 1, 0, model.ErrInvalid, "payments[0]"},
		{"json list of codes", "{\"promotions\":[\"a\",1]}\n{\"id\":\"b\"}", "! b", 1, 0, model.ErrInvalid, "promotions[1]"},
		{"json line without a number", "{\"lines\":[{\"no\":1,\"product_id\":\"p\",\"unit_price\":\"1 EUR\",\"quantity\":\"1\"},{\"quantity\":\"1\"}]}\n{\"id\":\"b\"}", "! b", 1, 0, model.ErrMissing, "lines[1].no"},
		{"half a character", "{\"id\":\"\\ud800\"}\n{\"id\":\"b\"}", "! b", 1, 0, model.ErrInvalid, "surrogate"},
		{"not UTF-8", "{\"id\":\"\xff\"}\n{\"id\":\"b\"}", "! b", 1, 0, ErrRecord, "UTF-8"},
		{"compact list", "id,placed_at,status,payments\nx,2025-01-31T09:30:00Z,placed,card=1 EUR;bill=x EUR\n", "!", 2, 31, model.ErrInvalid, "payments[1].amount"},
		{"compact list with too much", "id,placed_at,status,payments\nx,2025-01-31T09:30:00Z,placed,card=1 EUR=2\n", "!", 2, 31, model.ErrInvalid, "too many ="},
		{"lines as text", "id,placed_at,status,lines\nx,2025-01-31T09:30:00Z,placed,1\n", "!", 2, 31, model.ErrInvalid, "JSON array"},
		{"year 1", header + "x,0001-01-01T00:00:00Z,placed,1,EUR\n", "!", 2, 3, model.ErrInvalid, "leave the field empty"},
	} {
		got, s, err := ids(c.text, Options{Name: "o"})
		faults := Faults(err)
		if got != c.got || len(faults) == 0 {
			t.Errorf("%s: read %q, %v", c.name, got, err)
			continue
		}
		one := faults[0]
		if one.File != "o" || one.Line != c.line || one.Column != c.column || !errors.Is(one, c.kind) || !strings.Contains(one.Error(), c.says) {
			t.Errorf("%s: at %d:%d: %v", c.name, one.Line, one.Column, one)
		}
		if want := len(strings.Fields(c.got)); s.Rows() != want {
			t.Errorf("%s: %d rows, want %d", c.name, s.Rows(), want)
		}
	}
}

// What ends the reading.
func TestUnreadableFiles(t *testing.T) {
	whole := packed(header + strings.Repeat(row("a"), 100))
	long := strings.Repeat("x", 1<<20)
	for _, c := range []struct {
		name, file, text string
		got              string
		kind             error
		says             string
	}{
		{"no gzip", "o.csv.gz", header, "!", ErrEncoding, "gzip"},
		{"cut off", "", whole[:len(whole)-9], strings.Repeat("a ", 100) + "!", ErrEncoding, "unexpected EOF"},
		{"UTF-16", "", "\xff\xfei\x00d\x00", "!", ErrEncoding, "UTF-16"},
		{"column twice", "", "id,placed_at,status,id\n", "!", ErrHeader, `o:1:21: invalid header: "id" is there twice`},
		{"column missing", "", "id,status\na,placed\n", "!", ErrHeader, "no column placed_at"},
		{"no CSV", "", "a\"b\n", "!", ErrRecord, "bare"},
		{"an open quote behind a cell of three lines", "", "id,placed_at,status,note\na,2025-01-31T09:30:00Z,placed,\"x\ny\nz\"\n\"" + strings.Repeat(long, 3), "a !", ErrTooLong, "o:5: record too long"},
		{"an open quote", "", header + row("a") + "\"" + strings.Repeat(long, 3), "a !", ErrTooLong, "o:3: record too long"},
	} {
		name := c.file
		if name == "" {
			name = "o"
		}
		got, _, err := ids(c.text, Options{Name: name})
		if faults := Faults(err); got != c.got || len(faults) != 1 || !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	if _, _, err := ids(header, Options{Comma: '"'}); !errors.Is(err, ErrHeader) {
		t.Errorf("cells parted by quotes: %v", err)
	}
}

// A record that is too long is refused by itself where its end is found.
func TestTooLong(t *testing.T) {
	const most = 1000
	fits := func(n int) string {
		return strings.Replace(row("a"), "placed", strings.Repeat("x", n-len(row("a"))+6), 1)
	}
	got, _, err := ids(header+fits(most)+fits(most+1)+row("b"), Options{MaxRecord: most})
	if got != "a ! b" || !errors.Is(err, ErrTooLong) || !strings.Contains(err.Error(), "orders:3:") {
		t.Errorf("%q, %v", got, err)
	}
	line := func(n int) string { return `{"id":"` + strings.Repeat("x", n-9) + `"}` + "\n" }
	for _, n := range []int{most + 1, 10 * most, 100 * most, 200 * most} {
		got, _, err = ids(line(most)+line(n)+`{"id":"b"}`, Options{MaxRecord: most})
		if got != strings.Repeat("x", most-9)+" ! b" || !errors.Is(err, ErrTooLong) || !strings.Contains(err.Error(), "orders:2:") {
			t.Errorf("%d bytes: %q, %v", n, got, err)
		}
	}
	got, _, err = ids(line(most + 1)[:most+1], Options{MaxRecord: most})
	if got != "!" || !errors.Is(err, ErrTooLong) {
		t.Errorf("without a line end: %q, %v", got, err)
	}
}

// Where the zero of a field is a value, a field that is left out is not taken
// for it: an unanswered question is no score of 0.
func TestZeroIsNotUnknown(t *testing.T) {
	for _, text := range []string{
		"id,answered_at,scale,score\na,2025-01-31T09:30:00Z,0-10,\n",
		`{"id":"a","answered_at":"2025-01-31T09:30:00Z","scale":"0-10"}`,
		`{"id":"a","answered_at":"2025-01-31T09:30:00Z","scale":"0-10","score":null}`,
	} {
		_, err := SurveyResponses.Load(model.NewFacts(model.FactsOptions{}), strings.NewReader(text), Options{})
		if !errors.Is(err, model.ErrMissing) || !strings.Contains(err.Error(), `survey-response "a": score "": missing: required`) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestUnknownColumns(t *testing.T) {
	_, s, err := ids("colour,"+strings.TrimSuffix(header, "\n")+",ID\nred,"+strings.TrimSuffix(row("a"), "\n")+",\n", Options{})
	if want := []string{"colour", "ID"}; err != nil || !slices.Equal(s.Unknown(), want) {
		t.Errorf("%v, %v; want %v", s.Unknown(), err, want)
	}
	_, s, err = ids(`{"id":"a","colour":"red","x":{"y":[1,"]",{}]},"lines":[{"no":1,"quantity":1,"product_id":"p","unit_price":"0 EUR","colour":"}"}]}`+"\n"+`{"colour":null,"Id":1}`, Options{})
	if want := []string{"colour", "x", "lines.colour", "Id"}; err != nil || !slices.Equal(s.Unknown(), want) {
		t.Errorf("%v, %v; want %v", s.Unknown(), err, want)
	}
	var hostile strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&hostile, "{\"%d%s\":1}\n", i, strings.Repeat("x", 1000))
	}
	_, s, _ = ids(hostile.String(), Options{})
	if n := len(s.Unknown()); n != maxNames || len(s.Unknown()[0]) > maxShown {
		t.Errorf("%d names are kept", n)
	}
}

// A range that was broken off goes on.
func TestGoesOn(t *testing.T) {
	s := Orders.Read(strings.NewReader(header+row("a")+row("b")+row("c")), Options{})
	var got strings.Builder
	for range 5 {
		for in := range s.All() {
			got.WriteString(string(in.ID) + fmt.Sprint(s.Line(), " "))
			break
		}
	}
	if got.String() != "a2 b3 c4 " {
		t.Errorf("%q", got.String())
	}
}
