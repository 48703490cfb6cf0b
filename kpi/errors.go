package kpi

import "errors"

// The kinds of errors of this package.
var (
	// ErrIncompatible: states of different metrics cannot be merged or decoded
	// into each other.
	ErrIncompatible = errors.New("states of different metrics")
	// ErrNotEncodable: the metric holds Go functions that say nothing about
	// encoding, or keys that have no text.
	ErrNotEncodable = errors.New("state cannot be encoded")
	// ErrCorrupt: the bytes are not the state of the metric.
	ErrCorrupt = errors.New("corrupt state")
)
