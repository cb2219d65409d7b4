-- The sample shop: four tables with the column types that a real one has.
CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4;
USE shop;

CREATE TABLE customers (
  id           INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email        VARCHAR(120) NULL UNIQUE,
  first_name   VARCHAR(40) NOT NULL,
  last_name    VARCHAR(40) NOT NULL,
  city         VARCHAR(40) NULL,
  status       ENUM('active', 'vip', 'closed') NOT NULL DEFAULT 'active',
  credit_limit DECIMAL(10, 2) NOT NULL,
  newsletter   BOOLEAN NOT NULL DEFAULT FALSE,
  born         DATE NULL,
  created_at   DATETIME NOT NULL,
  updated_at   TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);

CREATE TABLE products (
  sku        VARCHAR(16) NOT NULL PRIMARY KEY,
  name       VARCHAR(80) NOT NULL,
  category   VARCHAR(20) NOT NULL,
  price      DECIMAL(8, 2) NOT NULL,
  stock      INT NOT NULL,
  active     BOOLEAN NOT NULL DEFAULT TRUE,
  attributes JSON NOT NULL,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);

CREATE TABLE orders (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  status      ENUM('placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled') NOT NULL DEFAULT 'placed',
  total       DECIMAL(12, 2) NOT NULL,
  placed_at   DATETIME(3) NOT NULL,
  shipped_at  TIMESTAMP NULL,
  note        VARCHAR(120) NULL,
  KEY (customer_id),
  KEY (status)
);

-- A line keeps the SKU and the price of the day it was sold.
CREATE TABLE order_items (
  order_id   BIGINT UNSIGNED NOT NULL,
  line       SMALLINT UNSIGNED NOT NULL,
  sku        VARCHAR(16) NOT NULL,
  quantity   SMALLINT UNSIGNED NOT NULL,
  unit_price DECIMAL(8, 2) NOT NULL,
  PRIMARY KEY (order_id, line)
);
