package factfile

import (
	"cmp"
	"io"
	"iter"
	"maps"
	"slices"

	"github.com/ecomkpi/ecomkpi/model"
)

// part is a list of F that stands in a file of its own in a folder of CSV
// files: the lines of orders, or those of refunds.
type part[F any] interface {
	name() string   // of the file
	column() string // of the list in F
	read(r io.Reader, o Options, before int) (gathered[F], Report, error)
	has(in *F) bool // any element
	write(w io.Writer, facts iter.Seq[F], form Form) error
}

// gathered are the elements of such a file, by the fact that they belong to.
type gathered[F any] interface {
	attach(in *F, d *decoder)
	// left are the elements of facts that never came.
	left() []leftover
}

// leftover are the elements of one fact that never came.
type leftover struct {
	err     *Error
	records int
}

// belonging is a record of such a file.
type belonging[E any] struct {
	of      string
	element E
}

type listPart[F, E any] struct {
	layout *Layout[belonging[E]]
	list   string
	id     func(*F) string
	at     func(*F) *[]E
}

// withPart says that the list of a layout stands in a file of its own, whose
// first column is the ID of the fact.
func withPart[F, E any](l *Layout[F], list, file, id string, kind model.Kind, elements *columns[E], at func(*F) *[]E) *Layout[F] {
	all := []column[belonging[E]]{ident(id, func(in *belonging[E]) *string { return &in.of }).required()}
	all = append(all, within(elements.list, func(in *belonging[E]) *E { return &in.element })...)
	l.part = &listPart[F, E]{
		layout: &Layout[belonging[E]]{
			kind: kind, name: file, columns: newRecord(all), id: func(in *belonging[E]) string { return in.of },
		},
		list: list, id: l.id, at: at,
	}
	return l
}

func (p *listPart[F, E]) name() string   { return p.layout.name }
func (p *listPart[F, E]) column() string { return p.list }
func (p *listPart[F, E]) has(in *F) bool { return len(*p.at(in)) > 0 }

// parts are the elements of the file, in the order of the file.
type parts[F, E any] struct {
	of   *listPart[F, E]
	name string
	byID map[string]*group
	all  []E
	next []int // behind an element of the same fact, -1 for the last one
}

type group struct {
	first, last, n int
	line           int  // of its first element
	broken         bool // an element was refused
	taken          bool
}

func (p *listPart[F, E]) read(r io.Reader, o Options, before int) (gathered[F], Report, error) {
	s := p.layout.Read(r, o)
	all := &parts[F, E]{of: p, name: s.Name(), byID: map[string]*group{}}
	report := Report{File: s.Name(), Kind: p.layout.kind}
	err := all.gather(s, &report, before)
	report.Rows, report.Unknown = s.Rows(), s.Unknown()
	report.Accepted = report.Rows - report.Refused
	return all, report, err
}

func (p *parts[F, E]) gather(s *Source[belonging[E]], report *Report, before int) error {
	for {
		var in belonging[E]
		err := s.next(&in)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			p.add(&in, s.Line())
			continue
		}
		if s.ended {
			report.Errors = append(report.Errors, Faults(err)...)
			return err
		}
		if in.of != "" {
			p.groupOf(in.of, s.Line()).broken = true
		}
		if err := report.refuse(err, s.options, before); err != nil {
			return err
		}
	}
}

func (p *parts[F, E]) groupOf(id string, line int) *group {
	g := p.byID[id]
	if g == nil {
		g = &group{first: -1, last: -1, line: line}
		p.byID[id] = g
	}
	return g
}

func (p *parts[F, E]) add(in *belonging[E], line int) {
	g := p.groupOf(in.of, line)
	at := len(p.all)
	p.all, p.next = append(p.all, in.element), append(p.next, -1)
	if g.first < 0 {
		g.first = at
	} else {
		p.next[g.last] = at
	}
	g.last = at
	g.n++
}

func (p *parts[F, E]) attach(in *F, d *decoder) {
	g := p.byID[p.of.id(in)]
	if g == nil {
		return
	}
	g.taken = true
	list := p.of.at(in)
	switch {
	case g.broken:
		d.fail(p.of.list, "", "a line of it in "+p.name+" was refused", model.ErrMissing)
	case len(*list) > 0:
		d.fail(p.of.list, "", "there are lines here and in "+p.name, model.ErrContradiction)
	default:
		*list = make([]E, 0, g.n)
		for i := g.first; i >= 0; i = p.next[i] {
			*list = append(*list, p.all[i])
		}
	}
}

func (p *parts[F, E]) left() []leftover {
	var all []leftover
	for _, id := range slices.Sorted(maps.Keys(p.byID)) {
		if g := p.byID[id]; !g.taken && g.n > 0 {
			all = append(all, leftover{records: g.n, err: &Error{File: p.name, Line: g.line, Err: &model.FactError{
				Kind: p.of.layout.kind, ID: shown(id), Field: p.of.layout.columns.list[0].name, Value: shown(id),
				Reason: "no such fact in the folder", Err: model.ErrUnknownLink,
			}}})
		}
	}
	slices.SortStableFunc(all, func(a, b leftover) int { return cmp.Compare(a.err.Line, b.err.Line) })
	return all
}

func (p *listPart[F, E]) write(w io.Writer, facts iter.Seq[F], form Form) error {
	return p.layout.Write(w, func(yield func(belonging[E]) bool) {
		for fact := range facts {
			for _, e := range *p.at(&fact) {
				if !yield(belonging[E]{p.id(&fact), e}) {
					return
				}
			}
		}
	}, form)
}
