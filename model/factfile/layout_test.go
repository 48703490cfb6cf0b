package factfile

import (
	"bytes"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecomkpi/ecomkpi/model"
)

// each runs a test for every layout.
type perLayout interface {
	testEach(t *testing.T, what string)
}

func (l *Layout[F]) testEach(t *testing.T, what string) {
	t.Run(l.name, func(t *testing.T) {
		switch what {
		case "round trip":
			l.testRoundTrip(t)
		case "fields":
			l.testFields(t)
		}
	})
}

func eachLayout(t *testing.T, what string) {
	for _, l := range layouts {
		l.(perLayout).testEach(t, what)
	}
}

var forms = []Form{{}, {Comma: ';'}, {Comma: '\t', Gzip: true}, {Format: JSONLines}, {Format: JSONLines, Gzip: true}}

// What is written is read back as it was, whatever the fields hold.
func TestRoundTrip(t *testing.T) { eachLayout(t, "round trip") }

func (l *Layout[F]) testRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := make([]F, rapid.IntRange(0, 4).Draw(t, "facts"))
		for i := range facts {
			facts[i] = drawFact[F](t)
		}
		form := rapid.SampledFrom(forms).Draw(t, "form")
		var file bytes.Buffer
		if err := l.Write(&file, slices.Values(facts), form); err != nil {
			t.Fatal(err)
		}
		text := file.String()
		s := l.Read(&file, Options{Format: form.Format, Comma: form.Comma})
		i := 0
		for got, err := range s.All() {
			if err != nil {
				t.Fatalf("%v in %s", err, text)
			}
			if diff := cmp.Diff(facts[i], got, same); diff != "" {
				t.Fatalf("fact %d of %s (-want +got):\n%s", i, text, diff)
			}
			i++
		}
		if i != len(facts) || len(s.Unknown()) > 0 || s.Rows() != i {
			t.Fatalf("%d facts of %d, %d rows, unknown %v", i, len(facts), s.Rows(), s.Unknown())
		}
	})
}

// Every field of a fact, and of the elements of its lists, has a column: a fact
// of which nothing else is known comes back with it.
func TestEveryFieldHasAColumn(t *testing.T) { eachLayout(t, "fields") }

func (l *Layout[F]) testFields(t *testing.T) {
	full := fullFact[F]()
	for path := range fieldsOf(reflect.TypeFor[F](), nil) {
		var in F
		only(reflect.ValueOf(&in).Elem(), reflect.ValueOf(&full).Elem(), path)
		if field := reflect.ValueOf(in).FieldByIndex(path); !isKnown(field) {
			t.Errorf("field %v: nothing is tested by %v", path, field)
		}
		for _, form := range []Form{{}, {Format: JSONLines}} {
			var file bytes.Buffer
			if err := l.Write(&file, slices.Values([]F{in}), form); err != nil {
				t.Fatal(err)
			}
			text := file.String()
			for got, err := range l.Read(&file, Options{}).All() {
				if diff := cmp.Diff(in, got, same); diff != "" || err != nil {
					t.Errorf("field %v has no column; %v; %s (-want +got):\n%s", path, err, text, diff)
				}
			}
		}
	}
}

// isKnown says whether a field is, and every field of every element of a list.
func isKnown(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			if !isKnown(v.Index(i)) {
				return false
			}
		}
		return v.Len() > 0
	}
	if v.Kind() == reflect.Struct && !isValue(v) {
		for _, field := range v.Fields() {
			if !isKnown(field) {
				return false
			}
		}
		return true
	}
	return !v.IsZero()
}

// fullFact is a fact of which everything is known.
func fullFact[F any]() F {
	return rapid.Custom(func(t *rapid.T) F {
		var in F
		fill(t, reflect.ValueOf(&in).Elem(), model.EUR, true)
		return in
	}).Example(1)
}

// fieldsOf yields the paths of the fields that are not structs of fields.
func fieldsOf(typ reflect.Type, path []int) func(func([]int) bool) {
	return func(yield func([]int) bool) {
		for i := range typ.NumField() {
			at := append(slices.Clone(path), i)
			f := typ.Field(i).Type
			if f.Kind() == reflect.Struct && !isValue(reflect.New(f).Elem()) {
				for deeper := range fieldsOf(f, at) {
					if !yield(deeper) {
						return
					}
				}
				continue
			}
			if !yield(at) {
				return
			}
		}
	}
}

// only copies the field at a path.
func only(to, from reflect.Value, path []int) {
	if len(path) == 0 {
		to.Set(from)
		return
	}
	only(to.Field(path[0]), from.Field(path[0]), path[1:])
}
