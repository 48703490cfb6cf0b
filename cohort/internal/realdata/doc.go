// Package realdata has no code of its own: its tests hold the curves of package
// cohort against public data, of which they make a second computation by plain
// loops: how long until an offer is accepted (BPI Challenge 2012), and until an
// expense is approved (BPI Challenge 2020).
//
// The data lies beside the repository, in ../shared/data, with a SOURCE.md for
// each; it is read from there and never copied. Where it is absent the tests are
// skipped, but fail where CI=true says that it has to be there. The tests of the
// KPIs on the same data are those of kpi/internal/realdata.
package realdata
