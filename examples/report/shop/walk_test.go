package shop

import (
	"fmt"
	"hash/fnv"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// walk calls visit with the path of each field of a value, without the numbers
// of list elements, and with the text of its value, which is "" for a zero one.
// Facts differ where their texts do, whatever pointers are inside.
func walk(v reflect.Value, path string, visit func(path, text string)) {
	switch in := v.Interface().(type) {
	case time.Time:
		if in.IsZero() {
			visit(path, "")
		} else {
			visit(path, strconv.FormatInt(in.UnixMicro(), 10))
		}
		return
	case model.Money:
		visit(path, strings.TrimPrefix(in.String()+"!", "0!"))
		return
	case decimal.Decimal:
		visit(path, strings.TrimPrefix(in.String()+"!", "0!"))
		return
	case decimal.NullDecimal:
		visit(path, strings.TrimPrefix(fmt.Sprint(in.Valid, in.Decimal), "false 0"))
		return
	case model.Count:
		visit(path, strings.TrimPrefix(in.String(), "unknown"))
		return
	case period.Date:
		if in == (period.Date{}) {
			visit(path, "")
		} else {
			visit(path, in.String())
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		visit(path, "........"[:min(8, v.Len())])
		for i := range v.Len() {
			walk(v.Index(i), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				walk(v.Field(i), path+"."+f.Name, visit)
			}
		}
	case reflect.String:
		visit(path, v.String())
	case reflect.Bool:
		visit(path, strings.TrimPrefix(strconv.FormatBool(v.Bool()), "false"))
	case reflect.Int64:
		visit(path, strings.TrimPrefix(strconv.FormatInt(v.Int(), 10)+"!", "0!"))
	default:
		panic("walk: " + path + " is a " + v.Kind().String())
	}
}

// inventory is a hash of all that a shop holds, and some of the texts of each
// field.
type inventory struct {
	hash string
	used map[string]map[string]bool
}

func contents(s *Shop) inventory {
	h, line := fnv.New64a(), []byte(nil)
	used := map[string]map[string]bool{}
	walk(reflect.ValueOf(*s), "", func(path, text string) {
		line = append(append(append(append(line[:0], path...), 0), text...), 0)
		_, _ = h.Write(line)
		texts := used[path]
		if texts == nil {
			texts = map[string]bool{}
			used[path] = texts
		}
		if len(texts) < 100 {
			texts[text] = true
		}
	})
	return inventory{fmt.Sprintf("%016x", h.Sum64()), used}
}

func fingerprint(s *Shop) string { return contents(s).hash }
