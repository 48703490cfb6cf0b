package uci

import (
	"bytes"
	"io"
	"testing"
)

func TestSampleIsTheSameEveryTime(t *testing.T) {
	a, _ := io.ReadAll(Sample())
	b, _ := io.ReadAll(Sample())
	if !bytes.Equal(a, b) {
		t.Error("two samples differ")
	}
}

// TestSampleHasAllKinds: the sample has lines that are left out for every reason
// that one file can give, and lines in orders.
func TestSampleHasAllKinds(t *testing.T) {
	s, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range []Reason{Cancellation, Adjustment, NoCustomer, PriceNotPositive} {
		if s.LeftOut[why] == 0 {
			t.Errorf("no line of %s", why)
		}
	}
	if s.Kept == 0 || s.Facts.Orders.Len() == 0 || len(s.Files) != 1 || s.Files[0] != SampleName {
		t.Errorf("%d lines in %d orders of %q", s.Kept, s.Facts.Orders.Len(), s.Files)
	}
}
