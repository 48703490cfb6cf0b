package main

import (
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// shop is the data of the benchmark, as columns of numbers: what every engine
// is filled from, and what the hand-written program reads as it is. IDs are
// numbers from 0; instants are microseconds since 1970.
type shop struct {
	accounts, persons, visitors int
	orders                      orders
	sessions                    sessions
	quotes                      quotes
	carts                       carts
}

type orders struct {
	account []uint32
	session []int32 // -1 is none
	placed  []int64
	cents   []int64
	channel []uint8
	status  []uint8
	payment []uint8
	mode    []uint8
}

type sessions struct {
	visitor    []uint32
	person     []int32 // -1 is nobody
	account    []int32 // -1 is none
	started    []int64
	ended      []int64
	identified []int64 // 0 is never
	pages      []uint8
	actions    []uint8
	home       []bool
}

type quotes struct {
	account []uint32
	offered []int64
	decided []int64 // 0 is not yet
	outcome []uint8
	cents   []int64
}

type carts struct {
	account []uint32
	created []int64
	last    []int64
	ordered []int64 // 0 is never
	cents   []int64
}

// The codes of the columns, by number.
var (
	channels  = []string{"web", "app", "punchout", "phone", "branch"} // the first three are online
	statuses  = []string{"placed", "shipped", "delivered", "completed", "cancelled", "pending-approval", "rejected"}
	payments  = []string{"invoice", "card", "transfer", "direct-debit", "leasing"}
	modes     = []string{"standard", "express", "carrier", "branch-pickup"}
	outcomes  = []string{"accepted", "declined", "open"}
	online    = 3 // channels
	counted   = 4 // statuses
	submitted = 5 // statuses, cancelled included
)

const (
	accepted = 0
	declined = 1
	open     = 2
)

const openingHours = "Mon-Fri 09:00-18:00"

const second = int64(1_000_000)

// The benchmark asks for two years in one zone, and compares its last two
// quarters.
var (
	zone     = mustZone("Europe/Paris")
	calendar = period.In(zone)
	years    = span("2023-01-01", "2025-01-01")
	quarter  = span("2024-10-01", "2025-01-01")
	before   = span("2024-07-01", "2024-10-01")
)

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func span(from, to string) period.Range {
	a, err := period.ParseDate(from)
	if err != nil {
		panic(err)
	}
	b, err := period.ParseDate(to)
	if err != nil {
		panic(err)
	}
	r, err := calendar.Range(a, b)
	if err != nil {
		panic(err)
	}
	return r
}

// random is a small generator: the same numbers on every machine.
type random uint64

func (r *random) below(n int) int {
	*r += 0x9e3779b97f4a7c15
	x := uint64(*r)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return int((x ^ x>>31) % uint64(n))
}

func (r *random) chance(percent int) bool { return r.below(100) < percent }

// skewed prefers low numbers, as the best customers order more than others.
func (r *random) skewed(n int) int { return min(r.below(n), r.below(n)) }

// generate makes a shop of so many orders, twice as many sessions, half as many
// carts and a fifth as many quotes; the same one for the same number.
func generate(n int) *shop {
	s := &shop{accounts: max(4, n/20), visitors: max(8, n/2)}
	s.persons = 3 * s.accounts
	r := random(n)
	start := years.Start().UnixMicro()
	length := int(years.End().Sub(years.Start()) / time.Second)
	s.generateSessions(&r, 2*n, start, length)
	s.generateOrders(&r, n, start, length)
	s.generateQuotes(&r, n/5, start, length)
	s.generateCarts(&r, n/2, start, length)
	return s
}

func (s *shop) generateSessions(r *random, n int, start int64, length int) {
	t := &s.sessions
	for range n {
		visitor := r.skewed(s.visitors)
		from := start + int64(r.below(length-7200))*second
		took := int64(r.below(3000)) * second
		pages, actions := 1, 0
		if r.chance(60) {
			pages, actions = 2+r.below(20), r.below(6)
		}
		person, account, at := int32(-1), int32(-1), int64(0)
		if r.chance(50) {
			person = int32(visitor % s.persons)
			account = person / 3
			at = from + took/4
		}
		t.visitor = append(t.visitor, uint32(visitor))
		t.person = append(t.person, person)
		t.account = append(t.account, account)
		t.started = append(t.started, from)
		t.ended = append(t.ended, from+took)
		t.identified = append(t.identified, at)
		t.pages = append(t.pages, uint8(pages))
		t.actions = append(t.actions, uint8(actions))
		t.home = append(t.home, r.chance(40))
	}
}

func (s *shop) generateOrders(r *random, n int, start int64, length int) {
	t := &s.orders
	for range n {
		session, channel := int32(-1), online+r.below(len(channels)-online)
		account := r.skewed(s.accounts)
		at := start + int64(r.below(length))*second + int64(r.below(1000))*1000
		if r.chance(70) {
			channel = r.below(online)
			if k := r.below(len(s.sessions.started)); s.sessions.person[k] >= 0 {
				session, account = int32(k), int(s.sessions.account[k])
				at = (s.sessions.started[k] + s.sessions.ended[k]) / 2
			}
		}
		status := r.below(counted)
		if r.chance(8) {
			status = counted + r.below(len(statuses)-counted)
		}
		t.account = append(t.account, uint32(account))
		t.session = append(t.session, session)
		t.placed = append(t.placed, at)
		t.cents = append(t.cents, int64(500+r.below(500_000)))
		t.channel = append(t.channel, uint8(channel))
		t.status = append(t.status, uint8(status))
		t.payment = append(t.payment, uint8(r.skewed(len(payments))))
		t.mode = append(t.mode, uint8(r.skewed(len(modes))))
	}
}

func (s *shop) generateQuotes(r *random, n int, start int64, length int) {
	t := &s.quotes
	for range n {
		offered := start + int64(r.below(length-40*86400))*second
		outcome, decided := open, int64(0)
		if r.chance(70) {
			outcome, decided = r.below(2), offered+int64(r.below(20*86400))*second
		}
		t.account = append(t.account, uint32(r.skewed(s.accounts)))
		t.offered = append(t.offered, offered)
		t.decided = append(t.decided, decided)
		t.outcome = append(t.outcome, uint8(outcome))
		t.cents = append(t.cents, int64(10_000+r.below(5_000_000)))
	}
}

func (s *shop) generateCarts(r *random, n int, start int64, length int) {
	t := &s.carts
	for range n {
		created := start + int64(r.below(length-86400))*second
		last := created + int64(r.below(7200))*second
		ordered := int64(0)
		if r.chance(35) {
			ordered = min(last+int64(r.below(12*86400))*second, years.End().UnixMicro()-second)
		}
		t.account = append(t.account, uint32(r.skewed(s.accounts)))
		t.created = append(t.created, created)
		t.last = append(t.last, last)
		t.ordered = append(t.ordered, ordered)
		t.cents = append(t.cents, int64(1000+r.below(400_000)))
	}
}
