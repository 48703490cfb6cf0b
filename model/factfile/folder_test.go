package factfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// A folder that was written and read gives the same facts, of all kinds.
func TestFolderRoundTrip(t *testing.T) {
	root := t.TempDir()
	seen := map[string]int{}
	tries := 0
	rapid.Check(t, func(t *rapid.T) {
		f := drawShop(t)
		form := rapid.SampledFrom(forms).Draw(t, "form")
		tries++
		dir := filepath.Join(root, strings.Repeat("x", tries%200+1))
		if err := errors.Join(os.RemoveAll(dir), WriteFolder(dir, f, form)); err != nil {
			t.Fatal(err)
		}
		want := everything(f)
		again := model.NewFacts(model.FactsOptions{})
		report, err := ReadFolder(os.DirFS(dir), again, Options{Comma: form.Comma})
		if len(want) == 0 {
			if !errors.Is(err, ErrNoFiles) {
				t.Fatalf("nothing: %v", err)
			}
			return
		}
		if err != nil || len(report.Errors()) > 0 || len(report.Skipped) > 0 {
			t.Fatalf("%v, %v", err, report)
		}
		if diff := cmp.Diff(want, everything(again), same); diff != "" {
			t.Fatalf("%v (-want +got):\n%s", report, diff)
		}
		for _, file := range report.Files {
			base, _ := baseOf(file.File)
			seen[base] += file.Accepted
			if file.Duplicates != 0 || file.Refused != 0 || file.Accepted != file.Rows || len(file.Unknown) > 0 {
				t.Fatalf("%v", file)
			}
		}
	})
	if testing.Short() {
		return // too few draws to ask for all kinds
	}
	for _, l := range layouts {
		if seen[l.Name()] < 20 || l.partName() != "" && seen[l.partName()] < 5 {
			t.Errorf("%d %s, %d %s were written: too little is tested", seen[l.Name()], l.Name(), seen[l.partName()], l.partName())
		}
	}
}

func folderOf(files map[string]string) fs.FS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

const (
	orderHead = "id,placed_at,status\n"
	lineHead  = "order_id,no,product_id,quantity,unit_price,currency\n"
)

func orderRow(id string) string { return id + ",2025-01-31T09:30:00Z,placed\n" }

