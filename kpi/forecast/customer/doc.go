// Package customer forecasts what single customers will do.
package customer
