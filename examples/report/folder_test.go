package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecomkpi/ecomkpi/examples/report/shop"
)

// written writes the sample into a folder of the test.
func written(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "facts")
	out, said := printed(t, append([]string{small, "-write=" + dir}, args...)...)
	if out != "wrote the sample shop to "+dir+"\n" || said != "" {
		t.Errorf("printed %q and %q", out, said)
	}
	return dir
}

// TestRoundTrip: the folder that was written gives the report of the sample, to
// the last byte.
func TestRoundTrip(t *testing.T) {
	about := []string{"-json", "-by=branch,channel,company", "-launch=2025-04-01"}
	want, _ := printed(t, append(about, small)...)
	for _, form := range []string{"csv", "jsonl"} {
		got, said := printed(t, append(about, "-data="+written(t, "-format="+form))...)
		if got != want || said != "" {
			t.Errorf("%s: the report of the folder differs, or something was said: %q", form, said)
		}
	}
}

// change edits a file of a folder.
func change(t *testing.T, path string, edit func(string) string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(edit(string(text))), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoticed(t *testing.T) {
	dir := written(t)
	change(t, filepath.Join(dir, "spends.csv"), func(s string) string {
		first, rest, _ := strings.Cut(s, "\n")
		var b strings.Builder
		b.WriteString(first + ",weather\n")
		for line := range strings.Lines(rest) {
			b.WriteString(strings.TrimSuffix(line, "\n") + ",fine\n")
		}
		return b.String()
	})
	change(t, filepath.Join(dir, "accounts.csv"), func(s string) string { // its last record comes twice
		lines := strings.SplitAfter(strings.TrimSuffix(s, "\n"), "\n")
		return s + lines[len(lines)-1] + "\n"
	})
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("hello"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, said := printed(t, "-data="+dir)
	for _, want := range []string{
		"report: notes.txt: not read, its name is that of no kind of facts\n",
		"report: spends.csv: unknown column \"weather\" is not read\n",
		"report: accounts.csv: 1 records were there twice\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %q", want, said)
		}
	}
	if strings.Contains(said, settingsFile) {
		t.Errorf("settings are read: %q", said)
	}
}

func TestRefusedRecords(t *testing.T) {
	dir := written(t)
	change(t, filepath.Join(dir, "quotes.csv"), func(s string) string { return strings.Replace(s, ",declined,", ",,", 1) })
	if code, said := refused(t, "-data="+dir); code != 1 || !strings.Contains(said, "quotes.csv:") {
		t.Errorf("ends with %d and %q", code, said)
	}
	out, said := printed(t, "-data="+dir, "-errors=1")
	if !strings.Contains(out, "Quote-to-order rate") || !strings.Contains(said, "quotes.csv: 1 of ") {
		t.Errorf("said %q of\n%s", said, out)
	}
	change(t, filepath.Join(dir, "quotes.csv"), func(s string) string { return strings.Replace(s, ",declined,", ",,", 1) })
	code, said := refused(t, "-data="+dir, "-errors=1")
	if code != 1 || !strings.Contains(said, "too many records refused") || !strings.Contains(said, "quotes.csv:") {
		t.Errorf("ends with %d and %q", code, said)
	}
}

func TestFoldersRefused(t *testing.T) {
	if code, said := refused(t, "-data="+filepath.Join(t.TempDir(), "nosuch")); code != 1 || !strings.Contains(said, "nosuch") {
		t.Errorf("ends with %d and %q", code, said)
	}
	if code, said := refused(t, "-data="+t.TempDir(), "-zone=UTC"); code != 1 || !strings.Contains(said, "no file of facts") {
		t.Errorf("ends with %d and %q", code, said)
	}
	dir := written(t)
	if code, said := refused(t, small, "-write="+dir); code != 1 || !strings.Contains(said, "files of facts are there") {
		t.Errorf("ends with %d and %q", code, said)
	}
	own := t.TempDir() // with settings of somebody's own
	if err := os.WriteFile(filepath.Join(own, settingsFile), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, said := refused(t, small, "-write="+own); code != 1 || !strings.Contains(said, settingsFile) {
		t.Errorf("ends with %d and %q", code, said)
	}
}

// TestNoSettings: facts alone are enough for a report, in a zone that is asked
// for; what nobody assumed is not made up.
func TestNoSettings(t *testing.T) {
	dir := written(t)
	if err := os.Remove(filepath.Join(dir, settingsFile)); err != nil {
		t.Fatal(err)
	}
	if code, said := refused(t, "-data="+dir); code != 2 || !strings.Contains(said, "Give -zone") {
		t.Errorf("ends with %d and %q", code, said)
	}
	out, _ := printed(t, "-data="+dir, "-zone="+shop.Zone)
	for _, want := range []string{"to 2025-12-31", "several currencies", "an assumption was not made", "KPIs: facts of " + dir} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
