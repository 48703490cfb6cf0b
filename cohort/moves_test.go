package cohort_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
)

// naivePlace is where a subject is in a period: the channel of most of its
// events, of several the first one, the unknown one last.
func naivePlace(events []deal) string {
	if len(events) == 0 {
		return "(away)"
	}
	counts := map[string]int{}
	for _, d := range events {
		counts[d.channel]++
	}
	best, most := "", 0
	for _, c := range []string{"edi", "shop", "web", ""} {
		if counts[c] > most {
			best, most = c, counts[c]
		}
	}
	if best == "" {
		return "(unknown)"
	}
	return best
}

func naiveMoves(w world) string {
	var lines []string
	asked, _ := w.periods()
	for _, p := range asked {
		moves, uses := map[string]int{}, map[string][4]int{}
		for _, s := range w.histories() {
			was, is := w.counted(s, w.before(p)), w.counted(s, p)
			if s.start.IsZero() || !s.start.Before(w.asOf) || !s.start.Before(p.End()) && len(is) == 0 {
				continue
			}
			from, to := naivePlace(was), naivePlace(is)
			if len(was) == 0 && !s.start.Before(p.Start()) {
				from = "(new)" // it had not started by the period before
			}
			moves[from+" -> "+to]++
			for _, c := range []string{"edi", "shop", "web", ""} {
				through := func(events []deal) bool {
					return slices.ContainsFunc(events, func(d deal) bool { return d.channel == c })
				}
				if u := uses[c]; through(was) {
					u[0]++
					switch {
					case through(is):
						u[1]++
					case len(is) > 0:
						u[2]++
					default:
						u[3]++
					}
					uses[c] = u
				}
			}
		}
		for _, m := range slices.Sorted(maps.Keys(moves)) {
			lines = append(lines, fmt.Sprintf("%s: %s %d", p.Label(), m, moves[m]))
		}
		for _, c := range slices.Sorted(maps.Keys(uses)) {
			lines = append(lines, fmt.Sprintf("%s %q %v", p.Label(), c, uses[c]))
		}
	}
	return strings.Join(lines, "\n")
}

func movesText(r kpi.Result[cohort.Movement[string]]) string {
	m, _ := r.Value()
	var lines []string
	for _, p := range m.Periods {
		var moves, uses []string
		for _, one := range p.Moves {
			moves = append(moves, fmt.Sprintf("%s: %v -> %v %d", p.Period.Label(), one.From, one.To, one.Subjects))
		}
		for _, u := range p.Channels {
			uses = append(uses, fmt.Sprintf("%s %q [%d %d %d %d]", p.Period.Label(), u.Channel.Key, u.Before, u.Kept, u.Lost, u.Gone))
		}
		slices.Sort(moves)
		slices.Sort(uses)
		lines = append(append(lines, moves...), uses...)
	}
	return strings.Join(lines, "\n")
}

// Moves against every subject's history, whole and by shards.
func TestMovesAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		sameBySplits(t, w, cohort.Moves(w.subjects(), dealChannel, w.buckets, w.asOf), movesText, naiveMoves(w))
	})
}

// What users of a channel become adds up, and pooled moves are the sum of those
// of complete periods.
func TestMoveLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		m, _ := cohort.Moves(w.subjects(), dealChannel, w.buckets, w.asOf).Of(slices.Values(w.rows)).Value()
		moves, used := int64(0), int64(0)
		for _, p := range m.Periods {
			for _, u := range p.Channels {
				if u.Before != u.Kept+u.Lost+u.Gone {
					t.Fatalf("%+v", u)
				}
				if p.Status == cohort.Complete {
					used += u.Before
				}
			}
			for _, one := range p.Moves {
				if p.Status == cohort.Complete {
					moves += one.Subjects
				}
			}
		}
		for _, p := range m.Periods {
			for _, one := range p.Moves {
				out := int64(0)
				for _, other := range p.Moves {
					if other.From == one.From {
						out += other.Subjects
					}
				}
				if r, ok := p.Rate(one.From, one.To).Value(); !ok || !r.Numerator().Equal(decimal.NewFromInt(one.Subjects)) || !r.Denominator().Equal(decimal.NewFromInt(out)) {
					t.Fatalf("%v goes from %v to %v at %v, want %d of %d", p.Period, one.From, one.To, r, one.Subjects, out)
				}
			}
		}
		pooled := m.Pooled()
		for _, u := range pooled.Channels {
			used -= u.Before
		}
		for i, one := range pooled.Moves {
			moves -= one.Subjects
			if i > 0 && one.From == pooled.Moves[i-1].From && one.To == pooled.Moves[i-1].To {
				t.Fatalf("%v twice", one)
			}
		}
		if moves != 0 || used != 0 {
			t.Fatalf("pooled %+v of %v", pooled, m)
		}
	})
}

func TestMovesMatrix(t *testing.T) {
	in := func(c string) cohort.Place[string] {
		return cohort.Place[string]{Kind: cohort.InChannel, Channel: cohort.Channel[string]{Key: c, Known: c != ""}}
	}
	rows := []deal{
		dealt("a", "2025-01-05", 1), dealt("b", "2025-01-05", 1), dealt("c", "2025-01-05", 1), dealt("d", "2025-02-05", 1),
		{who: "a", at: date("2025-02-05")}, {who: "b", channel: "edi", at: date("2025-02-05")},
	}
	m, _ := cohort.Moves(dealers, dealChannel, year2025(t), date("2025-03-01")).Of(slices.Values(rows)).Value()
	want := "from  edi web (unknown) (away)\n(new)   0   1         0      0\nweb     1   0         1      1\n"
	if got := m.Periods[1].String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if r := m.Periods[1].Rate(in("web"), in("edi")); r.String() != "33.33 %" {
		t.Error(r)
	}
	if r := m.Periods[1].Rate(in("edi"), in("web")); r.Why() != kpi.NoDenominator {
		t.Error(r)
	}
	if r := m.Periods[1].Channels[0].LossRate(); r.String() != "66.67 %" {
		t.Error(r)
	}
}
