package cohort_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/cohort"
	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/period"
)

// naiveWallet takes every subject's events of complete columns by channel.
func naiveWallet(w world, columns, days int) string {
	rows, all := w.periods()
	var lines []string
	for c := range columns {
		// The column of a subject that starts in a row; false as long as it is not over.
		span := func(s subject, r int) (from, to time.Time, ok bool) {
			if days > 0 {
				window := time.Duration(days) * 24 * time.Hour
				from, to = s.start.Add(time.Duration(c)*window), s.start.Add(time.Duration(c+1)*window)
				return from, to, !to.After(w.asOf) && !rows[r].End().After(w.asOf)
			}
			if r+c >= len(all) {
				return from, to, false
			}
			return all[r+c].Start(), all[r+c].End(), !all[r+c].End().After(w.asOf)
		}
		sums, events := map[string]int64{}, map[string]int{}
		subjects, total := 0, int64(0)
		for _, s := range w.histories() {
			r := slices.IndexFunc(rows, func(p period.Period) bool { return p.Contains(s.start) })
			if s.start.IsZero() || !s.start.Before(w.asOf) || r < 0 {
				continue
			}
			from, to, ok := span(s, r)
			if !ok {
				continue
			}
			subjects++
			for _, d := range w.within(s, from, to) {
				sums[d.channel] += cents([]deal{d})
				events[d.channel]++
				total += cents([]deal{d})
			}
		}
		parts := []string{fmt.Sprint(c, subjects, total)}
		for _, k := range slices.Sorted(maps.Keys(events)) {
			parts = append(parts, fmt.Sprintf("%q %d %d", k, events[k], sums[k]))
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return strings.Join(lines, "\n")
}

// Shares of wallet against every subject's history, whole and by shards.
func TestWalletSharesAgainstHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		o := cohort.TableOptions{Cohorts: w.buckets, AsOf: w.asOf, Columns: 4, Days: rapid.SampledFrom([]int{0, 0, 1, 7, 30}).Draw(t, "days")}
		sameBySplits(t, w, cohort.WalletShares(w.subjects(), dealChannel, o), func(r kpi.Result[cohort.Wallet[string]]) string {
			wallet, _ := r.Value()
			var lines []string
			for _, c := range wallet {
				money, _ := c.Money.Value()
				parts := []string{fmt.Sprint(c.Column.Label(), " ", c.Subjects, money.Amount().Shift(2).IntPart())}
				channels := slices.SortedFunc(slices.Values(c.Channels), func(a, b cohort.WalletShare[string]) int { return strings.Compare(a.Channel.Key, b.Channel.Key) })
				for _, s := range channels {
					m, _ := s.Money.Value()
					parts = append(parts, fmt.Sprintf("%q %d %d", s.Channel.Key, s.Events, m.Amount().Shift(2).IntPart()))
					if share, ok := s.Share.Value(); ok != (money.Sign() > 0) || ok && !share.Denominator().Equal(money.Amount()) {
						t.Fatalf("share %v of %v", s.Share, money)
					}
				}
				lines = append(lines, strings.Join(parts, " "))
			}
			return strings.Join(lines, "\n")
		}, naiveWallet(w, 4, o.Days))
	})
}
