package main

import (
	"encoding/json"
	"io"
	"strconv"

	"github.com/ecomkpi/ecomkpi/kpi/forecast"
)

// document is what is printed, as JSON or as tables. Estimates and amounts are
// strings; what is not known is null, and Undefined says why.
type document struct {
	Files           []string          `json:"files"`
	Rows            int               `json:"rows"`
	Orders          int               `json:"orders"`
	Currency        string            `json:"currency"`
	ObservedThrough string            `json:"observed_through"`
	CompleteMonths  int               `json:"complete_months"`
	RunningMonth    *string           `json:"running_month"`
	Frequency       int               `json:"frequency"`
	Level           string            `json:"level"`
	Notes           []string          `json:"notes"`
	Forecasts       []forecastOf      `json:"forecasts"`
	Products        []product         `json:"products"`
	Customers       *customers        `json:"customers"`
	Reorders        *reorders         `json:"reorders"`
	Undefined       map[string]string `json:"undefined"`
}

// forecastOf is the forecast of one series.
type forecastOf struct {
	Of       string    `json:"of"`
	Unit     string    `json:"unit"`
	Method   string    `json:"method"`
	Model    string    `json:"model"`
	Baseline string    `json:"baseline"`
	Points   []point   `json:"points"`
	Backtest *backtest `json:"backtest"`
	Better   *bool     `json:"better"` // than the baseline; null where the series is too short to tell
	Verdict  string    `json:"verdict"`
}

type point struct {
	Month    string  `json:"month"`
	Running  bool    `json:"running"`
	Estimate string  `json:"estimate"`
	Lower    *string `json:"lower"`
	Upper    *string `json:"upper"`
	Baseline string  `json:"baseline"`
}

type backtest struct {
	Origins      int     `json:"origins"`
	MAE          *string `json:"mae"`
	BaselineMAE  *string `json:"baseline_mae"`
	MASE         *string `json:"mase"`
	BaselineMASE *string `json:"baseline_mase"`
	Within       *string `json:"within_interval"`
}

// product is one of those that sell best, with the forecast of its demand.
type product struct {
	Product  string      `json:"product"`
	Revenue  string      `json:"revenue"`
	Pattern  string      `json:"pattern"`
	Forecast *forecastOf `json:"forecast"`
}

// customers is what the models of repeat purchase say.
type customers struct {
	Count     int       `json:"count"`
	Repeaters int       `json:"repeaters"`
	Models    []fit     `json:"models"`
	Reliable  bool      `json:"reliable"` // every fit converged
	Holdout   []holdout `json:"holdout"`
	HoldoutIn string    `json:"holdout_weeks"`
	Doubts    []string  `json:"holdout_doubts"`
	Orders    string    `json:"expected_orders"`
	Value     *string   `json:"expected_value"`
	Alive     string    `json:"expected_alive"`
	Worth     []worth   `json:"most_valuable"`
	AtRisk    int       `json:"at_risk"`
	RiskSpent *string   `json:"at_risk_spent"`
	Risks     []risk    `json:"most_at_risk"`
}

type fit struct {
	Model      string      `json:"model"`
	Status     string      `json:"status"`
	Problem    string      `json:"problem,omitempty"`
	Parameters []parameter `json:"parameters"`
}

type parameter struct {
	Name     string  `json:"name"`
	Estimate string  `json:"estimate"`
	StdError *string `json:"std_error"`
}

type holdout struct {
	Method string `json:"method"`
	Total  string `json:"total"`
	Actual int    `json:"actual"`
	MAE    string `json:"mae"`
	RMSE   string `json:"rmse"`
	Better *bool  `json:"better"` // by MAE than both rules; null for a rule
}

type worth struct {
	Customer string  `json:"customer"`
	Alive    string  `json:"p_alive"`
	Orders   string  `json:"expected_orders"`
	Spend    *string `json:"expected_spend"`
	Value    *string `json:"expected_value"`
}

type risk struct {
	Customer string `json:"customer"`
	Alive    string `json:"p_alive"`
	Repeats  int    `json:"repeats"`
	Last     string `json:"last_order"`
	Spent    string `json:"spent_on_repeats"`
}

// reorders is what the model of regular reorderers says.
type reorders struct {
	Shape     string `json:"shape"`
	Regular   bool   `json:"regular"`
	Status    string `json:"status"`
	Problem   string `json:"problem,omitempty"`
	Customers int    `json:"customers"`
	Overdue   int    `json:"overdue"`
	Calls     []call `json:"calls"`
}

type call struct {
	Customer    string `json:"customer"`
	Gaps        int    `json:"gaps"`
	Usual       string `json:"usual_days"`
	Silence     string `json:"silence_days"`
	Overdue     string `json:"overdue_intervals"`
	StillSilent string `json:"still_silent"`
}

func printJSON(w io.Writer, d *document) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}

// fixed writes an estimate with so many places.
func fixed(v float64, places int) string { return strconv.FormatFloat(v, 'f', places, 64) }

// short writes a parameter with four digits.
func short(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }

// measured writes a measure, null where it is undefined.
func measured(m forecast.Measure, places int) *string {
	v, ok := m.Value()
	if !ok {
		return nil
	}
	return new(fixed(v, places))
}
