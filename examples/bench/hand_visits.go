package main

import (
	"slices"
)

// The flags of a visitor.
const (
	visitorSeen      = 1
	visitorHome      = 2
	visitorConverted = 4
)

// handStays is what sessions add up to, and how long people stayed logged in.
type handStays struct {
	bounced, viewed int
	led             int // sessions with an order at or after the login
	connected       int64
	all             []int64
	histogram       [1 << 12]int32 // by bucket, 0 for sessions without a login
}

// bucketOf is where a stay is counted: by the second, the last bucket holding
// all the longer ones.
func bucketOf(stay int64) int { return int(min(stay>>20, 1<<12-2)) + 1 }

func (v *handStays) merge(o *handStays) {
	v.bounced += o.bounced
	v.viewed += o.viewed
	v.led += o.led
	v.connected += o.connected
	v.all = append(v.all, o.all...)
	for i, n := range o.histogram {
		v.histogram[i] += n
	}
}

// latestOrder is that of a session, 0 for none; one goroutine or another has
// seen it.
func (w *handWorker) latestOrder(session int) int64 {
	at := int64(0)
	for _, o := range w.workers {
		at = max(at, o.latest[session])
	}
	return at
}

// sessions scans a piece of the sessions. A visitor converts by an order in a
// session, which was placed after that began, and so after the first one did.
// Persons are flagged one place up, so that nobody has a place too.
func (w *handWorker) sessions(from, to int) {
	t, v := &w.s.sessions, &w.stays
	visitor := t.visitor[from:to]
	person, identified, ended := t.person[from:to][:len(visitor)], t.identified[from:to][:len(visitor)], t.ended[from:to][:len(visitor)]
	pages, actions, home := t.pages[from:to][:len(visitor)], t.actions[from:to][:len(visitor)], t.home[from:to][:len(visitor)]
	n := len(v.all)
	all := slices.Grow(v.all, len(visitor)+1)[:n+len(visitor)+1]
	bounced, viewed, led, connected := 0, 0, 0, int64(0)
	for i, visitor := range visitor {
		order := w.latestOrder(from + i)
		w.visitors[visitor] |= uint8(visitorSeen | visitorHome*number(home[i]) | visitorConverted*number(order != 0))
		viewed += number(pages[i] >= 1)
		bounced += number(pages[i] == 1) & number(actions[i] == 0)
		login := identified[i]
		known := number(login != 0)
		led += known & number(order >= login)
		stay := (ended[i] - login) & -int64(known)
		connected += stay
		all[n] = stay
		n += known
		v.histogram[bucketOf(stay)&-known&(1<<12-1)]++
		w.persons[int(person[i]+1)&-known] = 1
	}
	v.all = all[:n]
	v.bounced += bounced
	v.viewed += viewed
	v.led += led
	v.connected += connected
}

func (w *handWorker) visitFigures(f *figures) {
	v := &w.stays
	f.visitors = flagged(w.visitors, visitorSeen)
	f.home = flagged(w.visitors, visitorHome)
	f.converted = flagged(w.visitors, visitorConverted)
	f.identified = flagged(w.persons, 1) - int64(w.persons[0])
	f.bounced, f.viewed, f.connected, f.logins = int64(v.bounced), int64(v.viewed), v.connected, int64(len(v.all))
	f.led = int64(v.led)
	f.median, f.high = v.quantile(50), v.quantile(95)
}

// quantile is the smallest stay that so many percent do not exceed: that of its
// rank in the bucket in which the rank lies.
func (v *handStays) quantile(percent int64) int64 {
	if len(v.all) == 0 {
		return 0
	}
	rank := (int64(len(v.all))*percent + 99) / 100
	bucket := 1
	for rank > int64(v.histogram[bucket]) {
		rank -= int64(v.histogram[bucket])
		bucket++
	}
	hit := make([]int64, 0, v.histogram[bucket])
	for _, stay := range v.all {
		if bucketOf(stay) == bucket {
			hit = append(hit, stay)
		}
	}
	slices.Sort(hit)
	return hit[rank-1]
}
