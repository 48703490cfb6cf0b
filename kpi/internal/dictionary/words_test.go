package dictionary_test

import (
	"math/big"
	"slices"
	"time"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// The words of the dictionary.

func that[T any](all []T, holds func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !holds(v) })
}

func (m *market) testAccount(id model.AccountID) bool {
	return slices.ContainsFunc(m.accounts, func(a model.Account) bool { return a.ID == id && a.Test })
}

func (m *market) trial(o model.Order) bool { return o.Test || m.testAccount(o.AccountID) }

func (m *market) counts(o model.Order) bool {
	counted := []model.OrderStatus{"placed", "confirmed", "on-hold", "partially-shipped", "shipped", "delivered", "completed", "returned"}
	if m.policy.Counted != nil {
		counted = m.policy.Counted
	}
	return slices.Contains(counted, o.Status) && !slices.Contains(m.policy.NotCounted, o.Status) && !m.trial(o)
}

func (m *market) counted() []model.Order { return that(m.orders, m.counts) }

func (m *market) online(o model.Order) bool {
	channels := []model.Channel{"web", "app", "punchout", "edi", "marketplace"}
	if m.policy.Online != nil {
		channels = m.policy.Online
	}
	return slices.Contains(channels, o.Channel)
}

// givenOrders are the orders that pass the filter.
func (m *market) givenOrders() []model.Order {
	return that(m.orders, func(o model.Order) bool { return m.given(o.PlacedAt) })
}

// orderReasons are why a KPI on counted orders is undefined, whatever it is.
func (m *market) orderReasons(why *reasons, orders []model.Order) {
	why.add(len(m.orders) == 0, kpi.MissingFacts)
	m.unplaced(why, orders)
}

func (m *market) unplaced(why *reasons, orders []model.Order) {
	why.add(slices.ContainsFunc(orders, func(o model.Order) bool {
		return o.Status == "odd" && !m.trial(o) && !slices.Contains(m.policy.Counted, "odd") && !slices.Contains(m.policy.NotCounted, "odd")
	}), kpi.UnplacedStatus)
}

// unrecorded adds MissingField where there are facts and none has something.
func unrecorded[T any](why *reasons, facts []T, has func(T) bool) {
	why.add(len(facts) > 0 && !slices.ContainsFunc(facts, has), kpi.MissingField)
}

// refunded is what was given back for an order, its goods and all.
func (m *market) refunded(o model.Order) (goods, all *big.Rat) {
	goods, all = new(big.Rat), new(big.Rat)
	for _, r := range m.refunds {
		if r.OrderID == o.ID {
			goods.Add(goods, r.Goods.Amount().Rat())
			for _, part := range []model.Money{r.Goods, r.Tax, r.Shipping, r.Fees} {
				all.Add(all, part.Amount().Rat())
			}
		}
	}
	return goods, all
}

func net(o model.Order) *big.Rat {
	return new(big.Rat).Sub(goods(o).Amount().Rat(), discount(o).Amount().Rat())
}

// worth is the amount of one order with its returns, whenever they were; false
// where it is not known.
func (m *market) worth(o model.Order) (*big.Rat, bool) {
	back, all := m.refunded(o)
	if m.policy.Refunds == kpi.RefundsIgnored {
		back, all = new(big.Rat), new(big.Rat)
	}
	total := o.Total.Amount().Rat()
	switch m.policy.Amount {
	case kpi.AmountGross:
		return goods(o).Amount().Rat(), true
	case kpi.AmountNetAfterReturns:
		return new(big.Rat).Sub(net(o), back), true
	case kpi.AmountTotal:
		return total, !o.Total.IsNone()
	case kpi.AmountTotalAfterReturns:
		return new(big.Rat).Sub(total, all), !o.Total.IsNone()
	}
	return net(o), true
}

// worthOf is the amount of several orders; unknown says that there are orders
// and the amount of none is known.
func (m *market) worthOf(orders []model.Order) (p purse, unknown reasons) {
	for _, o := range orders {
		if v, ok := m.worth(o); ok {
			p.addRat(v, goods(o).Currency())
		}
	}
	unknown.add(len(orders) > 0 && p.n == 0, kpi.MissingField)
	return p, unknown
}

