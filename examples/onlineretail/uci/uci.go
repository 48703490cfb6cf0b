package uci

import "errors"

// Read reads files, or the sample where none are named, and makes facts of
// them, by the rules of the package. An error names the file; it is a
// *FormatError where the file does not follow the format.
func Read(files ...string) (*Shop, error) {
	b, err := readFiles(files...)
	if err != nil {
		return nil, err
	}
	return newShop(b)
}

// readFiles reads the files, or the sample where there are none.
func readFiles(files ...string) (*books, error) {
	b := newBooks()
	if len(files) == 0 {
		return b, b.add(SampleName, readRows(SampleName, Sample()))
	}
	for _, name := range files {
		f, err := open(name)
		if err != nil {
			return nil, err
		}
		err = b.add(name, readRows(name, f))
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
	}
	return b, nil
}
