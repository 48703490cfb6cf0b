// Package realdata has no code of its own: its tests run the KPIs of package kpi
// over public data and hold them against what the data's publishers say and
// against a second computation by plain maps and loops.
//
// The data lies beside the repository, in ../shared/data, with a SOURCE.md for
// each; it is read from there and never copied. Where it is absent the tests are
// skipped, but fail where CI=true says that it has to be there.
//
//   - loan_offers: offers of a bank (BPI Challenge 2012) as quotes
//   - pipeline: a sales pipeline (CRM Sales Opportunities, fictitious) as quotes
//   - declarations: travel expenses of a university (BPI Challenge 2020) as
//     orders that somebody approves
//   - clickstream: views, carts and purchases of a shop (REES46)
//   - shoppers: sessions with and without a purchase (UCI)
//   - payments, leads: payment methods and new merchants of a marketplace (Olist)
//   - reviews: scores of 1 to 10 (Skytrax) as answers to a survey
//   - ads: spend and what it won (Facebook)
package realdata
