package factfile

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

const (
	bad1 = "x,2025-01-31T09:30:00Z,placed,-1,EUR\n"     // the model refuses it
	bad2 = "y,2025-01-31T09:30:00Z,,1.0.0,EUR\n"        // the reader refuses it
	bad3 = "a,2025-01-31T09:30:00+01:00,placed,1,EUR\n" // another content
)

func load(text string, o Options) (string, Report, error) {
	f := model.NewFacts(model.FactsOptions{})
	report, err := Orders.Load(f, strings.NewReader(text), o)
	var got []string
	for o := range f.Orders.All() {
		got = append(got, string(o.ID())+" "+o.Goods().AmountString())
	}
	return strings.Join(got, ", "), report, err
}

// Strict, what stands before the fault is recorded, and nothing from it on.
func TestLoadStrictly(t *testing.T) {
	for _, bad := range []string{bad1, bad2, bad3, "x\n"} {
		got, report, err := load(header+row("a")+row("b")+row("a")+bad+row("c"), Options{})
		if got != "a 12.50, b 12.50" || err == nil || report.Rows != 4 || report.Accepted != 2 || report.Duplicates != 1 || report.Refused != 1 {
			t.Errorf("%q: %s; %v; %v", bad, got, report, err)
		}
		if !slices.Equal(Faults(err), report.Errors) {
			t.Errorf("%q: the report has %v, the error is %v", bad, report.Errors, err)
		}
	}
}

// Collecting, what is refused is left out, up to the limit.
func TestLoadCollecting(t *testing.T) {
	text := header + row("a") + bad1 + bad2 + row("b") + bad3 + row("a") + row("c")
	got, report, err := load(text, Options{MaxErrors: 3})
	if got != "a 12.50, b 12.50, c 12.50" || err != nil || report.Rows != 7 || report.Accepted != 3 || report.Duplicates != 1 || report.Refused != 3 {
		t.Errorf("%s; %v; %v", got, report, err)
	}
	var faults []string
	for _, e := range report.Errors {
		faults = append(faults, e.Error())
	}
	want := []string{
		`orders:3:31: order "x": goods "-1.00 EUR": invalid: negative`,
		`orders:4:25: order "y": goods "1.0.0": invalid: want a plain decimal such as -12.50`,
		`orders:6:1: order "a": id "a": conflicting content: recorded before with other content`,
	}
	// Of order y the status is missing, too: what the reader refuses the model is
	// not asked about.
	if !slices.Equal(faults, want) {
		t.Errorf("%q", faults)
	}
	got, report, err = load(text, Options{MaxErrors: 2})
	if got != "a 12.50, b 12.50" || !errors.Is(err, ErrTooManyRefused) || !errors.Is(err, model.ErrConflict) || report.Refused != 3 || len(report.Errors) != 3 {
		t.Errorf("%s; %v; %v", got, report, err)
	}
	got, report, err = load(text, Options{MaxErrors: 3, Correct: true})
	if got != "a 12.50, b 12.50, c 12.50" || err != nil || report.Accepted != 5 || report.Refused != 2 {
		t.Errorf("with corrections: %s; %v; %v", got, report, err)
	}
}

// All faults of one fact are told, but no more than twenty.
func TestManyFaults(t *testing.T) {
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, `,{"no":%d,"product_id":"","quantity":"1","unit_price":"%s"}`, i, strings.Repeat("9", 500))
	}
	text := `{"id":"a","lines":[` + b.String()[1:] + `]}`
	for _, text := range []string{text, strings.ReplaceAll(text, strings.Repeat("9", 500), "1 EUR")} {
		_, report, err := load(text, Options{MaxErrors: 1})
		if err != nil || len(report.Errors) != maxFaults {
			t.Errorf("%d faults, %v", len(report.Errors), err)
		}
		for _, e := range report.Errors {
			if len(e.Error()) > 1000 {
				t.Errorf("%d bytes", len(e.Error()))
			}
		}
	}
}

