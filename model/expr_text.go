package model

import "strings"

// forms says how operators print that do not read well as a function. A digit
// stands for an argument, $ for the value and * for the arguments from the
// second on.
var forms = map[string]string{
	"field": "$", "const": "$", "if": "$", "via": "0 via $",
	"is": "0 is 1", "in": "0 in (*)", "not": "not 0", "known": "0 is known",
	">": "0 > 1", ">=": "0 >= 1", "<": "0 < 1", "<=": "0 <= 1",
	"during": "0 during 1", "open": "0 within 1",
	"where": "0 where 1", "by": "0 by 1", "every": "0 every $", "across": "1 over (0)",
	"map": "$(0)", "on": "0", "refuse": "0 unless 1",
}

// String returns the definition as text, such as
// "sum(order.net) where order.channel is web by order.account".
func (e Expr) String() string {
	var b strings.Builder
	e.print(&b)
	return b.String()
}

func (e Expr) print(b *strings.Builder) {
	if e.op == "and" || e.op == "or" {
		for i, a := range e.args {
			if i > 0 {
				b.WriteString(" " + e.op + " ")
			}
			a.printInside(b)
		}
		return
	}
	form, ok := forms[e.op]
	if !ok {
		e.printCall(b)
		return
	}
	for _, c := range form {
		switch {
		case c >= '0' && c <= '9':
			if i := int(c - '0'); i < len(e.args) {
				e.args[i].printInside(b)
			}
		case c == '$':
			b.WriteString(e.value)
		case c == '*':
			for i, a := range e.args[1:] {
				if i > 0 {
					b.WriteString(", ")
				}
				a.print(b)
			}
		default:
			b.WriteRune(c)
		}
	}
}

// printInside wraps what would read differently as a part.
func (e Expr) printInside(b *strings.Builder) {
	if e.op == "and" || e.op == "or" {
		b.WriteByte('(')
		e.print(b)
		b.WriteByte(')')
		return
	}
	e.print(b)
}

func (e Expr) printCall(b *strings.Builder) {
	b.WriteString(e.op)
	b.WriteByte('(')
	for i, a := range e.args {
		if i > 0 {
			b.WriteString(", ")
		}
		a.print(b)
	}
	if e.value != "" {
		if len(e.args) > 0 {
			b.WriteString(", ")
		}
		b.WriteString(e.value)
	}
	b.WriteByte(')')
}
