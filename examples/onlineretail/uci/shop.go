package uci

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a fresh machine may have no database of time zones

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Currency is that of all prices of the files.
const Currency = model.GBP

var calendar = func() period.Calendar {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // it is part of the program: see the imports
	}
	return period.In(zone)
}()

// Calendar is that of the shop: dates and months as the clocks in Europe/London
// show them.
func Calendar() period.Calendar { return calendar }

// Shop is the orders that the files hold, and what became of every line.
type Shop struct {
	Facts       *model.Facts
	Files       []string       // as they were named, in the order given
	Rows        int            // lines read
	Kept        int            // lines in orders
	LeftOut     map[Reason]int // all others, by the first reason that applies
	First, Last time.Time      // of the orders; zero without any
}

// newShop turns books into facts.
func newShop(b *books) (*Shop, error) {
	s := &Shop{
		Facts: model.NewFacts(model.FactsOptions{}), Files: b.files, Rows: b.rows,
		LeftOut: map[Reason]int{RepeatedInvoice: b.repeated},
	}
	var lines []model.Line // of the order at hand: tables keep copies
	for _, in := range b.invoices {
		o, err := s.order(in, lines[:0])
		if err != nil {
			return nil, err
		}
		if lines = o.Lines; len(lines) == 0 {
			continue
		}
		if err := s.Facts.Orders.Append(o); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", in.file, in.lines[0].row, err)
		}
		s.Kept += len(lines)
		if s.First.IsZero() || o.PlacedAt.Before(s.First) {
			s.First = o.PlacedAt
		}
		if o.PlacedAt.After(s.Last) {
			s.Last = o.PlacedAt
		}
	}
	return s, nil
}

// order makes an order of the qualifying lines of an invoice, and counts the
// others. Without lines it is none.
func (s *Shop) order(in *invoice, lines []model.Line) (model.Order, error) {
	// Placed is all that is known of an order that was invoiced once.
	o := model.Order{ID: model.OrderID(in.number), Status: model.StatusPlaced}
	var first line
	for i, l := range in.lines {
		if why := leave(in.number, l); why != "" {
			s.LeftOut[why]++
			continue
		}
		if len(lines) == 0 {
			first = l
		}
		switch {
		case l.customer != first.customer:
			return o, fmt.Errorf("%s:%d: CustomerID %s: invoice %s names %s on line %d",
				in.file, l.row, quote(l.customer), quote(in.number), quote(first.customer), first.row)
		case l.country != first.country:
			return o, fmt.Errorf("%s:%d: Country %s: invoice %s names %s on line %d",
				in.file, l.row, quote(l.country), quote(in.number), quote(first.country), first.row)
		}
		price, err := model.NewMoney(l.price, Currency)
		if err != nil {
			return o, fmt.Errorf("%s:%d: UnitPrice: %w", in.file, l.row, err)
		}
		lines = append(lines, model.Line{
			No: int64(i), ProductID: model.ProductID(l.stock), Quantity: decimal.NewFromInt(l.quantity), UnitPrice: price,
		})
		if o.PlacedAt.IsZero() || l.at.Before(o.PlacedAt) {
			o.PlacedAt = l.at
		}
	}
	o.AccountID, o.Country, o.Lines = model.AccountID(first.customer), country(first.country), lines
	return o, nil
}

// country is the seller's name of a country as a code: small letters, joined by
// hyphens.
func country(name string) model.Country {
	if name == "Unspecified" {
		return ""
	}
	return model.Country(strings.Join(strings.Fields(strings.ToLower(name)), "-"))
}
