package model

import "strings"

// forms says how operators print that do not read well as a function. A digit
// stands for an argument, $ for the value and * for the arguments from the
// second on.
var forms = map[string]string{
	"field": "$", "const": "$", "if": "$", "via": "0 via $",
	"is": "0 is 1", "in": "0 in (*)", "not": "not 0", "known": "0 is known",
	">": "0 > 1", ">=": "0 >= 1", "<": "0 < 1", "<=": "0 <= 1",
	"during": "0 during 1", "open": "0 within 1", "matched": "0 among 1 where 2", "exists": "any $ where 0",
	"where": "0 where 1", "by": "0 by 1", "every": "0 by 1 $", "across": "1 over (0)", "refuse": "0 unless 1",
}

// String returns the definition as text, such as
// "sum(order.net) where order.channel is web by order.account".
func (e Expr) String() string {
	var p printer
	p.print(e)
	return p.String()
}

// printer writes a definition. It knows the kind of the facts that are
// counted, where that is said above.
type printer struct {
	strings.Builder
	kind string
}

func (p *printer) print(e Expr) {
	switch e.op {
	case "and", "or":
		p.logic(e)
	case "on":
		outer := p.kind
		p.kind = e.value
		p.list(e.args)
		p.kind = outer
	case "count":
		p.WriteString("count")
		if p.kind != "" {
			p.WriteString("(" + p.kind + ")")
		}
	case "map": // a function of two metrics reads like one
		args := e.args
		if len(args) == 1 && args[0].op == "both" {
			args = args[0].args
		}
		p.call(e.value, args, "")
	default:
		if form, ok := forms[e.op]; ok {
			p.form(form, e)
			return
		}
		p.call(e.op, e.args, e.value)
	}
}

func (p *printer) form(form string, e Expr) {
	for _, c := range form {
		switch {
		case c >= '0' && c <= '9':
			if i := int(c - '0'); i < len(e.args) {
				p.part(e.args[i])
			}
		case c == '$':
			p.WriteString(e.value)
		case c == '*':
			p.list(e.args[1:])
		default:
			p.WriteRune(c)
		}
	}
}

func (p *printer) logic(e Expr) {
	if len(e.args) == 0 {
		p.WriteString(map[string]string{"and": "always", "or": "never"}[e.op])
	}
	for i, a := range e.args {
		if i > 0 {
			p.WriteString(" " + e.op + " ")
		}
		p.part(a)
	}
}

// part wraps what would read differently as a part.
func (p *printer) part(e Expr) {
	if (e.op == "and" || e.op == "or") && len(e.args) > 1 {
		p.WriteByte('(')
		defer p.WriteByte(')')
	}
	p.print(e)
}

func (p *printer) list(args []Expr) {
	for i, a := range args {
		if i > 0 {
			p.WriteString(", ")
		}
		p.print(a)
	}
}

func (p *printer) call(name string, args []Expr, value string) {
	p.WriteString(name)
	p.WriteByte('(')
	p.list(args)
	if value != "" {
		if len(args) > 0 {
			p.WriteString(", ")
		}
		p.WriteString(value)
	}
	p.WriteByte(')')
}
