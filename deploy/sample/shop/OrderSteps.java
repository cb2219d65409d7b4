package shop;

import static shop.Step.Sight.counter;
import static shop.Step.Sight.element;
import static shop.Step.Sight.field;
import static shop.Step.Sight.score;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import shop.Step.Sight;

/** Orders come in, move on, and lose lines again. */
final class OrderSteps {
    private final Database database;
    private final Random random;

    OrderSteps(Database database, Random random) {
        this.database = database;
        this.random = random;
    }

    Step placeOrder() throws SQLException {
        Map<String, String> customer = database.any("SELECT id FROM customers WHERE status <> 'closed'", random);
        long id = Long.parseLong(database.one("SELECT COALESCE(MAX(id), 0) + 1 AS id FROM orders").get("id"));
        List<String> sql = new ArrayList<>();
        List<Sight> sights = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO.setScale(2);
        int lines = 1 + random.nextInt(3);
        for (int line = 1; line <= lines; line++) {
            Map<String, String> product = database.any("SELECT sku, price FROM products", random);
            int quantity = 1 + random.nextInt(4);
            BigDecimal amount = new BigDecimal(product.get("price")).multiply(BigDecimal.valueOf(quantity));
            total = total.add(amount);
            sql.add("INSERT INTO order_items VALUES (%d, %d, %s, %d, %s)"
                    .formatted(id, line, Database.quoted(product.get("sku")), quantity, product.get("price")));
            String text = quantity + " x " + product.get("sku") + " at " + product.get("price");
            sights.add(field("order:" + id + ":items", Integer.toString(line), text));
            sights.add(counter("sales:revenue", product.get("sku")));
        }
        String owner = customer.get("id");
        sql.add(0, "INSERT INTO orders (id, customer_id, total, placed_at) VALUES (%d, %s, %s, NOW(3))".formatted(id, owner, total));
        sights.add(0, field("order:" + id, "total", total.toPlainString()));
        sights.add(1, element("orders:inbox", -1, Long.toString(id)));
        sights.add(2, score("customer:" + owner + ":orders", Long.toString(id), total.toPlainString()));
        return new Step(sql, sights);
    }

    Step advanceOrder() throws SQLException {
        Map<String, String> order =
                database.any("SELECT id, status, status + 1 AS next FROM orders WHERE status < 5", random);
        if (order == null) {
            return null;
        }
        List<String> stages = List.of("", "placed", "paid", "packed", "shipped", "delivered", "cancelled");
        String status = order.get("status").equals("placed") && random.nextInt(10) == 0
                ? "cancelled"
                : stages.get((int) Double.parseDouble(order.get("next")));
        String shipped = status.equals("shipped") ? ", shipped_at = NOW()" : "";
        return new Step(
                List.of("UPDATE orders SET status = '%s'%s WHERE id = %s".formatted(status, shipped, order.get("id"))),
                List.of(field("order:" + order.get("id"), "status", status),
                        counter("orders:count:" + order.get("status")),
                        counter("orders:count:" + status)));
    }

    Step returnItem() throws SQLException {
        Map<String, String> item = database.any("SELECT order_id, line, sku, unit_price * quantity AS amount FROM order_items", random);
        String order = item.get("order_id");
        return new Step(
                List.of("DELETE FROM order_items WHERE order_id = %s AND line = %s".formatted(order, item.get("line")),
                        "UPDATE orders SET total = total - %s WHERE id = %s".formatted(item.get("amount"), order)),
                List.of(field("order:" + order + ":items", item.get("line"), null),
                        counter("sales:units", item.get("sku")),
                        counter("sales:revenue", item.get("sku"))));
    }
}
