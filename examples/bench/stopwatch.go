package main

import (
	"syscall"
	"time"
)

// A stopwatch adds up the wall and CPU time during which it runs.
type stopwatch struct {
	wall, cpu time.Duration
	at        time.Time
	used      time.Duration
}

func (w *stopwatch) start() error {
	used, err := cpuTime()
	w.used, w.at = used, time.Now()
	return err
}

func (w *stopwatch) stop() error {
	w.wall += time.Since(w.at)
	used, err := cpuTime()
	w.cpu += used - w.used
	return err
}

// batches lets the watch run only in what is added batch by batch, not while the
// rows of the batches are made. The watch runs before and after.
func (w *stopwatch) batches(load func(add func(func() error) error) error) error {
	if err := w.stop(); err != nil {
		return err
	}
	err := load(func(batch func() error) error {
		if err := w.start(); err != nil {
			return err
		}
		if err := batch(); err != nil {
			return err
		}
		return w.stop()
	})
	if err != nil {
		return err
	}
	return w.start()
}

// cpuTime is what this process has used of its processors, in user and system
// mode.
func cpuTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}
