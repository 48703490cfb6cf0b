package association_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ecomkpi/ecomkpi/kpi/association"
)

// site are the baskets of a builders' merchant.
func site() *association.Baskets[string] {
	return association.Collect(slices.Values([][]string{
		{"screws", "plugs", "drill"},
		{"screws", "plugs"},
		{"screws", "plugs", "paint"},
		{"paint", "brush"},
		{"screws", "brush", "paint"},
		{"gravel"},
	}))
}

func ExampleBaskets_Itemsets() {
	sets, err := site().Itemsets(association.Options{MinSupport: association.Percent(30)})
	if err != nil {
		fmt.Println(err)
	}
	for _, s := range sets {
		fmt.Println(s)
	}
	// Output:
	// [screws] 4/6
	// [paint] 3/6
	// [plugs] 3/6
	// [brush] 2/6
	// [plugs screws] 3/6
	// [brush paint] 2/6
	// [paint screws] 2/6
}

func ExampleBaskets_Rules() {
	rules, err := site().Rules(association.Options{MinConfidence: association.Percent(75)})
	if err != nil {
		fmt.Println(err)
	}
	for _, r := range rules {
		fmt.Println(r)
	}
	// Output:
	// {brush} => {paint}: support 2/6, confidence 2/2, lift 2.0000
	// {plugs} => {screws}: support 3/6, confidence 3/3, lift 1.5000
	// {screws} => {plugs}: support 3/6, confidence 3/4, lift 1.5000
}

func ExampleBaskets_Rules_limit() {
	_, err := site().Rules(association.Options{MinCount: 1, MaxResults: 10})
	fmt.Println(errors.Is(err, association.ErrLimit), err)
	// Output: true association: more than 10 itemsets: limit exceeded; ask for a higher support or smaller sets
}

func ExampleBaskets_Rule() {
	r, err := site().Rule([]string{"screws"}, []string{"plugs"})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println("leverage", r.Leverage(), "conviction", r.Conviction(), "chi-square", r.ChiSquare())
	back, _ := site().Rule([]string{"plugs"}, []string{"screws"})
	fmt.Println("backwards", back.Confidence(), "conviction", back.Conviction())
	never, _ := site().Rule([]string{"glass"}, []string{"plugs"})
	fmt.Println("never bought", never.Lift())
	// Output:
	// leverage 0.1667 conviction 2.0000 chi-square 3.0000
	// backwards 3/3 conviction inf
	// never bought undefined
}

func ExampleNewCounts() {
	// The table of a rule that was counted elsewhere.
	c, err := association.NewCounts(69, 160, 1072, 9835)
	fmt.Println(c, err)
	// Output: support 69/9835, confidence 69/160, lift 3.9565 <nil>
}
