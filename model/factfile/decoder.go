package factfile

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
)

// maxFaults is how many faults of one record are told.
const maxFaults = 20

// maxShown is how much of a value is kept in an error.
const maxShown = 256

// A decoder gathers what is wrong with a record while its cells are read.
type decoder struct {
	location *time.Location
	fallback model.Currency // where neither the cell nor the record says one
	currency model.Currency // of the record
	list     string         // that is being read, and
	element  int            // which of its elements
	faults   []fault
	unknown  names
}

type fault struct {
	field, value, reason string
	kind                 error
}

func (d *decoder) fail(field, value, reason string, kind error) {
	if d.full() {
		return
	}
	if d.list != "" {
		if field != "" {
			field = "." + field
		}
		field = d.list + "[" + strconv.Itoa(d.element) + "]" + field
	}
	d.faults = append(d.faults, fault{field, shown(value), reason, kind})
}

func (d *decoder) invalid(field, value, reason string) {
	d.fail(field, value, reason, model.ErrInvalid)
}

func (d *decoder) missing(field string) { d.fail(field, "", "required", model.ErrMissing) }

// full says that no more faults will be told, so that hostile input need not be
// read to its end.
func (d *decoder) full() bool { return len(d.faults) >= maxFaults }

// shown is a value as an error keeps it: short, and not as a part of the record.
func shown(s string) string {
	return strings.Clone(s[:min(len(s), maxShown)])
}

// enter says that what follows is about an element of a list.
func (d *decoder) enter(list string, i int) { d.list, d.element = list, i }

func (d *decoder) leave() { d.list = "" }

func (d *decoder) decimal(field, text string) (decimal.Decimal, bool) {
	n, err := model.ParseDecimal(text)
	if err != nil {
		d.invalid(field, text, reasonOf(err))
	}
	return n, err == nil
}

// money reads "12.50" in the currency of the record, or "12.50 EUR".
func (d *decoder) money(field, text string) model.Money {
	var m model.Money
	var err error
	switch {
	case strings.IndexByte(text, ' ') >= 0:
		m, err = model.ParseMoney(text)
	case d.currency == 0:
		d.fail(field, text, "no currency: neither here, such as 12.50 EUR, nor in the column currency", model.ErrMissing)
		return m
	default:
		m, err = model.ParseAmount(text, d.currency)
	}
	if err != nil {
		d.invalid(field, text, reasonOf(err))
	}
	return m
}

// reasonOf returns what is wrong with a number, without the number.
func reasonOf(err error) string {
	if n, ok := errors.AsType[*model.NumberError](err); ok {
		return n.Reason
	}
	if _, ok := errors.AsType[*model.UnknownCurrencyError](err); ok {
		return "want an amount and an ISO 4217 code of three upper-case letters"
	}
	return err.Error()
}

// duration reads "1h30m", or a plain number of seconds.
func (d *decoder) duration(field, text string) time.Duration {
	if n, err := time.ParseDuration(text); err == nil {
		return n
	}
	n, err := model.ParseDecimal(text)
	if err == nil {
		n = n.Mul(decimal.NewFromInt(int64(time.Second)))
		if n.IsInteger() && n.Abs().LessThanOrEqual(decimal.NewFromInt(math.MaxInt64)) {
			return time.Duration(n.IntPart())
		}
	}
	d.invalid(field, text, "want a duration such as 1h30m, or seconds")
	return 0
}

// names is a list of different names, which hostile input cannot make long.
type names struct {
	list []string
	seen map[string]bool
}

const maxNames = 100

func (n *names) add(name string) {
	if name = name[:min(len(name), maxShown)]; n.seen[name] || len(n.list) >= maxNames {
		return
	}
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	name = strings.Clone(name)
	n.seen[name] = true
	n.list = append(n.list, name)
}
