package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/model/factfile"
)

// folderInput reads a folder of facts.
func folderInput(o options, p *progress) (*input, error) {
	if _, err := os.ReadDir(o.data); err != nil {
		return nil, err
	}
	folder := os.DirFS(o.data)
	in := &input{title: phrase{"facts of " + o.data, "faits de " + o.data}}
	f, err := folder.Open(settingsFile)
	switch {
	case err == nil:
		in.settings, err = readSettings(f)
		_ = f.Close() // it was read
		if err != nil {
			return nil, err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if o.zone != "" {
		in.settings.Zone = o.zone
	}
	cal, err := in.settings.calendar()
	if err != nil {
		return nil, err
	}
	currency, err := in.settings.currency()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", settingsFile, err)
	}
	about := model.FactsOptions{AccountsComplete: in.settings.AccountsComplete}
	if in.settings.HistoryStart != nil {
		about.HistoryStart = *in.settings.HistoryStart
	}
	in.facts = model.NewFacts(about)
	p.set("reading "+o.data, bytesOf(folder))
	in.folder, err = factfile.ReadFolder(countedFS{folder, p}, in.facts, factfile.Options{
		Location: cal.Zone(), Currency: currency, MaxErrors: o.refusals,
	})
	return in, err
}

// noticed writes down what was found in files beside facts.
func (in *input) noticed(w io.Writer) {
	for _, name := range in.folder.Skipped {
		if name != settingsFile {
			fmt.Fprintf(w, "report: %s: not read, its name is that of no kind of facts\n", name)
		}
	}
	for _, f := range in.folder.Files {
		for _, column := range f.Unknown {
			fmt.Fprintf(w, "report: %s: unknown column %q is not read\n", f.File, column)
		}
		if f.Duplicates > 0 {
			fmt.Fprintf(w, "report: %s: %d records were there twice\n", f.File, f.Duplicates)
		}
		if f.Refused > 0 {
			fmt.Fprintf(w, "report: %s: %d of %d records were refused\n", f.File, f.Refused, f.Rows)
		}
		for _, fault := range f.Errors {
			fmt.Fprintln(w, "report:", fault)
		}
	}
}

// writeSample writes the sample as files.
func writeSample(o options, stdout io.Writer, p *progress) error {
	s, err := sampleShop(o, p)
	if err != nil {
		return err
	}
	facts, err := s.Facts()
	if err != nil {
		return err
	}
	p.set("writing "+o.write, 0)
	if err := factfile.WriteFolder(o.write, facts, factfile.Form{Format: o.form}); err != nil {
		return err
	}
	text, err := json.MarshalIndent(sampleSettings(s), "", "  ")
	if err != nil {
		return err
	}
	// Settings of somebody else are not overwritten.
	f, err := os.OpenFile(filepath.Join(o.write, settingsFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(append(text, '\n')); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	p.stop()
	_, err = fmt.Fprintf(stdout, "wrote the sample shop to %s\n", o.write)
	return err
}

// bytesOf is how much there is to read.
func bytesOf(folder fs.FS) int64 {
	entries, _ := fs.ReadDir(folder, ".") // reading the facts tells what is wrong
	var n int64
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			n += info.Size()
		}
	}
	return n
}

// countedFS tells the progress how much was read.
type countedFS struct {
	fs.FS
	p *progress
}

func (c countedFS) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	if _, isFolder := f.(fs.ReadDirFile); err != nil || isFolder && name == "." {
		return f, err
	}
	return countedFile{f, c.p}, nil
}

type countedFile struct {
	fs.File
	p *progress
}

func (c countedFile) Read(b []byte) (int, error) {
	n, err := c.File.Read(b)
	c.p.add(int64(n))
	return n, err
}
