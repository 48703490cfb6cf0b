-- ID is the type of the identifiers: VARCHAR, or UINTEGER where somebody
-- interned them before.
CREATE TYPE channel AS ENUM ('web', 'app', 'punchout', 'phone', 'branch');
CREATE TYPE order_status AS ENUM ('placed', 'shipped', 'delivered', 'completed', 'cancelled', 'pending-approval', 'rejected');
CREATE TYPE payment AS ENUM ('invoice', 'card', 'transfer', 'direct-debit', 'leasing');
CREATE TYPE delivery_mode AS ENUM ('standard', 'express', 'carrier', 'branch-pickup');
CREATE TYPE quote_outcome AS ENUM ('accepted', 'declined', 'open');
CREATE TYPE cart_outcome AS ENUM ('open', 'ordered');

CREATE TABLE orders (
	id ID, placed_at TIMESTAMP, status order_status, account_id ID, session_id ID,
	channel channel, goods DECIMAL(12, 2), payment payment, delivery_mode delivery_mode
);
CREATE TABLE sessions (
	id ID, visitor_id ID, started_at TIMESTAMP, ended_at TIMESTAMP, identified_at TIMESTAMP,
	account_id ID, buyer_id ID, page_views INTEGER, interactions INTEGER, home_seen BOOLEAN
);
CREATE TABLE quotes (
	id ID, account_id ID, offered_at TIMESTAMP, decided_at TIMESTAMP, outcome quote_outcome, value DECIMAL(12, 2)
);
CREATE TABLE carts (
	id ID, account_id ID, created_at TIMESTAMP, last_activity_at TIMESTAMP, ordered_at TIMESTAMP,
	outcome cart_outcome, value DECIMAL(12, 2)
);

-- The definitions that several KPIs share.
CREATE MACRO is_counted(status) AS status IN ('placed', 'shipped', 'delivered', 'completed');
CREATE MACRO is_online(channel) AS channel IN ('web', 'app', 'punchout');
CREATE MACRO local_time(utc) AS (utc AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Paris';
CREATE MACRO month_of(t) AS (year(t) - 2023) * 12 + month(t) - 1;
CREATE MACRO is_closed(t) AS isodow(t) > 5 OR hour(t) < 9 OR hour(t) >= 18;
CREATE MACRO hour_of(utc) AS epoch_us(utc) // 3600000000;
CREATE MACRO as_of() AS TIMESTAMP '2024-12-31 23:00:00';
CREATE MACRO quarter_start() AS TIMESTAMP '2024-09-30 22:00:00';
CREATE MACRO quarter_before() AS TIMESTAMP '2024-06-30 22:00:00';

-- The calendar of the shop, as warehouses have one: local months and opening
-- hours by the hour. One conversion by ICU takes DuckDB near a microsecond, so
-- that the merged statements join this table instead, made before the clock runs.
CREATE TABLE calendar AS
SELECT hour_of(utc) AS hour, month_of(t) AS month, is_closed(t) AS closed FROM (
	SELECT utc, local_time(utc) AS t FROM generate_series(TIMESTAMP '2022-12-31 23:00:00', TIMESTAMP '2024-12-31 22:00:00', INTERVAL 1 HOUR) AS s(utc)
);
