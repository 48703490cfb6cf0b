package kpi_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model"
	"github.com/ecomkpi/ecomkpi/period"
)

var updateStates = flag.Bool("update-states", false, "write testdata/state-v… for the version of this release")

// saved is a metric of which a state is kept, its type erased.
type saved struct {
	name  string
	start func() keeper
}

// keeper is a state without its type.
type keeper interface {
	Add(rows ...model.Fact)
	MarshalBinary() ([]byte, error)
	UnmarshalBinary(b []byte) error
	Size() (int, error)
	text() string
}

type kept[R any] struct{ *kpi.State[model.Fact, R] }

func (k kept[R]) text() string { return text(k.Result()) }

func savedOf[R any](name string, m kpi.KPI[R]) saved {
	return saved{name, func() keeper { return kept[R]{kpi.NewState(m)} }}
}

func savedOrders[R any](name string, m kpi.Metric[model.OrderRow, R]) saved {
	return savedOf(name, kpi.On(model.OrderFacts, m))
}

// savedMetrics has every leaf, every combinator, KPIs that look far, and a
// report. A metric that changes its definition gets another name here: its old
// file goes when no release reads it any more.
func savedMetrics() []saved {
	net, at, account := model.OrderNet, model.OrderPlacedAt, model.OrderAccount
	n, web := kpi.Count[model.OrderRow](), model.OrderChannel.Is("web")
	quarter, w := months("2025-01/2025-04"), kpi.Window{Range: within("2025-Q1"), Calendar: utc}
	spent, gaps := kpi.EntryValue[model.AccountID, model.Money](), kpi.EntryValue[model.AccountID, kpi.Distribution[time.Duration]]()
	report, err := kpi.NewReport(kpi.Policy{}, kpi.ReportOptions{
		Range: within("2025-02"), Calendar: utc, KPIs: []string{"O2", "O3", "O6", "K14"}, Series: period.ISOWeek, By: []string{"account", "channel"},
		Targets: map[string]decimal.Decimal{"average-order-value": decimal.New(100, 0)},
	})
	noError(err)
	inEuros := rates(rate("2025-01-01", model.USD, model.EUR, "0.97"))
	return []saved{
		savedOrders("count", n), savedOrders("sum", kpi.Sum(net)), savedOrders("mean", kpi.Mean(net)), savedOrders("min", kpi.Min(net)), savedOrders("max", kpi.Max(net)),
		savedOrders("distinct", kpi.Distinct(account)), savedOrders("smallest", kpi.Smallest(model.OrderChannel)),
		savedOrders("quantiles", kpi.Quantiles(net)), savedOrders("gaps", kpi.Gaps(at, within("2025"))),
		savedOrders("first", kpi.First(net, at, model.OrderKey)), savedOrders("last", kpi.Last(net, at, model.OrderKey)),
		savedOrders("largest", kpi.Largest(net, at, model.OrderKey)), savedOrders("earliest", kpi.Earliest(at)), savedOrders("latest", kpi.Latest(at)),
		savedOrders("history", kpi.By(account, kpi.History(at, kpi.HistoryOptions[model.OrderRow]{Amount: net}))),
		savedOrders("fold", kpi.Fold("count of one's own", count)),
		savedOrders("where", kpi.Where(web, kpi.Sum(net))), savedOrders("during", kpi.During(at, within("2025-02"), n)),
		savedOrders("by", kpi.By(account, kpi.By(model.OrderChannel, kpi.Sum(net)))), savedOrders("by-each", kpi.ByEach(model.OrderPaymentMethods, n)),
		savedOrders("every", kpi.Every(at, quarter, kpi.Distinct(account))), savedOrders("rolling", kpi.Rolling(at, quarter, 2, kpi.Max(net))),
		savedOrders("to-date", kpi.ToDate(at, quarter, period.Year, kpi.Sum(net))), savedOrders("cumulative", kpi.Cumulative(at, quarter, n)),
		savedOrders("across", kpi.Across(account, kpi.Sum(net), kpi.Quantiles(spent))),
		savedOrders("pool", kpi.Across(account, kpi.Gaps(at, within("2025")), kpi.Pool(gaps))),
		savedOrders("list", kpi.List(n, kpi.Where(web, n))), savedOrders("both", kpi.Both(kpi.Sum(net), kpi.By(account, n))),
		savedOrders("share", kpi.Share(kpi.Where(web, n), n)), savedOrders("per", kpi.Per(kpi.Sum(net), n)),
		savedOrders("ratio", kpi.RatioOf(kpi.Where(web, kpi.Sum(net)), kpi.Sum(net))), savedOrders("rank", kpi.Rank(kpi.By(account, n))),
		savedOf("convert", kpi.Convert(inEuros, model.EUR, utc, kpi.GrossMerchandiseValue(kpi.Policy{}))),
		savedOf("refunds", kpi.GrossMerchandiseValue(kpi.Policy{Amount: kpi.AmountNetAfterReturns})),
		savedOf("conversion", kpi.ConversionRate(kpi.Policy{})), savedOf("login-to-order", kpi.LoginToOrderRate(kpi.Policy{}, w)),
		savedOf("quote-to-order", kpi.QuoteToOrderRate(kpi.Policy{}, w)), savedOf("retention", kpi.CustomerRetentionRate(kpi.Policy{}, months("2025-02"))),
		savedOf("maximum-basket", kpi.MaximumBasket(kpi.Policy{})), savedOf("order-interval", kpi.OrderInterval(kpi.Policy{}, within("2025"))),
		savedOf("abandonment", kpi.CartAbandonmentRate(kpi.Policy{}, w)), savedOf("approvals", kpi.ApprovalSubmissionRate(kpi.Policy{}, w)),
		savedOf("funnel", kpi.Funnel(w, kpi.FunnelOptions{},
			kpi.NewStep("visit", model.SessionFacts, model.Not(model.SessionIsBot), model.SessionStartedAt),
			kpi.NewStep("order", model.OrderFacts, kpi.Policy{}.CountedOrders(), model.OrderPlacedAt))),
		savedOf("report", report),
	}
}

