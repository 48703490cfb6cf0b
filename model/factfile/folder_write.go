package factfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/ecomkpi/ecomkpi/model"
)

// WriteFolder writes facts as files into a folder, which it makes where there
// is none: a file for each kind of which there are facts, which ReadFolder
// reads back. As CSV the lines of orders and of refunds stand in files of their
// own; in JSON Lines they are within their facts. What is written is the
// current content: corrections in the place of what they corrected, mergers of
// accounts as links. Options of the facts, such as the start of the history,
// are not.
//
// A folder that holds files of facts already is refused with [ErrNotEmpty], as
// they would be read together with the new ones. Each file gets its name once
// it is whole. Other errors are those of [Layout.Write] and of the files.
func WriteFolder(dir string, f *model.Facts, form Form) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if base, ok := baseOf(e.Name()); ok && known(base) {
			return fmt.Errorf("%w: %s", ErrNotEmpty, filepath.Join(dir, e.Name()))
		}
	}
	ending := ".csv"
	if form.Format == JSONLines {
		ending = ".jsonl"
	}
	if form.Gzip {
		ending += ".gz"
	}
	for _, l := range layouts {
		err := l.writeFiles(f, form, func(name string, write func(io.Writer) error) error {
			return writeFile(dir, name+ending, write)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file under another name, and renames it once it is whole.
func writeFile(dir, name string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(dir, name+".*.part")
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		err = errors.Join(err, os.Remove(file.Name()))
	}
	return err
}

func (l *Layout[F]) writeFiles(f *model.Facts, form Form, create func(name string, write func(io.Writer) error) error) error {
	any, elements := false, false
	without := -1
	if l.part != nil && form.Format != JSONLines {
		without = l.columns.index[l.part.column()]
	}
	for fact := range l.rows(f) {
		any = true
		if without < 0 || l.part.has(&fact) {
			elements = without >= 0
			break
		}
	}
	if !any {
		return nil
	}
	err := create(l.name, func(w io.Writer) error { return l.write(w, l.rows(f), form, without) })
	if err == nil && elements {
		err = create(l.part.name(), func(w io.Writer) error { return l.part.write(w, l.rows(f), form) })
	}
	return err
}
