package main

import "fmt"

// differences names the KPIs to which an engine has another answer.
func differences(want, got []answer) []string {
	var out []string
	if len(got) != len(want) {
		out = append(out, fmt.Sprintf("%d answers, want %d", len(got), len(want)))
	}
	for i := range min(len(want), len(got)) {
		if got[i] != want[i] {
			out = append(out, fmt.Sprintf("%s: %s, want %s: %s", got[i].name, got[i].text, want[i].name, want[i].text))
		}
	}
	return out
}
