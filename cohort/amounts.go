package cohort

import (
	"maps"
	"slices"
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// keyAmount is a key and what it is worth.
type keyAmount[K comparable] struct {
	key    K
	amount model.Money
}

// amounts collects the amounts of keys, in no order.
func amounts[K comparable]() kpi.Metric[kpi.Entry[K, model.Money], []keyAmount[K]] {
	return kpi.Fold("amounts", kpi.Folding[kpi.Entry[K, model.Money], []keyAmount[K], []keyAmount[K]]{
		New: func() []keyAmount[K] { return nil },
		Step: func(s []keyAmount[K], e kpi.Entry[K, model.Money]) []keyAmount[K] {
			return append(s, keyAmount[K]{e.Key, e.Value})
		},
		Merge:  func(s, other []keyAmount[K]) []keyAmount[K] { return append(s, other...) },
		Result: func(s []keyAmount[K]) kpi.Result[[]keyAmount[K]] { return kpi.Value(s) },
	})
}

// currencies returns the codes of the currencies that occur, in order.
func currencies[K comparable](in []keyAmount[K]) []string {
	seen := map[string]bool{}
	for _, a := range in {
		if c := a.amount.Currency(); c != 0 {
			seen[c.Code()] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func joined(codes []string) string { return strings.Join(codes, ", ") }
