package model

// owners says for whom an account's facts count: the account that took it over
// at the end of the chain of mergers, and the company at the top of its tree.
// It is made when first read after a change.
type owners struct {
	merged, top []uint32 // by code-1 of an account
	test        []bool   // test accounts, by code; nil where there are none
}

func (o *owners) owner(code uint32) uint32 {
	if o == nil || code == 0 || int(code) > len(o.merged) {
		return code
	}
	return o.merged[code-1]
}

func (o *owners) root(code uint32) uint32 {
	if o == nil || code == 0 || int(code) > len(o.top) {
		return code
	}
	return o.top[code-1]
}

// owner returns the map of the accounts there are; nil where every account
// stands for itself.
func (f *Facts) owner() *owners {
	if f.Accounts.n == 0 {
		return nil
	}
	if o := f.owners.Load(); o != nil {
		return o
	}
	o := &owners{merged: f.ends((*Facts).mergedInto), top: f.ends((*Facts).above)}
	for code := uint32(1); int(code) <= len(o.merged); code++ {
		if f.accountRef(code, accountTest) != 0 {
			if o.test == nil {
				o.test = make([]bool, len(o.merged)+1)
			}
			o.test[code] = true
		}
	}
	f.owners.Store(o)
	return o
}

// ends returns where the steps from each account end, by code-1. Each account
// is walked over once, however long its chain is; there are no cycles, since
// Append refuses them.
func (f *Facts) ends(by step) []uint32 {
	end := make([]uint32, f.dict.account.Len())
	var path []uint32
	for i := range end {
		path = path[:0]
		code := uint32(i + 1)
		for end[code-1] == 0 {
			path = append(path, code)
			next := by(f, code)
			if next == 0 {
				end[code-1] = code
				break
			}
			code = next
		}
		for _, below := range path {
			end[below-1] = end[code-1]
		}
	}
	return end
}

// A step leads from an account to the one it counts for, 0 where there is
// none.
type step func(f *Facts, code uint32) uint32

func (f *Facts) mergedInto(code uint32) uint32 { return f.accountRef(code, accountMergedInto) }
func (f *Facts) parent(code uint32) uint32     { return f.accountRef(code, accountParent) }

// above leads up the tree, where a merged account stands below the one that
// took it over and no longer below its parent.
func (f *Facts) above(code uint32) uint32 {
	if up := f.mergedInto(code); up != 0 {
		return up
	}
	return f.parent(code)
}

func (f *Facts) accountRef(code uint32, slot int) uint32 {
	if row := f.Accounts.find(code); row >= 0 {
		return f.Accounts.ref(row, slot)
	}
	return 0
}

// checkChain refuses a link from an account, which has a code already, to one
// from which the steps lead back to it.
func (f *Facts) checkChain(c *check, field string, up AccountID, account uint32, by step) {
	switch reached, deep := f.climbs(f.dict.account.Code(string(up)), account, by); {
	case up == "":
	case reached:
		c.fail(ErrContradiction, field, string(up), "leads back to the account itself")
	case deep:
		c.fail(ErrContradiction, field, string(up), "more than 1000 accounts above each other")
	}
}

// maxDepth is how many accounts may stand above one that is appended. Real
// trees have a handful; a limit keeps the search for cycles short.
const maxDepth = 1000

// climbs says whether the steps from code reach the account target, or are
// more than maxDepth.
func (f *Facts) climbs(code, target uint32, by step) (reached, deep bool) {
	for range maxDepth {
		if code == target {
			return true, false
		}
		if code = by(f, code); code == 0 {
			return false, false
		}
	}
	return false, true
}

// accountKey makes the key of a column of accounts: a merged account stands
// for the one that took it over.
func accountKey[F located](id string, slot int) Key[F, AccountID] {
	return resolvedKey[F](id, slot, (*owners).owner)
}

// rootKey makes the key of the company at the top of an account's tree.
func rootKey[F located](id string, slot int) Key[F, AccountID] {
	return resolvedKey[F](id, slot, (*owners).root)
}

func resolvedKey[F located](id string, slot int, resolve func(*owners, uint32) uint32) Key[F, AccountID] {
	k := refKey[F, AccountID](id, slot)
	k.def.get = func(f F) (AccountID, bool) {
		r := f.at()
		if r.t == nil {
			return "", false
		}
		code := resolve(r.t.facts.owner(), r.t.ref(r.i, slot))
		return AccountID(r.t.dicts[slot].Text(code)), code != 0
	}
	k.def.read = func(b *Block, c *Codes) {
		c.read(b, slot)
		c.resolve(b.t.facts.owner(), resolve)
	}
	return k
}

func (c *Codes) resolve(o *owners, resolve func(*owners, uint32) uint32) {
	if o == nil || c.None {
		return
	}
	out := c.buf[:len(c.Values)]
	for i, code := range c.Values {
		out[i] = resolve(o, code)
	}
	c.Values = out // what is known stays so
}
