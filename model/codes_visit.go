package model

// Codes of what leads to an order: sessions, carts and quotes.
type (
	Catalogue    string // which catalogue a session reached
	CartOutcome  string // what became of a cart
	QuoteOutcome string // what became of a quote
	Role         string // as what somebody approves, or works
)

// Catalogues, each reaching further than the one before.
const (
	CatalogueOpen   Catalogue = "open"
	CatalogueClosed Catalogue = "closed"
	CatalogueOwn    Catalogue = "own" // this account's offer and prices
)

// What became of a cart. Only open and emptied ones can be abandoned.
const (
	CartOpen           CartOutcome = "open"
	CartOrdered        CartOutcome = "ordered"
	CartQuoteRequested CartOutcome = "quote-requested"
	CartSaved          CartOutcome = "saved" // as a list
	CartMerged         CartOutcome = "merged"
	CartEmptied        CartOutcome = "emptied"
)

// What became of a quote, by its last revision.
const (
	QuoteOpen      QuoteOutcome = "open"
	QuoteAccepted  QuoteOutcome = "accepted"
	QuoteDeclined  QuoteOutcome = "declined"
	QuoteExpired   QuoteOutcome = "expired"
	QuoteWithdrawn QuoteOutcome = "withdrawn"
)

// Names of marks that funnels know; any other code is a mark too.
const (
	MarkProduct      Code = "product"
	MarkSearch       Code = "search"
	MarkQuotePage    Code = "quote-page"
	MarkQuoteRequest Code = "quote-request"
	MarkSignup       Code = "signup"
)
