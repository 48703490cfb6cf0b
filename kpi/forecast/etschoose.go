package forecast

import "fmt"

// choose returns the form with the lowest AICc.
func (e ETS) choose(s Series) (*ETSModel, error) {
	var best *ETSModel
	var lowest float64
	for _, f := range Forms() {
		if suits(f, s, e.Phi) != nil {
			continue
		}
		m, err := e.estimate(f, s)
		if err != nil {
			continue
		}
		if v, ok := m.AICc().Value(); ok && (best == nil || v < lowest) {
			best, lowest = m, v
		}
	}
	if best == nil {
		if err := suits(Form{Additive, None, None}, s, e.Phi); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%w: no form fits", ErrNotDefined)
	}
	return best, nil
}
