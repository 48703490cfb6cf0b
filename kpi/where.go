package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Where is the metric over the rows for which the predicate holds:
// Where(p, m) over xs = m over filter(p, xs). A row that does not tell whether
// it holds is left out.
func Where[F, R any](p model.Pred[F], m Metric[F, R]) Metric[F, R] {
	return define[F](model.NewExpr("where", "", m.Tree(), p.Expr()), func(at place) fold[R] {
		return m.def.fold(where(at, p))
	})
}

// During is the metric over the rows whose instant lies in the range, its end
// excluded. A metric that looks at histories, such as new customers, sees the
// history within the range only.
func During[F, R any](at model.Field[F, time.Time], r period.Range, m Metric[F, R]) Metric[F, R] {
	return Where(model.During(at, r), m)
}

// Refuse is the metric, undefined for the reason given where the predicate
// holds for some row. The detail is the first of such rows' keys, or the name
// of the key where none is known or it has no text.
func Refuse[F, R any, K comparable](p model.Pred[F], key model.Key[F, K], why Reason, m Metric[F, R]) Metric[F, R] {
	if why == Defined {
		panic("kpi: Refuse needs a reason")
	}
	refused := Where(p, Both(Count[F](), Smallest(key)))
	expr := model.NewExpr("refuse", why.String(), m.Tree(), p.Expr(), key.Expr())
	return mapped(expr, Both(refused, m), func(b Pair[Pair[int64, K], R]) Result[R] {
		rows, _ := b.A.Value()
		if n, _ := rows.A.Value(); n == 0 {
			return b.B
		}
		k, named := rows.B.Value()
		text, ok := key.AppendText(nil, k)
		if !named || !ok {
			text = []byte(key.ID())
		}
		return Undefined[R](why, string(text))
	})
}
