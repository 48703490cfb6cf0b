package model

import (
	"testing"

	"pgregory.net/rapid"
)

// What rows work out is read by blocks row by row.
func TestVisitDerivedFields(t *testing.T) {
	f := visitFacts(t)
	derived(t, &f.Orders.View, OrderSubmittedAt)
	derived(t, &f.Quotes.View, QuoteTimeToOffer)
	derived(t, &f.Sessions.View, SessionMarkAt(MarkSearch))
}

func derived[R, T any](t *testing.T, table *View[R], f Field[R, T]) {
	t.Helper()
	seen := 0
	given := Given(f).Bind()
	eachBlock(table, func(b *Block) {
		var n Numbers
		f.Read(b, nil, &n)
		has := make([]bool, b.Len())
		for _, i := range given.Select(b, nil, nil, true) {
			has[i] = true
		}
		without := len(given.Select(b, nil, nil, false))
		eachRow(b, nil, func(i int32, r R) {
			v, ok := f.Of(r)
			want, _ := quantity(v)
			if got := n.number(i); ok != has[i] || ok != (got.coef != Unknown) || ok && !got.equal(want) {
				t.Errorf("%s of row %d: block %v, row %v %v, given %v", f, i, got, v, ok, has[i])
			}
			if ok {
				seen++
			} else {
				without--
			}
		})
		if without != 0 {
			t.Errorf("%s: %d rows too many are said not to have it", f, without)
		}
	})
	if seen == 0 {
		t.Errorf("%s is known nowhere: nothing is tested", f)
	}
}

// The lists of sessions as keys: each value of a row once.
func TestSessionListKeys(t *testing.T) {
	f := visitFacts(t)
	seen := 0
	eachBlock(&f.Sessions.View, func(b *Block) {
		eachRow(b, nil, func(i int32, s SessionRow) {
			marks, experiments := map[Code]bool{}, map[Code]bool{}
			for m := range s.Marks() {
				marks[m.Name] = true
				at, ok := SessionMarkAt(m.Name).Of(s)
				if !ok || at.After(m.At) {
					t.Errorf("mark %s at %v, first at %v", m.Name, m.At, at)
				}
			}
			for v := range s.Variants() {
				experiments[v.Experiment] = true
			}
			for _, list := range []struct {
				keys Keys[SessionRow, Code]
				want map[Code]bool
			}{{SessionMarks, marks}, {SessionExperiments, experiments}} {
				codes := list.keys.AppendCodes(b, i, nil)
				for _, c := range codes {
					if seen++; !list.want[Code(list.keys.Dict(b).Text(c))] {
						t.Errorf("%s of row %d: %q is not in the list", list.keys.ID(), i, list.keys.Dict(b).Text(c))
					}
				}
				if len(codes) != len(list.want) {
					t.Errorf("%s of row %d: %d values, want %d", list.keys.ID(), i, len(codes), len(list.want))
				}
			}
		})
	})
	if seen == 0 {
		t.Error("nothing is tested")
	}
}

// A Count keeps "none" and "not known" apart.
func TestCount(t *testing.T) {
	if _, known := (Count{}).Value(); known || (Count{}).String() != "unknown" {
		t.Error("the zero Count is known")
	}
	if n, known := CountOf(0).Value(); n != 0 || !known || CountOf(0).String() != "0" {
		t.Error("a known 0 is not")
	}
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Int64Min(0).Draw(t, "count")
		table, err := NewSessions(Session{ID: "s", StartedAt: noon, PageViews: want, Interactions: CountOf(want)})
		if err != nil {
			t.Fatal(err)
		}
		s, _ := table.Find("s")
		if n, known := s.Interactions().Value(); n != want || !known || s.PageViews() != want {
			t.Fatalf("%d, %v; want %d", n, known, want)
		}
		if n, known := SessionInteractions.Of(s); n != want || !known {
			t.Fatalf("the field says %d, %v; want %d", n, known, want)
		}
	})
}
