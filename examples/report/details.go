package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// details says of whom the figures are that are the largest of many: a number
// alone would not tell. They are taken from the parts that the JSON has, too.
func (t *text) details() string {
	var b strings.Builder
	for _, x := range t.r.Lines {
		read, ok := map[string]func([]byte) (string, error){"K15": t.largest, "K17": t.methods, "K19": t.ranking}[x.Number]
		f, defined := x.Value.Value()
		if !ok || !defined {
			continue
		}
		parts, err := f.Parts()
		if err != nil {
			continue
		}
		if text, err := read(parts); err == nil && text != "" {
			fmt.Fprintf(&b, "%-4s %s\n", x.Number, text)
		}
	}
	return b.String()
}

// largest is the account and order of the largest basket.
func (t *text) largest(parts []byte) (string, error) {
	var groups []struct {
		Key    string
		Result struct {
			Value struct {
				Value    decimal.Decimal
				Currency string
				Key, At  string
			}
		}
	}
	if err := json.Unmarshal(parts, &groups); err != nil || len(groups) == 0 {
		return "", err
	}
	best := groups[0]
	for _, g := range groups[1:] {
		if g.Result.Value.Value.Cmp(best.Result.Value.Value) > 0 {
			best = g
		}
	}
	return fmt.Sprintf(t.lang.of(phrase{"order %s of account %s", "commande %s du compte %s"}), best.Result.Value.Key, best.Key), nil
}

// methods are the payment methods, the most used first.
func (t *text) methods(parts []byte) (string, error) {
	var groups []struct {
		Key    string
		Result struct{ Value struct{ Orders int64 } }
	}
	if err := json.Unmarshal(parts, &groups); err != nil {
		return "", err
	}
	uses := make([]use, len(groups))
	for i, g := range groups {
		uses[i] = use{g.Key, g.Result.Value.Orders}
	}
	return t.uses(uses), nil
}

// ranking are the delivery modes, the most used first.
func (t *text) ranking(parts []byte) (string, error) {
	var uses []use
	err := json.Unmarshal(parts, &uses)
	return t.uses(uses), err
}

// use is how often something was used.
type use struct {
	Key   string
	Count int64
}

func (t *text) uses(all []use) string {
	slices.SortStableFunc(all, func(a, b use) int { return int(b.Count - a.Count) })
	texts := make([]string, len(all))
	for i, u := range all {
		texts[i] = u.Key + " " + t.lang.whole(u.Count)
	}
	return strings.Join(texts, ", ")
}
