package shop

import (
	"reflect"
	"testing"
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// TestLinks holds that every fact that another one names is there, and fits.
func TestLinks(t *testing.T) {
	s := shopOf(t, Options{})
	accounts, sessions := map[model.AccountID]model.Account{}, map[model.SessionID]model.Session{}
	carts, orders, quotes := map[model.CartID]model.Cart{}, map[model.OrderID]model.Order{}, map[model.QuoteID]model.Quote{}
	for _, a := range s.Accounts {
		accounts[a.ID] = a
	}
	for _, v := range s.Sessions {
		sessions[v.ID] = v
	}
	for _, c := range s.Carts {
		carts[c.ID] = c
	}
	for _, o := range s.Orders {
		orders[o.ID] = o
	}
	for _, q := range s.Quotes {
		quotes[q.ID] = q
	}
	currency := map[model.AccountID]model.Currency{}
	for _, o := range s.Orders {
		if _, ok := accounts[o.AccountID]; !ok && o.AccountID != "" {
			t.Errorf("%s: no account %s", o.ID, o.AccountID)
		}
		if was, ok := currency[o.AccountID]; ok && was != o.Goods.Currency() {
			t.Errorf("%s buys in two currencies", o.AccountID)
		}
		currency[o.AccountID] = o.Goods.Currency()
		if v, ok := sessions[o.SessionID]; o.SessionID != "" &&
			(!ok || v.BuyerID != o.BuyerID || v.AccountID != o.AccountID || v.StartedAt.After(o.PlacedAt) || o.VisitorID != "" && o.VisitorID != v.VisitorID) {
			t.Errorf("%s: session %+v", o.ID, v)
		}
		if c, ok := carts[o.CartID]; o.CartID != "" && (!ok || c.OrderID != o.ID || !c.OrderedAt.Equal(o.PlacedAt) || c.LongestIdle > c.LastActivityAt.Sub(c.CreatedAt)) {
			t.Errorf("%s: cart %+v", o.ID, c)
		}
		if q, ok := quotes[o.QuoteID]; o.QuoteID != "" && (!ok || q.AccountID != o.AccountID || q.OfferedAt.After(o.PlacedAt)) {
			t.Errorf("%s: quote %+v", o.ID, q)
		}
	}
	for _, c := range s.Carts {
		if v, ok := sessions[c.SessionID]; !ok || v.VisitorID != c.VisitorID || c.CreatedAt.Before(v.StartedAt) {
			t.Errorf("%s: session %+v", c.ID, v)
		}
		if into, ok := carts[c.MergedInto]; c.MergedInto != "" && (!ok || into.AccountID != c.AccountID) {
			t.Errorf("%s: merged into %+v", c.ID, into)
		}
	}
	for _, a := range s.Accounts {
		for _, other := range []model.AccountID{a.ParentID, a.MergedInto} {
			if other != "" && currency[other] != 0 && currency[a.ID] != 0 && currency[other] != currency[a.ID] {
				t.Errorf("%s and %s buy in different currencies", a.ID, other)
			}
		}
	}
	for _, q := range s.Quotes {
		if _, ok := sessions[q.SessionID]; q.SessionID != "" && !ok {
			t.Errorf("%s: no session %s", q.ID, q.SessionID)
		}
	}
	for _, q := range s.AccountRequests {
		if _, ok := sessions[q.SessionID]; q.SessionID != "" && !ok {
			t.Errorf("%s: no session %s", q.ID, q.SessionID)
		}
	}
	for _, a := range s.Approvals {
		if o, ok := orders[a.OrderID]; !ok || a.SubmitterID != o.BuyerID {
			t.Errorf("%s: approval %+v", a.OrderID, a)
		}
	}
	for _, f := range s.Refunds {
		if _, ok := orders[f.OrderID]; f.OrderID != "" && !ok {
			t.Errorf("%s: no order %s", f.ID, f.OrderID)
		}
	}
}

// TestNothingHappensAfterTheEnd: only what is due or valid may lie after the
// instant as of which the shop is judged.
func TestNothingHappensAfterTheEnd(t *testing.T) {
	for _, seed := range []uint64{0, 5} {
		o := small
		o.Seed = seed
		s := shopOf(t, o)
		end := s.AsOf()
		var late func(path string, v reflect.Value)
		late = func(path string, v reflect.Value) {
			switch {
			case v.Type() == reflect.TypeFor[time.Time]():
				if at := v.Interface().(time.Time); !at.Before(end) && path != ".Quotes.ValidUntil" {
					t.Errorf("seed %d: %s is %v", seed, path, at)
				}
			case v.Kind() == reflect.Slice:
				for i := range v.Len() {
					late(path, v.Index(i))
				}
			case v.Kind() == reflect.Struct:
				for i := range v.NumField() {
					if f := v.Type().Field(i); f.IsExported() {
						late(path+"."+f.Name, v.Field(i))
					}
				}
			}
		}
		late("", reflect.ValueOf(*s))
	}
}
