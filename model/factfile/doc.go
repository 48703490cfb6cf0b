// Package factfile reads and writes the facts of package model as CSV and as
// JSON Lines.
//
// It comes after package model and before whatever makes figures of the facts.
// In order:
//
//  1. A [Layout] says how the facts of one kind stand in a file: [Accounts],
//     [Orders], [Sessions] and others, one for each kind. All that follows is
//     made from its columns.
//  2. [Layout.Read] makes a [Source] of a file: an iterator over facts and
//     errors, for programs that look at facts before they record them.
//  3. [Layout.Load] records the facts of a file in a [model.Facts], strictly or
//     collecting errors, and returns a [Report].
//  4. [ReadFolder] does so for the files of a folder.
//  5. [Layout.Write] and [WriteFolder] write what these read.
//
// # Files
//
// A file is UTF-8, with or without a byte order mark, and may be packed with
// gzip. CSV has a first record that names the columns, in any order; JSON Lines
// has an object on each line, with the same names. A column that the layout does
// not know is not read, and is reported. An empty cell, an empty string, null
// and a field that is left out all mean "not known"; where the zero of a field
// is a value, as a score of 0, it is required and an empty cell is refused.
//
// Which format a file has is told by [Options], or the ending of its name, or
// its first character. Memory does not grow with the file: a record has at most
// [Options.MaxRecord] bytes.
//
// # Cells
//
//	ID, code, text    as it is: neither trimmed nor changed in case
//	time              RFC 3339 with an offset, 2025-01-31T09:30:00+01:00, at
//	                  most 9 places after the seconds, a space for the T
//	                  allowed; without an offset only where the options name a
//	                  location
//	date              2025-01-31
//	amount            a plain decimal, 1234.50, in the currency of the record;
//	                  or "1234.50 EUR"
//	currency          an ISO 4217 code, for all amounts of the record
//	decimal, int      1234.5 and 1234: no separators of thousands
//	duration          1h30m, or a number of seconds
//	bool              true or false, 1 or 0; false is "not known"
//	list of a=b       a=b;c=d, the second part left out where not known; a
//	                  backslash before each \, = and ; that is part of a text
//	list of code      a;b, with backslashes as above
//	list of n fields  the array of JSON Lines, in one cell; or a file of its own
//
// In JSON Lines a value is a string as above, or a number or truth value, which
// is taken as it is written and never becomes a float; a list is an array of
// objects, with the fields below, or of strings for a list of codes. Amounts and
// decimals are written as strings. A field that is there twice is refused.
//
// Amounts that belong to one fact have one currency, so that it stands once, in
// a column of its own. The payments and lines of a record are in that currency
// too, unless they say another one, which the model will refuse.
//
// # Errors
//
// An [Error] has the file, the line and, in CSV, the column of the cell, which
// may lie on a later line than its record where a quoted cell holds line breaks.
// It wraps the [model.FactError] that says which field of which fact was
// refused, and why, whether the reader or the table refused it; or one of the
// kinds of errors about files, such as [ErrHeader] and [ErrRecord].
//
// # Columns
//
//	accounts
//	  id                ID                            required
//	  name              text
//	  parent_id         ID
//	  merged_into       ID
//	  created_at        time
//	  closed_at         time
//	  first_order_at    time
//	  segment           code
//	  industry          code
//	  country           code
//	  region            code
//	  branch            code
//	  sales_rep         ID
//	  source            code
//	  medium            code
//	  campaign          code
//	  channel           code
//	  test              bool
//
//	orders
//	  id                ID                            required
//	  placed_at         time                          required
//	  status            code                          required
//	  cancelled_at      time
//	  account_id        ID
//	  buyer_id          ID
//	  visitor_id        ID
//	  session_id        ID
//	  cart_id           ID
//	  quote_id          ID
//	  quote_terms       code
//	  channel           code
//	  placed_by         code
//	  goods             amount                        conditional
//	  discount          amount
//	  tax               amount
//	  shipping          amount
//	  fees              amount
//	  total             amount
//	  payments          list of method=amount
//	  delivery_mode     code
//	  branch            code
//	  sales_rep         ID
//	  country           code
//	  region            code
//	  promotions        list of code
//	  lines             list of 9 fields
//	  test              bool
//	  currency          currency                      conditional
//
//	lines, in a folder of CSV files
//	  order_id          ID                            required
//	  no                int                           required
//	  product_id        ID                            required
//	  category          code
//	  quantity          decimal                       required
//	  unit_price        amount                        required
//	  list_price        amount
//	  discount          amount
//	  unit_cost         amount
//	  delivery_mode     code
//	  currency          currency                      conditional
//
//	refunds
//	  id                ID                            required
//	  order_id          ID                            conditional
//	  account_id        ID                            conditional
//	  refunded_at       time                          required
//	  goods             amount                        required
//	  tax               amount
//	  shipping          amount
//	  fees              amount
//	  kind              code
//	  reason            code
//	  lines             list of 3 fields
//	  currency          currency                      conditional
//
//	refund_lines, in a folder of CSV files
//	  refund_id         ID                            required
//	  no                int                           required
//	  quantity          decimal                       required
//	  goods             amount                        required
//	  currency          currency                      conditional
//
//	approvals
//	  order_id          ID                            required
//	  round             int
//	  tier              int                           required
//	  approver_id       ID                            conditional
//	  role              code
//	  submitter_id      ID
//	  submitted_at      time                          required
//	  decision          code                          required
//	  decided_at        time                          conditional
//	  automatic         bool
//	  reason            code
//
//	quotes
//	  id                ID                            required
//	  revision          int                           required
//	  account_id        ID
//	  buyer_id          ID
//	  visitor_id        ID
//	  session_id        ID
//	  requested_at      time                          conditional
//	  offered_at        time                          conditional
//	  valid_until       time
//	  value             amount                        conditional
//	  list_value        amount
//	  outcome           code                          required
//	  decided_at        time                          conditional
//	  line_count        int
//	  taken_lines       int
//	  taken_value       amount
//	  sales_rep         ID
//	  branch            code
//	  channel           code
//	  test              bool
//	  currency          currency                      conditional
//
//	carts
//	  id                ID                            required
//	  visitor_id        ID
//	  account_id        ID
//	  buyer_id          ID
//	  session_id        ID
//	  created_at        time                          required
//	  last_activity_at  time
//	  longest_idle      duration
//	  checkout_at       time
//	  payment_at        time
//	  ordered_at        time                          conditional
//	  order_id          ID
//	  lines             int                           required
//	  value             amount                        conditional
//	  outcome           code                          required
//	  merged_into       ID                            conditional
//	  channel           code
//	  branch            code
//	  test              bool
//	  currency          currency                      conditional
//
//	sessions
//	  id                ID                            required
//	  visitor_id        ID
//	  started_at        time                          required
//	  ended_at          time
//	  identified_at     time
//	  account_id        ID
//	  buyer_id          ID
//	  catalogue         code
//	  page_views        int                           required
//	  interactions      int
//	  key_events        int
//	  home_seen         bool
//	  marks             list of name=at
//	  landing_page      code
//	  referrer          code
//	  source            code
//	  medium            code
//	  campaign          code
//	  country           code
//	  device            code
//	  variants          list of experiment=variant
//	  first_seen_at     time
//	  test              bool
//	  bot               bool
//
//	account_requests
//	  id                ID                            required
//	  received_at       time                          required
//	  contact           text                          required
//	  company           text
//	  in_target         code
//	  visitor_id        ID
//	  session_id        ID
//	  account_id        ID
//	  decision          code                          required
//	  decided_at        time                          conditional
//	  source            code
//	  medium            code
//	  campaign          code
//	  branch            code
//	  test              bool
//
//	spends
//	  id                ID                            required
//	  from              date                          required
//	  to                date                          required
//	  amount            amount                        required
//	  kind              code                          required
//	  purpose           code
//	  source            code
//	  medium            code
//	  campaign          code
//	  channel           code
//	  impressions       int
//	  clicks            int
//	  currency          currency                      conditional
//
//	survey_responses
//	  id                ID                            required
//	  answered_at       time                          required
//	  score             int                           required
//	  scale             code                          required
//	  survey_id         ID
//	  account_id        ID
//	  person_id         ID
//	  segment           code
//	  test              bool
//
//	milestones
//	  id                ID                            required
//	  project_id        ID                            required
//	  baseline_due      date                          required
//	  planned_due       date
//	  completed_at      time
//	  cancelled_at      time
//	  owner             code
//	  team              code
//	  portfolio         code
//
//	allocations
//	  id                ID                            required
//	  resource_id       ID                            required
//	  project_id        ID
//	  from              date                          required
//	  to                date                          required
//	  logged            decimal                       required
//	  productive        decimal
//	  billable          decimal
//	  planned           decimal
//	  gross             decimal                       conditional
//	  net               decimal                       conditional
//	  role              code
//	  team              code
//	  portfolio         code
//
//	cash_flows
//	  id                ID                            required
//	  project_id        ID                            required
//	  date              date                          required
//	  kind              code                          required
//	  amount            amount                        required
//	  basis             code
//	  category          code
//	  portfolio         code
//	  currency          currency                      conditional
package factfile
