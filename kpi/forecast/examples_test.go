package forecast_test

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/kpi/forecast/internal/vectors"
)

func TestEverythingHasAnExample(t *testing.T) { vectors.Examples(t) }
