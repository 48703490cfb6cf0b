// Package cohort answers who stays, who leaves, when, and what each group is
// worth: for accounts, companies, persons, visitors, or any other subject.
//
// # Steps
//
//  1. Say whose histories are looked at. [Orders] are the counted orders of a
//     policy, by its subject; [Of] takes rows of your own. A subject starts with
//     its first event, or where [Subjects.StartingAt] says: [AccountCreation],
//     [FirstSession], or any metric of an instant.
//  2. Ask a question. [Retention] is the table of cohorts; [Lifecycle] is who is
//     new, retained, returned and dormant in each period, and what that does to
//     the money; [Active] and [Sticky] count the active ones; [Repeating],
//     [SecondOrder] and [Ladder] say who comes again; [Moves] and [WalletShares]
//     follow subjects and their money between channels. Survival, segments by
//     recency, frequency and monetary value, concentration and the summary for
//     predictions are the other half of the package.
//  3. Run it like any metric of package kpi: over a slice, over tables by several
//     goroutines, in states that are saved and merged, also where the shards
//     split a subject's history. kpi.By around it gives the breakdown by a key.
//  4. Read the result. A [Table] prints as text, and writes itself as CSV, JSON
//     and SVG. Its cells are [Complete], [Partial] or [NotYet]: what has not
//     happened yet is never shown as 0, and means take complete cells only.
//
// Nothing here reads a clock. The instant as of which all is known is always
// given, and says which periods are over.
//
// # What is exact
//
// Counts and money are exact, and so are the parts of a change ([Decompose]) and
// values per customer, which are fractions ([Exact]) until they are rounded.
// Intervals are floats.
//
// # How it is built
//
// Every metric here is kpi.Across over kpi.History, the moments of each subject,
// and a kpi.Fold that looks at one subject after the other: nothing that a
// program could not write itself. BenchmarkRetention holds the monthly table
// beside a hand-written loop over plain slices.
package cohort
