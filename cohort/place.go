package cohort

// Place is where a subject is in a period: in its main channel, away, or, as
// where it comes from, new.
type Place[C comparable] struct {
	Kind    PlaceKind  `json:"kind"`
	Channel Channel[C] `json:"channel"` // of InChannel
}

// PlaceKind says whether a subject is in a channel.
type PlaceKind uint8

// The kinds of places.
const (
	IsNew     PlaceKind = iota // not started by the end of the period
	InChannel                  // with events, most of them in the channel
	Away                       // started, and without an event in the period
)

// String returns new, channel or away.
func (k PlaceKind) String() string { return name(int(k), "new", "channel", "away") }

// MarshalText returns the text of String.
func (k PlaceKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// String returns the channel, (unknown), (new) or (away).
func (p Place[C]) String() string {
	if p.Kind != InChannel {
		return "(" + p.Kind.String() + ")"
	}
	return p.Channel.String()
}
