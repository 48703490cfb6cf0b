package factfile

import (
	"errors"
	"strconv"

	"github.com/ecomkpi/ecomkpi/model"
)

// The kinds of errors about files. What is wrong with a fact is told by a
// [model.FactError], whose kinds are in package model.
var (
	ErrEncoding       = errors.New("unreadable file")          // not UTF-8, no gzip where the name says so, or cut off
	ErrHeader         = errors.New("invalid header")           // the first record of a CSV file does not name the columns
	ErrRecord         = errors.New("malformed record")         // a record is no CSV, or a line no JSON object
	ErrTooLong        = errors.New("record too long")          // see Options.MaxRecord
	ErrTooManyRefused = errors.New("too many records refused") // see Options.MaxErrors
	ErrNoFiles        = errors.New("no file of facts")         // a folder holds none
	ErrNotEmpty       = errors.New("files of facts are there") // where others are to be written
	ErrUnwritten      = errors.New("fact cannot be written")   // a number or time is beyond the limits of facts
)

// Error says where in a file something is wrong.
type Error struct {
	File   string // the name of the file, as the options or the folder say
	Line   int    // from 1; 0 where it is about the file as a whole
	Column int    // in bytes from 1, as encoding/csv counts; 0 in JSON Lines, where the field's name says enough
	Err    error  // a *model.FactError, or what is wrong with the record or the file
}

// Error names file, line and column, and what is wrong there.
func (e *Error) Error() string {
	b := append([]byte(e.File), ':')
	if e.Line > 0 {
		b = append(strconv.AppendInt(b, int64(e.Line), 10), ':')
	}
	if e.Column > 0 {
		b = append(strconv.AppendInt(b, int64(e.Column), 10), ':')
	}
	return string(b) + " " + e.Err.Error()
}

// Unwrap returns what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// Faults lists the faults of a record, one *Error each, from an error that a
// [Source] has yielded or that Load has returned. nil gives none.
func Faults(err error) []*Error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*Error
		for _, one := range joined.Unwrap() {
			all = append(all, Faults(one)...)
		}
		return all
	}
	if one, ok := errors.AsType[*Error](err); ok {
		return []*Error{one}
	}
	return nil
}

// factErrors lists what a table said of one fact.
func factErrors(err error) []*model.FactError {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*model.FactError
		for _, one := range joined.Unwrap() {
			all = append(all, factErrors(one)...)
		}
		return all
	}
	if one, ok := errors.AsType[*model.FactError](err); ok {
		return []*model.FactError{one}
	}
	return nil
}
