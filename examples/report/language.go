package main

import "errors"

// language is what the table is written in.
type language uint8

const (
	english language = iota
	french
)

func parseLanguage(s string) (language, error) {
	switch s {
	case "en":
		return english, nil
	case "fr":
		return french, nil
	}
	return 0, errors.New("want en or fr")
}

// phrase is a text in all languages, in their order.
type phrase [2]string

func (l language) of(p phrase) string { return p[l] }
