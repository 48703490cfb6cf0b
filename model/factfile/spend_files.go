package factfile

import (
	"time"

	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

// Spends is the layout of spend.
var Spends = newLayout(model.KindSpend, "spends", func(in *model.Spend) string { return string(in.ID) },
	func(f *model.Facts) *model.Spends { return f.Spends }, model.SpendRow.Spend,
	ident("id", func(in *model.Spend) *model.SpendID { return &in.ID }).required(),
	day("from", func(in *model.Spend) *period.Date { return &in.From }).required(),
	day("to", func(in *model.Spend) *period.Date { return &in.To }).required(),
	amount("amount", func(in *model.Spend) *model.Money { return &in.Amount }).required(),
	code("kind", func(in *model.Spend) *model.SpendKind { return &in.Kind }).required(),
	code("purpose", func(in *model.Spend) *model.SpendPurpose { return &in.Purpose }),
	code("source", func(in *model.Spend) *model.Code { return &in.Source }),
	code("medium", func(in *model.Spend) *model.Code { return &in.Medium }),
	code("campaign", func(in *model.Spend) *model.Code { return &in.Campaign }),
	code("channel", func(in *model.Spend) *model.Channel { return &in.Channel }),
	count("impressions", func(in *model.Spend) *model.Count { return &in.Impressions }),
	count("clicks", func(in *model.Spend) *model.Count { return &in.Clicks }),
)

// SurveyResponses is the layout of answers to surveys.
var SurveyResponses = newLayout(model.KindSurveyResponse, "survey_responses", func(in *model.SurveyResponse) string { return string(in.ID) },
	func(f *model.Facts) *model.SurveyResponses { return f.SurveyResponses }, model.SurveyResponseRow.SurveyResponse,
	ident("id", func(in *model.SurveyResponse) *model.ResponseID { return &in.ID }).required(),
	instant("answered_at", func(in *model.SurveyResponse) *time.Time { return &in.AnsweredAt }).required(),
	integer("score", func(in *model.SurveyResponse) *int64 { return &in.Score }).counted(),
	code("scale", func(in *model.SurveyResponse) *model.SurveyScale { return &in.Scale }).required(),
	ident("survey_id", func(in *model.SurveyResponse) *model.SurveyID { return &in.SurveyID }),
	ident("account_id", func(in *model.SurveyResponse) *model.AccountID { return &in.AccountID }),
	ident("person_id", func(in *model.SurveyResponse) *model.PersonID { return &in.PersonID }),
	code("segment", func(in *model.SurveyResponse) *model.Segment { return &in.Segment }),
	truth("test", func(in *model.SurveyResponse) *bool { return &in.Test }),
)
