package main

import (
	"hash/fnv"
	"reflect"
	"testing"
)

func TestGenerateIsDeterministic(t *testing.T) {
	if !reflect.DeepEqual(generate(700), generate(700)) {
		t.Error("two shops of one size differ")
	}
	h := fnv.New64a()
	s := generate(700)
	for i, at := range s.orders.placed {
		for _, n := range []int64{at, s.orders.cents[i], int64(s.orders.session[i]), int64(s.orders.account[i])} {
			h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24), byte(n >> 32), byte(n >> 40), byte(n >> 48), byte(n >> 56)})
		}
	}
	if got, want := h.Sum64(), uint64(0x576f5d19e079e5eb); got != want {
		t.Errorf("the orders of a shop of 700 hash to %#x, want %#x as on every machine", got, want)
	}
}

func TestGenerateIsOfTheSize(t *testing.T) {
	for _, n := range []int{10, 50, 1000, 12345} {
		s := generate(n)
		sizes := []int{len(s.orders.placed), len(s.sessions.started), len(s.carts.created), len(s.quotes.offered), s.rows()}
		if want := []int{n, 2 * n, n / 2, n / 5, rowsOf(n)}; !reflect.DeepEqual(sizes, want) {
			t.Errorf("a shop of %d orders has %v orders, sessions, carts, quotes and facts, want %v", n, sizes, want)
		}
		for i, at := range s.orders.placed {
			if years.Start().UnixMicro() > at || at >= years.End().UnixMicro() {
				t.Fatalf("order %d of %d lies outside of the two years", i, n)
			}
		}
	}
}

// rows are all facts of the shop.
func (s *shop) rows() int {
	return len(s.orders.placed) + len(s.sessions.started) + len(s.quotes.offered) + len(s.carts.created)
}
