package factfile

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/ecomkpi/ecomkpi/model"
)

// Folder says what became of the files of a folder.
type Folder struct {
	Files   []Report // in the order in which they were read
	Skipped []string // files that are none of the layouts'
}

// String sums the folder up, a line for each file.
func (f Folder) String() string {
	var b strings.Builder
	for _, r := range f.Files {
		b.WriteString(r.String() + "\n")
	}
	if len(f.Skipped) > 0 {
		b.WriteString("not read: " + strings.Join(f.Skipped, ", ") + "\n")
	}
	return b.String()
}

// Errors lists the faults of all files.
func (f Folder) Errors() []*Error {
	var all []*Error
	for _, r := range f.Files {
		all = append(all, r.Errors...)
	}
	return all
}

func (f Folder) refused() int {
	n := 0
	for _, r := range f.Files {
		n += r.Refused
	}
	return n
}

// ReadFolder records the facts of a folder, such as os.DirFS("data"): the files
// that are named as the layouts are, with the ending .csv or .jsonl, and .gz
// behind it where they are packed. Where several files hold one kind, all are
// read. Lines of orders and refunds may stand within them or in files of their
// own, "lines" and "refund_lines", which are held in memory until their facts
// have been read. Folders in the folder are not read.
//
// Errors are those of [Layout.Load], of which MaxErrors counts for the folder
// as a whole, and [ErrNoFiles] where it holds no file of facts. An order of
// which a line was refused is refused too. So are lines
// of an order that is not there. Whatever the error is, the Folder says
// what was read until then.
func ReadFolder(folder fs.FS, f *model.Facts, o Options) (Folder, error) {
	var out Folder
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return out, err
	}
	names := map[string][]string{} // by layout
	for _, e := range entries {
		base, ok := baseOf(e.Name())
		switch {
		case e.IsDir():
		case ok && known(base):
			names[base] = append(names[base], e.Name())
		default:
			out.Skipped = append(out.Skipped, e.Name())
		}
	}
	if len(names) == 0 {
		return out, ErrNoFiles
	}
	for _, l := range layouts {
		if err := l.readFiles(folder, names, f, o, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// baseOf returns the name of a file without its ending.
func baseOf(name string) (string, bool) {
	name = strings.TrimSuffix(name, ".gz")
	for _, ending := range []string{".csv", ".jsonl"} {
		if base, ok := strings.CutSuffix(name, ending); ok {
			return base, base != ""
		}
	}
	return "", false
}

// anyLayout is a Layout of whatever kind.
type anyLayout interface {
	Name() string
	partName() string
	readFiles(folder fs.FS, names map[string][]string, f *model.Facts, o Options, out *Folder) error
	writeFiles(f *model.Facts, form Form, create func(name string, write func(io.Writer) error) error) error
}

// layouts are all of them. Accounts come first, since they may be declared
// complete.
var layouts = []anyLayout{
	Accounts, Orders, Refunds, Approvals, Quotes, Carts, Sessions, AccountRequests, Spends, SurveyResponses, Milestones, Allocations, CashFlows,
}

func known(base string) bool {
	return slices.ContainsFunc(layouts, func(l anyLayout) bool { return base == l.Name() || base == l.partName() })
}

func (l *Layout[F]) partName() string {
	if l.part == nil {
		return ""
	}
	return l.part.name()
}

func (l *Layout[F]) readFiles(folder fs.FS, names map[string][]string, f *model.Facts, o Options, out *Folder) error {
	var lists []gathered[F]
	for _, name := range names[l.partName()] {
		err := openIn(folder, name, func(r io.Reader) error {
			o.Name = name
			list, report, err := l.part.read(r, o, out.refused())
			out.Files, lists = append(out.Files, report), append(lists, list)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, name := range names[l.name] {
		err := openIn(folder, name, func(r io.Reader) error {
			o.Name = name
			s := l.Read(r, o)
			s.attach = func(in *F, d *decoder) {
				for _, list := range lists {
					list.attach(in, d)
				}
			}
			report, err := l.load(f, s, out.refused())
			out.Files = append(out.Files, report)
			return err
		})
		if err != nil {
			return err
		}
	}
	for i, list := range lists {
		before := out.refused()
		report := &out.Files[len(out.Files)-len(names[l.name])-len(lists)+i]
		before -= report.Refused
		for _, e := range list.left() {
			report.Accepted -= e.records
			report.Refused += e.records - 1
			if err := report.refuse(e.err, o, before); err != nil {
				return err
			}
		}
	}
	return nil
}

func openIn(folder fs.FS, name string, read func(io.Reader) error) error {
	file, err := folder.Open(name)
	if err != nil {
		return err
	}
	err = read(file)
	if closed := file.Close(); err == nil && closed != nil {
		err = fmt.Errorf("%w: %s: %w", ErrEncoding, name, closed)
	}
	return err
}
