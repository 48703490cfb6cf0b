package main

import (
	"context"
	"fmt"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
)

// runSDK computes the suite through the public API.
func runSDK(f *model.Facts, goroutines int) ([]kpi.Result[lazy], error) {
	metrics, _, err := suite()
	if err != nil {
		return nil, err
	}
	r, err := kpi.Run(context.Background(), f, kpi.List(metrics...), kpi.RunOptions{Goroutines: goroutines})
	if err != nil {
		return nil, err
	}
	results, _ := r.Value()
	return results, nil
}

// sdkAnswers are the results as text; why one is undefined where it is.
func sdkAnswers(results []kpi.Result[lazy]) ([]answer, error) {
	_, names, err := suite()
	if err != nil {
		return nil, err
	}
	if len(results) != len(names) {
		return nil, fmt.Errorf("%d results of %d KPIs", len(results), len(names))
	}
	answers := make([]answer, len(names))
	for i, r := range results {
		answers[i] = answer{names[i], "undefined: " + r.String()}
		if text, ok := r.Value(); ok {
			answers[i].text = text()
		}
	}
	return answers, nil
}
