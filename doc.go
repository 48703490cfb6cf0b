// Package ecomkpi is the overview of a library of B2B e-commerce KPIs.
//
// A program records facts of a shop, a metric folds them into a result, and
// the result keeps its exact parts and knows when it is undefined. The
// packages are the steps of that pipeline:
//
//  1. period says when: ranges, calendars, grains and opening hours.
//  2. model says what: money, identifiers, fact types and their tables.
//  3. kpi measures: metrics, their combinators, results and the named KPIs.
//
// This package holds no code. Programs that embed the library are in the
// folder examples.
package ecomkpi
