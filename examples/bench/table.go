package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
)

// errDiffer is the kind of the error that names different answers.
var errDiffer = errors.New("the answers differ")

// check marks the measurements whose answers are those of the library, or of the
// first engine where the library was not asked, and names those that are not.
func check(all []measurement) error {
	var want []answer
	for _, m := range all {
		if len(m.Answers) > 0 && (want == nil || m.Engine == ownEngine && m.Mode == ownMode) {
			want = m.answers()
		}
	}
	var wrong []error
	for i := range all {
		m := &all[i]
		if len(m.Answers) > 0 {
			m.Problems = append(m.Problems, differences(want, m.answers())...)
		}
		m.Equal = len(m.Problems) == 0
		for _, p := range m.Problems {
			wrong = append(wrong, fmt.Errorf("%w: %s, %s: %s", errDiffer, m.Engine, m.Mode, p))
		}
		m.Answers = nil
	}
	return errors.Join(wrong...)
}

func writeJSON(w io.Writer, all []measurement) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

// writeTable writes a line for each measurement, with the ratios of CPU time.
func writeTable(w io.Writer, all []measurement) error {
	if len(all) == 0 {
		return nil
	}
	fmt.Fprintf(w, "%d orders, %d facts, %d KPIs, goroutines: %d\n\n", all[0].Orders, all[0].Rows, suiteSize, all[0].Goroutines)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "engine\tmode\twall ms\tCPU ms\tns/fact\tmemory MB\tCPU : %s\tCPU : %s\tequal\n", ownEngine, floorEngine)
	for _, m := range all {
		own, floor := cpuOf(all, ownEngine, ownMode), cpuOf(all, floorEngine, floorMode)
		if c, err := find(m.Engine, m.Mode); err == nil && c.loads {
			own, floor = cpuOf(all, ownEngine, m.Mode), 0
		}
		fmt.Fprintf(t, "%s\t%s\t%.1f\t%.1f\t%.1f\t%.0f\t%s\t%s\t%v\n", m.Engine, m.Mode, m.WallMS, m.CPUMS,
			m.CPUMS*1e6/float64(max(1, m.Rows)), m.RSSMB, times(m.CPUMS, own), times(m.CPUMS, floor), m.Equal)
	}
	return t.Flush()
}

// cpuOf is the CPU time of one measurement, 0 where it was not made.
func cpuOf(all []measurement, engine, mode string) float64 {
	for _, m := range all {
		if m.Engine == engine && m.Mode == mode {
			return m.CPUMS
		}
	}
	return 0
}

func times(a, b float64) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", a/b)
}
