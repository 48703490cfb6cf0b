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
	n := f.dict.account.Len()
	o := &owners{merged: make([]uint32, n), top: make([]uint32, n)}
	for i := range n {
		o.merged[i] = f.follow(uint32(i+1), false)
		o.top[i] = f.follow(uint32(i+1), true)
		if row := f.Accounts.find(uint32(i + 1)); row >= 0 && f.Accounts.ref(row, accountTest) != 0 {
			if o.test == nil {
				o.test = make([]bool, n+1)
			}
			o.test[i+1] = true
		}
	}
	f.owners.Store(o)
	return o
}

// follow walks up the mergers, and the parents where they are asked for. There
// are no cycles and no chains longer than maxDepth: Append refuses them.
func (f *Facts) follow(code uint32, parents bool) uint32 {
	for {
		row := f.Accounts.find(code)
		if row < 0 {
			return code
		}
		next := f.Accounts.ref(row, accountMergedInto)
		if next == 0 && parents {
			next = f.Accounts.ref(row, accountParent)
		}
		if next == 0 {
			return code
		}
		code = next
	}
}

const maxDepth = 1000 // levels of a company tree, and mergers in a row

// climbs says whether the chain that starts at code reaches the account
// target, or has more than maxDepth steps.
func (f *Facts) climbs(code, target uint32) (reached, deep bool) {
	for range maxDepth {
		if code == target {
			return true, false
		}
		row := f.Accounts.find(code)
		if row < 0 {
			return false, false
		}
		next := f.Accounts.ref(row, accountMergedInto)
		if next == 0 {
			next = f.Accounts.ref(row, accountParent)
		}
		if next == 0 {
			return false, false
		}
		code = next
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
	c.Values = out
}

// chain lists the rows that link to a code, newest first.
type chain struct{ head, next []uint32 }

func (c *chain) add(code uint32, row int32) {
	if code == 0 {
		return
	}
	var before uint32
	if int(code) <= len(c.head) {
		before = c.head[code-1]
	}
	c.head = setAt(c.head, code, uint32(row+1))
	c.next = setAt(c.next, uint32(row+1), before)
}

func (c *chain) remove(code uint32, row int32) {
	if code == 0 || int(code) > len(c.head) {
		return
	}
	for at := &c.head[code-1]; *at != 0; at = &c.next[*at-1] {
		if *at == uint32(row+1) {
			*at = c.next[row]
			return
		}
	}
}

func (c *chain) each(code uint32, visit func(row int32)) {
	if code == 0 || int(code) > len(c.head) {
		return
	}
	for at := c.head[code-1]; at != 0; at = c.next[at-1] {
		visit(int32(at - 1))
	}
}