// savedBook is the shop whose states are kept. It never changes.
func savedBook() book {
	visit := func(id model.SessionID, visitor model.VisitorID, at string, account model.AccountID) model.Session {
		return model.Session{ID: id, VisitorID: visitor, StartedAt: instant(at), AccountID: account, PageViews: 3}
	}
	ordered := func(visitor model.VisitorID, session model.SessionID, cart model.CartID, quote model.QuoteID) func(*model.Order) {
		return func(o *model.Order) { o.VisitorID, o.SessionID, o.CartID, o.QuoteID = visitor, session, cart, quote }
	}
	return book{
		accounts: []model.Account{{ID: "a"}, {ID: "b", MergedInto: "a"}, {ID: "c", ParentID: "a"}, {ID: "é"}},
		orders: []model.Order{
			order("1", "2025-01-10", "100 EUR", paid("card"), ordered("v1", "s1", "c1", "")),
			order("2", "2025-01-20", "200.55 EUR", by("b"), paid("bill", "card")),
			order("3", "2025-02-05T10:00:00Z", "300 EUR", by("c"), ordered("v2", "s3", "", "q1")),
			order("4", "2025-02-15", "70.125 EUR", through("fax")),
			order("5", "2025-02-20", "50 USD", by("é"), through("")),
			order("6", "2025-02-21", "80 EUR", in("cancelled")), order("7", "2025-03-09", "90 EUR", by("")),
			order("8", "2025-02-25", "60 EUR", in(model.StatusPendingApproval)),
		},
		refunds: []model.Refund{refund("r", "3", "2025-02-25", "30 EUR")},
		sessions: []model.Session{
			visit("s1", "v1", "2025-01-09T23:30:00Z", "a"), visit("s2", "v1", "2025-02-03", ""), visit("s3", "v2", "2025-02-05T09:00:00Z", "c"), visit("s4", "v3", "2025-02-06", "b"),
		},
		carts: []model.Cart{
			{ID: "c1", SessionID: "s1", CreatedAt: instant("2025-01-10"), OrderedAt: instant("2025-01-10"), OrderID: "1", Lines: 1, Value: model.MustParseMoney("100 EUR"), Outcome: model.CartOrdered},
			{ID: "c2", SessionID: "s4", VisitorID: "v3", CreatedAt: instant("2025-02-06"), Lines: 2, Value: model.MustParseMoney("40 EUR"), Outcome: model.CartOpen},
		},
		quotes:    []model.Quote{offer("q1", 1, "2025-02-01", "300 EUR", valid("2025-02-28")), offer("q2", 1, "2025-02-02", "80 EUR", valid("2025-02-10"))},
		approvals: []model.Approval{{OrderID: "8", Tier: 1, ApproverID: "p", SubmitterID: "q", SubmittedAt: instant("2025-02-25"), Decision: model.DecisionPending}},
	}
}

