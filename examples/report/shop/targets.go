package shop

// Targets returns what the seller wants of some KPIs, by the IDs of the KPI
// dictionary, in a map of the caller's: rates as fractions, amounts in euros,
// scores in points.
func Targets() map[string]string {
	return map[string]string{
		"ecommerce-sales-share":      "0.60",
		"customer-retention-rate":    "0.75",
		"customer-acquisition-cost":  "400",
		"conversion-rate":            "0.04",
		"average-order-value":        "1000",
		"bounce-rate":                "0.40",
		"net-promoter-score":         "35",
		"milestone-completion-rate":  "0.80",
		"resource-utilization-rate":  "0.78",
		"project-roi":                "0.50",
		"quote-to-order-rate":        "0.45",
		"cart-abandonment-rate":      "0.60",
		"login-to-order-rate":        "0.30",
		"identified-conversion-rate": "0.50",
		"identified-visitors":        "400",
		"gross-merchandise-value":    "4000000",
	}
}
