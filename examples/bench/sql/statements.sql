-- One statement for each KPI, as somebody writes them one after the other.
SELECT sum(goods) FILTER (is_online(channel)) AS online_cents, sum(goods) AS counted_cents FROM orders WHERE is_counted(status);

SELECT count(*) FILTER (before) AS before, count(*) FILTER (before AND again) AS retained FROM (
	SELECT bool_or(placed_at >= quarter_before() AND placed_at < quarter_start()) AS before,
		bool_or(placed_at >= quarter_start() AND placed_at < as_of()) AS again
	FROM orders WHERE is_counted(status) GROUP BY account_id
);

SELECT count(DISTINCT visitor_id) AS visitors FROM sessions;

SELECT count(*) AS new_customers FROM (
	SELECT min(placed_at) AS first FROM orders WHERE is_counted(status) GROUP BY account_id
) WHERE first >= quarter_start() AND first < as_of();

SELECT count(*) AS visitors, count(*) FILTER (last >= first) AS converted FROM (
	SELECT visitor_id, min(started_at) AS first FROM sessions GROUP BY visitor_id
) LEFT JOIN (
	SELECT visitor_id, max(placed_at) AS last FROM orders JOIN sessions ON sessions.id = orders.session_id
	WHERE is_counted(status) AND is_online(channel) GROUP BY visitor_id
) USING (visitor_id);

SELECT sum(goods) AS counted_cents, count(*) AS counted FROM orders WHERE is_counted(status);

SELECT sum(goods) AS gmv FROM orders WHERE is_online(channel) AND (is_counted(status) OR status = 'cancelled');

CREATE OR REPLACE TEMP TABLE basket_means AS
SELECT account_id, sum(goods) AS cents, count(*) AS orders FROM orders WHERE is_counted(status) GROUP BY account_id;

SELECT count(*) FILTER (page_views = 1 AND interactions = 0) AS bounced, count(*) AS viewed FROM sessions WHERE page_views >= 1;

SELECT count(DISTINCT visitor_id) AS home FROM sessions WHERE home_seen;

SELECT count(DISTINCT buyer_id) AS identified FROM sessions WHERE identified_at IS NOT NULL;

SELECT count(*) AS logins, sum(stay) AS connected, quantile_disc(stay, 0.5) AS median, quantile_disc(stay, 0.95) AS high FROM (
	SELECT epoch_us(ended_at) - epoch_us(identified_at) AS stay FROM sessions WHERE identified_at IS NOT NULL
);

SELECT count(*) AS quotes, sum(value) AS quote_cents FROM quotes WHERE offered_at <= as_of();

SELECT count(*) FILTER (won) AS won, count(*) FILTER (NOT won AND lost) AS lost, count(*) FILTER (NOT won AND NOT lost) AS open FROM (
	SELECT outcome = 'accepted' AND coalesce(decided_at <= as_of(), false) AS won,
		outcome = 'declined' AND coalesce(decided_at <= as_of(), false) OR offered_at <= as_of() - INTERVAL 720 HOUR AS lost
	FROM quotes WHERE offered_at <= as_of()
);

SELECT count(*) AS logins, count(*) FILTER (last >= identified_at) AS led FROM sessions LEFT JOIN (
	SELECT session_id, max(placed_at) AS last FROM orders WHERE is_counted(status) AND is_online(channel) GROUP BY session_id
) ON session_id = id WHERE identified_at IS NOT NULL;

SELECT count(*) FILTER (is_counted(status)) AS counted, count(*) FILTER (status IN ('pending-approval', 'rejected')) AS waiting FROM orders;

SELECT count(*) AS off_orders, sum(goods) AS off_cents FROM (
	SELECT goods, local_time(placed_at) AS t FROM orders WHERE is_counted(status) AND is_online(channel)
) WHERE is_closed(t);

SELECT sum(epoch_us(last) - epoch_us(first)) AS gap_sum, sum(instants - 1) AS gaps FROM (
	SELECT min(placed_at) AS first, max(placed_at) AS last, count(DISTINCT placed_at) AS instants
	FROM orders WHERE is_counted(status) GROUP BY account_id
);

CREATE OR REPLACE TEMP TABLE largest_baskets AS
SELECT account_id, max(goods) AS largest FROM orders WHERE is_counted(status) GROUP BY account_id;

SELECT count(*) FILTER (over OR late) AS settled, count(*) FILTER (late OR over AND NOT bought) AS abandoned,
	count(*) FILTER (late) AS recovered, sum(value) FILTER (over AND NOT bought) AS lost_cents
FROM (
	SELECT value, last_activity_at <= as_of() - INTERVAL 168 HOUR AS over, outcome = 'ordered' AND ordered_at <= as_of() AS bought,
		outcome = 'ordered' AND ordered_at <= as_of() AND ordered_at - last_activity_at >= INTERVAL 168 HOUR AS late
	FROM carts WHERE created_at <= as_of()
);

CREATE OR REPLACE TEMP TABLE abandonment AS
SELECT account_id, count(*) FILTER (over OR late) AS settled, count(*) FILTER (late OR over AND NOT bought) AS abandoned,
	count(*) FILTER (late) AS recovered, coalesce(sum(value) FILTER (over AND NOT bought), 0) AS lost_cents
FROM (
	SELECT account_id, value, last_activity_at <= as_of() - INTERVAL 168 HOUR AS over, outcome = 'ordered' AND ordered_at <= as_of() AS bought,
		outcome = 'ordered' AND ordered_at <= as_of() AND ordered_at - last_activity_at >= INTERVAL 168 HOUR AS late
	FROM carts WHERE created_at <= as_of()
) GROUP BY account_id;

SELECT payment::VARCHAR AS payment, count(*) AS n FROM orders WHERE is_counted(status) GROUP BY ALL;

SELECT delivery_mode::VARCHAR AS mode, count(*) AS n FROM orders WHERE is_counted(status) GROUP BY ALL;

SELECT month_of(local_time(placed_at)) AS month, sum(goods) AS cents FROM orders WHERE is_counted(status) GROUP BY ALL;

SELECT first AS cohort, month - first AS since, count(*) AS n FROM (
	SELECT month, min(month) OVER (PARTITION BY account_id) AS first FROM (
		SELECT DISTINCT account_id, month_of(local_time(placed_at)) AS month FROM orders WHERE is_counted(status)
	)
) GROUP BY ALL;
