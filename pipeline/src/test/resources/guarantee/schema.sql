CREATE TABLE accounts (
  id BIGINT PRIMARY KEY, region VARCHAR(20) NOT NULL, balance DECIMAL(14,2) NOT NULL, points INT NOT NULL,
  status ENUM('open', 'closed') NOT NULL, nickname VARCHAR(40), version BIGINT NOT NULL);
CREATE TABLE order_lines (
  order_id BIGINT, line_no INT, sku VARCHAR(20) NOT NULL, quantity INT NOT NULL, amount DECIMAL(12,3) NOT NULL,
  note VARCHAR(60), version BIGINT NOT NULL, PRIMARY KEY (order_id, line_no));
CREATE TABLE members (
  id BIGINT PRIMARY KEY, email VARCHAR(60) UNIQUE, name VARCHAR(40) NOT NULL, active BOOLEAN NOT NULL,
  version BIGINT NOT NULL, interests JSON);
CREATE TABLE arrivals (
  id BIGINT PRIMARY KEY, queue VARCHAR(20) NOT NULL, ready BOOLEAN NOT NULL, KEY (ready));
CREATE TABLE archive (
  id BIGINT PRIMARY KEY, bucket INT NOT NULL, amount DECIMAL(12,4) NOT NULL);

-- Not mapped: what the lists must hold, in the order of its commits. Each row is written in the transaction of the
-- row it speaks of.
CREATE TABLE opening_log (seq BIGINT AUTO_INCREMENT PRIMARY KEY, account BIGINT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE arrival_log (seq BIGINT AUTO_INCREMENT PRIMARY KEY, queue VARCHAR(20) NOT NULL, arrival BIGINT NOT NULL);

-- What the initial snapshot finds, besides the archive: rows that never changed, so that the order of the primary key is
-- that of the commits.
INSERT INTO accounts
  SELECT id, 'north', id * 1.01, id, IF(id % 5 = 0, 'closed', 'open'), NULL, 0
  FROM (WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 200) SELECT id FROM n) ids;
INSERT INTO opening_log (account, version) SELECT id, version FROM accounts WHERE status = 'open' ORDER BY id;
INSERT INTO members VALUES (1, 'Member1@shop.example', 'member 1', TRUE, 0, '["art", "food"]'), (2, NULL, 'member 2', TRUE, 0, NULL);
INSERT INTO arrivals VALUES (-3, 'letters', TRUE), (-2, 'letters', FALSE), (-1, 'letters', TRUE);
INSERT INTO arrival_log (queue, arrival) SELECT queue, id FROM arrivals WHERE ready ORDER BY id;
