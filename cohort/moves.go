package cohort

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Move is how many subjects went from one place to another, or stayed.
type Move[C comparable] struct {
	From     Place[C] `json:"from"`
	To       Place[C] `json:"to"`
	Subjects int64    `json:"subjects"`
}

// ChannelUse is what became of those who used a channel in the period before,
// be it their main one or not. It always holds that
//
//	Before = Kept + Lost + Gone
type ChannelUse[C comparable] struct {
	Channel Channel[C] `json:"channel"`
	Before  int64      `json:"before"` // with an event through it in the period before
	Kept    int64      `json:"kept"`   // with one in the period, too
	Lost    int64      `json:"lost"`   // to other channels: with events through these only
	Gone    int64      `json:"gone"`   // without any event
}

// PeriodMoves is the moves from the period before to a period.
type PeriodMoves[C comparable] struct {
	Period   period.Period   `json:"period"`
	Status   Status          `json:"status"` // Partial where the period is not over
	Moves    []Move[C]       `json:"moves"`  // that occur, in the order of the channels
	Channels []ChannelUse[C] `json:"channels"`

	compare func(a, b C) int
}

// Movement is the moves to every period, in the order of time.
type Movement[C comparable] struct {
	Periods []PeriodMoves[C] `json:"periods"`

	compare func(a, b C) int
}

// Pooled returns the sum of the moves over all complete periods. Its Period is
// the zero Period.
func (m Movement[C]) Pooled() PeriodMoves[C] {
	t := newMoveTally[C]()
	for _, p := range m.Periods {
		if p.Status != Complete {
			continue
		}
		for _, one := range p.Moves {
			t.moves[Move[C]{From: one.From, To: one.To}] += one.Subjects
		}
		for _, u := range p.Channels {
			sum := t.uses[u.Channel]
			t.uses[u.Channel] = ChannelUse[C]{u.Channel, sum.Before + u.Before, sum.Kept + u.Kept, sum.Lost + u.Lost, sum.Gone + u.Gone}
		}
	}
	return t.sorted(PeriodMoves[C]{Status: Complete}, m.compare)
}

// String returns a line for every move of every period.
func (m Movement[C]) String() string {
	var lines []string
	for _, p := range m.Periods {
		for _, one := range p.Moves {
			lines = append(lines, fmt.Sprintf("%s: %v -> %v %d", p.Period.Label(), one.From, one.To, one.Subjects))
		}
	}
	return strings.Join(lines, "\n")
}

// moveTally counts moves to one period.
type moveTally[C comparable] struct {
	moves map[Move[C]]int64 // by a Move without its number
	uses  map[Channel[C]]ChannelUse[C]
}

func newMoveTally[C comparable]() moveTally[C] {
	return moveTally[C]{map[Move[C]]int64{}, map[Channel[C]]ChannelUse[C]{}}
}

func (t moveTally[C]) sorted(out PeriodMoves[C], compare func(a, b C) int) PeriodMoves[C] {
	out.compare = compare
	out.Moves, out.Channels = []Move[C]{}, []ChannelUse[C]{}
	for m, n := range t.moves {
		m.Subjects = n
		out.Moves = append(out.Moves, m)
	}
	slices.SortFunc(out.Moves, func(a, b Move[C]) int {
		return cmp.Or(out.places(a.From, b.From), out.places(a.To, b.To))
	})
	for _, u := range t.uses {
		out.Channels = append(out.Channels, u)
	}
	slices.SortFunc(out.Channels, func(a, b ChannelUse[C]) int { return out.channels(a.Channel, b.Channel) })
	return out
}

// channels orders channels by their keys, the unknown one last.
func (p PeriodMoves[C]) channels(a, b Channel[C]) int {
	switch {
	case a.Known && b.Known && p.compare != nil: // moves put together by hand have none
		return p.compare(a.Key, b.Key)
	case a.Known == b.Known:
		return 0
	case a.Known:
		return -1
	}
	return 1
}

