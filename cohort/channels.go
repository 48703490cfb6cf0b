package cohort

import (
	"fmt"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// channelLife is the history of one subject by channel.
type channelLife[C comparable] struct {
	life
	parts []channelPart[C] // in the order of the channels, the unknown one last
}

type channelPart[C comparable] struct {
	channel Channel[C]
	moments kpi.Moments
}

// Channel is a channel, or the unknown one: a value of any key by which events
// are told apart.
type Channel[C comparable] struct {
	Key   C    `json:"key"`
	Known bool `json:"known"`
}

// String returns the channel, or (unknown).
func (c Channel[C]) String() string {
	if !c.Known {
		return "(unknown)"
	}
	return fmt.Sprint(c.Key)
}

type channelEntry[K, C comparable] = kpi.Entry[K, channelLife[C]]

// acrossChannels is a metric on the histories of the subjects by channel.
func acrossChannels[F any, K, C comparable, R any](s Subjects[F, K], channel model.Key[F, C], b kpi.Buckets, over kpi.Metric[channelEntry[K, C], R]) kpi.Metric[F, R] {
	parts := kpi.By(channel, s.history(b, true))
	var per kpi.Metric[F, channelLife[C]]
	switch {
	case s.start.at == nil:
		per = kpi.Map("channels from the first event", parts, func(g kpi.Groups[C, kpi.Moments]) channelLife[C] {
			l := partsOf(g)
			l.first()
			return l
		})
	default:
		or := s.start.or
		name := "channels from the start"
		if or {
			name = "channels from the first event or start"
		}
		per = kpi.Then(name, kpi.Both(s.start.at(), parts), func(p kpi.Pair[time.Time, kpi.Groups[C, kpi.Moments]]) kpi.Result[channelLife[C]] {
			g, _ := p.B.Value()
			l := partsOf(g)
			if or {
				l.first()
			}
			if at, ok := p.A.Value(); ok {
				if t := period.Micros(at); !l.started || t < l.start {
					l.start, l.started = t, true
				}
				l.unsure = false
			}
			return kpi.Value(l)
		})
	}
	return usable(s, kpi.Across(s.key, per, over))
}

func partsOf[C comparable](g kpi.Groups[C, kpi.Moments]) channelLife[C] {
	var l channelLife[C]
	add := func(c Channel[C], r kpi.Result[kpi.Moments]) {
		if m, ok := r.Value(); ok && m.Rows() > 0 {
			l.parts = append(l.parts, channelPart[C]{c, m})
		}
	}
	for key, r := range g.All() {
		add(Channel[C]{key, true}, r)
	}
	if r, ok := g.Unknown(); ok {
		add(Channel[C]{}, r)
	}
	return l
}

// first starts a life with its first event.
func (l *channelLife[C]) first() {
	for _, p := range l.parts {
		for m := range p.moments.All() {
			if !l.started || m.Micros < l.start {
				l.start, l.started, l.unsure = m.Micros, true, true
			}
			break
		}
	}
}
