package uci_test

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
	"github.com/ecomkpi/ecomkpi/kpi"
)

func ExampleRead() {
	s, err := uci.Read() // the sample; name files to read them
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Rows, "lines,", s.Kept, "in orders,", s.LeftOut[uci.Cancellation], "of cancellations")
	fmt.Println(kpi.AverageOrderValue(kpi.Policy{}).Of(s.Facts.All()))
	// Output:
	// 1501 lines, 1221 in orders, 44 of cancellations
	// 442.6759 GBP
}
