package kpi

import "github.com/ecomkpi/ecomkpi/model"

// undefined is a KPI that lacks something in its policy, whatever the facts.
func undefined[R any](why Reason, detail string) KPI[R] {
	return define[model.Fact](model.NewExpr("undefined", detail), func(place) fold[R] {
		return fold[R]{states{}, func(int32) Result[R] { return Undefined[R](why, detail) }}
	})
}
