-- Rows that look real and are the same every time: what looks random is cut from the MD5 of a row's number.
USE shop;
SET NAMES utf8mb4;
SET SESSION cte_max_recursion_depth = 10000;

-- 600 customers
INSERT INTO customers (id, email, first_name, last_name, city, status, credit_limit, newsletter, born, created_at)
WITH RECURSIVE
  numbers AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM numbers WHERE id < 600),
  digests AS (SELECT id, MD5(CONCAT('customer ', id)) AS md5 FROM numbers),
  dice AS (
    SELECT id,
      CAST(CONV(SUBSTR(md5, 1, 6), 16, 10) AS UNSIGNED) AS a,
      CAST(CONV(SUBSTR(md5, 7, 6), 16, 10) AS UNSIGNED) AS b,
      CAST(CONV(SUBSTR(md5, 13, 6), 16, 10) AS UNSIGNED) AS c,
      CAST(CONV(SUBSTR(md5, 19, 6), 16, 10) AS UNSIGNED) AS d,
      CAST(CONV(SUBSTR(md5, 25, 6), 16, 10) AS UNSIGNED) AS e
    FROM digests),
  people AS (
    SELECT dice.*,
      ELT(1 + a % 32, 'Ada', 'Bruno', 'Carla', 'David', 'Elena', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Kaya', 'Leon',
        'Maya', 'Nils', 'Olga', 'Pablo', 'Quinn', 'Rosa', 'Samir', 'Tessa', 'Umar', 'Vera', 'Wim', 'Xenia', 'Yara', 'Zeno',
        'Amira', 'Boris', 'Chloe', 'Dario', 'Edith', 'Felix') AS first_name,
      ELT(1 + b % 40, 'Andersson', 'Bauer', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Horvat', 'Ivanova', 'Jansen',
        'Kowalski', 'Lindqvist', 'Müller', 'Novák', 'O''Brien', 'Petrov', 'Quist', 'Rossi', 'Silva', 'Tanaka', 'Ünal', 'Vogel',
        'Weber', 'Xu', 'Yilmaz', 'Zimmermann', 'Almeida', 'Berg', 'Conti', 'Dahl', 'Egger', 'Fontaine', 'Greco', 'Hansen',
        'Iversen', 'Jovanović', 'Keller', 'Laurent', 'Moreau', 'Nagy') AS last_name
    FROM dice)
SELECT
  id,
  IF(e % 25 = 0, NULL, CONCAT(LOWER(first_name), '.', 100 + id, '@', ELT(1 + c % 3, 'example.com', 'example.org', 'example.net'))),
  first_name,
  last_name,
  IF(d % 30 = 0, NULL, ELT(1 + d % 16, 'Amsterdam', 'Barcelona', 'Berlin', 'Bergen', 'Den Haag', 'Dublin', 'Göteborg', 'Hamburg',
    'Kraków', 'Lisboa', 'Lyon', 'Malmö', 'Milano', 'Praha', 'Wien', 'Zürich')),
  IF(c % 20 < 16, 'active', IF(c % 20 < 19, 'vip', 'closed')),
  250 + (a % 190) * 25 + (b % 4) * 0.25,
  c % 2,
  IF(b % 7 = 0, NULL, DATE '1950-01-01' + INTERVAL (c % 20000) DAY),
  TIMESTAMP '2022-01-01 08:00:00' + INTERVAL (id * 2600 + d % 2600) MINUTE
FROM people ORDER BY id;