// places orders places: new, the channels, away.
func (p PeriodMoves[C]) places(a, b Place[C]) int {
	if c := cmp.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	return p.channels(a.Channel, b.Channel)
}

// Moves is how subjects move between channels from period to period, by any key
// as the channel: model.FactChannel, a branch, a category. A subject is in the
// channel through which it has most events in the period; of several that have
// as many, in the first by the order of the key. The periods are those of the
// grain that the range touches, whole, up to the instant as of which all is
// known; the first one has moves from the period before it. Subjects that have
// not started by the end of a period are in no move to it, and those who stay
// away from period to period are in one from away to away. Without subjects no
// period has moves.
func Moves[F any, K, C comparable](s Subjects[F, K], channel model.Key[F, C], b kpi.Buckets, asOf time.Time) kpi.Metric[F, Movement[C]] {
	f := newFrame("Moves", b, 1, asOf)
	empty := func() []moveTally[C] {
		out := make([]moveTally[C], len(f.periods))
		for i := range out {
			out[i] = newMoveTally[C]()
		}
		return out
	}
	step := func(t []moveTally[C], e channelEntry[K, C]) []moveTally[C] {
		e.Value.walk(f, t)
		return t
	}
	merge := func(a, b []moveTally[C]) []moveTally[C] {
		for i := range a {
			for m, n := range b[i].moves {
				a[i].moves[m] += n
			}
			for c, u := range b[i].uses {
				sum := a[i].uses[c]
				a[i].uses[c] = ChannelUse[C]{c, sum.Before + u.Before, sum.Kept + u.Kept, sum.Lost + u.Lost, sum.Gone + u.Gone}
			}
		}
		return a
	}
	result := func(t []moveTally[C]) kpi.Result[Movement[C]] {
		out := Movement[C]{Periods: []PeriodMoves[C]{}, compare: channel.Compare}
		for i := f.skip; i < len(f.periods); i++ {
			out.Periods = append(out.Periods, t[i].sorted(PeriodMoves[C]{Period: f.periods[i].whole, Status: f.status(i)}, channel.Compare))
		}
		return kpi.Value(out)
	}
	name := fmt.Sprintf("moves %v as of %s", b, asOf.UTC().Format(time.RFC3339Nano))
	over := kpi.Fold(name, kpi.Folding[channelEntry[K, C], []moveTally[C], Movement[C]]{New: empty, Step: step, Merge: merge, Result: result})
	return acrossChannels(s, channel, f.buckets, over)
}

// walk counts the moves of one subject.
func (l channelLife[C]) walk(f *frame, t []moveTally[C]) {
	if !l.started {
		return
	}
	rows := make([][]int64, len(l.parts)) // by channel and period
	for k, p := range l.parts {
		rows[k] = make([]int64, len(f.periods))
		for m := range p.moments.All() {
			if m.Period >= 0 && !f.over(m, l.start) {
				rows[k][m.Period] += m.Rows
			}
		}
	}
	at := func(period int) Place[C] {
		best, most := -1, int64(0)
		for k := range rows {
			if rows[k][period] > most {
				best, most = k, rows[k][period]
			}
		}
		_, end := f.cuts.Bounds(period)
		switch {
		case best >= 0:
			return Place[C]{InChannel, l.parts[best].channel}
		case l.start < end:
			return Place[C]{Kind: Away}
		}
		return Place[C]{Kind: IsNew}
	}
	for i := max(1, f.skip); i < len(f.periods); i++ { // the one before those asked for is there
		from, to := at(i-1), at(i)
		if to.Kind == IsNew {
			continue // it has not come yet
		}
		t[i].moves[Move[C]{From: from, To: to}]++
		for k := range rows {
			if rows[k][i-1] == 0 {
				continue
			}
			u := t[i].uses[l.parts[k].channel]
			u.Channel = l.parts[k].channel
			u.Before++
			switch {
			case rows[k][i] > 0:
				u.Kept++
			case to.Kind == Away:
				u.Gone++
			default:
				u.Lost++
			}
			t[i].uses[u.Channel] = u
		}
	}
}
