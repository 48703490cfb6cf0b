package customer

import (
	"fmt"
	"math"
)

// Holdout is how well a model, and what a clerk would guess without one,
// predicted the orders that each customer really placed.
type Holdout struct {
	Name        string
	Total       float64 // predicted orders of all customers
	MAE, RMSE   float64 // per customer
	Correlation float64 // of predicted with actual; 0 where undefined, see Correlated
	Correlated  bool
}

// Compare predicts the orders of every customer in the horizon after its
// observation and compares them with the actual ones: first by each model, then
// by two rules that need none, "same count as before" (the repeat orders so far)
// and "own rate x time" (repeat orders per age, times the horizon). A model that
// is not below both in MAE is not worth its name. It returns an error wrapping
// ErrTooFew where the lists are empty or of different lengths, and the models' errors.
func Compare(customers []Customer, actual []int, horizon Span, models ...Model) ([]Holdout, error) {
	if len(customers) == 0 || len(customers) != len(actual) {
		return nil, fmt.Errorf("%w: %d customers, %d actual counts", ErrTooFew, len(customers), len(actual))
	}
	var out []Holdout
	predicted := make([]float64, len(customers))
	for _, m := range models {
		for i, c := range customers {
			p, err := m.ExpectedOrders(c, horizon)
			if err != nil {
				return nil, fmt.Errorf("customer %d: %w", i, err)
			}
			predicted[i] = p
		}
		out = append(out, score(modelName(m), predicted, actual))
	}
	for i, c := range customers {
		predicted[i] = float64(c.Repeats)
	}
	out = append(out, score("same count as before", predicted, actual))
	if len(models) > 0 {
		t, err := horizon.In(models[0].TimeUnit())
		if err != nil {
			return nil, err
		}
		for i, c := range customers {
			predicted[i] = 0
			if c.Age > 0 {
				predicted[i] = float64(c.Repeats) / c.Age * t
			}
		}
		out = append(out, score("own rate x time", predicted, actual))
	}
	return out, nil
}

func modelName(m Model) string {
	switch m.(type) {
	case BGNBD:
		return "BG/NBD"
	case MBGNBD:
		return "MBG/NBD"
	case ParetoNBD:
		return "Pareto/NBD"
	}
	return fmt.Sprint(m)
}

func score(name string, predicted []float64, actual []int) Holdout {
	h := Holdout{Name: name}
	n := float64(len(actual))
	var ma float64
	for i, p := range predicted {
		e := float64(actual[i]) - p
		h.Total += p
		h.MAE += math.Abs(e) / n
		h.RMSE += e * e / n
		ma += float64(actual[i]) / n
	}
	h.RMSE = math.Sqrt(h.RMSE)
	mp := h.Total / n
	var spp, saa, spa float64
	for i, p := range predicted {
		dp, da := p-mp, float64(actual[i])-ma
		spp += dp * dp
		saa += da * da
		spa += dp * da
	}
	if r := spa / math.Sqrt(spp*saa); !math.IsNaN(r) && !math.IsInf(r, 0) {
		h.Correlation, h.Correlated = min(1, max(-1, r)), true
	}
	return h
}
