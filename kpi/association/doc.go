// Package association finds what is bought together: sets of items that many
// baskets hold, and rules such as "who buys screws buys plugs".
//
// The steps are the tour of the package:
//
//  1. [Collect] takes the baskets, each a list of items; [Baskets.Add] and
//     [Baskets.Merge] add to them.
//  2. [Baskets.Itemsets] finds the frequent sets: those that at least so many
//     baskets hold, as [Options] say.
//  3. [Baskets.Rules] splits frequent sets into "if these, then those" and keeps
//     the rules of sufficient confidence, those of the highest lift first.
//  4. [Counts] of a rule give its exact support and confidence, and lift,
//     leverage, conviction and further measures as [Measure].
//
// An item counts once per basket, however often it lies in it. A basket without
// items counts as a basket. The order of the baskets and of the items in them
// does not matter: results are sorted.
//
// # Counts are exact, measures are floats
//
// Support and confidence are counts over counts ([Fraction]), and thresholds are
// held against them in integers, so that "at least 0.6 %" never depends on how
// 0.006 is rounded. Everything that needs a root or a third division is a float,
// made from the counts in one step.
//
// # Undefined is not zero
//
// Nothing here returns NaN, an infinity or a made-up 0: a [Measure] says when it
// is undefined, as the lift of items that no basket holds, or infinite, as the
// conviction of a rule without exception.
//
// # Cost is bounded
//
// The number of sets can double with every item. Options bound the size of the
// sets, their number and the number of steps; beyond a bound the answer is a
// [LimitError] that names it, and never a part of the sets.
//
// # Sources
//
//   - Agrawal, Imieliński and Swami (1993), Mining association rules between
//     sets of items in large databases, SIGMOD 22:207-216 (support,
//     confidence).
//   - Agrawal and Srikant (1994), Fast algorithms for mining association rules,
//     VLDB 20:487-499 (frequent sets; a set is at most as frequent as its parts).
//   - Brin, Motwani, Ullman and Tsur (1997), Dynamic itemset counting and
//     implication rules for market basket data, SIGMOD 26:255-264 (lift, there
//     called interest, and conviction).
//   - Silverstein, Brin and Motwani (1998), Beyond market baskets: generalizing
//     association rules to dependence rules, Data Mining and Knowledge Discovery
//     2:39-68 (chi-square).
//   - Piatetsky-Shapiro (1991), Discovery, analysis, and presentation of strong
//     rules (leverage).
//   - Tan, Kumar and Srivastava (2004), Selecting the right objective measure
//     for association analysis, Information Systems 29:293-313 (cosine, Jaccard);
//     Wu, Chen and Han (2010), Re-examination of interestingness measures in
//     pattern mining, Data Mining and Knowledge Discovery 21:371-397
//     (Kulczynski).
//   - Uno, Kiyomi and Arimura (2004), LCM ver. 2, FIMI (how baskets are handed
//     down from a set to those one item larger).
package association
