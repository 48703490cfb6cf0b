package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"fmt"
	"strconv"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

// duck is an embedded DuckDB with the tables of the shop in memory: exact
// DECIMAL amounts, codes as ENUM, instants as TIMESTAMP of UTC. The local time
// is DuckDB's own, by the ICU extension, which is part of the library that the
// driver links.
type duck struct {
	db   *sql.DB
	conn *sql.Conn // temporary tables belong to a connection
	ids  duckIDs
}

// duckIDs is what the identifiers are in DuckDB's tables.
type duckIDs struct {
	sql   string
	value func(id string) driver.Value
	text  func(prefix string, v any) string
}

var (
	// textIDs are as facts have them.
	textIDs = duckIDs{
		"VARCHAR",
		func(id string) driver.Value { return id },
		func(_ string, v any) string { return fmt.Sprint(v) },
	}
	// numberIDs spare DuckDB the texts, as if somebody had interned them before.
	numberIDs = duckIDs{
		"UINTEGER",
		func(id string) driver.Value {
			n, err := strconv.ParseUint(id[1:], 10, 32)
			if err != nil {
				return err // which is no number that the appender takes
			}
			return uint32(n)
		},
		func(prefix string, v any) string { return prefix + fmt.Sprint(v) },
	}
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// statementsOf are the statements of a file, without comments.
func statementsOf(name string) ([]string, error) {
	text, err := sqlFiles.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return nil, err
	}
	var lines, out []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "--") {
			lines = append(lines, line)
		}
	}
	for s := range strings.SplitSeq(strings.Join(lines, ""), ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out, nil
}

// openDuck makes a database with empty tables.
func openDuck(ctx context.Context, ids duckIDs, threads int) (*duck, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	d := &duck{db, conn, ids}
	schema, err := statementsOf("schema")
	if err != nil {
		return nil, err
	}
	for _, s := range append([]string{fmt.Sprintf("SET threads = %d", threads)}, schema...) {
		if _, err := conn.ExecContext(ctx, strings.ReplaceAll(s, " ID,", " "+ids.sql+",")); err != nil {
			return nil, fmt.Errorf("%w in: %s", err, s)
		}
	}
	return d, nil
}

func (d *duck) close() error {
	if err := d.conn.Close(); err != nil {
		return err
	}
	return d.db.Close()
}
