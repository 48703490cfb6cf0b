package kpi

import "github.com/ecomkpi/ecomkpi/model"

// QualifiedProspectRate is T2, in [0, 1]; higher is better.
//
//	visitors who asked for an account as a qualified prospect / visitors
//
// A prospect is qualified whose request has a contact and a company and is in
// the target group, received at or after the visitor's first session. It is
// undefined without sessions (NoDenominator), and where no session has a visitor,
// or no request says whose it is or whether it is in the target group
// (MissingField).
func QualifiedProspectRate(Policy) KPI[Ratio] {
	qualified := model.And(genuineRequests, model.RequestCompanyName.Known(), model.RequestInTarget.Is(model.InTargetYes))
	asked := On(model.AccountRequestFacts, Where(qualified, Latest(model.RequestReceivedAt)))
	rate := reaching("qualified prospects", visiting(model.PredOf(model.AccountRequestFacts, qualified)), subjectKeys[SubjectVisitor], onVisits(Earliest(model.SessionStartedAt)), asked)
	rate = recordedOf(model.AccountRequestFacts, genuineRequests, model.RequestVisitor.Known(), model.RequestVisitor.ID(), rate)
	rate = recordedOf(model.AccountRequestFacts, genuineRequests, model.RequestInTarget.Known(), model.RequestInTarget.ID(), rate)
	return needs(model.SessionFacts, needs(model.AccountRequestFacts, withVisitors(rate)))
}
