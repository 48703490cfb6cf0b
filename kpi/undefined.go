package kpi

import "github.com/ecomkpi/ecomkpi/model"

// undefined is a KPI that lacks something in its policy, whatever the facts.
func undefined[R any](why Reason, detail string) KPI[R] {
	return define[model.Fact](model.NewExpr("undefined", detail), func(place) fold[R] {
		return undefinedFold[R]{why, detail}
	})
}

type undefinedFold[R any] struct {
	why    Reason
	detail string
}

func (f undefinedFold[R]) update()                                         {}
func (f undefinedFold[R]) check(anyFold) error                             { return nil }
func (f undefinedFold[R]) merge(anyFold, []int32, []int32)                 {}
func (f undefinedFold[R]) result(int32) Result[R]                          { return Undefined[R](f.why, f.detail) }
func (f undefinedFold[R]) append(b []byte, _ int32) ([]byte, error)        { return b, nil }
func (f undefinedFold[R]) decode(b []byte, _ int32) (rest []byte, _ error) { return b, nil }
