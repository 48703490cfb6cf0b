package uci

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// SampleName stands for the sample where a file would be named.
const SampleName = "built-in sample"

// Sample is a made-up shop in the format of the files: the same bytes every
// time, on every machine. It has some of all that the real files have: guests,
// cancellations, adjustments, stock write-offs, free lines, quotes and commas in
// descriptions, and invoices whose lines are a minute apart.
func Sample() io.Reader {
	m := &maker{random: rand.New(rand.NewPCG(2010, 12)), number: 536000}
	var text strings.Builder
	m.csv = csv.NewWriter(&text)
	m.write(columnNames...)
	day := time.Date(2010, 12, 1, 0, 0, 0, 0, time.UTC)
	for ; day.Before(time.Date(2011, 12, 10, 0, 0, 0, 0, time.UTC)); day = day.AddDate(0, 0, 1) {
		if day.Weekday() == time.Saturday {
			continue
		}
		for range m.random.IntN(4) {
			m.invoice(day.Add(time.Duration(8*60+m.random.IntN(11*60)) * time.Minute))
		}
	}
	m.csv.Flush() // a strings.Builder takes everything
	return strings.NewReader(text.String())
}

// product is one of the goods of the sample.
type product struct{ stock, name, price string }

var sampleProducts = []product{
	{"10001", "GLASS LANTERN, SMALL", "2.95"},
	{"10002", "GLASS LANTERN, LARGE", "6.25"},
	{"10010", `FRAME 5" OAK`, "3.75"},
	{"10010A", `FRAME 7" OAK `, "4.95"},
	{"10117", "PAPER STARS PACK OF 12", "0.85"},
	{"10230", "ENAMEL MUG BLUE", "1.65"},
	{"10231", "ENAMEL MUG RED", "1.65"},
	{"10555", "GARDEN TWINE IN TIN", "1.25"},
	{"10900", "WOOL THROW", "18.95"},
	{"11002", "LABELS, ROLL OF 1000", "0.004"},
	{"POST", "POSTAGE", "18.00"},
}

var sampleCountries = []string{"United Kingdom", "United Kingdom", "United Kingdom", "EIRE", "Germany", "Unspecified"}

type maker struct {
	random *rand.Rand
	csv    *csv.Writer
	number int
}

func (m *maker) write(fields ...string) { _ = m.csv.Write(fields) }

// invoice writes the next invoice, of one of the kinds that there are.
func (m *maker) invoice(at time.Time) {
	m.number++
	customer := m.customer()
	id, country := strconv.Itoa(20000+customer), sampleCountries[customer%len(sampleCountries)]
	number := strconv.Itoa(m.number)
	switch kind := m.random.IntN(100); {
	case kind < 8:
		p := m.product()
		m.line("C"+number, p.stock, p.name, -1-m.random.IntN(12), at, p.price, id, country)
	case kind < 9:
		m.line("A"+number, "B", "Adjust bad debt", 1, at, "-250.5", "", "United Kingdom")
	case kind < 11:
		m.line(number, m.product().stock, "", -1-m.random.IntN(30), at, "0", "", "United Kingdom")
	default:
		if kind < 20 {
			id = ""
		}
		for i := range 1 + m.random.IntN(6) {
			p := m.product()
			if i > 0 && m.random.IntN(40) == 0 {
				at = at.Add(time.Minute)
			}
			if m.random.IntN(60) == 0 {
				p.price = "0"
			}
			m.line(number, p.stock, p.name, 1+m.random.IntN(48), at, p.price, id, country)
		}
	}
}

func (m *maker) line(number, stock, name string, quantity int, at time.Time, price, customer, country string) {
	m.write(number, stock, name, strconv.Itoa(quantity), at.Format(time.DateTime), price, customer, country)
}

func (m *maker) product() product { return sampleProducts[m.random.IntN(len(sampleProducts))] }

// customer is one of 60, of whom the first come often and the last hardly ever.
func (m *maker) customer() int { return m.random.IntN(1 + m.random.IntN(60)) }
