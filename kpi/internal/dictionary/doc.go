// Package dictionary holds the named KPIs against the KPI dictionary. Its tests
// are a second implementation of the KPIs: loops over plain slices, written from
// the dictionary's words, which know nothing of folds, columns or states. Both
// are run on small random markets in which much coincides, and have to agree.
// The package has no code of its own.
package dictionary
