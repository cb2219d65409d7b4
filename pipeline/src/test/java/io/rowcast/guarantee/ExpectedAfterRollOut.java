package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What Redis must hold by {@code changed-mappings}, and without arrivals: those files once more, by hand. */
final class ExpectedAfterRollOut {
    private static final List<String> OTHERS = List.of(
            "account:",
            "account-balance:",
            "account-balances:",
            "account-count:",
            "accounts-in:",
            "accounts-by-points",
            "archive:",
            "interest",
            "member:by-email:",
            "profile:",
            "queue:");

    private ExpectedAfterRollOut() {}

    static RedisState read(Connection mysql) throws SQLException {
        RedisState state = Expected.read(mysql);
        state.keep(key -> OTHERS.stream().noneMatch(key::startsWith));
        accounts(mysql, state);
        members(mysql, state);
        Sql.each(mysql, "SELECT * FROM archive", row -> {
            state.field("arch:" + row.getString("bucket"), row.getString("id"), row.getString("amount"));
        });
        state.dropZeros(Expected.COUNTERS);
        return state;
    }

    private static void accounts(Connection mysql, RedisState state) throws SQLException {
        Sql.each(mysql, "SELECT * FROM accounts WHERE status = 'open'", row -> {
            String id = row.getString("id");
            String region = row.getString("region");
            String balance = row.getString("balance");
            state.field("acct:" + id, "label", region + "!");
            state.field("acct:" + id, "balance", balance);
            state.field("acct:" + id, "version", row.getString("version"));
            state.field("account-balance:" + region, id, balance + " of " + row.getString("points"));
            state.score("accounts-in:" + region, id, row.getInt("points"));
            state.score("accounts-by-points", "no " + id, row.getInt("points"));
            state.field("profile:" + id, "region", region);
            state.text("account-region:" + id, region);
        });
        String sums = "SELECT region, SUM(points) points FROM accounts WHERE status = 'open' GROUP BY region";
        Sql.each(mysql, sums, row -> {
            state.text("account-balances:" + row.getString("region"), row.getString("points"));
        });
        Sql.each(mysql, "SELECT SUM(balance) total FROM accounts WHERE status = 'open'", row -> {
            state.text("account-total", row.getString("total"));
        });
    }

    private static void members(Connection mysql, RedisState state) throws SQLException {
        Sql.each(mysql, "SELECT *, LOWER(email) address FROM members WHERE active", row -> {
            String id = row.getString("id");
            state.field("profile:" + id, "name", row.getString("name"));
            if (row.getString("address") != null) {
                state.text("member-at:" + row.getString("address"), id + ":" + row.getString("version"));
            }
        });
    }
}
