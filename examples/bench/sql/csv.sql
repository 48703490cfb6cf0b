-- FOLDER has the files that the library reads, with all the columns of its
-- layouts; DuckDB reads those that the tables have.
INSERT INTO orders SELECT id, placed_at, status, account_id, session_id, channel, goods, payments, delivery_mode
FROM read_csv('FOLDER/orders.csv', header = true, delim = ',', types = {
	'id': 'VARCHAR', 'placed_at': 'TIMESTAMP', 'status': 'order_status', 'account_id': 'VARCHAR', 'session_id': 'VARCHAR',
	'channel': 'channel', 'goods': 'DECIMAL(12, 2)', 'payments': 'payment', 'delivery_mode': 'delivery_mode'
});

INSERT INTO sessions SELECT id, visitor_id, started_at, ended_at, identified_at, account_id, buyer_id, page_views, interactions, home_seen
FROM read_csv('FOLDER/sessions.csv', header = true, delim = ',', types = {
	'id': 'VARCHAR', 'visitor_id': 'VARCHAR', 'started_at': 'TIMESTAMP', 'ended_at': 'TIMESTAMP', 'identified_at': 'TIMESTAMP',
	'account_id': 'VARCHAR', 'buyer_id': 'VARCHAR', 'page_views': 'INTEGER', 'interactions': 'INTEGER', 'home_seen': 'BOOLEAN'
});

INSERT INTO quotes SELECT id, account_id, offered_at, decided_at, outcome, value
FROM read_csv('FOLDER/quotes.csv', header = true, delim = ',', types = {
	'id': 'VARCHAR', 'account_id': 'VARCHAR', 'offered_at': 'TIMESTAMP', 'decided_at': 'TIMESTAMP', 'outcome': 'quote_outcome',
	'value': 'DECIMAL(12, 2)'
});

INSERT INTO carts SELECT id, account_id, created_at, last_activity_at, ordered_at, outcome, value
FROM read_csv('FOLDER/carts.csv', header = true, delim = ',', types = {
	'id': 'VARCHAR', 'account_id': 'VARCHAR', 'created_at': 'TIMESTAMP', 'last_activity_at': 'TIMESTAMP', 'ordered_at': 'TIMESTAMP',
	'outcome': 'cart_outcome', 'value': 'DECIMAL(12, 2)'
});
