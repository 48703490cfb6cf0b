package cohort

import (
	"maps"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// Survival is the Kaplan–Meier curve of rows that each are a subject: how long
// it was watched since its start, and whether that ended with the event or just
// with the watching (right censoring).
//
// The state is the counts per distinct time, which are exact. Rows without
// duration, with one below 0, or that do not tell whether it was the event are
// left out and counted in a warning. Of no other row it is undefined (NoData).
func Survival[F any](duration model.Field[F, time.Duration], event model.Pred[F]) kpi.Metric[F, Curve] {
	return survival("kaplan-meier", kpi.Where(model.AtLeast(duration, 0), exits(duration, event)), none[F]())
}

// SurvivalFrom is Survival of subjects that came under watch late, at a time
// since their start (left truncation): those to whom it happened before are not
// in the data, so that a subject counts as at risk after its entry only. Rows
// whose entry is not before their duration are left out and counted in a
// warning; an entry of 0 or less is a start under watch.
//
// Where few are watched early on, an early event can bring survival to 0, where
// it stays.
func SurvivalFrom[F any](entry, duration model.Field[F, time.Duration], event model.Pred[F]) kpi.Metric[F, Curve] {
	name := "enters " + entry.ID() + " before " + duration.ID()
	valid := model.If(name, func(row F) bool {
		from, known := entry.Of(row)
		to, ended := duration.Of(row)
		return known && ended && to >= 0 && max(from, 0) < max(to, 1)
	})
	decided := model.Or(event, model.Not(event))
	late := model.And(valid, decided, model.Above(entry, 0))
	return survival("kaplan-meier from", kpi.Where(valid, exits(duration, event)),
		kpi.Where(late, kpi.By(model.IntKey(entry.ID(), entry.Of), kpi.Count[F]())))
}

type ended = kpi.Pair[int64, int64]

// exits counts events and censorings by time.
func exits[F any](duration model.Field[F, time.Duration], event model.Pred[F]) kpi.Metric[F, kpi.Groups[time.Duration, ended]] {
	return kpi.By(model.IntKey(duration.ID(), duration.Of), kpi.Both(
		kpi.Where(event, kpi.Count[F]()), kpi.Where(model.Not(event), kpi.Count[F]()),
	))
}

// none is the entries of those who all are there from the start.
func none[F any]() kpi.Metric[F, kpi.Groups[time.Duration, int64]] {
	never := model.IntKey("no entry", func(F) (time.Duration, bool) { return 0, false })
	return kpi.Where(never.Known(), kpi.By(never, kpi.Count[F]()))
}

func survival[F any](
	name string, exits kpi.Metric[F, kpi.Groups[time.Duration, ended]], entries kpi.Metric[F, kpi.Groups[time.Duration, int64]],
) kpi.Metric[F, Curve] {
	return kpi.Join(name, kpi.Count[F](), kpi.Both(exits, entries),
		func(all int64, b kpi.Pair[kpi.Groups[time.Duration, ended], kpi.Groups[time.Duration, int64]]) kpi.Result[Curve] {
			gone, _ := b.A.Value()
			come, _ := b.B.Value()
			var ends []exit
			for at, r := range gone.All() {
				n, _ := r.Value()
				e := exit{at: at}
				e.events, _ = n.A.Value()
				e.censored, _ = n.B.Value()
				if e.events+e.censored > 0 {
					ends = append(ends, e)
				}
			}
			var starts []entry
			for at, r := range come.All() {
				n, _ := r.Value()
				starts = append(starts, entry{at, n})
			}
			return curveOf(ends, starts, all)
		})
}

// curveOf is the curve of the subjects among so many rows.
func curveOf(exits []exit, entries []entry, rows int64) kpi.Result[Curve] {
	c := newCurve(exits, entries)
	out := kpi.Value(c)
	if len(exits) == 0 {
		out = kpi.Undefined[Curve](kpi.NoData, "")
	}
	return warned(out, kpi.Warning{Count: rows - c.Subjects(), Of: rows, Text: "rows without a time and whether it was the event"})
}

// warned returns a result with one more warning, unless that counts nothing.
func warned[R any](r kpi.Result[R], w kpi.Warning) kpi.Result[R] {
	if v, ok := r.Value(); ok {
		return kpi.Value(v, append(r.Warnings(), w)...)
	}
	return r
}

// pooled is the curve of subjects that each say when several spans ended.
func pooled[A any](name string, add func(s spans, subject A)) kpi.Metric[kpi.Entry[kpi.SubjectID, A], Curve] {
	return kpi.Fold(name, kpi.Folding[kpi.Entry[kpi.SubjectID, A], spans, Curve]{
		New: func() spans { return spans{} },
		Step: func(s spans, e kpi.Entry[kpi.SubjectID, A]) spans {
			add(s, e.Value)
			return s
		},
		Merge: func(s, other spans) spans {
			for at, n := range other {
				s.add(at, n.events, n.censored)
			}
			return s
		},
		Result: func(s spans) kpi.Result[Curve] { return s.curve() },
	})
}

// spans counts how spans of time ended, by their length.
type spans map[time.Duration]exit

func (s spans) add(length time.Duration, events, censored int64) {
	e := s[length]
	e.at, e.events, e.censored = length, e.events+events, e.censored+censored
	s[length] = e
}

func (s spans) curve() kpi.Result[Curve] {
	ends := make([]exit, 0, len(s))
	for _, at := range slices.Sorted(maps.Keys(s)) {
		ends = append(ends, s[at])
	}
	c := newCurve(ends, nil)
	return curveOf(ends, nil, c.Subjects())
}
