package main

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// screen is written to by the goroutine of the line.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		p := startProgress(&s, true)
		p.set("reading", 200)
		p.add(50)
		time.Sleep(progressAfter / 2)
		if s.String() != "" {
			t.Errorf("short work printed %q", &s)
		}
		time.Sleep(progressAfter)
		if !strings.Contains(s.String(), wipe+"reading … 25 %") {
			t.Errorf("long work printed %q", &s)
		}
		p.set("computing", 0)
		time.Sleep(progressEvery)
		p.stop()
		p.stop()
		if !strings.HasSuffix(s.String(), "computing …"+wipe) {
			t.Errorf("at the end there is %q", &s)
		}
	})
}

func TestNoProgressWithoutTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s screen
		p := startProgress(&s, false)
		p.set("reading", 200)
		time.Sleep(10 * progressAfter)
		p.stop()
		if s.String() != "" {
			t.Errorf("printed %q", &s)
		}
	})
}

func TestTerminal(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if terminal(file) || terminal(null) || terminal(&bytes.Buffer{}) {
		t.Error("a file, the null device or a buffer is a terminal")
	}
}
