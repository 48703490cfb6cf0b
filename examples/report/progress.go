package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// progress is a line on a terminal that says what takes so long. It appears
// after half a second, and is wiped when the work is done.
type progress struct {
	step        atomic.Pointer[string]
	done, total atomic.Int64
	end         chan struct{}
	wait        sync.WaitGroup
	once        sync.Once
}

// terminal says whether somebody looks at what is written.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull && os.Getenv("TERM") != "dumb"
}

const (
	progressAfter = 500 * time.Millisecond
	progressEvery = 100 * time.Millisecond
	wipe          = "\r\x1b[K"
)

// startProgress starts a line, if anybody looks.
func startProgress(w io.Writer, looked bool) *progress {
	p := &progress{end: make(chan struct{})}
	p.set("", 0)
	if !looked {
		return p
	}
	p.wait.Go(func() {
		next := time.NewTimer(progressAfter)
		defer next.Stop()
		for shown := false; ; shown = true {
			select {
			case <-p.end:
				if shown {
					fmt.Fprint(w, wipe)
				}
				return
			case <-next.C:
				fmt.Fprint(w, wipe+p.String())
				next.Reset(progressEvery)
			}
		}
	})
	return p
}

// set says what is being done, and how much of it there is; 0 is unknown.
func (p *progress) set(step string, total int64) {
	p.step.Store(&step)
	p.done.Store(0)
	p.total.Store(total)
}

// add says that so much more has been done.
func (p *progress) add(n int64) { p.done.Add(n) }

// stop wipes the line. It may be called again.
func (p *progress) stop() {
	p.once.Do(func() { close(p.end) })
	p.wait.Wait()
}

// String is the line.
func (p *progress) String() string {
	s := *p.step.Load() + " …"
	if total := p.total.Load(); total > 0 {
		s += fmt.Sprintf(" %d %%", min(100, p.done.Load()*100/total))
	}
	return s
}
