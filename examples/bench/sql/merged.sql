-- The same figures from few statements, as somebody writes them who knows which
-- KPIs belong together: what is asked of accounts, months and codes follows from
-- small tables.
CREATE OR REPLACE TEMP TABLE cube AS
SELECT status, channel, payment, delivery_mode, month, closed, count(*) AS orders, sum(goods) AS goods
FROM orders JOIN calendar ON hour = hour_of(placed_at) GROUP BY ALL;

SELECT sum(goods) FILTER (is_counted(status) AND is_online(channel)) AS online_cents, sum(goods) FILTER (is_counted(status)) AS counted_cents,
	sum(orders) FILTER (is_counted(status)) AS counted, sum(orders) FILTER (status IN ('pending-approval', 'rejected')) AS waiting,
	sum(goods) FILTER (is_online(channel) AND (is_counted(status) OR status = 'cancelled')) AS gmv,
	sum(orders) FILTER (is_counted(status) AND is_online(channel) AND closed) AS off_orders,
	sum(goods) FILTER (is_counted(status) AND is_online(channel) AND closed) AS off_cents
FROM cube;

SELECT payment::VARCHAR AS payment, delivery_mode::VARCHAR AS mode, month, sum(goods) AS cents, sum(orders) AS n
FROM cube WHERE is_counted(status) GROUP BY GROUPING SETS ((payment), (delivery_mode), (month));

CREATE OR REPLACE TEMP TABLE baskets AS
SELECT account_id, sum(goods) AS cents, count(*) AS orders, max(goods) AS largest, min(placed_at) AS first, max(placed_at) AS last,
	count(DISTINCT placed_at) AS instants, bit_or(1 << month) AS months
FROM orders JOIN calendar ON hour = hour_of(placed_at) WHERE is_counted(status) GROUP BY account_id;

SELECT count(*) FILTER (months & 1835008 > 0) AS before, count(*) FILTER (months & 1835008 > 0 AND months >= 2097152) AS retained,
	count(*) FILTER (first >= quarter_start()) AS new_customers,
	sum(epoch_us(last) - epoch_us(first)) AS gap_sum, sum(instants - 1) AS gaps
FROM baskets;

SELECT cohort, month - cohort AS since, count(*) AS n FROM (
	SELECT months, bit_count((months & -months) - 1) AS cohort FROM baskets
), range(24) AS r(month) WHERE months >> month & 1 = 1 GROUP BY ALL;

SELECT count(*) AS visitors, count(*) FILTER (home) AS home, count(*) FILTER (last >= first) AS converted, sum(led) AS led,
	sum(bounced) AS bounced, sum(viewed) AS viewed
FROM (
	SELECT min(started_at) AS first, bool_or(home_seen) AS home, max(last) AS last, count(*) FILTER (last >= identified_at) AS led,
		count(*) FILTER (page_views = 1 AND interactions = 0) AS bounced, count(*) FILTER (page_views >= 1) AS viewed
	FROM sessions LEFT JOIN (
		SELECT session_id, max(placed_at) AS last FROM orders WHERE is_counted(status) AND is_online(channel) GROUP BY session_id
	) ON session_id = id GROUP BY visitor_id
);

SELECT count(*) AS logins, count(DISTINCT buyer_id) AS identified, sum(stay) AS connected, quantile_disc(stay, 0.5) AS median,
	quantile_disc(stay, 0.95) AS high
FROM (
	SELECT buyer_id, epoch_us(ended_at) - epoch_us(identified_at) AS stay FROM sessions WHERE identified_at IS NOT NULL
);

SELECT count(*) AS quotes, sum(value) AS quote_cents, count(*) FILTER (won) AS won, count(*) FILTER (NOT won AND lost) AS lost,
	count(*) FILTER (NOT won AND NOT lost) AS open
FROM (
	SELECT value, outcome = 'accepted' AND coalesce(decided_at <= as_of(), false) AS won,
		outcome = 'declined' AND coalesce(decided_at <= as_of(), false) OR offered_at <= as_of() - INTERVAL 720 HOUR AS lost
	FROM quotes WHERE offered_at <= as_of()
);

CREATE OR REPLACE TEMP TABLE abandonment AS
SELECT account_id, count(*) FILTER (over OR late) AS settled, count(*) FILTER (late OR over AND NOT bought) AS abandoned,
	count(*) FILTER (late) AS recovered, coalesce(sum(value) FILTER (over AND NOT bought), 0) AS lost_cents
FROM (
	SELECT account_id, value, last_activity_at <= as_of() - INTERVAL 168 HOUR AS over, outcome = 'ordered' AND ordered_at <= as_of() AS bought,
		outcome = 'ordered' AND ordered_at <= as_of() AND ordered_at - last_activity_at >= INTERVAL 168 HOUR AS late
	FROM carts WHERE created_at <= as_of()
) GROUP BY account_id;

SELECT sum(settled) AS settled, sum(abandoned) AS abandoned, sum(recovered) AS recovered, sum(lost_cents) AS lost_cents FROM abandonment;
