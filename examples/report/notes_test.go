package main

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi"
)

// TestWarningsAreExplained: no warning of the sample, whatever tool it counts
// as, is left to speak for itself.
func TestWarningsAreExplained(t *testing.T) {
	p := startProgress(t.Output(), false)
	defer p.stop()
	seen := map[string]bool{}
	for name := range policies {
		if testing.Short() && name != "default" {
			continue
		}
		o, err := parseFlags([]string{small, "-policy=" + name, "-launch=2025-07-01", "-series=none"}, t.Output())
		if err != nil {
			t.Fatal(err)
		}
		in, err := o.input(p)
		if err != nil {
			t.Fatal(err)
		}
		r, err := compute(t.Context(), o, in, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Lines {
			for _, f := range []kpi.Result[kpi.Figure]{x.Value, x.Previous, x.Before, x.After} {
				for _, w := range f.Warnings() {
					seen[w.Text] = true
					if _, ok := warnings[w.Text]; !ok {
						t.Errorf("%s by %s: %v", x.Number, name, w)
					}
				}
			}
		}
	}
	if len(seen) < 5 {
		t.Errorf("only %v were seen", seen)
	}
}

func TestPhrases(t *testing.T) {
	for reason := kpi.Defined + 1; reason.String() != "unknown reason"; reason++ {
		if p := reasons[reason]; p[english] == "" || p[french] == "" {
			t.Errorf("%v is not explained: %q", reason, p)
		}
	}
	for text, p := range warnings {
		if p[english] == "" || p[french] == "" || p[english] == p[french] {
			t.Errorf("%q: %q", text, p)
		}
	}
	for _, name := range kpi.BreakdownNames() {
		if p := byNames[name]; p[english] == "" || p[french] == "" {
			t.Errorf("%q has no name", name)
		}
	}
	for _, k := range kpi.Catalogue() {
		if p := countUnits[k.Number]; k.Unit == kpi.UnitCount && (p[english] == "" || p[french] == "") {
			t.Errorf("%s counts nothing", k.Number)
		}
	}
	if text, ok := french.explained("rows without order.weather"); !ok || text != "faits dont order.weather est inconnu : laissés de côté" {
		t.Errorf("got %q, %v", text, ok)
	}
	if text, ok := english.explained("strange"); ok || text != "strange" {
		t.Errorf("got %q, %v", text, ok)
	}
}
