package model

import "fmt"

// OrderIsTest holds for test orders and for the orders of test accounts, which
// are never counted. It is known for every order.
var OrderIsTest = flagged[OrderRow]("order.test", orderTest, orderAccount)

// flagged is the predicate of a column of flags, and of the flag "test" of the
// account in another column; -1 without.
func flagged[F located](id string, slot, account int) Pred[F] {
	own := new(mark)
	return Pred[F]{&predDef{
		expr: NewExpr("field", id), identity: fmt.Sprintf("flag@%s", address(own)),
		bind: func() test { return &flagTest{slot: slot, account: account, keep: own} },
	}}
}

type flagTest struct {
	slot, account   int
	flags, accounts Codes
	keep            *mark
}

// testers says by code which accounts are for tests; nil where none is.
func (t *flagTest) testers(b *Block) []bool {
	if t.account >= 0 {
		if o := b.t.facts.owner(); o != nil {
			return o.test
		}
	}
	return nil
}

func (t *flagTest) Select(b *Block, sel, dst []int32, want bool) []int32 {
	t.flags.read(b, t.slot)
	testers := t.testers(b)
	if testers != nil {
		if t.accounts.read(b, t.account); t.accounts.None {
			testers = nil
		}
	}
	if t.flags.None && testers == nil {
		return nowhere(b, sel, dst, want)
	}
	sel, dst = b.chosen(sel, dst)
	flags, as := t.flags.Values, b2i(want)
	if testers == nil {
		return keep(sel, dst, func(i int32) int { return b2i(b2i(flags[i] != 0) == as) })
	}
	accounts, flagged := t.accounts.Values, !t.flags.None
	return keep(sel, dst, func(i int32) int {
		code := accounts[i]
		is := flagged && flags[i] != 0 || int(code) < len(testers) && testers[code]
		return b2i(is == want)
	})
}

// ViaPred holds where the predicate holds for the linked row; where there is
// none it is not known.
func ViaPred[F, G any](l Link[F, G], p Pred[G]) Pred[F] {
	return Pred[F]{&predDef{
		expr:     NewExpr("via", l.ID(), p.Expr()),
		identity: fmt.Sprintf("via(%v,%s)", l.def.identity, p.def.identity),
		bind:     func() test { return &viaTest[F, G]{link: l, of: p.Bind()} },
	}}
}

type viaTest[F, G any] struct {
	link  Link[F, G]
	of    test
	there []int32
}

func (t *viaTest[F, G]) Select(b *Block, sel, dst []int32, want bool) []int32 {
	to := t.link.def.through(b)
	sel, t.there = b.chosen(sel, nonNil(t.there[:0]))
	t.there = keep(sel, t.there, func(i int32) int { return b2i(to.row(i) >= 0) })
	return t.of.Select(to, t.there, dst, want)
}
