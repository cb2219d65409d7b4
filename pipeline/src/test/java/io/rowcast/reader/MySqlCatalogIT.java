package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MySqlSettings;
import io.rowcast.config.Problem;
import io.rowcast.config.TlsSettings;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MySqlCatalogIT {
    private static OwnMySql mysql;

    @BeforeAll
    static void start() throws Exception {
        mysql = new OwnMySql();
        mysql.execute("CREATE TABLE shop.two (b INT, a VARCHAR(9) NOT NULL, c JSON, PRIMARY KEY (a, b))");
    }

    @AfterAll
    static void stop() throws Exception {
        mysql.close();
    }

    private static List<Problem> preflight(MySqlSettings settings) {
        try (MySqlCatalog catalog = new MySqlCatalog(settings)) {
            return catalog.preflight();
        }
    }

    @Test
    void aServerThatIsWellHasNoProblems() {
        assertThat(preflight(mysql.settings())).isEmpty();
    }

    /** The server of the tests is older than 9.6, or writes them. */
    @Test
    void aForeignKeyThatChangesRowsUnseenIsNamed() throws Exception {
        mysql.execute(
                "CREATE TABLE shop.parent (id INT PRIMARY KEY)",
                "CREATE TABLE shop.child (id INT PRIMARY KEY, parent INT,"
                        + " CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES shop.parent (id) ON DELETE CASCADE)",
                "CREATE TABLE shop.strict (id INT PRIMARY KEY, parent INT,"
                        + " FOREIGN KEY (parent) REFERENCES shop.parent (id))",
                "INSERT INTO shop.parent VALUES (1)",
                "INSERT INTO shop.child VALUES (10, 1)",
                "DELETE FROM shop.parent");
        boolean written = changesOfChild() == 2;
        try (MySqlCatalog catalog = new MySqlCatalog(mysql.settings())) {
            List<Problem> found =
                    catalog.unloggedCascades(List.of(new TableId("shop", "child"), new TableId("shop", "strict")));
            assertThat(found).hasSize(written ? 0 : 1);
            assertThat(found)
                    .allSatisfy(problem ->
                            assertThat(problem.toString()).contains("shop.child", "of_parent", "ON DELETE CASCADE"));
            assertThat(catalog.unloggedCascades(List.of(new TableId("shop", "strict"))))
                    .isEmpty();
        }
    }

    /** How many statements the binlog knows that changed it. */
    private static int changesOfChild() throws SQLException {
        int changes = 0;
        try (Connection connection = mysql.root();
                Statement statement = connection.createStatement();
                ResultSet events =
                        statement.executeQuery("SHOW BINLOG EVENTS IN '" + mysql.text("SHOW BINARY LOGS") + "'")) {
            while (events.next()) {
                boolean names = events.getString("Info").contains("shop.child");
                changes += names && events.getString("Event_type").equals("Table_map") ? 1 : 0;
            }
        }
        assertThat(changes).as("changes of shop.child in the binlog").isPositive();
        return changes;
    }

    @Test
    void everyWrongSettingIsNamedWithItsFix() {
        mysql.execute(
                "SET GLOBAL binlog_format = 'STATEMENT'",
                "SET GLOBAL binlog_row_image = 'MINIMAL'",
                "SET GLOBAL binlog_row_value_options = 'PARTIAL_JSON'");
        try {
            assertThat(preflight(mysql.settings()))
                    .extracting(Problem::path)
                    .containsExactly("binlog_format", "binlog_row_image", "binlog_row_value_options");
            assertThat(preflight(mysql.settings()).get(0).toString())
                    .startsWith("mysql " + mysql.host() + ":" + mysql.port()
                            + ": binlog_format: found: STATEMENT; expected: ROW")
                    .contains("SET PERSIST binlog_format = 'ROW'");
        } finally {
            mysql.execute(
                    "SET GLOBAL binlog_format = 'ROW'",
                    "SET GLOBAL binlog_row_image = 'FULL'",
                    "SET GLOBAL binlog_row_value_options = ''");
        }
    }

    @Test
    void missingGrantsAreNamedWithTheGrant() {
        mysql.execute("CREATE USER poor@'%' IDENTIFIED BY 'p'", "GRANT SELECT ON shop.* TO poor@'%'");
        List<Problem> problems = preflight(
                new MySqlSettings(mysql.host(), mysql.port(), "poor", "p", TlsSettings.of(TlsSettings.Mode.PREFERRED)));
        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.toString())
                                .contains("grants")
                                .contains(
                                        "GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'poor'@'%';"));
    }

    @Test
    void aWrongPasswordIsSaid() {
        assertThatThrownBy(() -> preflight(new MySqlSettings(
                        mysql.host(), mysql.port(), "rowcast", "wrong", TlsSettings.of(TlsSettings.Mode.PREFERRED))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("refused user 'rowcast'")
                .hasMessageContaining("mysql.password");
    }

    @Test
    void anUnreachableServerIsSaid() {
        assertThatThrownBy(() -> preflight(new MySqlSettings(
                        "127.0.0.1", 1, "rowcast", "secret", TlsSettings.of(TlsSettings.Mode.PREFERRED))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("mysql 127.0.0.1:1")
                .hasMessageContaining("no MySQL answers there");
    }

    @Test
    void everyMissingTableIsNamed() {
        try (MySqlCatalog catalog = new MySqlCatalog(mysql.settings())) {
            assertThatThrownBy(() -> catalog.schemas(List.of(TableId.parse("shop.no"), TableId.parse("nor.this"))))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("shop.no")
                    .hasMessageContaining("nor.this");
            assertThat(catalog.schemas(List.of(TableId.parse("shop.two"))).values())
                    .singleElement()
                    .satisfies(schema -> {
                        assertThat(schema.primaryKey()).containsExactly("a", "b");
                        assertThat(schema.columns().toString())
                                .isEqualTo("[Column[name=b, type=INTEGER, nullable=false], "
                                        + "Column[name=a, type=TEXT, nullable=false], "
                                        + "Column[name=c, type=JSON, nullable=true]]");
                    });
        }
    }

    @Test
    void rowsAreAsTheMappingGetsThem() {
        mysql.execute("INSERT INTO shop.two VALUES (1, 'x', '{\"k\": 1.50}'), (2, 'y', NULL), (3, 'z', NULL)");
        try (MySqlCatalog catalog = new MySqlCatalog(mysql.settings())) {
            TableId id = TableId.parse("shop.two");
            TableSchema schema =
                    catalog.schemas(List.of(id)).values().iterator().next();
            assertThat(catalog.rows(schema, "b < 3", 0).toString())
                    .isEqualTo("[[b, a, c]=[1, x, {\"k\":1.5}], [b, a, c]=[2, y, null]]");
            assertThat(catalog.rows(schema, null, 1)).hasSize(1);
        }
    }

    @Test
    void aRowIsFoundByTheTextsOfItsKeyWhichAreNeverSql() {
        mysql.execute("CREATE TABLE shop.keyed (a VARCHAR(20), b BIGINT UNSIGNED, c BINARY(2), PRIMARY KEY (a, b, c))");
        mysql.execute(
                "INSERT INTO shop.keyed VALUES ('x\\' OR 1=1', 18446744073709551615, X'00ff'), ('x', 0, X'6162')");
        try (MySqlCatalog catalog = new MySqlCatalog(mysql.settings())) {
            TableSchema schema = catalog.schemas(List.of(TableId.parse("shop.keyed")))
                    .values()
                    .iterator()
                    .next();
            assertThat(catalog.row(schema, List.of("x' OR 1=1", "18446744073709551615", "0x00FF")))
                    .isPresent();
            assertThat(catalog.row(schema, List.of("x' OR 1=1", "18446744073709551614", "0x00FF")))
                    .isEmpty();
            assertThat(catalog.row(schema, List.of("x", "0", "ab"))).isPresent();
            assertThat(catalog.row(schema, List.of("x", "0 OR 1=1", "ab"))).isEmpty();
        }
    }
}
