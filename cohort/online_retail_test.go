package cohort_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// onlineRetail reads the UCI Online Retail data of 2010 and 2011: an invoice is
// an order of its qualifying lines, at the earliest of their times.
func onlineRetail(t *testing.T) *model.Facts {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "data", "online-retail", "online_retail_2010_2011.csv.gz")
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skip("the reference data is not beside the project: " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	london := zone("Europe/London")
	orders := map[string]*model.Order{}
	var numbers []string
	r := csv.NewReader(z)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		number, customer := rec[0], rec[6]
		quantity, err := decimal.NewFromString(rec[3])
		if err != nil {
			t.Fatal(err)
		}
		price, err := decimal.NewFromString(rec[5])
		if err != nil {
			t.Fatal(err)
		}
		if number[0] == 'C' || number[0] == 'A' || customer == "" || !quantity.IsPositive() || !price.IsPositive() {
			continue
		}
		at, err := time.ParseInLocation(time.DateTime, rec[4], london)
		if err != nil {
			t.Fatal(err)
		}
		o := orders[number]
		if o == nil {
			o = &model.Order{ID: model.OrderID(number), Status: model.StatusPlaced, AccountID: model.AccountID(customer), PlacedAt: at, Goods: model.MoneyOf(0, 0, model.GBP)}
			orders[number] = o
			numbers = append(numbers, string(o.ID))
		}
		if at.Before(o.PlacedAt) {
			o.PlacedAt = at
		}
		line, err := model.NewMoney(price.Mul(quantity), model.GBP)
		if err != nil {
			t.Fatal(err)
		}
		if o.Goods, err = o.Goods.Add(line); err != nil {
			t.Fatal(err)
		}
	}
	facts := model.NewFacts(model.FactsOptions{})
	for _, number := range numbers {
		if err := facts.Orders.Append(*orders[number]); err != nil {
			t.Fatal(err)
		}
	}
	return facts
}

func retailOptions(t *testing.T) cohort.TableOptions {
	t.Helper()
	cal := period.In(zone("Europe/London"))
	r, err := cal.Range(period.Date{Year: 2010, Month: 12, Day: 1}, period.Date{Year: 2012, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	last := time.Date(2011, 12, 9, 12, 50, 1, 0, cal.Zone()) // after the last order
	return cohort.TableOptions{Cohorts: kpi.Buckets{Range: r, Grain: period.Month, Calendar: cal}, AsOf: last}
}

// The numbers of issue 4, counted over the file with another program.
func TestRetentionOfOnlineRetail(t *testing.T) {
	facts := onlineRetail(t)
	m := cohort.Retention(cohort.Orders(kpi.Policy{}), retailOptions(t))
	r := m.Of(facts.All())
	table, ok := r.Value()
	if !ok {
		t.Fatalf("%v", r)
	}
	first := table.Rows[0]
	var got []int64
	for _, c := range first.Cells[1:] {
		got = append(got, c.Subjects)
	}
	want := []int64{324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235}
	if first.Cohort.Label() != "2010-12" || first.Size != 885 || first.Cells[0].Subjects != 885 || !slices.Equal(got, want) {
		t.Errorf("cohort %v of %d, then %v", first.Cohort, first.Size, got)
	}
	if first.Cells[11].Status != cohort.Complete || first.Cells[12].Status != cohort.Partial || len(table.Rows) != 13 || table.Rows[12].Cells[1].Status != cohort.NotYet {
		t.Error("the last month is not partial")
	}
	month1 := table.Means()[1]
	if month1.Subjects != 940 || month1.Of != 3974 {
		t.Errorf("month 1: %d of %d, want 940 of 3974", month1.Subjects, month1.Of)
	}
	subjects, of := int64(0), int64(0)
	for _, row := range table.Rows {
		if c := row.Cells[1]; c.Status != cohort.NotYet {
			subjects, of = subjects+c.Subjects, of+c.Of
		}
	}
	if subjects != 976 || of != 4297 {
		t.Errorf("with the partial month: %d of %d, want 976 of 4297", subjects, of)
	}
	if want := "885 of 885 subjects of cohort 2010-12 may have started before the supplied history"; len(r.Warnings()) != 1 || fmt.Sprint(r.Warnings()[0]) != want {
		t.Errorf("warnings %v", r.Warnings())
	}
}
