package forecast

// Path continues a model without innovations.
func Path(m *ETSModel, horizon int) []float64 { return m.path(horizon) }

// TrendUndamped returns the model with trend and beta divided by phi.
func TrendUndamped(m *ETSModel) *ETSModel {
	out := *m
	out.final = m.Final()
	out.final.Trend /= m.p.Phi
	out.p.Beta /= m.p.Phi
	return &out
}
