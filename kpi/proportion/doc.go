// Package proportion says how far a rate can be trusted: intervals and tests
// for counts of successes out of trials, as conversion, churn, approval and
// return rates are.
//
// The functions are pure and take counts; the steps of an A/B test are the
// tour of the package:
//
//  1. [SampleSize] plans how many visitors each variant needs, [Power] what a
//     given number can show.
//  2. [CI] puts an interval around the rate of each variant. [Wilson] is the
//     default: it never leaves [0, 1] and keeps its coverage for few trials
//     and for rates near 0 or 1.
//  3. [Difference] puts an interval around the difference of two rates.
//  4. [TwoProportionTest], [FisherExact] and [ChiSquare] test whether there is
//     a difference at all.
//
// [NPS] does the same for the Net Promoter Score, which is a difference of two
// shares of one sample.
//
// # Undefined is not zero
//
// Nothing here returns NaN, an infinity or a made-up 0. No trials is
// [ErrNoTrials], a test without variation is [ErrNoVariation], and an infinite
// odds ratio is an [Odds] that says so. Errors wrap one of the sentinels and
// carry the offending value in a [CountError] or a [ValueError].
//
// # Ranges
//
// Rates, levels and probabilities are fractions, not percentages. Counts may be
// as large as an int64: cost never grows faster than the square root of the
// counts, memory not at all, and where that root is still too much
// ([MaxFisherTotal]) an error says so. Wald-type intervals are given as
// published and may overshoot the range of their parameter; [Interval.Clip]
// cuts them.
//
// # Sources
//
//   - Wilson (1927), Probable inference, the law of succession, and statistical
//     inference, JASA 22:209-212.
//   - Clopper and Pearson (1934), The use of confidence or fiducial limits
//     illustrated in the case of the binomial, Biometrika 26:404-413.
//   - Agresti and Coull (1998), Approximate is better than "exact" for interval
//     estimation of binomial proportions, American Statistician 52:119-126.
//   - Newcombe (1998a), Two-sided confidence intervals for the single
//     proportion, Statistics in Medicine 17:857-872.
//   - Newcombe (1998b), Interval estimation for the difference between
//     independent proportions, Statistics in Medicine 17:873-890.
//   - Agresti and Caffo (2000), Simple and effective confidence intervals for
//     proportions and differences of proportions, American Statistician
//     54:280-288.
//   - Brown, Cai and DasGupta (2001), Interval estimation for a binomial
//     proportion, Statistical Science 16:101-133 (Jeffreys).
//   - Fisher (1935), The logic of inductive inference, JRSS 98:39-82.
//   - Yates (1934), Contingency tables involving small numbers and the chi2
//     test, Supplement to JRSS 1:217-235.
//   - Fleiss, Levin and Paik (2003), Statistical Methods for Rates and
//     Proportions, 3rd edition.
//   - Reichheld (2003), The one number you need to grow, Harvard Business
//     Review 81(12); Rocks (2016), Interval estimation for the "Net Promoter
//     Score", American Statistician 70:365-372.
package proportion