-- 160 products
INSERT INTO products (sku, name, category, price, stock, active, attributes)
WITH RECURSIVE
  numbers AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM numbers WHERE id < 160),
  digests AS (SELECT id, MD5(CONCAT('product ', id)) AS md5 FROM numbers),
  dice AS (
    SELECT id,
      CAST(CONV(SUBSTR(md5, 1, 6), 16, 10) AS UNSIGNED) AS a,
      CAST(CONV(SUBSTR(md5, 7, 6), 16, 10) AS UNSIGNED) AS b,
      CAST(CONV(SUBSTR(md5, 13, 6), 16, 10) AS UNSIGNED) AS c,
      CAST(CONV(SUBSTR(md5, 19, 6), 16, 10) AS UNSIGNED) AS d
    FROM digests),
  things AS (
    SELECT dice.*,
      ELT(1 + a % 20, 'Kettle', 'Pan', 'Knife', 'Teapot', 'Bowl', 'Lamp', 'Chair', 'Shelf', 'Mirror', 'Rug', 'Spade', 'Planter',
        'Lantern', 'Bench', 'Hose', 'Notebook', 'Pencil', 'Stapler', 'Folder', 'Calendar') AS thing,
      ELT(1 + b % 12, 'Blue', 'Copper', 'Oak', 'Steel', 'Linen', 'Walnut', 'White', 'Granite', 'Bamboo', 'Brass', 'Olive',
        'Graphite') AS look
    FROM dice)
SELECT
  CONCAT(UPPER(LEFT(thing, 3)), '-', 1000 + id),
  CONCAT(look, ' ', thing),
  ELT(1 + (a % 20) DIV 5, 'kitchen', 'living', 'garden', 'office'),
  3 + (c % 150) + ELT(1 + d % 4, 0.00, 0.49, 0.90, 0.95),
  IF(d % 12 = 0, 0, d % 240),
  c % 15 <> 0,
  JSON_OBJECT('look', LOWER(look), 'weight_g', 100 + b % 4900, 'eco', IF(d % 3 = 0, CAST('true' AS JSON), CAST('false' AS JSON)))
FROM things ORDER BY id;

-- 1500 orders of 1 to 4 lines
INSERT INTO orders (id, customer_id, status, total, placed_at, shipped_at, note)
WITH RECURSIVE
  numbers AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM numbers WHERE id < 1500),
  digests AS (SELECT id, MD5(CONCAT('order ', id)) AS md5 FROM numbers),
  dice AS (
    SELECT id,
      CAST(CONV(SUBSTR(md5, 1, 6), 16, 10) AS UNSIGNED) AS a,
      CAST(CONV(SUBSTR(md5, 7, 6), 16, 10) AS UNSIGNED) AS b,
      TIMESTAMP '2026-01-02 09:00:00' + INTERVAL (id * 10800000000 + CONV(SUBSTR(md5, 13, 6), 16, 10) % 9000000 * 1000) MICROSECOND AS placed
    FROM digests),
  stages AS (SELECT dice.*, IF(id > 1400, 1 + b % 3, IF(b % 20 = 0, 6, 4 + (b % 5 > 0))) AS stage FROM dice)
SELECT
  id,
  1 + a % 600,
  stage,
  0,
  placed,
  IF(stage IN (4, 5), placed + INTERVAL (6 + b % 50) HOUR, NULL),
  ELT(1 + b % 40, 'leave it with the neighbour', 'ring twice', 'gift wrap, please', 'call before delivery')
FROM stages ORDER BY id;

INSERT INTO order_items (order_id, line, sku, quantity, unit_price)
WITH RECURSIVE
  `lines` AS (SELECT 1 AS line UNION ALL SELECT line + 1 FROM `lines` WHERE line < 4),
  digests AS (SELECT id, line, MD5(CONCAT('item ', id, '/', line)) AS md5 FROM orders JOIN `lines` WHERE line <= 1 + id * 7 % 4),
  shelf AS (SELECT sku, price, ROW_NUMBER() OVER (ORDER BY sku) AS place FROM products)
SELECT id, line, sku, 1 + CONV(SUBSTR(md5, 7, 6), 16, 10) % 5, price
FROM digests JOIN shelf ON place = 1 + CONV(SUBSTR(md5, 1, 6), 16, 10) % 160
ORDER BY id, line;

UPDATE orders JOIN (SELECT order_id, SUM(unit_price * quantity) AS total FROM order_items GROUP BY order_id) AS sums ON sums.order_id = orders.id
SET orders.total = sums.total;
