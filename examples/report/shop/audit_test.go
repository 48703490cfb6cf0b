package shop

import (
	"testing"

	"github.com/ecomkpi/ecomkpi/model"
)

// TestAudit takes the model's audit as an oracle: no fact names one that is not
// there, none contradicts another, and what figures leave out is only what was
// made for that.
func TestAudit(t *testing.T) {
	meant := map[string]bool{
		"account test": true, "order test": true, "quote test": true, "cart test": true, "session test": true,
		"account-request test": true, "survey-response test": true, "session bot": true,
		"order account_id": true, // guests of the marketplace
		"refund order_id":  true, // gestures
		"cart lines":       true, "session page_views": true, "session visitor_id": true,
	}
	big := small
	big.Accounts, big.Seed = 200, 9
	for _, o := range []Options{{}, big} {
		f, err := shopOf(t, o).Facts()
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range f.Audit().Findings {
			if what := finding.Kind.String() + " " + finding.Field; finding.Class != model.AuditLeftOut || !meant[what] {
				t.Errorf("seed %d: %v", o.Seed, finding)
			}
		}
	}
}
