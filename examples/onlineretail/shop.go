package main

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a fresh machine may have no database of time zones

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

const currency = model.GBP

// calendar is that of the shop.
var calendar = func() period.Calendar {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // it is part of the program: see the imports
	}
	return period.In(zone)
}()

// reason says why a line is left out.
type reason string

const (
	repeatedInvoice     reason = "repeated_invoice"
	cancellation        reason = "cancellation"
	adjustment          reason = "adjustment"
	noCustomer          reason = "no_customer"
	quantityNotPositive reason = "quantity_not_positive"
	priceNotPositive    reason = "price_not_positive"
)

var reasons = []reason{repeatedInvoice, cancellation, adjustment, noCustomer, quantityNotPositive, priceNotPositive}

// leave returns the reason why a line is left out, "" where it qualifies.
func leave(number string, l line) reason {
	switch {
	case strings.HasPrefix(number, "C"):
		return cancellation
	case strings.HasPrefix(number, "A"):
		return adjustment
	case l.customer == "":
		return noCustomer
	case l.quantity <= 0:
		return quantityNotPositive
	case !l.price.IsPositive():
		return priceNotPositive
	}
	return ""
}

// shop is the facts that the books hold.
type shop struct {
	facts       *model.Facts
	files       []string
	rows, kept  int // lines
	leftOut     map[reason]int
	first, last time.Time // of the orders; zero without any
}

// newShop turns books into facts.
func newShop(b *books) (*shop, error) {
	s := &shop{
		facts: model.NewFacts(model.FactsOptions{}), files: b.files, rows: b.rows,
		leftOut: map[reason]int{repeatedInvoice: b.repeated},
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
		if err := s.facts.Orders.Append(o); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", in.file, in.lines[0].row, err)
		}
		s.kept += len(lines)
		if s.first.IsZero() || o.PlacedAt.Before(s.first) {
			s.first = o.PlacedAt
		}
		if o.PlacedAt.After(s.last) {
			s.last = o.PlacedAt
		}
	}
	return s, nil
}

// order makes an order of the qualifying lines of an invoice, and counts the
// others. Without lines it is none.
func (s *shop) order(in *invoice, lines []model.Line) (model.Order, error) {
	// Placed is all that is known of an order that was invoiced once.
	o := model.Order{ID: model.OrderID(in.number), Status: model.StatusPlaced}
	var first line
	for i, l := range in.lines {
		if why := leave(in.number, l); why != "" {
			s.leftOut[why]++
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
		price, err := model.NewMoney(l.price, currency)
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
