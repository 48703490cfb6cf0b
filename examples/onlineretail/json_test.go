package main

import (
	"encoding/json"
	"testing"

	"github.com/ecomkpi/ecomkpi/examples/onlineretail/uci"
)

// TestJSONKeys: what others read by name is there, counts as numbers and
// decimals and times as texts.
func TestJSONKeys(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(printed(t, "-json"), &got); err != nil {
		t.Fatal(err)
	}
	monthly, _ := got["monthly"].([]any)
	leftOut, _ := got["left_out"].(map[string]any)
	if len(monthly) == 0 || len(leftOut) != len(uci.Reasons()) {
		t.Fatalf("monthly %v, left out %v", got["monthly"], got["left_out"])
	}
	month, _ := monthly[0].(map[string]any)
	for _, c := range []struct {
		from           map[string]any
		numbers, texts []string
	}{
		{got, []string{"rows", "orders", "customers", "repeat_customers", "off_hours_orders"}, []string{
			"revenue", "average_order_value", "median_order_value", "maximum_order_value", "first_order_at", "last_order_at",
			"off_hours_revenue", "off_hours_revenue_share", "order_interval_mean_days",
		}},
		{month, []string{"orders", "active_customers", "new_customers"}, []string{"month", "revenue"}},
		{leftOut, []string{"cancellation", "no_customer", "repeated_invoice"}, nil},
	} {
		for _, name := range c.numbers {
			if _, ok := c.from[name].(float64); !ok {
				t.Errorf("%s is %v, want a number", name, c.from[name])
			}
		}
		for _, name := range c.texts {
			if s, ok := c.from[name].(string); !ok || s == "" {
				t.Errorf("%s is %v, want a text", name, c.from[name])
			}
		}
	}
}