// A file that is cut off is an error however many are allowed; what came before
// is recorded.
func TestLoadCutOff(t *testing.T) {
	text := packed(header + row("a"))
	got, report, err := load(text[:len(text)-4], Options{MaxErrors: 100})
	if got != "a 12.50" || !errors.Is(err, ErrEncoding) || !errors.Is(err, io.ErrUnexpectedEOF) || report.Accepted != 1 || len(report.Errors) != 1 {
		t.Errorf("%s; %v; %v", got, report, err)
	}
}

// Nothing that cannot be read back is written.
func TestUnwritten(t *testing.T) {
	huge := decimal.New(1, 999_999_999)
	for name, in := range map[string]model.Order{
		"quantity": {ID: "a", Lines: []model.Line{{Quantity: huge}}},
		"text":     {ID: "\xff"},
		"list":     {ID: "a", Promotions: []model.Code{"\xff"}},
		"year":     {ID: "a", PlacedAt: noon.AddDate(9000, 0, 0)},
	} {
		for _, form := range forms {
			var b strings.Builder
			err := Orders.Write(&b, slices.Values([]model.Order{in}), form)
			if !errors.Is(err, ErrUnwritten) || !strings.Contains(err.Error(), "orders: fact 1: ") || b.Len() > 1000 {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return 0, errFull
	}
	return len(p), nil
}

var errFull = errors.New("the disk is full")

func TestWriteErrors(t *testing.T) {
	for _, form := range forms {
		for _, n := range []int{1, 5000} {
			orders := slices.Repeat([]model.Order{{ID: "a", Lines: []model.Line{{ProductID: "p"}}}}, n)
			if err := Orders.Write(&failing{after: n / 10}, slices.Values(orders), form); !errors.Is(err, errFull) {
				t.Errorf("%d, %v: %v", n, form, err)
			}
		}
	}
}

// A file is recorded in batches, and so is what stands between refused records:
// what is recorded and what is said is that of a loop that takes record by record.
func TestLoadIsOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{MaxErrors: rapid.SampledFrom([]int{0, 1, 1000}).Draw(t, "most"), Correct: rapid.Bool().Draw(t, "correct")}
		var text strings.Builder
		text.WriteString(header)
		for i := range rapid.IntRange(0, 4*loadedRows).Draw(t, "records") {
			switch rapid.IntRange(0, 60).Draw(t, "what") {
			case 0:
				text.WriteString(bad1)
			case 1:
				text.WriteString(bad2)
			case 2:
				text.WriteString(bad3)
			case 3:
				text.WriteString("x\n")
			case 4:
				text.WriteString(row("a"))
			default:
				text.WriteString(row(fmt.Sprint("o", i)))
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "cut off") == 0 {
			text.WriteString(`"`)
		}
		got, report, err := load(text.String(), o)

		f := model.NewFacts(model.FactsOptions{})
		want := Report{File: "orders", Kind: model.KindOrder}
		var lines []int
		var stop error
		s := Orders.Read(strings.NewReader(text.String()), o)
		for in, bad := range s.All() {
			want.Rows = s.Rows()
			line := s.Line()
			switch {
			case bad != nil:
				line = Faults(bad)[0].Line
			case o.Correct:
				bad = f.Orders.Correct(in)
			default:
				bad = f.Orders.Append(in)
			}
			if s.ended && bad != nil {
				stop = bad
				lines = append(lines, line)
				break
			}
			if bad != nil {
				want.Refused++
				lines = append(lines, line)
				if want.Refused > o.MaxErrors {
					stop = bad
					break
				}
			}
		}
		want.Duplicates = f.Orders.Duplicates()
		want.Accepted = want.Rows - want.Refused - want.Duplicates
		var rows []string
		for o := range f.Orders.All() {
			rows = append(rows, string(o.ID())+" "+o.Goods().AmountString())
		}
		var told []int
		for _, e := range report.Errors {
			told = append(told, e.Line)
		}
		lines = slices.Compact(lines)
		if told = slices.Compact(told); got != strings.Join(rows, ", ") || !slices.Equal(told, lines) || (err == nil) != (stop == nil) {
			t.Fatalf("%s; lines %v; %v\nwant %s; lines %v; %v", got, told, err, strings.Join(rows, ", "), lines, stop)
		}
		if report.Errors = nil; report.String() != want.String() {
			t.Fatalf("%v\nwant %v", report, want)
		}
	})
}
