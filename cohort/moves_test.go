package cohort_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

func eur(units int64) model.Money { return model.MoneyOf(units, 0, model.EUR) }

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
			from, to := naivePlace(was), naivePlace(is)
			if len(was) == 0 && !s.start.Before(w.before(p).Start()) {
				from = "(new)" // it had not come yet by the period before
			}
			if s.start.IsZero() || from == "(new)" && to == "(away)" || !s.start.Before(w.asOf) {
				continue
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
		if w.signups { // events before a sign-up make a subject away, not new
			w.signups = false
		}
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

// naiveWallet takes every subject's events of complete columns by channel.
func naiveWallet(w world, columns int) string {
	rows, all := w.periods()
	var lines []string
	for c := range columns {
		sums, events := map[string]int64{}, map[string]int{}
		subjects, total := 0, int64(0)
		for _, s := range w.histories() {
			r := slices.IndexFunc(rows, func(p period.Period) bool { return p.Contains(s.start) })
			if s.start.IsZero() || !s.start.Before(w.asOf) || r < 0 || r+c >= len(all) || all[r+c].End().After(w.asOf) {
				continue
			}
			subjects++
			for _, d := range w.within(s, all[r+c].Start(), all[r+c].End()) {
				sums[d.channel] += cents([]deal{d})
				events[d.channel]++
				total += cents([]deal{d})
			}
		}
		line := fmt.Sprint(c, subjects, total)
		for _, k := range slices.Sorted(maps.Keys(events)) {
			line += fmt.Sprintf(" %q %d %d", k, events[k], sums[k])
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// Shares of wallet against every subject's history, whole and by shards.
func TestWalletSharesAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		o := cohort.TableOptions{Cohorts: w.buckets, AsOf: w.asOf, Columns: 4}
		sameBySplits(t, w, cohort.WalletShares(w.subjects(), dealChannel, o), func(r kpi.Result[cohort.Wallet[string]]) string {
			wallet, _ := r.Value()
			var lines []string
			for _, c := range wallet {
				money, _ := c.Money.Value()
				line := fmt.Sprint(c.Column.Label(), " ", c.Subjects, money.Amount().Shift(2).IntPart())
				channels := slices.SortedFunc(slices.Values(c.Channels), func(a, b cohort.WalletShare[string]) int { return strings.Compare(a.Channel.Key, b.Channel.Key) })
				for _, s := range channels {
					m, _ := s.Money.Value()
					line += fmt.Sprintf(" %q %d %d", s.Channel.Key, s.Events, m.Amount().Shift(2).IntPart())
					if share, ok := s.Share.Value(); ok != (money.Sign() > 0) || ok && !share.Denominator().Equal(money.Amount()) {
						t.Fatalf("share %v of %v", s.Share, money)
					}
				}
				lines = append(lines, line)
			}
			return strings.Join(lines, "\n")
		}, naiveWallet(w, 4))
	})
}

func TestChannelsNames(t *testing.T) {
	p := cohort.Place[string]{}
	text, _ := p.Kind.MarshalText()
	if p.String() != "(new)" || string(text) != "new" {
		t.Errorf("%v %s", p, text)
	}
}
