package main

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A job is what one process measures.
type job struct {
	Engine     string `json:"engine"`
	Mode       string `json:"mode"`
	Orders     int    `json:"orders"`
	Runs       int    `json:"runs"`
	Goroutines int    `json:"goroutines"`
	Folder     string `json:"folder"` // of CSV files
}

// A measurement is what came of it: the medians over the runs of the suite
// alone, and the peak memory of the process.
type measurement struct {
	Engine     string      `json:"engine"`
	Mode       string      `json:"mode"`
	WallMS     float64     `json:"wall_ms"`
	CPUMS      float64     `json:"cpu_ms"`
	RSSMB      float64     `json:"rss_mb"`
	Equal      bool        `json:"equal"`
	Orders     int         `json:"orders"`
	Rows       int         `json:"rows"`
	Goroutines int         `json:"goroutines"`
	Answers    [][2]string `json:"answers,omitempty"` // between the processes only
	Problems   []string    `json:"problems,omitempty"`
}

func (m measurement) answers() []answer {
	out := make([]answer, len(m.Answers))
	for i, a := range m.Answers {
		out[i] = answer{a[0], a[1]}
	}
	return out
}

// measure prepares and runs a candidate.
func measure(ctx context.Context, j job) (measurement, error) {
	m := measurement{Engine: j.Engine, Mode: j.Mode, Orders: j.Orders, Goroutines: j.Goroutines, Rows: rowsOf(j.Orders)}
	c, err := find(j.Engine, j.Mode)
	if err != nil {
		return m, err
	}
	t, err := c.prepare(ctx, j)
	if err != nil {
		return m, err
	}
	var walls, cpus []time.Duration
	for range j.Runs {
		w, err := timed(t)
		if err != nil {
			return m, err
		}
		walls, cpus = append(walls, w.wall), append(cpus, w.cpu)
	}
	m.WallMS, m.CPUMS = milliseconds(median(walls)), milliseconds(median(cpus))
	if m.RSSMB, err = peakMemory(); err != nil {
		return m, err
	}
	if t.problems != nil {
		m.Problems, err = t.problems()
	} else {
		var answers []answer
		answers, err = t.answers()
		for _, a := range answers {
			m.Answers = append(m.Answers, [2]string{a.name, a.text})
		}
	}
	if err == nil && t.close != nil {
		err = t.close()
	}
	return m, err
}

// timed is one run, with the garbage of the one before it collected first.
func timed(t *task) (*stopwatch, error) {
	if t.before != nil {
		if err := t.before(); err != nil {
			return nil, err
		}
	}
	runtime.GC()
	w := &stopwatch{}
	if err := w.start(); err != nil {
		return nil, err
	}
	if err := t.run(w); err != nil {
		return nil, err
	}
	return w, w.stop()
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// peakMemory is the largest resident size of this process, in MB of 10^6 bytes.
// Linux says it in /proc; the number of getrusage there begins with that of the
// process which started this one.
func peakMemory() (float64, error) {
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kb), "kB")), 64)
				return n * 1024 / 1e6, err
			}
		}
	}
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	if runtime.GOOS == "darwin" {
		return float64(u.Maxrss) / 1e6, nil
	}
	return float64(u.Maxrss) * 1024 / 1e6, nil
}

// rowsOf is how many facts a shop of so many orders has.
func rowsOf(orders int) int { return orders + 2*orders + orders/2 + orders/5 }
