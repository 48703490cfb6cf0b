// Package forecast forecasts metrics by period.
package forecast
