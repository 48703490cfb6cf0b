package cohort_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/cohort"
)

func TestPlaceNames(t *testing.T) {
	p := cohort.Place[string]{}
	text, _ := p.Kind.MarshalText()
	if p.String() != "(new)" || string(text) != "new" {
		t.Errorf("%v %s", p, text)
	}
}
