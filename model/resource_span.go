package model

import (
	"cmp"
	"strings"

	"github.com/ecomkpi/ecomkpi/period"
)

// ResourceSpan is a resource and some days, up to To, which is excluded: that
// for which a capacity is given. It is comparable with ==.
type ResourceSpan struct {
	Resource ResourceID
	From, To period.Date
}

// String returns the span as text, such as "2025-01-06/2025-01-13 anna".
func (s ResourceSpan) String() string {
	return s.From.String() + "/" + s.To.String() + " " + string(s.Resource)
}

// Compare returns -1, 0 or +1 as s comes before t, is t or comes after it: by
// resource, then by days.
func (s ResourceSpan) Compare(t ResourceSpan) int {
	return cmp.Or(cmp.Compare(s.Resource, t.Resource), s.From.Compare(t.From), s.To.Compare(t.To))
}

// Share returns how much of the span falls on the days from one date up to
// another, which is excluded, as the fraction days/of: its working days in
// that range, and all its working days; 1/1 where it lies wholly inside, 0/1
// where it lies outside or holds no day. A span without working days is shared
// out by all its days. Hours times days, divided once by of at the very end,
// are exact. A nil working means every day; the function has to be pure, and
// is called once a day of a span that the range cuts.
func (s ResourceSpan) Share(from, to period.Date, working func(period.Date) bool) (days, of int64) {
	if working == nil {
		return shareOfDays(s.From, s.To, from, to)
	}
	return shareOfWork(s.From, s.To, from, to, working)
}

// AllocationSpan is the resource and the days of an allocation as a key: the
// capacity counts once per value of it.
var AllocationSpan = spanKey()

func spanKey() Key[AllocationRow, ResourceSpan] {
	k := NewKey("allocation.span", func(r AllocationRow) (ResourceSpan, bool) {
		return r.Span(), r.coef(allocationFrom) != Unknown
	}, ResourceSpan.Compare)
	k.def.expr = NewExpr("field", "allocation.span")
	k.def.toText = ResourceSpan.String
	k.def.fromText = parseSpan
	return k
}

func parseSpan(s string) (ResourceSpan, error) {
	days, resource, ok := strings.Cut(s, " ")
	from, to, both := strings.Cut(days, "/")
	if !ok || !both || resource == "" {
		return ResourceSpan{}, errKeyText
	}
	span := ResourceSpan{Resource: ResourceID(resource)}
	var err error
	if span.From, err = period.ParseDate(from); err != nil {
		return ResourceSpan{}, errKeyText
	}
	if span.To, err = period.ParseDate(to); err != nil {
		return ResourceSpan{}, errKeyText
	}
	return span, nil
}
