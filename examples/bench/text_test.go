package main

import (
	"slices"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// The stays of 20 M sessions are longer together than a Duration holds.
func TestQuantileTextOfCenturies(t *testing.T) {
	field := model.NewField("stay", func(d time.Duration) (time.Duration, bool) { return d, true })
	const years = 200 * 365 * 24 * time.Hour
	stays := []time.Duration{years, years + time.Microsecond, years + 2*time.Microsecond}
	d, ok := kpi.Quantiles(field).Of(slices.Values(stays)).Value()
	if !ok {
		t.Fatal("no distribution")
	}
	const want = "3: total 18921600000000003, median 6307200000000001, p95 6307200000000002 µs"
	if got := quantileText(d); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
