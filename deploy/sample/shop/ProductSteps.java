package shop;

import static shop.Step.Sight.field;
import static shop.Step.Sight.member;
import static shop.Step.Sight.score;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Prices and stock change, SKUs are renamed, products go, come back and are replaced by others. */
final class ProductSteps {
    private static final String ON_SALE = "SELECT sku, name, category, price FROM products WHERE active";

    private final Database database;
    private final Random random;

    ProductSteps(Database database, Random random) {
        this.database = database;
        this.random = random;
    }

    Step changePrice() throws SQLException {
        Map<String, String> product = database.any(ON_SALE, random);
        String sku = product.get("sku");
        BigDecimal change = BigDecimal.valueOf(5 + random.nextInt(300), 2);
        BigDecimal price = new BigDecimal(product.get("price"));
        String changed = (price.compareTo(BigDecimal.TEN) > 0 && random.nextBoolean() ? price.subtract(change) : price.add(change))
                .toPlainString();
        return new Step(
                List.of("UPDATE products SET price = %s WHERE sku = %s".formatted(changed, Database.quoted(sku))),
                List.of(field("product:" + sku, "price", changed), field("products:price", sku, changed)));
    }

    Step restock() throws SQLException {
        String stock = Integer.toString(random.nextInt(4) == 0 ? 0 : 20 + random.nextInt(200));
        String sku = database.any(ON_SALE, random).get("sku");
        return new Step(
                List.of("UPDATE products SET stock = %s WHERE sku = %s".formatted(stock, Database.quoted(sku))),
                List.of(field("product:" + sku, "stock", stock), score("products:by-stock", sku, stock)));
    }

    Step withdraw() throws SQLException {
        Map<String, String> product = database.any(ON_SALE, random);
        String sku = product.get("sku");
        return new Step(
                List.of("UPDATE products SET active = FALSE WHERE sku = " + Database.quoted(sku)),
                List.of(field("product:" + sku, "name", null),
                        member("products:in:" + product.get("category"), sku, false),
                        field("products:price", sku, null)));
    }

    Step bringBack() throws SQLException {
        Map<String, String> product = database.any("SELECT sku, name, category FROM products WHERE NOT active", random);
        if (product == null) {
            return null;
        }
        String sku = product.get("sku");
        return new Step(
                List.of("UPDATE products SET active = TRUE WHERE sku = " + Database.quoted(sku)),
                List.of(field("product:" + sku, "name", product.get("name")),
                        member("products:in:" + product.get("category"), sku, true)));
    }

    /** A new primary key: the old key of the row leaves Redis, the new one comes. */
    Step renameSku() throws SQLException {
        Map<String, String> product = database.any(ON_SALE, random);
        String old = product.get("sku");
        String sku = old.substring(0, 4) + (2000 + random.nextInt(8000));
        if (database.one("SELECT sku FROM products WHERE sku = " + Database.quoted(sku)) != null) {
            return null;
        }
        return new Step(
                List.of("UPDATE products SET sku = %s WHERE sku = %s".formatted(Database.quoted(sku), Database.quoted(old))),
                List.of(field("product:" + old, "name", null),
                        field("product:" + sku, "name", product.get("name")),
                        field("products:price", old, null),
                        field("products:price", sku, product.get("price"))));
    }

    Step replaceProduct() throws SQLException {
        Map<String, String> product = database.any(ON_SALE, random);
        String old = product.get("sku");
        String sku = old.substring(0, 4) + (2000 + random.nextInt(8000));
        if (database.one("SELECT sku FROM products WHERE sku = " + Database.quoted(sku)) != null) {
            return null;
        }
        String name = "New " + product.get("name").replace("New ", "");
        return new Step(
                List.of("DELETE FROM products WHERE sku = " + Database.quoted(old),
                        ("INSERT INTO products (sku, name, category, price, stock, attributes)"
                                        + " VALUES (%s, %s, %s, 19.90, 12, JSON_OBJECT('look', 'new', 'eco', TRUE))")
                                .formatted(Database.quoted(sku), Database.quoted(name), Database.quoted(product.get("category")))),
                List.of(field("product:" + old, "name", null),
                        field("product:" + sku, "name", name),
                        member("products:in:" + product.get("category"), sku, true),
                        score("products:by-stock", sku, "12")));
    }
}
