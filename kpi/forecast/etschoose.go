package forecast

import "fmt"

// chooseForm returns the form with the lowest AICc.
func chooseForm(s Series, phi float64) (*ETSModel, error) {
	var best *ETSModel
	var lowest float64
	for _, f := range Forms() {
		if suits(f, s, phi) != nil {
			continue
		}
		m, err := estimateForm(f, s, phi)
		if err != nil {
			continue
		}
		if v, ok := m.AICc().Value(); ok && (best == nil || v < lowest) {
			best, lowest = m, v
		}
	}
	if best == nil {
		if err := suits(Form{Additive, None, None}, s, phi); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%w: no form fits", ErrNotDefined)
	}
	return best, nil
}
