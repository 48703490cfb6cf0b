package model

import (
	"slices"
	"strings"
	"testing"
)

func TestExprText(t *testing.T) {
	count, net, channel := NewExpr("count", ""), NewExpr("sum", "", NewExpr("field", "order.net")), NewExpr("field", "order.channel")
	web := NewExpr("is", "", channel, NewExpr("const", "web"))
	above := NewExpr(">", "", NewExpr("field", "order.net"), NewExpr("const", "100.00 EUR"))
	for _, c := range []struct {
		e    Expr
		want string
	}{
		{Expr{}, "()"},
		{count, "count"},
		{NewExpr("on", "order", count), "count(order)"},
		{NewExpr("both", "", NewExpr("on", "order", NewExpr("where", "", count, web)), count), "both(count(order) where order.channel is web, count)"},
		{net, "sum(order.net)"},
		{NewExpr("where", "", net, NewExpr("and", "", web, above)), "sum(order.net) where (order.channel is web and order.net > 100.00 EUR)"},
		{NewExpr("where", "", net, NewExpr("and", "", web)), "sum(order.net) where order.channel is web"},
		{NewExpr("where", "", net, NewExpr("and", "")), "sum(order.net) where always"},
		{NewExpr("not", "", NewExpr("or", "")), "not never"},
		{NewExpr("not", "", NewExpr("or", "", web, above)), "not (order.channel is web or order.net > 100.00 EUR)"},
		{NewExpr("in", "", channel, NewExpr("const", "app"), NewExpr("const", "web")), "order.channel in (app, web)"},
		{NewExpr("by", "", net, NewExpr("via", "line.order", channel)), "sum(order.net) by order.channel via line.order"},
		{NewExpr("every", "every month of 2025 in UTC", net, NewExpr("field", "order.placed_at")), "sum(order.net) by order.placed_at every month of 2025 in UTC"},
		{OpaqueExpr("map", "share", NewExpr("both", "", NewExpr("where", "", count, web), count)), "share(count where order.channel is web, count)"},
		{OpaqueExpr("map", "doubled", net), "doubled(sum(order.net))"},
		{NewExpr("refuse", "unplaced status", net, web, channel), "sum(order.net) unless order.channel is web"},
		{NewExpr("gaps", "2025", channel), "gaps(order.channel, 2025)"},
	} {
		if got := c.e.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Everything in a tree counts for its fingerprint, and nothing else.
func TestExprFingerprint(t *testing.T) {
	a, b := NewExpr("field", "a"), NewExpr("field", "b")
	different := []Expr{
		{}, a, b, OpaqueExpr("field", "a"), NewExpr("fiel", "da"), NewExpr("field", "", a), NewExpr("sum", "", a),
		NewExpr("sum", "", a, b), NewExpr("sum", "", b, a), NewExpr("sum", "", NewExpr("field", "a", b)), NewExpr("sum", "a"),
	}
	seen := map[[16]byte]Expr{}
	for _, e := range different {
		if other, ok := seen[e.Fingerprint()]; ok {
			t.Errorf("%v and %v have the same fingerprint", e, other)
		}
		seen[e.Fingerprint()] = e
	}
	if NewExpr("sum", "", a).Fingerprint() != NewExpr("sum", "", NewExpr("field", "a")).Fingerprint() {
		t.Error("equal trees have different fingerprints")
	}
}

func TestExprWalk(t *testing.T) {
	args := []Expr{NewExpr("count", ""), NewExpr("is", "", NewExpr("field", "order.channel"), NewExpr("const", "web"))}
	e := NewExpr("where", "", args...)
	args[0] = Expr{} // the tree does not keep the caller's slice
	var ops []string
	for n := range e.All() {
		ops = append(ops, n.Op()+" "+n.Value())
	}
	if got, want := strings.Join(ops, ", "), "where , count , is , field order.channel, const web"; got != want {
		t.Errorf("walk %s, want %s", got, want)
	}
	for range e.All() {
		break // a caller may stop
	}
	if n := len(slices.Collect(e.Args())); n != 2 {
		t.Errorf("%d arguments", n)
	}
}
