package kpi_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The bodies of these examples stand in the README.

func Example_readme() {
	monday := time.Date(2026, 3, 2, 10, 30, 0, 0, time.UTC)
	orders, err := model.NewOrders(
		model.Order{ID: "1", PlacedAt: monday, Status: model.StatusShipped, Goods: model.MustParseMoney("120.00 EUR")},
		model.Order{ID: "2", PlacedAt: monday, Status: model.StatusPlaced, Goods: model.MustParseMoney("80.50 EUR")})
	fmt.Println(kpi.AverageOrderValue(kpi.Policy{}).Of(orders.Facts()), err)

	// Output:
	// 100.2500 EUR <nil>
}

func Example_readmeOwnKPI() {
	march, err := berlin.Parse("2026-03-02/2026-03-16")
	weeks := kpi.Buckets{Range: march, Grain: period.ISOWeek, Calendar: berlin}
	weekly := kpi.Every(model.OrderPlacedAt, weeks, kpi.Sum(model.OrderNet))
	above100 := model.Above(model.OrderNet, model.MustParseMoney("100 EUR"))
	revenue := kpi.Where(above100, kpi.By(model.OrderRegion, weekly))
	fmt.Println(revenue.Of(ledger.All()), err)

	// Output:
	// north: 2026-W10: 120.00 EUR
	// 2026-W11: 0
	// south: 2026-W10: 0
	// 2026-W11: 580.75 EUR <nil>
}

var berlin = func() period.Calendar {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return period.In(zone)
}()

// ledger holds orders of two regions and weeks. The second is exactly 100.
var ledger = func() *model.Orders {
	monday := time.Date(2026, 3, 2, 10, 30, 0, 0, time.UTC)
	orders, err := model.NewOrders(
		model.Order{ID: "1", PlacedAt: monday, Status: model.StatusPlaced, Region: "north", Goods: model.MustParseMoney("120.00 EUR")},
		model.Order{ID: "2", PlacedAt: monday, Status: model.StatusPlaced, Region: "north", Goods: model.MustParseMoney("100.00 EUR")},
		model.Order{ID: "3", PlacedAt: monday.AddDate(0, 0, 7), Status: model.StatusPlaced, Region: "south", Goods: model.MustParseMoney("100.25 EUR")},
		model.Order{ID: "4", PlacedAt: monday.AddDate(0, 0, 13), Status: model.StatusPlaced, Region: "south", Goods: model.MustParseMoney("480.50 EUR")},
	)
	if err != nil {
		panic(err)
	}
	return orders
}()

// TestReadme: each block of Go in the README is in the examples above, which
// run; and the files and folders that it names are there.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("example_readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(text), "```")
	blocks := 0
	for i := 1; i < len(parts); i += 2 {
		code, isGo := strings.CutPrefix(parts[i], "go\n")
		if !isGo {
			continue
		}
		blocks++
		var body strings.Builder
		for line := range strings.Lines(code) {
			body.WriteString("\t" + line)
		}
		if !strings.Contains(string(source), body.String()) {
			t.Errorf("the README shows code that no example runs:\n%s", code)
		}
	}
	if blocks != 2 {
		t.Errorf("%d blocks of Go in the README, want the 2 examples", blocks)
	}
	for _, link := range strings.Split(string(text), "](")[1:] {
		target, _, _ := strings.Cut(link, ")")
		if strings.HasPrefix(target, "https://") {
			continue
		}
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(target))); err != nil {
			t.Errorf("the README links to %s: %v", target, err)
		}
	}
}
