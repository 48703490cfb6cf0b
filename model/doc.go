// Package model says what is measured: the facts of a shop, from which package
// kpi makes its figures.
//
// It comes after package period and before package kpi. In order:
//
//  1. A fact is a plain struct that a program fills in: [Order], [Account],
//     [Refund], [Session] and others, one for each [Kind]. Zero values mean
//     "not known".
//  2. Facts are appended to tables, one for each kind, which check them:
//     [Orders], [Accounts] and so on are [Table] values. [Facts] gathers the
//     tables of a shop, so that facts of different kinds can be joined.
//  3. A row ([OrderRow] ...) is a fact that was recorded: a small value, with a
//     method for each field. A table's All yields its rows.
//  4. Over rows there are fields to measure ([Field], such as OrderNet), keys
//     to group and filter by ([Key], such as OrderAccount), predicates ([Pred])
//     and links from row to row ([Link]), by which a field of an order becomes
//     one of its lines ([Via]). One's own are a line each: [NewField],
//     [TextKey], [If].
//  5. [Fact] is a row of any kind, with the keys that kinds share, for figures
//     that look at more than one.
//
// The narrow way in is a slice: NewOrders(orders...) checks it and returns a
// table. The wide one is [NewFacts]. Package factfile, below this one, reads
// facts from CSV and JSON Lines and writes them.
//
// # What is checked
//
// Append checks each fact by itself and, where that finds nothing, beside the
// facts already there. A refusal is a [*FactError] for each fault of the fact,
// joined, with the fact, the field, the value and the reason; its kind is one
// of [ErrMissing], [ErrInvalid], [ErrContradiction], [ErrConflict],
// [ErrUnknownLink] and [ErrTooMany]. Facts may come in any order: two that
// contradict each other are refused whichever of them comes last. A link to a
// fact that is not there is accepted, save to an account where
// [FactsOptions] says that accounts are complete.
//
// One call of Append is one batch: it records all of its facts or none. Only
// dictionaries, which give a number to each text, may have grown by texts that
// no fact uses.
//
// Hostile input costs what its length costs: numbers are bounded before
// anything is computed with them, whatever their exponent, and error messages
// quote at most 64 bytes of a value.
//
// # Duplicates and corrections
//
// The same ID with the same content is ignored and counted ([Table.Duplicates]).
// With other content it is an error, unless [Table.Correct] asks for the new
// content to take the place of the old one; the lines of a corrected order are
// never seen again. Content is the same if all fields are, and the lists in
// their order; an order that leaves Goods to its lines is the same as one that
// says what they add up to.
//
// # Audit
//
// What Append cannot refuse, since facts come in any order and either of two
// may be the wrong one, [Facts.Audit] lists: links to facts that are not there,
// gaps among the revisions of quotes and the steps of approvals, facts recorded
// for an account after it was closed or taken over, sessions, carts, quotes and
// orders that name each other and disagree. It also says what figures leave
// out, and why: tests, robots, guests, duplicates.
//
// # Not known is not zero
//
// An amount that was not given is the zero [Money], which has no currency; a
// known zero has one. Fields and keys say whether a row has a value, and
// predicates have three answers: an order of unknown channel is neither in
// "channel is web" nor in its opposite.
//
// # Money and numbers
//
// Money is exact and never a float. Decimals are below 10^24 with at most 12
// places; amounts made from several, such as quantity times price, are exact
// beyond that. All amounts of a fact are in one currency. Instants are kept,
// and compared, to the microsecond, in the years 1 to 9999.
//
// # Merged accounts and company trees
//
// An account that was merged into another one stands for it everywhere and at
// all times: OrderAccount, FactAccount and the other account keys give the
// account at the end of the mergers, while a row's AccountID says what was
// recorded. OrderCompany and FactCompany give the company at the top of the
// tree of parents, in which a merger goes before a parent. Neither may form a
// cycle; at most 1000 accounts may stand above one when it is appended.
//
// Account.FirstOrderAt, which says when an account's first order was in older
// systems, may not lie after one of its orders. Drafts, orders that wait for
// approval, rejected, cancelled and test orders do not speak against it. The
// rule holds whichever comes first, and costs no search: the first order of
// each account is kept.
//
// # Goroutines
//
// One goroutine at a time appends to the tables of one Facts, and nobody reads
// meanwhile. Any number of goroutines read while nobody appends. Rows, fields,
// keys and predicates are immutable; a row that was taken before a correction
// shows the corrected fact, and a line of it that was replaced still shows what
// it was.
//
// # For engines
//
// What package kpi needs beyond that is exported and documented as "for
// engines": tables are read in pieces ([View.Piece]) of blocks of up to
// [BlockRows] rows, a field as [Numbers], whole coefficients at one scale, and
// a key as [Codes] of a [Dict]. [Blocks] makes blocks of any sequence of rows.
// A code means nothing without its dictionary, and blocks of several tables may
// be mixed. [Expr] is the definition behind fields, keys and predicates, to be
// walked, printed and compared.
//
// # Why columns
//
// Facts are stored as columns in chunks of 65,536 rows: one or four bytes for
// the code of a text, eight for a number, nothing for a column of which no
// value is known. Numbers of a column share a scale; what does not fit stands
// aside as a decimal.
//
// The alternative that came closest is a slice of small structs of integers
// with the same dictionaries. BenchmarkStorage holds the two side by side.
// Measured with 10 M orders of 19 known fields on 2 shared cores of an Intel
// Xeon, the least time of 30 scans:
//
//	                                 columns   rows
//	bytes per order                  88.9      88.0
//	sum of net, ns per order         2.5       20.4
//	mean of goods of one channel     9.6       30.1
//	sum of net by account            8.7       26.9
//
// The columns include the index from ID to row and the table of payments; the
// struct holds one payment, one currency and one scale for all amounts, and has
// no room for what is seldom known. Identifiers take another 75 bytes in either
// layout: their text, and 20 bytes to find it. So columns cost the same memory,
// read 3 to 8 times faster, since a scan reads only what it asks for, and take
// any scale, currency and further field. A test holds an order with all that
// finds it again below 120 bytes beside the dictionaries.
package model
