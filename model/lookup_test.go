package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/period"
)

// worked are fields that rows work out from their own columns and lists, and
// keys that facts of several kinds share, of which that is true of each.
var worked = []string{
	"session.identified", "cart.filled", "approval.third_party", "fact.project", "fact.portfolio", "fact.team", "fact.order", "fact.quote", "fact.cart",
	"account.test", "session.bot", "session.home_seen", // flags of which no account is asked
}

// TestLookupKnowsTheModel: every field of the data model that is not a stored
// column is known to look something up, or listed as one that does not.
func TestLookupKnowsTheModel(t *testing.T) {
	derived := []string{"derivedField", "derivedFlag", "refundedField", "afterReturns", "orElse", "accountKey", "rootKey", "flagged", "factKey"}
	links := []string{"refLink", "foundLink", "ownerLink"}
	found := 0
	for name, id := range calls(t) {
		for _, id := range id {
			switch {
			case slices.Contains(derived, name) && !slices.Contains(worked, id):
				if found++; lookupOf(id, 0).IsZero() {
					t.Errorf("%s(%q): what does it look up?", name, id)
				}
			case slices.Contains(links, name):
				found++
				if l := followed(id); l.IsZero() || l.Searched == AllKinds() {
					t.Errorf("%s(%q): where does it lead?", name, id)
				}
			}
		}
	}
	if found < 40 {
		t.Errorf("%d fields and links found: the source is no longer read", found)
	}
}

// calls returns the texts that functions of the package are called with first.
func calls(t *testing.T) map[string][]string {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no source", err)
	}
	all := map[string][]string{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok || len(c.Args) == 0 {
				return true
			}
			called := c.Fun
			switch f := called.(type) {
			case *ast.IndexExpr:
				called = f.X
			case *ast.IndexListExpr:
				called = f.X
			}
			id, ok := called.(*ast.Ident)
			lit, text := c.Args[0].(*ast.BasicLit)
			if ok && text && lit.Kind == token.STRING {
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				all[id.Name] = append(all[id.Name], s)
			}
			return true
		})
	}
	return all
}

func TestLookup(t *testing.T) {
	byID := func(k ...Kind) Lookup { return Lookup{ByID: KindsOf(k...)} }
	linked := func(k ...Kind) Lookup { return Lookup{Linked: KindsOf(k...)} }
	searched := func(k ...Kind) Lookup { return Lookup{Searched: KindsOf(k...)} }
	any := If("any function", func(OrderRow) bool { return true })
	ordered := Matched(SessionKey, OrderFacts, OrderSession, Not(OrderIsTest))
	for _, c := range []struct {
		what string
		expr Expr
		row  Kind
		want Lookup
	}{
		{"a column", OrderNet.Expr(), KindOrder, Lookup{}},
		{"an account", OrderAccount.Expr(), KindOrder, byID(KindAccount)},
		{"a linked column", Via(LineParent, OrderPlacedAt).Expr(), KindLine, byID(KindOrder)},
		{"the account of a linked row", ViaKey(RefundParent, OrderAccount).Expr(), KindRefund, byID(KindOrder, KindAccount)},
		{"the last revision", QuoteFinalState.Expr(), KindQuote, linked(KindQuote)},
		{"refunds of an order", OrderNetAfterReturns.Expr(), KindOrder, linked(KindRefund)},
		{"matched rows", ordered.Expr(), KindSession, searched(KindOrder).And(byID(KindAccount))},
		{"rows that exist", Exists[QuoteRow](OrderFacts, OrderChannel.Is("web")).Expr(), KindQuote, searched(KindOrder)},
		{"the earliest", EarliestOf(SessionVisitor, OrderFacts, OrderVisitor, OrderPlacedAt, OrderChannel.Is("web")).Expr(), KindSession, searched(KindOrder)},
		{"a function", any.Expr(), KindOrder, searched().And(Lookup{Searched: AllKinds()})},
		{"a function that says", any.WithLookup(searched(KindCart)).Expr(), KindOrder, searched(KindCart)},
		{"all of several", And(any.WithLookup(Lookup{}), OrderChannel.Is("web"), Not(OrderIsTest)).Expr(), KindOrder, byID(KindAccount)},
		{"the account of an order as a fact", FactAccount.Expr(), KindOrder, byID(KindAccount)},
		{"the account of a refund as a fact", FactAccount.Expr(), KindRefund, byID(KindAccount, KindOrder)},
		{"the visitor of an order as a fact", FactVisitor.Expr(), KindOrder, byID(KindSession)},
		{"the visitor of a quote as a fact", FactVisitor.Expr(), KindQuote, Lookup{}},
		{"the instant of a line as a fact", FactAt.Expr(), KindLine, byID(KindOrder)},
		{"the instant of a line in a zone", FactAtIn(period.In(time.UTC)).Expr(), KindLine, byID(KindOrder)},
		{"the instant of an order as a fact", FactAt.Expr(), KindOrder, Lookup{}},
		{"a predicate of that kind", PredOf(OrderFacts, any).Expr(), KindOrder, searched().And(Lookup{Searched: AllKinds()})},
		{"a predicate of another kind", PredOf(OrderFacts, any).Expr(), KindCart, Lookup{}},
	} {
		if got := c.expr.Lookup(c.row); got != c.want {
			t.Errorf("%s, %v: got %b, want %b", c.what, c.expr, got, c.want)
		}
	}
	if any.Expr().Fingerprint() != any.WithLookup(Lookup{}).Expr().Fingerprint() {
		t.Error("what a function looks up is no part of the definition")
	}
	cost := NewField("cost", func(OrderRow) (Money, bool) { return Money{}, false })
	tier := IntKey("tier", func(OrderRow) (int64, bool) { return 0, false })
	if l := cost.WithLookup(Lookup{}).Expr().Lookup(KindOrder).And(tier.WithLookup(Lookup{}).Expr().Lookup(KindOrder)); !l.IsZero() {
		t.Errorf("got %b", l)
	}
	if !AllKinds().Has(KindAccount) || !AllKinds().Has(KindCashFlow) || AllKinds().Has(0) {
		t.Errorf("all kinds are %b", AllKinds())
	}
}
