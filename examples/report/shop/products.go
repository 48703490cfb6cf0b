package shop

import (
	"fmt"

	"github.com/ecomkpi/ecomkpi/model"
)

// product is something the seller sells.
type product struct {
	id       model.ProductID
	category int
	list     int  // cents
	cost     int  // cents
	byHalf   bool // sold by the metre, in halves
}

// category is a group of products: the cents of its cheapest one, and what it
// costs in thousandths of the list price.
type category struct {
	code  model.Code
	cents int
	cost  int
}

var categories = []category{
	{"fasteners", 185, 520}, {"power-tools", 4900, 640}, {"electrical", 640, 600}, {"safety", 890, 560},
	{"plumbing", 720, 590}, {"cleaning", 430, 540}, {"packaging", 310, 570}, {"storage", 2600, 610},
}

const perCategory = 16

// products returns the range: it is the same in every shop.
func products() []product {
	all := make([]product, 0, len(categories)*perCategory)
	for k, c := range categories {
		for j := range perCategory {
			list := c.cents + c.cents*j*j/10 + 37*j
			all = append(all, product{
				id:       model.ProductID(fmt.Sprintf("SKU-%d%02d", k+1, j+1)),
				category: k, list: list, cost: list * c.cost / 1000,
				byHalf: c.code == "electrical" && j%4 == 3,
			})
		}
	}
	return all
}
