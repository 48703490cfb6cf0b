// Package kpi measures: it turns facts into key figures that are exact,
// explain themselves, and say when there is nothing to say.
//
// The way from facts to a figure has five steps.
//
//  1. A [Metric] is a recipe. Leaves read a field of a row: [Count], [Sum],
//     [Mean], [Min], [Max], [Distinct], [Quantiles], [First], [Last],
//     [Largest], [Gaps], and [Fold] for a step of your own.
//  2. Combinators make metrics of metrics: [Where] and [During] choose rows,
//     [By] and [ByEach] group them, [Every], [Rolling], [ToDate] and
//     [Cumulative] follow them over time, [Across] measures per customer and
//     then over customers, [Both], [List], [Join], [Map] and [Then] put
//     results together, [RatioOf], [Share] and [Per] divide, [On] lifts a
//     metric on one kind of row to facts of all kinds, and [Convert] brings all
//     amounts into one currency.
//  3. A metric runs over a sequence ([Metric.Of]), over a table or all facts
//     on all processors ([Run]), bit by bit in a [State] that merges with others
//     and survives a restart, or follows facts as they change ([NewLive]). The
//     result is the same to the last digit.
//  4. A [Result] is a value or a [Reason] why there is none, with warnings
//     beside it. Nothing to divide by is never shown as 0.
//  5. Values keep their exact parts, an [Average] its total and count, a
//     [Ratio] its two sides, and are divided and rounded once, when asked.
//
// # The named KPIs
//
// The named KPIs, such as [AverageOrderValue] and [CustomerRetentionRate], are
// made of these parts. What tools disagree about is in their [Policy], whose zero
// value is the documented default; [AsShopify], [AsWooCommerce], [AsGA4] and
// [AsMatomo] count as those do. KPIs that look at histories, or that judge what is
// open or late, take their range and as-of in a [Window]; a filter or period around
// the others says where they look.
//
// [Catalogue] lists those of the source articles, with names, units and
// definitions. [NewReport] computes any selection of them in one pass, with the
// range before, changes, targets, series and breakdowns. Beyond the catalogue there
// are what the articles ask for in their text: [TrafficBy],
// [QualifiedProspectRate], [CustomerChannels], [ResearchOnlineBuyOffline],
// [MarketBasket], [ABTest], [QuantityTiers], [BasketTiers], [PromotionSales],
// [ReturnVisits], [Funnel], [OnlineAndOfflineOrders], [OrdersByPlacer],
// [CostToServe], [ReturnRate] and [ReturnedProducts].
//
// # Definitions
//
// A metric prints as its definition, and [Metric.Tree] shows it as a tree. Two
// metrics of equal structure have equal fingerprints, in any process; Go
// functions count by the names they are given.
//
// # States that are kept
//
// A [State] can be written ([State.MarshalBinary]), read in another process or by
// another release, merged and added to: a program that is killed at any point
// goes on from the last snapshot and the facts recorded after it, and ends with
// the bytes that it would have had without. [State.Size] says what a snapshot
// takes.
//
// An encoded state is a version byte, the fingerprint of the metric, the kinds of
// facts that were supplied, and the states of its parts. It has one form only:
// equal states have equal bytes in any process, in whatever order the rows came
// and however the state was merged. Codes of dictionaries are written as their
// texts, so that it does not depend on the Facts that the rows were of. What
// promises to be a state and is not in that form is refused with ErrCorrupt.
//
// The version changes when the bytes do. A release reads the states of its own
// version and those of the release before it, and writes its own; what is older or
// newer is refused with ErrIncompatible, and nothing else is ever done with it. A
// release may change the definition of a named KPI, with a word in its notes: the
// fingerprint is another one then, states of the old definition are refused in the
// same way, and have to be made anew from the facts. Text, names and units are
// no part of a fingerprint; policies, windows, and the names of Go functions are.
//
// Most metrics look at one row at a time. Some look other facts up: by
// [model.Matched], [model.Exists], [model.EarliestOf], by links ([model.Via]), or
// for the owner of a merged account. They judge a row by the facts that are there
// when it is added, and not again later. A log that is replayed has therefore to
// be appended to the Facts whole before its rows are added, or the state to be made
// from whole Facts. [Live] judges rows again when what they depend on changes.
//
// # How it works
//
// A metric is set up as a plan of shared parts: selections of rows, groupings
// and columns. Rows come in blocks of about a thousand from one table. What
// several parts of a metric ask for, the same filter, group or column, is worked
// out once per block; whoever sums or counts keeps the state of all groups in
// flat slices. So a field is read as the column it is stored as, and a group
// costs an index, not an object.
//
// The shape that was tried beside it has one object per group, which takes row
// by row. It is shorter to write, and on 2 M orders of 100,000 accounts
// (BenchmarkShapes, 2 cores, busy) it took 442 ns a row for the average order
// value of online orders against 8, and 3,186 ns a row for the average basket
// per account against 26.
//
// # Speed
//
// BenchmarkSpeed runs metrics beside hand-written loops over plain slices and
// naive loops over structs of decimals. Over 10 M orders of 500,000 accounts,
// on one goroutine of a machine with 2 cores, in times of the hand-written loop: a
// sum 1.3, 25 sums with filters 0.7, a filtered mean 1.0, count and sum by account
// 1.9, off-hours revenue 1.3, a monthly series 1.8, count and sum by account and
// month 0.4, repeat customers 2.8. The naive loops took 13 to 78 times as long as
// the metrics. Nothing is allocated per row.
//
// Where the time goes is told by the suite of 25 KPIs in examples/bench, over 1 M
// orders, 2 M sessions, 0.2 M quotes and 0.5 M carts: 75 to 190 ns a fact, as busy
// as the machine is, four to five times as long as a program written by hand for it. A
// fifth of that is filters, about ninety different ones, of which each reads a column
// of a block and writes a list of rows, unless all rows of a piece of 65,536 are known
// to be on one side. Most of the rest is groups and what is kept by
// group, random accesses to state of tens of megabytes, the sessions of orders and the
// visitors of sessions among them; and making results, such as the intervals of 50,000
// accounts and the first visits of 500,000 visitors. The columns that the suite reads
// hold some 60 bytes a fact: reading them once takes 6 ns at the 10 GB/s of such a core,
// and is not what it waits for. With two goroutines it takes 0.55 to 0.60 of the time,
// the report 0.60 to 0.65, and that program 0.75 to 0.8: rows are read, states merged
// and results made by both, but groups are paired by one, and both wait for the same
// memory.
//
// The states of the suite take 54 MB there. 43 MB are values that are kept one by one:
// 8 bytes for each session whose time to log in has exact quantiles, 13 for each
// order whose intervals have, 24 for each in the cohorts. The others take 96 bytes an
// account and 11 a visitor, for all metrics together: of an instant 4 where all are
// whole seconds, as those of its sessions, and 8 elsewhere, as those of its orders.
//
// BenchmarkLive changes a shop of 1 M orders and 2 M sessions, order by order, and
// reads the result after each. On 2 cores, with nothing else to do, it takes so many
// milliseconds after an order that is appended, after one of the newest 10,000 that is
// corrected, and after any that is, beside those of Run over all:
//
//	average order value         0.01–0.1  0.05  0.2   0.8
//	the same, after returns     0.01      0.1   0.4   2
//	revenue by month            0.01      0.2   0.5   3
//	median of all amounts       0.1       0.4   1     10
//	conversion rate by session  0.2       0.4   0.7   3
//	average basket              0.1       0.8   0.8   3
//	retention rate              0.2       1.3   1.4   10
//	ten KPIs by month, 3 years  16        110   55    740
//
// A refund of any order takes 0.3 ms where amounts are after returns, and next to
// nothing elsewhere. The average basket and the retention rate are over 50,000
// accounts: the two are folded anew between which an order moved, and the results of
// the others are kept.
package kpi
