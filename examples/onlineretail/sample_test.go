package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

func TestSample(t *testing.T) {
	d := documentOf(t)
	sameAsOracle(t, d, newOracle(t, uci.Sample()))
	for _, why := range []uci.Reason{uci.Cancellation, uci.Adjustment, uci.NoCustomer, uci.PriceNotPositive} {
		if d.LeftOut[why] == 0 {
			t.Errorf("the sample has no line of %s", why)
		}
	}
	want := map[string]string{
		"ecommerce_sales_share":     "missing field: order.channel",
		"gross_merchandise_value":   "missing field: order.channel",
		"online_and_offline_orders": "missing field: order.channel",
	}
	for name, why := range want {
		if d.Undefined[name] != why {
			t.Errorf("%s is undefined for %q, want %q", name, d.Undefined[name], why)
		}
	}
	for _, name := range []string{"orders_by_payment_method", "most_used_delivery_mode"} {
		if d.Undefined[name] == "" {
			t.Errorf("%s is defined, though the files do not record it", name)
		}
	}
	if len(d.Undefined) != 5 {
		t.Errorf("undefined: %v", d.Undefined)
	}
}

// TestSplitSample: the sample in two files that share a fortnight, in either
// order, gives the figures of the whole.
func TestSplitSample(t *testing.T) {
	text, _ := io.ReadAll(uci.Sample())
	lines := strings.SplitAfter(strings.TrimSpace(string(text)), "\n")
	var early, late strings.Builder
	early.WriteString(lines[0])
	late.WriteString(lines[0])
	shared := 0
	for _, l := range lines[1:] {
		number := strings.TrimLeft(strings.SplitN(l, ",", 2)[0], "CA")
		if number < "536220" {
			early.WriteString(l)
		}
		if number >= "536200" {
			late.WriteString(l)
		}
		if number >= "536200" && number < "536220" {
			shared++
		}
	}
	folder := t.TempDir()
	a, b := filepath.Join(folder, "a.csv"), filepath.Join(folder, "b.csv.gz")
	if err := errors.Join(os.WriteFile(a, []byte(early.String()), 0o600), os.WriteFile(b, packed(t, late.String()), 0o600)); err != nil {
		t.Fatal(err)
	}
	want := newOracle(t, uci.Sample())
	want.rows += shared
	want.leftOut[uci.RepeatedInvoice] = shared
	sameAsOracle(t, documentOf(t, a, b), want)
	sameAsOracle(t, documentOf(t, b, a), want)
}

// packed returns a text as gzip.
func packed(t testing.TB, text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