func savedRows() []model.Fact { return slices.Collect(savedBook().facts().All()) }

// savedVersions returns the versions of which there are files.
func savedVersions(t *testing.T) []int {
	var versions []int
	dirs, err := filepath.Glob(filepath.Join("testdata", "state-v*"))
	noError(err)
	for _, dir := range dirs {
		v, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(dir), "state-v"))
		if err != nil {
			t.Fatal(dir)
		}
		versions = append(versions, v)
	}
	slices.Sort(versions)
	return versions
}

func savedFile(version int, name string) string {
	return filepath.Join("testdata", fmt.Sprintf("state-v%d", version), name+".bin")
}

// TestSavedStates: the states of this version are the files that were written of
// it, byte for byte, and the files of this version and the one before are read
// as what they were.
func TestSavedStates(t *testing.T) {
	metrics, rows := savedMetrics(), savedRows()
	empty, err := metrics[0].start().MarshalBinary()
	noError(err)
	current := int(empty[0])
	if *updateStates {
		for _, m := range metrics {
			s := m.start()
			s.Add(rows...)
			b, err := s.MarshalBinary()
			noError(err)
			noError(os.MkdirAll(filepath.Dir(savedFile(current, m.name)), 0o755))
			noError(os.WriteFile(savedFile(current, m.name), b, 0o644))
		}
	}
	versions := savedVersions(t)
	for v := max(1, current-1); v <= current; v++ {
		if !slices.Contains(versions, v) {
			t.Errorf("there are no states of version %d: the files of a version stay until the one after the next, and those of a new one are written by -update-states", v)
		}
	}
	for _, v := range versions {
		if v < current-1 || v > current {
			continue
		}
		for _, m := range metrics {
			checkSaved(t, m, rows, v, current)
		}
		checkKnown(t, metrics, v)
	}
}

// checkSaved holds the file of a metric against its state.
func checkSaved(t *testing.T, m saved, rows []model.Fact, version, current int) {
	b, err := os.ReadFile(savedFile(version, m.name))
	if errors.Is(err, os.ErrNotExist) && version < current {
		return // a metric that is new
	}
	noError(err)
	s, read := m.start(), m.start()
	s.Add(rows...)
	fresh, err := s.MarshalBinary()
	noError(err)
	if version == current && !bytes.Equal(fresh, b) {
		t.Errorf("%s: the state is written as\n%x\nand was written as\n%x", m.name, fresh, b)
	}
	if err := read.UnmarshalBinary(b); err != nil {
		t.Errorf("%s of version %d: %v", m.name, version, err)
		return
	}
	if got, want := read.text(), s.text(); got != want {
		t.Errorf("%s of version %d: got\n%s\nwant\n%s", m.name, version, got, want)
	}
	if again, err := read.MarshalBinary(); err != nil || !bytes.Equal(again, fresh) {
		t.Errorf("%s of version %d is written as\n%x, %v, want\n%x", m.name, version, again, err, fresh)
	}
	if n, err := read.Size(); err != nil || n != len(fresh) {
		t.Errorf("%s: size %d, %v, want %d", m.name, n, err, len(fresh))
	}
}

// checkKnown: no file is left that no test reads.
func checkKnown(t *testing.T, metrics []saved, version int) {
	files, err := filepath.Glob(savedFile(version, "*"))
	noError(err)
	if len(files) == 0 {
		t.Errorf("no states of version %d", version)
	}
	for _, file := range files {
		if !slices.ContainsFunc(metrics, func(m saved) bool { return file == savedFile(version, m.name) }) {
			t.Errorf("no metric for %s", file)
		}
	}
}

// Hardly any state of the saved book is that of no rows: a file that says
// nothing guards nothing.
func TestSavedStatesSaySomething(t *testing.T) {
	rows := savedRows()
	for _, m := range savedMetrics() {
		s := m.start()
		none := s.text()
		s.Add(rows...)
		if s.text() == none {
			t.Errorf("%s: %s, with and without facts", m.name, none)
		}
	}
}
