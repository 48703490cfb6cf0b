package uci_test

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

func ExampleRead() {
	s, err := uci.Read() // the sample; name files to read them
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Rows, "lines,", s.Kept, "in orders,", s.LeftOut[uci.Cancellation], "of cancellations")
	fmt.Println(s.Facts.Orders.Len(), "orders")
	// Output:
	// 1501 lines, 1221 in orders, 44 of cancellations
	// 358 orders
}
