package cohort

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// WalletColumn is what subjects spent in one column of their lives, by channel.
type WalletColumn[C comparable] struct {
	Column   Column                  `json:"column"`
	Subjects int64                   `json:"subjects"` // for whom the column is over
	Money    kpi.Result[model.Money] `json:"money"`    // through all channels; undefined in several currencies
	Channels []WalletShare[C]        `json:"channels"` // that occur, in the order of the channels
}

// WalletShare is the share of one channel.
type WalletShare[C comparable] struct {
	Channel Channel[C]              `json:"channel"`
	Events  int64                   `json:"events"`
	Money   kpi.Result[model.Money] `json:"money"`
	Share   kpi.Result[kpi.Ratio]   `json:"share"` // of the money through all channels; undefined where that is 0 or less
}

// Wallet is the share of wallet of each channel over the lives of subjects.
type Wallet[C comparable] []WalletColumn[C]

// String returns a line for each column.
func (w Wallet[C]) String() string {
	lines := make([]string, len(w))
	for i, c := range w {
		parts := make([]string, len(c.Channels))
		for k, s := range c.Channels {
			parts[k] = fmt.Sprintf("%v %v", s.Channel, s.Share)
		}
		lines[i] = fmt.Sprintf("%s: %s", c.Column.Label(), strings.Join(parts, ", "))
	}
	return strings.Join(lines, "\n")
}

// WalletShares is what subjects spend through each channel in the windows after
// their start, in any channel: all cohorts of a retention table together, and of
// each subject the columns that are over. An elapsed window counts when it is over
// for the subject and the cohort is complete. Entry, flavour, reference and the least
// number of events play no part. It panics where Retention does.
func WalletShares[F any, K, C comparable](s Subjects[F, K], channel model.Key[F, C], o TableOptions) kpi.Metric[F, Wallet[C]] {
	l := newLayout(o)
	b := l.buckets
	if l.window > 0 {
		b = kpi.Buckets{}
	}
	type sums struct {
		subjects []int64
		columns  []map[Channel[C]]*cellSum
	}
	empty := func() *sums {
		t := &sums{make([]int64, l.width()), make([]map[Channel[C]]*cellSum, l.width())}
		for i := range t.columns {
			t.columns[i] = map[Channel[C]]*cellSum{}
		}
		return t
	}
	cell := func(t *sums, column int, c Channel[C]) *cellSum {
		if t.columns[column][c] == nil {
			t.columns[column][c] = new(cellSum)
		}
		return t.columns[column][c]
	}
	step := func(t *sums, e channelEntry[K, C]) *sums {
		row := -1
		if e.Value.started {
			row = l.row(e.Value.start)
		}
		if row < 0 {
			return t
		}
		own := spread{e.Value.start, e.Value.start}
		for c := range t.subjects {
			if l.status(row, c, own) == Complete {
				t.subjects[c]++
			}
		}
		for _, p := range e.Value.parts {
			for m := range p.moments.All() {
				if c := int(l.place(row, e.Value.start, m)); c >= 0 && l.status(row, c, own) == Complete {
					sum := cell(t, c, p.channel)
					sum.orders += m.Rows
					m.AddTo(&sum.money)
				}
			}
		}
		return t
	}
	merge := func(a, b *sums) *sums {
		addCounts(a.subjects, b.subjects)
		for c := range b.columns {
			for channel, sum := range b.columns[c] {
				into := cell(a, c, channel)
				into.orders += sum.orders
				into.money.Merge(&sum.money)
			}
		}
		return a
	}
	result := func(t *sums) kpi.Result[Wallet[C]] {
		out := Wallet[C]{}
		for c := range t.subjects {
			column := Column{l.edges[c], l.edges[c+1] - 1}
			out = append(out, walletColumn(column, t.subjects[c], t.columns[c], channel.Compare))
		}
		return kpi.Value(out)
	}
	over := kpi.Fold("wallet "+o.String(), kpi.Folding[channelEntry[K, C], *sums, Wallet[C]]{New: empty, Step: step, Merge: merge, Result: result})
	return acrossChannels(s, channel, b, over)
}

func walletColumn[C comparable](column Column, subjects int64, sums map[Channel[C]]*cellSum, compare func(a, b C) int) WalletColumn[C] {
	out := WalletColumn[C]{Column: column, Subjects: subjects, Channels: []WalletShare[C]{}}
	var all model.MoneySum
	for channel, sum := range sums {
		all.Merge(&sum.money)
		out.Channels = append(out.Channels, WalletShare[C]{Channel: channel, Events: sum.orders, Money: kpi.TotalOf(&sum.money)})
	}
	out.Money = kpi.TotalOf(&all)
	slices.SortFunc(out.Channels, func(a, b WalletShare[C]) int {
		switch {
		case a.Channel.Known && b.Channel.Known:
			return compare(a.Channel.Key, b.Channel.Key)
		case a.Channel.Known:
			return -1
		}
		return 1
	})
	for i := range out.Channels {
		one := &out.Channels[i]
		part, ok := one.Money.Value()
		total, known := out.Money.Value()
		if !ok || !known {
			one.Share = kpi.Undefined[kpi.Ratio](kpi.MixedCurrency, out.Money.Detail())
			continue
		}
		one.Share = kpi.NewRatio(part, total)
	}
	return out
}
