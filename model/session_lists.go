package model

var (
	markSchema    = schema{refs: []string{"name"}, nums: []string{"at"}, at: -1}
	variantSchema = schema{refs: []string{"experiment", "variant"}, at: -1}
)

func marksTable(f *Facts) *table    { return &f.marks }
func variantsTable(f *Facts) *table { return &f.variants }

func storeSessionLists(f *Facts, s *Session, r *record, _ int32) {
	start := f.marks.n
	for i := range s.Marks {
		f.marks.add(markRecord(f, &s.Marks[i]))
	}
	r.nums[sessionMarks] = span(start, len(s.Marks))
	start = f.variants.n
	for i := range s.Variants {
		f.variants.add(variantRecord(f, &s.Variants[i]))
	}
	r.nums[sessionVariants] = span(start, len(s.Variants))
}

func markRecord(f *Facts, m *Mark) *record {
	r := f.marks.clear()
	r.refs[0], r.nums[0] = f.dict.mark.intern(string(m.Name)), numberOfTime(m.At)
	return r
}

func variantRecord(f *Facts, v *Variant) *record {
	r := f.variants.clear()
	r.refs[0], r.refs[1] = f.dict.experiment.intern(string(v.Experiment)), f.dict.variant.intern(string(v.Variant))
	return r
}

// sameSessionLists compares the lists of a session with those stored.
func sameSessionLists(f *Facts, row int32, s *Session) bool {
	start, n := f.Sessions.list(row, sessionMarks)
	if n != len(s.Marks) {
		return false
	}
	for i := range s.Marks {
		if !f.marks.same(start+int32(i), markRecord(f, &s.Marks[i])) {
			return false
		}
	}
	start, n = f.Sessions.list(row, sessionVariants)
	if n != len(s.Variants) {
		return false
	}
	for i := range s.Variants {
		if !f.variants.same(start+int32(i), variantRecord(f, &s.Variants[i])) {
			return false
		}
	}
	return true
}
