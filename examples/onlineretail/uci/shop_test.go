package uci

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

func shopOf(t *testing.T, rows string) *Shop {
	t.Helper()
	b, err := booksOf(texts{{"a.csv", rows}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := newShop(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLeave(t *testing.T) {
	const at = ",2011-01-03 10:00:00,"
	for _, c := range []struct {
		rows string
		want Reason
	}{
		{"1,A,,1" + at + "0.001,100,EIRE\n", ""},
		{"C1,A,,-1" + at + "2,100,EIRE\n", Cancellation},
		{"C1,A,,1" + at + "2,100,EIRE\n", Cancellation},
		{"C1,A,,-1" + at + "0,,EIRE\n", Cancellation},
		{"A1,B,,1" + at + "-53594.36,,EIRE\n", Adjustment},
		{"A1,B,,1" + at + "2,100,EIRE\n", Adjustment},
		{"1,A,,1" + at + "2,,EIRE\n", NoCustomer},
		{"1,A,,-1" + at + "0,,EIRE\n", NoCustomer},
		{"1,A,,0" + at + "2,100,EIRE\n", QuantityNotPositive},
		{"1,A,,-1" + at + "0,100,EIRE\n", QuantityNotPositive},
		{"1,A,,1" + at + "0.00,100,EIRE\n", PriceNotPositive},
		{"1,A,,1" + at + "-2,100,EIRE\n", PriceNotPositive},
	} {
		s := shopOf(t, c.rows)
		want := map[Reason]int{RepeatedInvoice: 0, c.want: 1}
		if c.want == "" {
			want = map[Reason]int{RepeatedInvoice: 0}
		}
		if !maps.Equal(s.LeftOut, want) || s.Kept+s.LeftOut[c.want] != 1 {
			t.Errorf("%q: kept %d, left out %v, want %v", c.rows, s.Kept, s.LeftOut, want)
		}
	}
}

func TestOrder(t *testing.T) {
	s := shopOf(t, "7,A,,3,2011-07-04 10:02:00,0.333,100,Channel Islands\n"+
		"7,A,,3,2011-07-04 10:02:00,0.333,100,Channel Islands\n"+ // equal lines are two
		"7,B,,1,2011-07-04 10:01:00,10,100,Channel Islands\n"+
		"7,C,,1,2011-07-04 10:00:00,0,200,EIRE\n"+ // does not qualify, and so neither time nor customer count
		"8,A,,1,2011-07-04 09:00:00,1,100,Unspecified\n")
	o, ok := s.Facts.Orders.Find("7")
	if !ok {
		t.Fatal("no order 7")
	}
	if got := o.Net().String(); got != "11.998 GBP" {
		t.Errorf("net is %s, want 2 x 3 x 0.333 + 10 = 11.998 GBP", got)
	}
	if want := time.Date(2011, 7, 4, 9, 1, 0, 0, time.UTC); !o.PlacedAt().Equal(want) {
		t.Errorf("placed at %v, want %v, the earliest of its lines in British Summer Time", o.PlacedAt(), want)
	}
	if o.AccountID() != "100" || o.Country() != "channel-islands" || o.Channel() != "" || o.Status() != model.StatusPlaced {
		t.Errorf("got %q %q %q %q", o.AccountID(), o.Country(), o.Channel(), o.Status())
	}
	lines := 0
	for range o.Lines() {
		lines++
	}
	other, _ := s.Facts.Orders.Find("8")
	if lines != 3 || s.Kept != 4 || other.Country() != "" {
		t.Errorf("%d lines of order 7, %d kept, country of order 8 %q; want 3, 4, none", lines, s.Kept, other.Country())
	}
	if !s.First.Equal(other.PlacedAt()) || !s.Last.Equal(o.PlacedAt()) {
		t.Errorf("orders from %v to %v", s.First, s.Last)
	}
}

func TestHugeAmountsStayExact(t *testing.T) {
	s := shopOf(t, "1,A,,9223372036854775807,2011-01-03 10:00:00,999999999999999999999999,100,EIRE\n"+
		"1,A,,1,2011-01-03 10:00:00,0.000000000001,100,EIRE\n")
	o, _ := s.Facts.Orders.Find("1")
	const want = "9223372036854775806999990776627963145224193.000000000001 GBP"
	if got := o.Net().String(); got != want {
		t.Errorf("net is %s, want %s", got, want)
	}
}

func TestNewShopRefuses(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"two customers", lineA + strings.Replace(lineB, "100", "101", 1), `a.csv:3: CustomerID "101": invoice "1" names "100" on line 2`},
		{"two countries", lineA + strings.Replace(lineB, "EIRE", "Spain", 1), `a.csv:3: Country "Spain": invoice "1" names "EIRE" on line 2`},
		{"a country with a long name", strings.Replace(lineA, "EIRE", strings.Repeat("x", 65), 1), `a.csv:2: order "1": country `},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := booksOf(texts{{"a.csv", c.rows}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := newShop(b); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
