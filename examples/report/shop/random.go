package shop

import (
	"math/bits"
	"math/rand/v2"
)

// random draws whole numbers. It is made from the generator alone, whose
// sequence Go promises to keep, and not from the methods of rand.Rand.
type random struct{ source *rand.PCG }

// stream numbers the parts of the shop that draw from a sequence of their own,
// so that a change to one does not make another shop of all the others.
type stream uint64

const (
	streamAccounts stream = iota + 1
	streamDemand
	streamOrders
	streamVisits
	streamStrangers
	streamRequests
	streamSurvey
	streamSpend
	streamProjects
)

func newRandom(seed uint64, s stream) *random { return &random{rand.NewPCG(seed, uint64(s))} }

// below draws from 0 up to n, excluded; 0 where n is not above 0.
func (r *random) below(n int) int {
	if n <= 0 {
		return 0
	}
	high, _ := bits.Mul64(r.source.Uint64(), uint64(n))
	return int(high)
}

// between draws from a to b, both included.
func (r *random) between(a, b int) int { return a + r.below(b-a+1) }

// chance is true p times in a thousand.
func (r *random) chance(p int) bool { return r.below(1000) < p }

// whole turns thousandths into a whole number that is right on average.
func (r *random) whole(thousandths int) int {
	n := thousandths / 1000
	if r.chance(thousandths % 1000) {
		n++
	}
	return n
}

// skewed draws from 0 to most, seldom near it: half of the draws are below a
// sixteenth.
func (r *random) skewed(most int) int {
	u := r.below(1000)
	return u * u / 1000 * u / 1000 * u / 1000 * most / 1000
}

// one draws one of several.
func one[T any](r *random, from []T) T { return from[r.below(len(from))] }

// share is one of several things, and how often it is drawn.
type share[T any] struct {
	weight int
	value  T
}

// draw draws one of the shares by weight.
func draw[T any](r *random, from []share[T]) T {
	total := 0
	for _, s := range from {
		total += s.weight
	}
	at := r.below(total)
	for _, s := range from {
		if at -= s.weight; at < 0 {
			return s.value
		}
	}
	return from[len(from)-1].value
}
