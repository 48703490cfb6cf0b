// Package customer forecasts what single customers will do: whether they still
// buy, how many orders to expect of them and when the next one, what they are
// worth, and whom to call.
//
// # Which model
//
// Customers who may leave without a word (non-contractual), ordering at random:
//
//   - MBGNBD, the modified BG/NBD model: the default, above all for P(alive).
//   - BGNBD, the BG/NBD model: the best known one. It takes every one-time buyer
//     for alive, for ever, by construction.
//   - ParetoNBD: leaving at any moment; the only one with a value over an
//     infinite horizon (DiscountedOrders, PerpetualValue).
//
// What they spend per order: GammaGamma. Both together, discounted: Valuation.
//
// Customers who reorder at regular intervals, as many business customers do:
// EstimateRegularity tells whether they are (Shape 2 and more), Reorder knows the
// usual interval of each and lists those to call, overdue by so many of their
// usual intervals.
//
// Customers under contract are outside: when somebody cancels it is known.
//
// # Steps
//
//  1. Reduce the order log to one Customer each: repeat orders, recency, age
//     (x, t_x, T) and the exact mean value of the repeat orders: FromSummaries
//     takes them from cohort.Summaries. Orders of one day are one order, the
//     first order is not a repeat, all customers stay in. Most wrong results come
//     from here. PurchaseLog and FromPurchases do the same for reorder histories.
//  2. Fit the model in one Unit, and read Fit.Problem before anything else: a fit
//     that did not converge, or lies on a boundary, says so.
//  3. Ask the model: PAlive, ExpectedOrders for any horizon, OrderProbability,
//     NextOrder, Valuation.LifetimeValue.
//
// Every number that comes out is a float, an estimate and finite. Money goes in as
// exact decimals.
//
// # How good it is
//
// The models fitted to 39 weeks of CDNOW (2,357 customers), against the 39 weeks
// after, in which 1,882 repeat orders came; MAE, RMSE and correlation per
// customer. Compare computes such a table for your own customers.
//
//	method                total    MAE   RMSE   corr
//	Pareto/NBD             1666  0.755  1.603  0.630
//	MBG/NBD                1577  0.765  1.607  0.627
//	BG/NBD                 1653  0.785  1.608  0.626
//	same count as before   2457  0.897  1.971  0.577
//	own rate x time        2930  1.024  2.212  0.584
//
// So: clearly better than counting on, per customer, and about 12 % low in total on
// these customers. Expect no more.
//
// On simulated customers the 95 % intervals of all parameters hold the truth in 92
// to 98 % of 200 samples of 2,000 customers. 100,000 customers, counted in days, are
// fitted in about a second on one core (TestSpeed), equal customers grouped.
// Pareto/NBD takes 1 to 4 s where hardly anybody leaves and its parameters run off
// to a boundary (BenchmarkFitParetoNBDLoyal); it then says so. Fit.Evaluations
// tells how often the likelihood was evaluated: a few dozen times.
//
// # Sources
//
// Fader, Hardie and Lee (2005), Marketing Science 24(2) and JMR 42(4); Fader and
// Hardie's notes 009, 021, 025 and 027; Schmittlein, Morrison and Colombo (1987);
// Batislam, Denizel and Filiztekin (2007); Hoppe and Wagner (2007); Wheat and
// Morrison (1990).
package customer
