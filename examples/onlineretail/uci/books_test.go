package uci

import (
	"slices"
	"strings"
	"testing"
)

// texts are files by name, in an order.
type texts []struct{ name, rows string }

func booksOf(files texts) (*books, error) {
	b := newBooks()
	for _, f := range files {
		if err := b.add(f.name, readRows(f.name, strings.NewReader(head+f.rows))); err != nil {
			return nil, err
		}
	}
	return b, nil
}

const (
	lineA  = "1,A,first,2,2011-01-03 10:00:00,1.50,100,EIRE\n"
	lineA2 = "1,A,another word for it,2,2011-01-03 10:00:00,1.500,100,EIRE\n"
	lineB  = "1,B,,1,2011-01-03 10:01:00,3,100,EIRE\n"
	line2  = "2,A,,1,2011-01-03 11:00:00,3,200,EIRE\n"
)

func TestBooksTakeRepeatedInvoicesOnce(t *testing.T) {
	for _, c := range []struct {
		name               string
		files              texts
		invoices, repeated int
	}{
		{"one file", texts{{"a", lineA + lineB + line2}}, 2, 0},
		{"equal lines of one file are two lines", texts{{"a", lineA + lineA}}, 1, 0},
		{"the lines of an invoice stand apart", texts{{"a", lineA + line2 + lineB}}, 2, 0},
		{"the same file twice", texts{{"a", lineA + lineB}, {"a", lineA + lineB}}, 1, 2},
		{"descriptions aside", texts{{"a", lineA}, {"b", lineA2}}, 1, 1},
		{"in another order", texts{{"a", lineA + lineB + lineA}, {"b", lineB + lineA2 + lineA + line2}}, 2, 3},
		{"in three files", texts{{"a", lineA}, {"b", lineA}, {"c", lineA + line2}}, 2, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := booksOf(c.files)
			if err != nil {
				t.Fatal(err)
			}
			rows := 0
			for _, f := range c.files {
				rows += strings.Count(f.rows, "\n")
			}
			if len(b.invoices) != c.invoices || b.repeated != c.repeated || b.rows != rows {
				t.Errorf("%d invoices, %d repeated, %d rows; want %d, %d, %d", len(b.invoices), b.repeated, b.rows, c.invoices, c.repeated, rows)
			}
		})
	}
}

func TestBooksRefuseOtherLinesUnderOneNumber(t *testing.T) {
	for _, c := range []struct {
		name  string
		files texts
		want  string
	}{
		{"other quantity", texts{{"a", lineA + lineB}, {"b", lineA + strings.Replace(lineB, ",1,", ",2,", 1)}}, `b:3: invoice "1" differs from the one in a, line 2`},
		{"other price", texts{{"a", lineA}, {"b", strings.Replace(lineA, "1.50", "1.501", 1)}}, `b:2: invoice "1" differs`},
		{"other time", texts{{"a", lineA}, {"b", strings.Replace(lineA, "10:00", "10:01", 1)}}, `b:2: invoice "1" differs`},
		{"other customer", texts{{"a", lineA}, {"b", strings.Replace(lineA, "100", "101", 1)}}, `b:2: invoice "1" differs`},
		{"other country", texts{{"a", lineA}, {"b", strings.Replace(lineA, "EIRE", "Eire", 1)}}, `b:2: invoice "1" differs`},
		{"a line more", texts{{"a", line2 + lineA}, {"b", line2 + lineA + lineB}}, `b:4: invoice "1" differs from the one in a, line 3`},
		{"a line less", texts{{"a", lineA + lineB}, {"b", line2 + lineB}}, `b:3: invoice "1" differs from the one in a, line 2`},
		{"a line once more", texts{{"a", lineA}, {"b", lineA + line2 + lineA}}, `b:4: invoice "1" differs`},
		{"in the third file", texts{{"a", lineA}, {"b", lineA}, {"c", lineB}}, `c:2: invoice "1" differs from the one in a, line 2`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := booksOf(c.files); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestDifferenceLeavesInvoicesAsTheyAre(t *testing.T) {
	b, err := booksOf(texts{{"a", lineB + lineA}, {"b", lineA + lineB}})
	if err != nil {
		t.Fatal(err)
	}
	var stocks []string
	for _, l := range b.invoices[0].lines {
		stocks = append(stocks, l.stock)
	}
	if !slices.Equal(stocks, []string{"B", "A"}) {
		t.Errorf("lines are now %v, want B A as in the file", stocks)
	}
}
