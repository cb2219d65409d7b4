package shop;

import java.util.List;

/**
 * One output of the mappings, said a second time as SQL: which Redis keys it should make of the rows that are in MySQL
 * now. Written by hand from the mapping reference; the mapping files are not read.
 *
 * @param key what its keys look like, for the report; the part before the first brace begins each of them
 * @param sql the column {@code k} is the key; the others are what {@code kind} says
 * @param hours how long its keys live, give or take a tenth; 0 for ever
 */
record Output(String key, Kind kind, String sql, int hours) {

    /** The Redis type of the keys, and the columns of the SQL after {@code k}. */
    enum Kind {
        /** A hash whose fields are the columns; NULL is no field. */
        HASH("hash"),
        /** A hash of {@code f} and {@code v}. */
        FIELDS("hash"),
        /** {@code v}. */
        STRING("string"),
        /** {@code m}. */
        SET("set"),
        /** {@code m} and {@code s}. */
        ZSET("zset"),
        /** {@code v}, in order. */
        LIST("list"),
        /** {@code v}, a number; none is as good as 0. */
        COUNTER("string"),
        /** A hash of {@code f} and {@code v}, a number; none is as good as 0. */
        COUNTERS("hash"),
        /** A string, of which the bits {@code m} are set. */
        BITS("string"),
        /** A Bloom filter, which knows all {@code m}. */
        BLOOM("string");

        private final String redisType;

        Kind(String redisType) {
            this.redisType = redisType;
        }

        String redisType() {
            return redisType;
        }
    }

    private Output(String key, Kind kind, String sql) {
        this(key, kind, sql, 0);
    }

    String prefix() {
        return key.replaceAll("\\{.*", "");
    }

    static final List<Output> ALL = List.of(
            new Output("customer:{id}", Kind.HASH, """
                    SELECT CONCAT('customer:', id) AS k, CONCAT(first_name, ' ', last_name) AS name, email, city, status,
                      newsletter, born, credit_limit AS credit, DATE_FORMAT(created_at, '%Y-%m-%dT%H:%i:%s') AS since,
                      DATE_FORMAT(updated_at, '%Y-%m-%dT%H:%i:%sZ') AS updated_at
                    FROM customers WHERE status <> 'closed'"""),
            new Output("customer:by-email:{email}", Kind.STRING, """
                    SELECT CONCAT('customer:by-email:', email) AS k, id AS v
                    FROM customers WHERE status <> 'closed' AND email IS NOT NULL"""),
            new Output("customers:in:{city}", Kind.SET, """
                    SELECT CONCAT('customers:in:', city) AS k, id AS m
                    FROM customers WHERE status <> 'closed' AND city IS NOT NULL"""),
            new Output("customers:newsletter", Kind.SET, """
                    SELECT 'customers:newsletter' AS k, id AS m FROM customers WHERE status <> 'closed' AND newsletter"""),
            new Output("customers:by-credit", Kind.ZSET, """
                    SELECT 'customers:by-credit' AS k, id AS m, credit_limit AS s FROM customers WHERE status <> 'closed'"""),
            new Output("customers:count:{city}", Kind.COUNTER, """
                    SELECT CONCAT('customers:count:', city) AS k, COUNT(*) AS v
                    FROM customers WHERE status <> 'closed' AND city IS NOT NULL GROUP BY city"""),
            new Output("customers:credit", Kind.COUNTERS, """
                    SELECT 'customers:credit' AS k, city AS f, SUM(credit_limit) AS v
                    FROM customers WHERE status <> 'closed' AND city IS NOT NULL GROUP BY city"""),
            new Output("customers:exist", Kind.BITS, """
                    SELECT 'customers:exist' AS k, id AS m FROM customers WHERE status <> 'closed'"""),
            new Output("customers:emails", Kind.BLOOM, """
                    SELECT 'customers:emails' AS k, LOWER(email) AS m
                    FROM customers WHERE status <> 'closed' AND email IS NOT NULL"""),
            new Output("product:{sku}", Kind.HASH, """
                    SELECT CONCAT('product:', sku) AS k, sku, name, category, price, stock, active,
                      REPLACE(REPLACE(attributes, ': ', ':'), ', ', ',') AS attributes,
                      DATE_FORMAT(updated_at, '%Y-%m-%dT%H:%i:%sZ') AS updated_at
                    FROM products WHERE active""", 24),
            new Output("products:price", Kind.FIELDS, "SELECT 'products:price' AS k, sku AS f, price AS v FROM products WHERE active"),
            new Output("products:in:{category}", Kind.SET, """
                    SELECT CONCAT('products:in:', category) AS k, sku AS m FROM products WHERE active"""),
            new Output("products:by-stock", Kind.ZSET, """
                    SELECT 'products:by-stock' AS k, sku AS m, stock AS s FROM products WHERE active"""),
            new Output("order:{id}", Kind.HASH, """
                    SELECT CONCAT('order:', id) AS k, customer_id, status, total,
                      LEFT(DATE_FORMAT(placed_at, '%Y-%m-%dT%H:%i:%s.%f'), 23) AS placed_at,
                      DATE_FORMAT(shipped_at, '%Y-%m-%dT%H:%i:%sZ') AS shipped_at, note
                    FROM orders"""),
            new Output("customer:{customer_id}:orders", Kind.ZSET, """
                    SELECT CONCAT('customer:', customer_id, ':orders') AS k, id AS m, total AS s FROM orders"""),
            new Output("orders:inbox", Kind.LIST, "SELECT 'orders:inbox' AS k, id AS v FROM orders ORDER BY id"),
            new Output("customer:{customer_id}:history", Kind.LIST, """
                    SELECT CONCAT('customer:', customer_id, ':history') AS k,
                      CONCAT(LEFT(DATE_FORMAT(placed_at, '%Y-%m-%dT%H:%i:%s.%f'), 23), ' order ', id) AS v
                    FROM orders ORDER BY customer_id, id"""),
            new Output("orders:count:{status}", Kind.COUNTER, """
                    SELECT CONCAT('orders:count:', status) AS k, COUNT(*) AS v FROM orders GROUP BY status"""),
            new Output("order:{order_id}:items", Kind.FIELDS, """
                    SELECT CONCAT('order:', order_id, ':items') AS k, line AS f,
                      CONCAT(quantity, ' x ', sku, ' at ', unit_price) AS v
                    FROM order_items"""),
            new Output("sales:units", Kind.COUNTERS, """
                    SELECT 'sales:units' AS k, sku AS f, SUM(quantity) AS v FROM order_items GROUP BY sku"""),
            new Output("sales:revenue", Kind.COUNTERS, """
                    SELECT 'sales:revenue' AS k, sku AS f, SUM(unit_price * quantity) AS v FROM order_items GROUP BY sku"""));
}
