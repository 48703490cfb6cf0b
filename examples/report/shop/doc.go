// Package shop makes the facts of a shop that does not exist: a French seller
// to companies, over two years, with a network of branches, a closed catalogue,
// quotes, approvals, returns, projects and a second currency.
//
//  1. [Options] say how large the shop is, when its facts begin and end, and
//     which of all such shops it is. The zero value is the documented default.
//  2. [New] makes the [Shop]: its facts as plain input structs, one slice per
//     kind. The same options give the same facts on every machine.
//  3. [Shop.Facts] records them, ready for the KPIs.
//  4. Beside the facts stands what is not one: [Calendar], [Hours],
//     [BranchHours], [Holiday], [Shop.AsOf], [Shop.Rates] and [Targets].
//
// # What is in it
//
// Demand grows by about a tenth a year, is low in August and after
// 20 December, and moves from the phone to the web account by account. Accounts
// of the branch Genève buy in Swiss francs, all others in euros. Every field of
// every kind of fact is used somewhere, and so are the cases that a report must
// get right: robots and staff, visits without consent, carts given up and taken
// up again, quotes taken too late, orders that wait for approval, credit notes
// without an order, milestones that were moved after they slipped.
//
// The facts are drawn with whole numbers only, since sums of floating-point
// numbers may differ between processors.
package shop
