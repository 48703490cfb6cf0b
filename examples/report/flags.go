package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/ecomkpi/ecomkpi/kpi"
	"github.com/ecomkpi/ecomkpi/model/factfile"
	"github.com/ecomkpi/ecomkpi/period"
)

// usageError says that the program was called in a way that makes no sense.
type usageError string

func (e usageError) Error() string { return string(e) }

func usage(format string, args ...any) error { return usageError(fmt.Sprintf(format, args...)) }

// options are what the flags say.
type options struct {
	json         bool
	lang         language
	data, write  string
	form         factfile.Format
	refusals     int
	from, to     period.Date // zero is the default
	zone, hours  string
	compare      kpi.Comparison
	series       period.Grain // 0 is none
	kpis, by     []string
	top          int
	launch       period.Date
	policy       kpi.Policy
	policyName   string
	size         int
	seed         uint64
	seriesOfText bool // -series was given: the table shows it in full
}

// policies are the presets by the names of the flag.
var policies = map[string]func() kpi.Policy{
	"default": func() kpi.Policy { return kpi.Policy{} }, "shopify": kpi.AsShopify, "woocommerce": kpi.AsWooCommerce,
	"ga4": kpi.AsGA4, "matomo": kpi.AsMatomo,
}

// parseFlags reads the flags. Errors: flag.ErrHelp, when help was asked for and
// has been printed; usageError.
func parseFlags(args []string, stdout io.Writer) (options, error) {
	o := options{series: period.Month, form: factfile.CSV, policyName: "default", policy: kpi.Policy{}}
	f := flag.NewFlagSet("report", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.Func("lang", "language of the table, `en|fr` (default en)", func(s string) (err error) { o.lang, err = parseLanguage(s); return })
	f.StringVar(&o.data, "data", "", "read the facts of a `folder` of .csv and .jsonl files, also .gz, and its settings.json")
	f.IntVar(&o.refusals, "errors", 0, "leave out up to `n` records that are refused, instead of ending at the first")
	f.StringVar(&o.write, "write", "", "write the sample shop as files into a `folder`, and end")
	f.Func("format", "format of the files to write, `csv|jsonl` (default csv)", func(s string) error {
		i := slices.Index([]string{factfile.CSV.String(), factfile.JSONLines.String()}, s)
		if i < 0 {
			return errors.New("want csv or jsonl")
		}
		o.form = []factfile.Format{factfile.CSV, factfile.JSONLines}[i]
		return nil
	})
	f.Func("from", "first `day` of the range, such as 2025-01-01 (default: a year before -to)", day(&o.from))
	f.Func("to", "`day` after the last one of the range (default: the end of the facts)", day(&o.to))
	f.StringVar(&o.zone, "zone", "", "time `zone`, such as Europe/Paris")
	f.StringVar(&o.hours, "hours", "", "opening `hours` of the shop and all branches, such as \"Mon-Fri 09:00-18:00\"")
	f.Func("compare", "what to compare with, `same-span|previous|year-before|nothing` (default same-span)", func(s string) (err error) {
		o.compare, err = kpi.ParseComparison(s)
		return
	})
	f.Func("series", "show the KPIs by `day|iso-week|month|quarter|year`, or none (default month, in JSON)", func(s string) (err error) {
		o.seriesOfText, o.series = s != "none", 0
		if s != "none" {
			o.series, err = period.ParseGrain(s)
		}
		return
	})
	f.Func("kpi", "KPIs by `number or ID`, separated by commas (default all)", list(&o.kpis))
	f.Func("by", "break down by `keys`, separated by commas: "+strings.Join(kpi.BreakdownNames(), ", "), list(&o.by))
	f.IntVar(&o.top, "top", 5, "how many groups of a breakdown, the largest first; 0 is all")
	f.Func("launch", "compare before and after a `day`", day(&o.launch))
	f.Func("policy", "count as other tools do: `default|shopify|woocommerce|ga4|matomo`", func(s string) error {
		preset, ok := policies[s]
		if !ok {
			return fmt.Errorf("want one of %v", slices.Sorted(maps.Keys(policies)))
		}
		o.policyName, o.policy = s, preset()
		return nil
	})
	f.IntVar(&o.size, "size", 0, "accounts of the sample shop (default 240)")
	f.Uint64Var(&o.seed, "seed", 0, "another sample shop of that size")
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		printHelp(f, stdout)
		return o, err
	} else if err != nil {
		return o, usage("%v", err)
	}
	return o, o.check(f)
}

// check says which flags do not go together.
func (o options) check(f *flag.FlagSet) error {
	given := map[string]bool{}
	f.Visit(func(x *flag.Flag) { given[x.Name] = true })
	switch {
	case f.NArg() > 0:
		return usage("what is %q? A folder is given by -data", f.Arg(0))
	case o.data != "" && (o.write != "" || given["size"] || given["seed"]):
		return usage("-write, -size and -seed are about the sample shop, not about -data")
	case given["errors"] && o.data == "":
		return usage("-errors is about -data")
	case given["format"] && o.write == "":
		return usage("-format is about -write")
	case o.refusals < 0 || o.top < 0 || o.size < 0:
		return usage("-errors, -top and -size are not below 0")
	case o.from.Valid() && o.to.Valid() && !o.from.Before(o.to):
		return usage("-from %v is not before -to %v", o.from, o.to)
	}
	return nil
}

func printHelp(f *flag.FlagSet, w io.Writer) {
	fmt.Fprint(w, "report prints the KPIs of a B2B shop: of a built-in sample, or of a folder of facts.\n\n")
	f.SetOutput(w)
	f.PrintDefaults()
}

func day(d *period.Date) func(string) error {
	return func(s string) (err error) { *d, err = period.ParseDate(s); return }
}

func list(names *[]string) func(string) error {
	return func(s string) error {
		for name := range strings.SplitSeq(s, ",") {
			if name = strings.TrimSpace(name); name == "" {
				return errors.New("an empty name")
			}
			*names = append(*names, name)
		}
		return nil
	}
}
