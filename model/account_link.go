package model

// ownerLink leads to the account for which a row counts: one that was merged
// stands for the one that took it over.
func ownerLink[F located](id string, slot int) Link[F, AccountRow] {
	return foundLink[F](id, func(f *Facts) *table { return &f.Accounts.table },
		func(r row) int32 {
			f := r.t.facts
			return f.Accounts.find(f.owner().owner(r.t.ref(r.i, slot)))
		},
		func(r row) AccountRow { return AccountRow{r} })
}
