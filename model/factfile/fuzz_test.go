package factfile

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecomkpi/ecomkpi/model"
)

// fuzzRead reads bytes as a file of one kind. Whatever they are, each record
// gives a fact or an error with its place, and what is read can be written and
// read again.
type fuzzed interface {
	fuzzRead(t *testing.T, file []byte, o Options)
}

func (l *Layout[F]) fuzzRead(t *testing.T, file []byte, o Options) {
	s := l.Read(bytes.NewReader(file), o)
	var facts []F
	for in, err := range s.All() {
		if err == nil {
			facts = append(facts, in)
			continue
		}
		faults := Faults(err)
		if len(faults) == 0 || len(faults) > maxFaults {
			t.Errorf("%d faults: %v", len(faults), err)
		}
		for _, e := range faults {
			if e.File != l.name || e.Line < 0 || e.Err == nil || len(e.Error()) > 2000 {
				t.Errorf("%+v", e)
			}
		}
	}
	for _, form := range []Form{{}, {Format: JSONLines}} {
		var again bytes.Buffer
		if err := l.Write(&again, slices.Values(facts), form); errors.Is(err, ErrUnwritten) {
			continue // not UTF-8, or an instant that its offset takes beyond the years of facts
		} else if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsRune(again.Bytes(), '\r') {
			continue // the model refuses it, and CSV makes it a line break
		}
		i := 0
		for in, err := range l.Read(&again, Options{}).All() {
			if err != nil || i >= len(facts) {
				t.Fatalf("%v in %s", err, again.String())
			}
			if diff := cmp.Diff(facts[i], in, same); diff != "" {
				t.Fatalf("%s", diff)
			}
			i++
		}
		if i != len(facts) {
			t.Fatalf("%d facts of %d", i, len(facts))
		}
	}
	f := model.NewFacts(model.FactsOptions{})
	o.MaxErrors = 10
	report, err := l.Load(f, bytes.NewReader(file), o)
	if report.Accepted+report.Duplicates+report.Refused != report.Rows || report.Refused > 11 || err == nil && report.Refused > 10 {
		t.Errorf("%v; %v", report, err)
	}
}

func addFiles(f *testing.F, format Format) {
	for kind := range byte(len(layouts)) {
		var b bytes.Buffer
		layouts[kind].(interface{ example(*bytes.Buffer, Format) }).example(&b, format)
		f.Add(kind, b.Bytes())
		f.Add(kind, append([]byte("\ufeff"), b.Bytes()...))
		f.Add(kind, b.Bytes()[:b.Len()*2/3])
	}
	f.Add(byte(1), []byte(packed(header + row("a")))[:40])
}

// example is a file with a fact of which all fields are set.
func (l *Layout[F]) example(b *bytes.Buffer, format Format) {
	_ = l.Write(b, slices.Values([]F{fullFact[F](), fullFact[F]()}), Form{Format: format})
}

func FuzzCSV(f *testing.F) {
	addFiles(f, CSV)
	f.Add(byte(1), []byte(header+"a,\"2025-01-31\nx\",\x00,1e999999999,EUR\n\"b,,\n"))
	f.Fuzz(func(t *testing.T, kind byte, file []byte) {
		layouts[int(kind)%len(layouts)].(fuzzed).fuzzRead(t, file, Options{Format: CSV, MaxRecord: 1 << 12})
	})
}

func FuzzJSONLines(f *testing.F) {
	addFiles(f, JSONLines)
	f.Add(byte(1), []byte(`{"id":"\ud800","goods":1e999999999,"lines":[{"no":-1,"x":[[["]"]]]}],"payments":[null,{}]}`))
	f.Add(byte(1), []byte(strings.Repeat(`{"id":[`, 1000)))
	f.Fuzz(func(t *testing.T, kind byte, file []byte) {
		layouts[int(kind)%len(layouts)].(fuzzed).fuzzRead(t, file, Options{Format: JSONLines, MaxRecord: 1 << 12})
	})
}

// Hostile files do not cost more memory than a record may have.
func TestMemory(t *testing.T) {
	cell := strings.Repeat("9", 10<<20)
	for name, text := range map[string]string{
		"a cell of 10 MB":              header + "a,2025-01-31T09:30:00Z,placed," + cell + ",EUR\n" + row("b"),
		"a quoted cell of 10 MB":       header + "\"" + cell,
		"a header of 10 MB":            cell,
		"a string of 10 MB":            `{"id":"` + cell + `"}`,
		"zeros, packed a thousandfold": packed(header + "a," + strings.Repeat("\x00", 50<<20)),
		"many columns":                 strings.Repeat("a,", 400_000) + "\n",
		"many elements":                `{"payments":[` + strings.Repeat("{},", 300_000) + `{}]}`,
		"many promotions":              "id,placed_at,status,promotions\na,2025-01-31T09:30:00Z,placed," + strings.Repeat(";", 1<<20-100),
		"deep":                         `{"payments":` + strings.Repeat("[", 1<<19) + strings.Repeat("]", 1<<19) + `}`,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, report, err := load(text, Options{MaxErrors: 10})
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 100<<20 {
			t.Errorf("%s: %d MB are allocated", name, used>>20)
		}
		if err == nil && len(report.Errors) == 0 {
			t.Errorf("%s: read as %q", name, got)
		}
	}
}
