package kpi

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
)

// ConnectionTime is K6, connection-time: how long identified visitors stay,
// as total, mean, median and 95th percentile; neither good nor bad.
//
//	last activity of a session - its login
//
// It begins at the login, not at the start of the session. Open sessions have
// no last activity yet; they are left out and counted in a warning. It is
// undefined without any (NoData).
func ConnectionTime(Policy) KPI[Distribution[time.Duration]] {
	return onLogins(Quantiles(model.SessionConnected))
}
