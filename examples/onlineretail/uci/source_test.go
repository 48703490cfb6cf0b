package uci

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packed returns a text as gzip.
func packed(t testing.TB, text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpen(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole := packed(t, head+strings.Repeat(good, 100))
	for _, name := range []string{write("plain.csv", []byte(head+good)), write("packed.csv.gz", packed(t, head+good))} {
		b, err := readFiles(name)
		if err != nil || b.rows != 1 {
			t.Errorf("%s: %v, want one row", name, err)
		}
	}
	for path, want := range map[string]string{
		write("data.txt", []byte(head)):                   "data.txt: neither .csv nor .csv.gz",
		write("plain.csv.gz", []byte(head+good)):          "plain.csv.gz: gzip: invalid header",
		write("empty.csv.gz", nil):                        "empty.csv.gz: EOF",
		write("cut.csv.gz", whole[:len(whole)-9]):         "cut.csv.gz: after line ",
		write("packed.csv", whole):                        "packed.csv:1:",
		filepath.Join(folder, "absent.csv"):               "absent.csv: no such file",
		write("bad.csv", []byte(head+good+"x\n")):         "bad.csv:3:1: 1 fields",
		write("bad.csv.gz", packed(t, head+good+"\"x\n")): "bad.csv.gz:3:4: ",
	} {
		if _, err := readFiles(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want ...%s...", err, want)
		}
	}
}
