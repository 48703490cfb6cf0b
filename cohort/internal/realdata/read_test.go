package realdata_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
)

// event is a row of a log.
type event struct {
	subject, activity string
	at                time.Time
}

// readLog returns the events of a log beside the repository, in its order.
func readLog(t *testing.T, file string) (events []event) {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(file))
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatalf("public data missing: %v", err)
		}
		t.Skipf("no public data beside the repository: %v", err)
	}
	noError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	noError(t, err)
	lines := csv.NewReader(z)
	lines.ReuseRecord = true
	header, err := lines.Read()
	noError(t, err)
	subject, activity, at := slices.Index(header, "case_id"), slices.Index(header, "activity"), slices.Index(header, "timestamp")
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return events
		}
		noError(t, err)
		e := event{subject: fields[subject], activity: fields[activity]}
		e.at, err = time.Parse(time.RFC3339, fields[at])
		noError(t, err)
		events = append(events, e)
	}
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wait is how long one subject has waited, and whether it was for something.
type wait struct {
	took time.Duration
	came bool
}

// sameCurve holds a curve against the product-limit estimate of waits, made by
// going through them in order of their length, events before censored ones.
func sameCurve(t *testing.T, r kpi.Result[cohort.Curve], waits []wait) {
	t.Helper()
	c, ok := r.Value()
	if !ok {
		t.Fatalf("the curve is %v", r)
	}
	slices.SortFunc(waits, func(a, b wait) int { return int(a.took - b.took) })
	var events int64
	survival, atRisk := 1.0, int64(len(waits))
	for i := 0; i < len(waits); {
		came, gone := int64(0), int64(0)
		at := waits[i].took
		for ; i < len(waits) && waits[i].took == at; i++ {
			if gone++; waits[i].came {
				came++
			}
		}
		survival *= 1 - float64(came)/float64(atRisk)
		step, ok := c.At(at)
		if !ok || step.AtRisk != atRisk || step.Events != came || math.Abs(step.Survival-survival) > 1e-9 {
			t.Fatalf("after %v: got %+v, want %d of %d and %v", at, step, came, atRisk, survival)
		}
		atRisk -= gone
		events += came
	}
	if c.Subjects() != int64(len(waits)) || c.Events() != events {
		t.Errorf("got %d events of %d, want %d of %d", c.Events(), c.Subjects(), events, len(waits))
	}
	t.Log(c)
}
