package model

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// ParseMoney reads an amount and its currency, such as "12.34 EUR": a number as
// [ParseDecimal] takes it, one space, an ISO 4217 code. "0" alone is the zero
// Money. Errors are a [NumberError] or an [UnknownCurrencyError].
func ParseMoney(s string) (Money, error) {
	amount, code, found := strings.Cut(s, " ")
	if !found && s != "0" {
		return Money{}, &NumberError{Text: s, Reason: `want an amount and a currency such as "12.34 EUR"`, Err: ErrSyntax}
	}
	if !found {
		return Money{}, nil
	}
	return parseMoneyParts(amount, code)
}

func parseMoneyParts(amount, code string) (Money, error) {
	n, err := parseNumber(amount)
	if err != nil {
		return Money{}, err
	}
	c, err := ParseCurrency(code)
	if err != nil {
		return Money{}, err
	}
	return n.money(c), nil
}

func (n parsedNumber) money(c Currency) Money {
	if n.big != nil {
		return moneyFromBig(n.big, n.scale, c)
	}
	return Money{coef: n.coef, scale: uint8(n.scale), currency: c}
}

// ParseAmount reads a number as [ParseDecimal] takes it, in currency c. Errors
// are a [NumberError], or an [UnknownCurrencyError] for a c that is no currency.
func ParseAmount(s string, c Currency) (Money, error) {
	if !c.valid() {
		return Money{}, &UnknownCurrencyError{Code: c.Code()}
	}
	n, err := parseNumber(s)
	if err != nil {
		return Money{}, err
	}
	return n.money(c), nil
}

// MustParseMoney is [ParseMoney] for constants in programs and tests; it panics
// where that returns an error.
func MustParseMoney(s string) Money {
	m, err := ParseMoney(s)
	if err != nil {
		panic("model: MustParseMoney: " + err.Error())
	}
	return m
}

// String returns the amount and the code, "1234.50 EUR": no thousands
// separators, at least the decimals of the currency's minor unit, no further
// trailing zeros. The zero Money is "0".
func (m Money) String() string {
	b, _ := m.AppendText(nil) // it never fails
	return string(b)
}

// AmountString returns the amount as [Money.String] writes it, without the code.
func (m Money) AmountString() string { return string(m.appendAmount(nil)) }

// appendAmount does not go through Decimal.String, whose output depends on
// package-level settings of the decimal package.
func (m Money) appendAmount(b []byte) []byte {
	var digits []byte
	scale := int(m.scale)
	if m.big == nil {
		digits = strconv.AppendInt(make([]byte, 0, 24), m.coef, 10)
	} else {
		var coef = m.big.Coefficient()
		digits, scale = coef.Append(nil, 10), int(-m.big.Exponent())
	}
	if digits[0] == '-' {
		b, digits = append(b, '-'), digits[1:]
	}
	whole := len(digits) - scale
	if whole > 0 {
		b = append(b, digits[:whole]...)
		digits = digits[whole:]
	} else {
		b = append(b, '0')
	}
	least := m.currency.MinorUnits()
	if scale > 0 || least > 0 {
		b = append(b, '.')
	}
	for ; whole < 0; whole++ {
		b = append(b, '0')
	}
	b = append(b, digits...)
	for ; scale < least; scale++ {
		b = append(b, '0')
	}
	return b
}

// AppendText appends what [Money.String] returns to b; the error is always nil.
func (m Money) AppendText(b []byte) ([]byte, error) {
	b = m.appendAmount(b)
	if m.currency != 0 {
		b = append(b, ' ')
		b = append(b, m.currency.Code()...)
	}
	return b, nil
}

// MarshalText returns what [Money.String] returns; the error is always nil.
func (m Money) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads what [ParseMoney] reads. An error leaves m as it was.
func (m *Money) UnmarshalText(text []byte) error {
	parsed, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// MarshalJSON returns {"amount":"1234.50","currency":"EUR"}, the amount as
// [Money.AmountString] writes it. The zero Money has amount "0" and currency
// "". The error is always nil.
func (m Money) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 48)
	b = append(b, `{"amount":"`...)
	b = m.appendAmount(b)
	b = append(b, `","currency":"`...)
	b = append(b, m.currency.Code()...)
	return append(b, `"}`...), nil
}

// UnmarshalJSON reads an object of exactly the members "amount" and "currency",
// each once and a string: a number in JSON is a float to too many programs. The
// members read as [ParseDecimal] and [ParseCurrency] read them, and "0" with ""
// is the zero Money. null changes nothing, as in all of encoding/json. An error
// ([NumberError], [UnknownCurrencyError]) leaves m as it was.
func (m *Money) UnmarshalJSON(data []byte) error {
	if string(bytes.TrimSpace(data)) == "null" {
		return nil
	}
	amount, code, ok := moneyMembers(data)
	if !ok {
		return &NumberError{Text: string(data), Reason: `want {"amount":"12.34","currency":"EUR"}`, Err: ErrSyntax}
	}
	if amount == "0" && code == "" {
		*m = Money{}
		return nil
	}
	parsed, err := parseMoneyParts(amount, code)
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// moneyMembers reads token by token, because decoding into a struct would
// accept repeated members and names in other cases.
func moneyMembers(data []byte) (amount, code string, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return "", "", false
	}
	seen := [2]bool{}
	for range 2 {
		name, err := dec.Token()
		if err != nil {
			return "", "", false
		}
		token, err := dec.Token()
		value, isString := token.(string)
		if err != nil || !isString {
			return "", "", false
		}
		switch name {
		case "amount":
			amount, seen[0] = value, true
		case "currency":
			code, seen[1] = value, true
		}
	}
	if end, err := dec.Token(); err != nil || end != json.Delim('}') {
		return "", "", false
	}
	_, err := dec.Token()
	return amount, code, seen[0] && seen[1] && err == io.EOF
}
