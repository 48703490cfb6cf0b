package main

import (
	"strings"
	"testing"
)

func TestFlagsRefused(t *testing.T) {
	for args, says := range map[string]string{
		"-nosuch":                                "flag provided but not defined: -nosuch",
		"folder":                                 `what is "folder"?`,
		"-lang de":                               "want en or fr",
		"-compare never":                         `no comparison "never"`,
		"-series decade":                         "decade",
		"-policy excel":                          "want one of [default ga4 matomo shopify woocommerce]",
		"-from 2025-02-30":                       "2025-02-30",
		"-from 2025-03-01 -to 2025-03-01":        "-from 2025-03-01 is not before -to 2025-03-01",
		"-size 10 -from 2027-01-01":              "from 2027-01-01 to 2026-01-01 is no range",
		"-size 3":                                "3 accounts, want 10",
		"-size -3":                               "not below 0",
		"-seed x":                                "-seed",
		"-size 10 -zone Mars/Phobos":             `no time zone "Mars/Phobos"`,
		"-size 10 -zone Local":                   `no time zone "Local"`,
		"-size 10 -hours 9-18":                   "hours: ",
		"-size 10 -kpi O99":                      `no KPI "O99"`,
		"-kpi O1,,O2":                            "an empty name",
		"-size 10 -by weather":                   `no breakdown by "weather"`,
		"-size 10 -launch 2030-01-01":            "the launch on 2030-01-01 is not in the range 2025",
		"-data x -size 10":                       "about the sample shop",
		"-data x -write y":                       "about the sample shop",
		"-errors 3":                              "-errors is about -data",
		"-format csv":                            "-format is about -write",
		"-format xml -write y":                   "want csv or jsonl",
		"-size 10 -series hour -from 0001-01-01": "series",
	} {
		code, said := refused(t, strings.Fields(args)...)
		if code != 2 || !strings.Contains(said, says) || !strings.HasSuffix(said, "report -h lists the flags\n") {
			t.Errorf("%s: ends with %d and %q, want %q", args, code, said, says)
		}
	}
}

// TestFlagsChange holds that each flag reaches the report: it changes what is
// printed, and the change is the one that was asked for.
func TestFlagsChange(t *testing.T) {
	value := func(args ...string) string {
		out, _ := printed(t, append([]string{small, "-compare=nothing", "-series=none"}, args...)...)
		return out
	}
	plain := value("-kpi=O7,K11")
	if strings.Contains(plain, "Average order value") || !strings.Contains(plain, "Gross merchandise value") {
		t.Errorf("-kpi:\n%s", plain)
	}
	for _, x := range []struct{ args, want string }{
		{"-from=2024-03-01 -to=2024-06-01", "range: 2024-03-01 to 2024-05-31, Europe/Paris"},
		{"-to=2025-06-01", "range: 2024-06-01 to 2025-05-31"},
		{"-from=2025-06-01", "range: 2025-06-01 to 2025-12-31"},
		{"-zone=Asia/Tokyo", "Asia/Tokyo"},
		{"-hours=Mon,Tue_10:00-11:00", "open Mon,Tue 10:00-11:00; but on holidays; customers"},
		{"-seed=7", "K11"},
		{"-size=14", "sample shop of 14 accounts"},
		{"-compare=year-before", "compared with: 2024-01-01 to 2024-12-31"},
		{"-compare=previous -from=2025-03-01 -to=2025-04-01", "compared with: 2025-02-01 to 2025-02-28"},
		{"-policy=shopify", "policy: counted as by shopify"},
		{"-by=branch", "K11 by branch"},
		{"-launch=2025-10-01", "days on each side: 92"},
		{"-series=month", "2025-01"},
		{"-lang=fr", "Volume d'affaires brut"},
	} {
		args := append(strings.Fields(x.args), "-kpi=O7,K11")
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "_", " ")
		}
		if got := value(args...); got == plain || !strings.Contains(got, x.want) {
			t.Errorf("%s: no %q in\n%s", x.args, x.want, got)
		}
	}
}

// TestPolicies: each preset counts O6 or K16 in a way of its own.
func TestPolicies(t *testing.T) {
	seen := map[string]string{}
	for name := range policies {
		out, _ := printed(t, small, "-json", "-compare=nothing", "-series=none", "-kpi=O5,O6,K11,K16", "-policy="+name)
		for before, text := range seen {
			if text == out {
				t.Errorf("%s counts as %s", name, before)
			}
		}
		seen[name] = out
	}
}
