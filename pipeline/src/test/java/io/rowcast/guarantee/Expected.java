package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Redis must hold by the tables of MySQL as they are: the mapping files once more, by hand. */
final class Expected {
    static final List<String> COUNTERS = List.of(
            "account-count:",
            "account-balances:",
            "account-points",
            "people",
            "interests",
            "line-count:",
            "sku-quantity",
            "sku-amount:",
            "archive-");

    private final RedisState state = new RedisState();

    private Expected() {}

    static RedisState read(Connection mysql) throws SQLException {
        Expected expected = new Expected();
        expected.accounts(mysql);
        expected.orderLines(mysql);
        expected.members(mysql);
        expected.queues(mysql);
        expected.archive(mysql);
        expected.people(mysql);
        expected.interests(mysql);
        expected.state.dropZeros(COUNTERS);
        return expected.state;
    }

    private void accounts(Connection mysql) throws SQLException {
        Sql.each(mysql, "SELECT * FROM accounts WHERE status = 'open'", row -> {
            String id = row.getString("id");
            String region = row.getString("region");
            fields("account:" + id, row, "region", "balance", "points", "nickname", "version");
            state.field("account:" + id, "label", region + "/open");
            state.field("account-balance:" + region, id, row.getString("balance"));
            state.member("accounts-in:" + region, id);
            state.score("accounts-by-points", id, row.getInt("points"));
        });
        Sql.each(mysql, "SELECT * FROM opening_log ORDER BY seq", row -> {
            state.item("account-openings:" + row.getString("account"), row.getString("version"));
        });
        String totals = "SELECT region, COUNT(*) n, SUM(balance) balance, SUM(points) points FROM accounts"
                + " WHERE status = 'open' GROUP BY region";
        Sql.each(mysql, totals, row -> {
            String region = row.getString("region");
            state.text("account-count:" + region, row.getString("n"));
            state.text("account-balances:" + region, row.getString("balance"));
            state.field("account-points", region, row.getString("points"));
        });
    }

    private void orderLines(Connection mysql) throws SQLException {
        Sql.each(mysql, "SELECT * FROM order_lines", row -> {
            String line = row.getString("line_no");
            String id = row.getString("order_id") + ":" + line;
            fields("order-line:" + id, row, "sku", "quantity", "amount", "note", "version");
            String text = row.getString("quantity") + " x " + row.getString("sku");
            state.field("order:" + row.getString("order_id"), line, text);
            state.score("lines-of:" + row.getString("sku"), id, row.getDouble("amount"));
            @Nullable String note = row.getString("note");
            if (note != null) {
                state.text("order-note:" + id, note);
            }
        });
        String totals =
                "SELECT sku, COUNT(*) n, SUM(quantity) quantity, SUM(amount) amount FROM order_lines GROUP BY sku";
        Sql.each(mysql, totals, row -> {
            state.text("line-count:" + row.getString("sku"), row.getString("n"));
            state.field("sku-quantity", row.getString("sku"), row.getString("quantity"));
            state.text("sku-amount:" + row.getString("sku"), row.getString("amount"));
        });
    }

    private void members(Connection mysql) throws SQLException {
        Sql.each(mysql, "SELECT *, LOWER(email) address FROM members WHERE active", row -> {
            fields("member:" + row.getString("id"), row, "email", "name", "version");
            @Nullable String address = row.getString("address");
            if (address != null) {
                state.text("member:by-email:" + address, row.getString("id") + ":" + row.getString("version"));
            }
        });
    }

    /** What two tables write together. */
    private void people(Connection mysql) throws SQLException {
        Sql.each(mysql, "SELECT id, points FROM accounts WHERE status = 'open'", row -> {
            state.field("profile:" + row.getString("id"), "points", row.getString("points"));
        });
        Sql.each(mysql, "SELECT id, name FROM members WHERE active", row -> {
            state.field("profile:" + row.getString("id"), "name", row.getString("name"));
        });
        String count = "SELECT (SELECT COUNT(*) FROM accounts WHERE status = 'open')"
                + " + (SELECT COUNT(*) FROM members WHERE active) n";
        Sql.each(mysql, count, row -> state.text("people", row.getString("n")));
    }

    private void interests(Connection mysql) throws SQLException {
        String each = "FROM members, JSON_TABLE(interests, '$[*]' COLUMNS (interest VARCHAR(20) PATH '$')) t"
                + " WHERE active";
        Sql.each(mysql, "SELECT DISTINCT id, interest " + each, row -> {
            state.member("interested-in:" + row.getString("interest"), row.getString("id"));
        });
        Sql.each(mysql, "SELECT interest, COUNT(DISTINCT id) n " + each + " GROUP BY interest", row -> {
            state.field("interests", row.getString("interest"), row.getString("n"));
        });
    }

    private void queues(Connection mysql) throws SQLException {
        Sql.each(mysql, "SELECT * FROM arrival_log ORDER BY seq", row -> {
            state.item("queue:" + row.getString("queue"), row.getString("arrival"));
        });
    }

    private void archive(Connection mysql) throws SQLException {
        Sql.each(mysql, "SELECT * FROM archive", row -> {
            state.field("archive:" + row.getString("bucket"), row.getString("id"), row.getString("amount"));
        });
        Sql.each(mysql, "SELECT COUNT(*) n, COALESCE(SUM(amount), 0) amount FROM archive", row -> {
            state.text("archive-count", row.getString("n"));
            state.text("archive-amount", row.getString("amount"));
        });
    }

    /** NULL: the hash does not have the field. */
    private void fields(String key, ResultSet row, String... columns) throws SQLException {
        for (String column : columns) {
            @Nullable String value = row.getString(column);
            if (value != null) {
                state.field(key, column, value);
            }
        }
    }
}
