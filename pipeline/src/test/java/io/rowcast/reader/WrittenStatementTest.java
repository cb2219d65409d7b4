package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.TableId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenStatementTest {
    private static final TableId ORDERS = new TableId("shop", "orders");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO orders VALUES (1)",
                "insert into shop.orders values (1)",
                "INSERT IGNORE `shop` . `orders` VALUES (1)",
                "/* app */ REPLACE LOW_PRIORITY INTO orders SELECT * FROM other",
                "UPDATE other, orders SET orders.n = 1",
                "DELETE FROM orders",
                "DELETE o FROM shop.orders o JOIN other",
                "WITH x AS (SELECT 1) DELETE FROM orders WHERE id IN (SELECT * FROM x)",
                "SELECT shop.sell(1)",
                "DO shop.sell(1)"
            })
    void whatMayChangeACapturedTableIsRefused(String sql) {
        assertThat(WrittenStatement.isStatement(sql)).isTrue();
        assertThatThrownBy(() -> WrittenStatement.requireOthers(sql, "shop", ORDERS::equals))
                .isInstanceOf(LostChangeException.class)
                .hasMessageContaining("binlog_format=ROW");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO other VALUES (1)",
                "INSERT INTO elsewhere.orders VALUES (1)",
                "REPLACE INTO `percona`.`checksums` (db, tbl) SELECT 'shop', COUNT(*) FROM `shop`.`orders`",
                "UPDATE orders_old SET n = 1",
                "DELETE FROM elsewhere.orders"
            })
    void whatChangesOtherTablesIsPassedOver(String sql) {
        assertThat(WrittenStatement.isStatement(sql)).isTrue();
        WrittenStatement.requireOthers(sql, "shop", ORDERS::equals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE orders (id INT)",
                "ALTER TABLE orders ADD n INT",
                "TRUNCATE TABLE orders",
                "BEGIN",
                "SAVEPOINT `insert`",
                "DROP TABLE IF EXISTS updates",
                "GRANT SELECT ON shop.orders TO someone"
            })
    void whatChangesNoRowsIsNoStatement(String sql) {
        assertThat(WrittenStatement.isStatement(sql)).isFalse();
    }

    @Test
    void namesWithoutAnyDatabaseAreOfNoTable() {
        WrittenStatement.requireOthers("UPDATE orders SET n = 1", "", ORDERS::equals);
    }
}