// Lines find their orders wherever they stand in their file.
func TestLinesInAFile(t *testing.T) {
	f := model.NewFacts(model.FactsOptions{})
	report, err := ReadFolder(folderOf(map[string]string{
		"orders.csv":   orderHead + orderRow("a") + orderRow("b"),
		"orders.jsonl": `{"id":"c","placed_at":"2025-01-31T09:30:00Z","status":"placed","goods":"1 EUR"}`,
		"lines.csv":    lineHead + "b,1,p,2,3,EUR\na,1,p,1,2,EUR\nb,2,q,1,4,EUR\n",
		"readme.txt":   "", ".csv": "", "orders.csv.bak": "", "sub/orders.csv": "id\n",
	}), f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for o := range f.Orders.All() {
		got.WriteString(string(o.ID()) + " " + o.Goods().String() + ";")
	}
	if got.String() != "a 2.00 EUR;b 10.00 EUR;c 1.00 EUR;" || f.Lines.Len() != 3 {
		t.Error(got.String())
	}
	want := `lines.csv: 3 rows, 3 accepted, 0 duplicates, 0 refused
orders.csv: 2 rows, 2 accepted, 0 duplicates, 0 refused
orders.jsonl: 1 rows, 1 accepted, 0 duplicates, 0 refused
not read: .csv, orders.csv.bak, readme.txt
`
	if report.String() != want {
		t.Error(report)
	}
}

// What is wrong between an order and its lines.
func TestLinesAndOrdersDisagree(t *testing.T) {
	for _, c := range []struct {
		name, orders, lines string
		orderIDs            string
		faults              []string
		refused             int
	}{
		{
			"no such order", orderHead + orderRow("a"), lineHead + "a,1,p,1,2,EUR\nx,1,p,1,2,EUR\nx,2,p,1,2,EUR\n", "a",
			[]string{`lines.csv:3: line "x": order_id "x": unknown link: no such fact in the folder`}, 2,
		},
		{
			"a line is refused", orderHead + orderRow("a") + orderRow("b"), lineHead + "a,1,p,1,2,EUR\na,2,p,x,2,EUR\nb,1,p,1,2,EUR\n", "b",
			[]string{
				`lines.csv:3:7: line "a": quantity "x": invalid: want a plain decimal such as -12.50`,
				`orders.csv:2: order "a": lines "": missing: a line of it in lines.csv was refused`,
			}, 2,
		},
		{
			"a line is refused, and others have no order", orderHead + orderRow("b"), lineHead + "b,1,p,1,2,EUR\n,2,p,x,2,EUR\ny,1,p,1,2,EUR\ny,2,p,1,2,EUR\n", "b",
			[]string{
				`lines.csv:3:6: line "": quantity "x": invalid: want a plain decimal such as -12.50`,
				`lines.csv:4: line "y": order_id "y": unknown link: no such fact in the folder`,
			}, 3,
		},
		{
			"lines here and there", "id,placed_at,status,lines,currency\n" +
				`a,2025-01-31T09:30:00Z,placed,"[{""no"":1,""product_id"":""p"",""quantity"":1,""unit_price"":1}]",EUR` + "\n", lineHead + "a,1,p,1,2,EUR\n", "",
			[]string{`orders.csv:2:31: order "a": lines "": contradiction: there are lines here and in lines.csv`}, 1,
		},
		{
			"the order is refused", "id,placed_at,status\na,yesterday,placed\n", lineHead + "a,1,p,1,2,EUR\n", "",
			[]string{`orders.csv:2:3: order "a": placed_at "yesterday": invalid: ` + wantInstant}, 1,
		},
		{
			"the model refuses a line", orderHead + orderRow("a"), lineHead + "a,1,p,1,2,EUR\na,1,p,1,2,EUR\n", "",
			[]string{`orders.csv:2: order "a": lines[1].no "1": contradiction: used by an earlier line`}, 1,
		},
	} {
		folder := folderOf(map[string]string{"orders.csv": c.orders, "lines.csv": c.lines})
		f := model.NewFacts(model.FactsOptions{})
		report, err := ReadFolder(folder, f, Options{MaxErrors: c.refused}) // and not one more
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var got, faults []string
		for o := range f.Orders.All() {
			got = append(got, string(o.ID()))
		}
		for _, e := range report.Errors() {
			faults = append(faults, e.Error())
		}
		if strings.Join(got, " ") != c.orderIDs || !slices.Equal(faults, c.faults) || report.refused() != c.refused {
			t.Errorf("%s: orders %v, faults %q, %d refused", c.name, got, faults, report.refused())
		}
		for _, file := range report.Files {
			if file.Rows != file.Accepted+file.Duplicates+file.Refused {
				t.Errorf("%s: %v", c.name, file)
			}
		}
		_, err = ReadFolder(folder, model.NewFacts(model.FactsOptions{}), Options{})
		if err == nil || err.Error() != c.faults[0] {
			t.Errorf("%s, strictly: %v", c.name, err)
		}
		_, err = ReadFolder(folder, model.NewFacts(model.FactsOptions{}), Options{MaxErrors: c.refused - 1})
		if err == nil || c.refused > 1 && !errors.Is(err, ErrTooManyRefused) {
			t.Errorf("%s, one less allowed than there are: %v", c.name, err)
		}
	}
}

func TestWriteFolderKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	f := model.NewFacts(model.FactsOptions{})
	if err := f.Accounts.Append(model.Account{ID: "a"}); err != nil {
		t.Fatal(err)
	}
	if err := WriteFolder(dir, f, Form{Gzip: true}); err != nil {
		t.Fatal(err)
	}
	for _, form := range forms {
		if err := WriteFolder(dir, f, form); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("%v", err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "accounts.csv.gz" {
		t.Errorf("%v, %v", entries, err)
	}
	if _, err := ReadFolder(os.DirFS(t.TempDir()), f, Options{}); !errors.Is(err, ErrNoFiles) {
		t.Error(err)
	}
	if _, err := ReadFolder(os.DirFS(filepath.Join(dir, "none")), f, Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
