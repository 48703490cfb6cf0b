package kpi

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// append writes the groups below an outer group in the order of their keys'
// texts, each with what inner writes of it: the unknown one first, where it is
// wanted.
func (g *keyGroups[F, K]) append(b []byte, outer int32, unknown bool, inner func(b []byte, group int32) ([]byte, error)) ([]byte, error) {
	type child struct {
		text  []byte
		group int32
	}
	children := make([]child, 0, len(g.children(outer)))
	for _, c := range g.children(outer) {
		if !unknown && !g.known(c) {
			continue
		}
		var text []byte
		if k, known := g.value(c); known {
			var ok bool
			if text, ok = g.key.AppendText([]byte{1}, k); !ok {
				return nil, ErrNotEncodable
			}
		} else {
			text = []byte{0}
		}
		children = append(children, child{text, c})
	}
	slices.SortFunc(children, func(a, b child) int { return bytes.Compare(a.text, b.text) })
	b = binary.AppendUvarint(b, uint64(len(children)))
	for _, c := range children {
		b = appendText(b, c.text)
		if inner == nil {
			continue
		}
		var err error
		if b, err = inner(b, c.group); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// decode reads what append wrote, into groups below an outer group.
func (g *keyGroups[F, K]) decode(b []byte, outer int32, unknown bool, inner func(b []byte, group int32) ([]byte, error)) ([]byte, error) {
	count, b, err := cutCount(b)
	if err != nil {
		return nil, err
	}
	g.materialise()
	before := ""
	for i := range count {
		text, rest, err := cutText(b)
		if err != nil || text == "" || text[0] > 1 || text[0] == 0 && (len(text) > 1 || !unknown) || i > 0 && text <= before {
			return nil, ErrCorrupt
		}
		b, before = rest, text
		var k int32
		if text[0] == 0 {
			k = g.unknownNumber()
		} else {
			v, err := g.key.ParseText(text[1:])
			if err != nil {
				return nil, ErrCorrupt
			}
			k = g.numberOfValue(v)
		}
		group := g.below(outer, k)
		if inner == nil {
			continue
		}
		if b, err = inner(b, group); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (w *without) decode(b []byte, g int32) ([]byte, error) {
	n, b, err := cutUvarint(b)
	if err != nil || n > 1<<62 {
		return nil, ErrCorrupt
	}
	if n > 0 {
		w.add(g, int64(n))
	}
	return b, nil
}
