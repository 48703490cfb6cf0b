package kpi

import (
	"iter"

	"github.com/ecomkpi/ecomkpi/model"
)

// takesKind says whether rows of a kind make a difference to a metric. A row
// that a grouping takes makes a group, even where what is in it takes no notice.
func takesKind(e model.Expr, k model.Kind) bool {
	switch e.Op() {
	case "on":
		if e.Value() != k.String() {
			return false
		}
	case "undefined":
		return false
	case "where":
		var filter model.Expr // the last argument
		for filter = range e.Args() {
		}
		if !mayHold(filter, k) {
			return false
		}
	case "every", "convert", "refuse", "map", "both", "list":
	default:
		return true
	}
	for m := range metricsOf(e) {
		if takesKind(m, k) {
			return true
		}
	}
	return false
}

// mayHold says whether a filter may hold for rows of a kind.
func mayHold(e model.Expr, k model.Kind) bool {
	switch e.Op() {
	case "of":
		return e.Value() == k.String()
	case "and":
		for side := range e.Args() {
			if !mayHold(side, k) {
				return false
			}
		}
	case "or":
		for side := range e.Args() {
			if mayHold(side, k) {
				return true
			}
		}
		return false
	}
	return true
}

// metricsOf yields the metrics that a metric is made of: the first argument,
// beside keys and filters, or all of them.
func metricsOf(e model.Expr) iter.Seq[model.Expr] {
	all := e.Op() == "both" || e.Op() == "list"
	return func(yield func(model.Expr) bool) {
		for m := range e.Args() {
			if !yield(m) || !all {
				return
			}
		}
	}
}

// isWide says whether merging states of a metric takes the longer the more rows
// they have seen; grouped where it is below groups. Values of all rows together are
// shared, and not copied.
func isWide(e model.Expr, grouped bool) bool {
	switch e.Op() {
	case "by", "across", "distinct", "gaps", "history", "fold":
		return true
	case "quantiles", "pool":
		return grouped
	case "on", "where", "every", "convert", "refuse", "map", "both", "list":
		for m := range metricsOf(e) {
			if isWide(m, grouped || e.Op() == "every") {
				return true
			}
		}
	}
	return false
}

// taken are the pieces of facts, without those that make no difference.
type taken struct {
	facts *model.Facts
	takes kinds
}

func (t taken) Pieces() int { return t.facts.Pieces() }

func (t taken) Supplied() iter.Seq[model.Kind] { return t.facts.Supplied() }

func (t taken) Piece(i int) iter.Seq[*model.Block] {
	return func(yield func(*model.Block) bool) {
		for b := range t.facts.Piece(i) {
			if !t.takes[b.Kind()&15] || !yield(b) {
				return // a piece is of one kind
			}
		}
	}
}