func (p *purse) addRat(v *big.Rat, cur model.Currency) {
	p.addPart(model.MoneyOf(0, 0, cur), 1, 1)
	p.sum.Add(p.sum, v)
}

// account returns the account for which another one counts: where its mergers
// end, or, for companies, where mergers and parents end.
func (m *market) account(id model.AccountID, company bool) model.AccountID {
	for {
		i := slices.IndexFunc(m.accounts, func(a model.Account) bool { return a.ID == id })
		switch {
		case i < 0:
			return id
		case m.accounts[i].MergedInto != "":
			id = m.accounts[i].MergedInto
		case company && m.accounts[i].ParentID != "":
			id = m.accounts[i].ParentID
		default:
			return id
		}
	}
}

// who says who somebody is, as the policy's subject has it; "" for nobody known.
func (m *market) who(otherwise kpi.Subject, account model.AccountID, person model.PersonID, visitor model.VisitorID) string {
	subject := m.policy.Subject
	if subject == kpi.SubjectDefault {
		subject = otherwise
	}
	switch subject {
	case kpi.SubjectPerson:
		return string(person)
	case kpi.SubjectVisitor:
		return string(visitor)
	}
	return string(m.account(account, subject == kpi.SubjectCompany))
}

func (m *market) session(id model.SessionID) (model.Session, bool) {
	i := slices.IndexFunc(m.sessions, func(s model.Session) bool { return s.ID == id })
	if i < 0 {
		return model.Session{}, false
	}
	return m.sessions[i], true
}

// visitor is the one an order names, or that of its session.
func (m *market) visitor(o model.Order) model.VisitorID {
	if o.VisitorID == "" {
		s, _ := m.session(o.SessionID)
		return s.VisitorID
	}
	return o.VisitorID
}

// buyer is who ordered.
func (m *market) buyer(o model.Order, otherwise kpi.Subject) string {
	return m.who(otherwise, o.AccountID, o.BuyerID, m.visitor(o))
}

// visits are the sessions that pass the filter, but those of robots, staff and
// test accounts.
func (m *market) visits() []model.Session {
	return that(m.sessions, func(s model.Session) bool {
		return m.given(s.StartedAt) && !s.Test && !s.Bot && !m.testAccount(s.AccountID)
	})
}

func login(s model.Session) time.Time {
	if s.IdentifiedAt.IsZero() && (s.AccountID != "" || s.BuyerID != "") {
		return s.StartedAt
	}
	return s.IdentifiedAt
}

func loggedIn(s model.Session) bool { return !login(s).IsZero() }

func hasVisitor(s model.Session) bool { return s.VisitorID != "" }

// distinct counts the values that are not empty.
func distinct[T any, K comparable](all []T, key func(T) K) int64 {
	var zero K
	seen := map[K]bool{}
	for _, v := range all {
		if k := key(v); k != zero {
			seen[k] = true
		}
	}
	return int64(len(seen))
}

func visitorOf(s model.Session) model.VisitorID { return s.VisitorID }

// asOf is the instant of the judgement, false without one.
func (m *market) asOf() (time.Time, bool) {
	switch {
	case !m.window.AsOf.IsZero():
		return m.window.AsOf, true
	case !m.window.Range.IsZero():
		return m.window.Range.End(), true
	}
	return time.Time{}, false
}

// seen says whether an event is known and does not lie after the as-of.
func (m *market) seen(at time.Time) bool {
	asOf, ok := m.asOf()
	return !at.IsZero() && (!ok || !at.After(asOf))
}

// elapsed says whether a span that ends at an instant is over.
func (m *market) elapsed(end time.Time) bool {
	asOf, ok := m.asOf()
	return !ok || !end.After(asOf)
}

// entered says whether something belongs to the window's range and is seen.
func (m *market) entered(at time.Time) bool {
	return m.seen(at) && (m.window.Range.IsZero() || m.window.Range.Contains(at))
}

// days says whether a day starts in the window's range.
func (m *market) inRange(d period.Date) bool { return m.window.Range.Contains(paris.Start(d)) }
