package main

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
)

func TestNumber(t *testing.T) {
	for _, x := range []struct {
		d      string
		places int32
		en, fr string
	}{
		{"0", 0, "0", "0"},
		{"999", 0, "999", "999"},
		{"-1000", 0, "-1,000", "-1\u00a0000"},
		{"1234567.5", 2, "1,234,567.50", "1\u00a0234\u00a0567,50"},
		{"-0.004", 3, "-0.004", "-0,004"},
	} {
		d := decimal.RequireFromString(x.d)
		if en, fr := english.number(d, x.places), french.number(d, x.places); en != x.en || fr != x.fr {
			t.Errorf("%s: %q and %q", x.d, en, fr)
		}
	}
}

// TestChange holds that rates move by points: from 2 % to 3 % is not "+50 %".
func TestChange(t *testing.T) {
	rate, _ := kpi.FindKPI("O1")
	count, _ := kpi.FindKPI("O3")
	points := kpi.Change{Known: true, Absolute: decimal.New(1, -2)}
	if got := english.change(rate, points, english.scaleOf(rate, kpi.Figure{})); got != "+1.00 pt" {
		t.Errorf("got %q", got)
	}
	fewer := kpi.Change{Known: true, Absolute: decimal.New(-1234, 0), Relative: kpi.Undefined[kpi.Ratio](kpi.NoDenominator, "")}
	if got := french.change(count, fewer, french.scaleOf(count, kpi.Figure{})); got != "-1\u00a0234" {
		t.Errorf("got %q", got)
	}
	if got := english.change(count, kpi.Change{}, scale{}); got != "" {
		t.Errorf("an unknown change is %q", got)
	}
}

func TestTable(t *testing.T) {
	out := &table{left: []bool{true, false, true, true}}
	out.add("", "n", "", "")
	out.add("Heading")
	out.add("é", "1,000", "", "x")
	out.add("abc", "1", "", "")
	if got, want := out.String(), "         n\n\nHeading\né    1,000  x\nabc      1\n"; got != want {
		t.Errorf("got\n%s", got)
	}
}

// TestSparkline draws the orders of ten days, of which those of a weekend have
// none to take a mean of.
func TestSparkline(t *testing.T) {
	p := startProgress(t.Output(), false)
	defer p.stop()
	o, err := parseFlags([]string{small, "-kpi=O6", "-from=2025-08-08", "-to=2025-08-18", "-series=day"}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	in, err := o.input(p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := compute(t.Context(), o, in, p)
	if err != nil {
		t.Fatal(err)
	}
	series := r.Lines[0].Series
	line := []rune(sparkline(series))
	least, most := -1, -1
	for i := range series.Len() {
		_, cell := series.At(i)
		f, ok := cell.Value()
		if ok == (line[i] == '·') {
			t.Errorf("day %d is %v and drawn as %c", i, cell, line[i])
		}
		if !ok {
			continue
		}
		at := func(j int) kpi.Figure { _, c := series.At(j); v, _ := c.Value(); return v }
		if least < 0 || f.Compare(at(least)) < 0 {
			least = i
		}
		if most < 0 || f.Compare(at(most)) > 0 {
			most = i
		}
	}
	if len(line) != 10 || least == most || line[least] != '▁' || line[most] != '█' {
		t.Errorf("%s, least on day %d and most on day %d", string(line), least, most)
	}
	if got := sparkline(kpi.Series[kpi.Figure]{}); got != "" {
		t.Errorf("an empty series is %q", got)
	}
}
