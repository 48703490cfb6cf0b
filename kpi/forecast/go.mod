module github.com/ecomkpi/ecomkpi/kpi/forecast

go 1.26.0

require (
	github.com/ecomkpi/ecomkpi v0.0.0
	github.com/google/go-cmp v0.7.0
	github.com/shopspring/decimal v1.6.0
	gonum.org/v1/gonum v0.17.0
	pgregory.net/rapid v1.3.0
)

require (
	golang.org/x/exp v0.0.0-20261014143641-f0251eb4aa3e // indirect
	golang.org/x/tools v0.52.0 // indirect
)

replace github.com/ecomkpi/ecomkpi => ../../
