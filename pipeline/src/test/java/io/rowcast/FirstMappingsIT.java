package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.TestServers;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rowcast init} on a database of its own. */
class FirstMappingsIT {
    private static final String TABLES = """
            CREATE TABLE customers (id INT UNSIGNED PRIMARY KEY COMMENT 'our number', email VARCHAR(40) UNIQUE,
              name VARCHAR(40), UNIQUE (name(4)), status ENUM('a', 'b')) COMMENT 'who buys';
            CREATE TABLE orders (id BIGINT UNSIGNED PRIMARY KEY, customer_id INT UNSIGNED, total DECIMAL(8,2),
              placed_at DATETIME, FOREIGN KEY (customer_id) REFERENCES customers (id));
            CREATE TABLE order_lines (order_id BIGINT UNSIGNED, line INT, PRIMARY KEY (order_id, line));
            CREATE VIEW paid AS SELECT * FROM orders""";

    @TempDir
    private Path folder;

    private Settings settings;

    @BeforeEach
    void makeTables() throws Exception {
        MySql mysql = TestServers.mysql();
        mysql.createDatabase("first");
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            statement.execute("USE first");
            for (String sql : TABLES.split(";")) {
                statement.execute(sql);
            }
        }
        Path file = folder.resolve("rowcast.yml");
        Files.writeString(
                file,
                "{mysql: {host: %s, port: %d, user: %s, password: %s}}"
                        .formatted(mysql.server().host(), mysql.server().port(), MySql.USER, MySql.PASSWORD));
        settings = SettingsFile.read(file, Map.of());
    }

    @Test
    void whatItWritesCompilesForTheTablesOfMySql() {
        List<Path> written = FirstMappings.write(settings, List.of("first.*"), folder.resolve("mappings"), false);

        assertThat(written)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("customers.yml", "order_lines.yml", "orders.yml", "mapping.schema.json");
        List<Mapping> mappings =
                new Preflight(settings, MappingFile.parse(MappingTexts.read(folder.resolve("mappings")))).mappings();
        assertThat(mappings.stream().flatMap(mapping -> mapping.outputs().stream()))
                .containsExactly(
                        "redis[0] (hash customer:{id})",
                        "redis[1] (string customers:by-email:{email})",
                        "redis[0] (hash order_line:{order_id}:{line})",
                        "redis[1] (set order_lines:of-order_id:{order_id})",
                        "redis[0] (hash order:{id})",
                        "redis[1] (set orders:of-customer_id:{customer_id})");
        assertThat(folder.resolve("mappings/customers.yml"))
                .content()
                .contains("# first.customers: who buys\n", "#   id      int unsigned  our number\n");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws Exception {
        Path mappings = Files.createDirectory(folder.resolve("mappings"));
        Path orders = Files.writeString(mappings.resolve("orders.yml"), "mine");

        assertThatThrownBy(() -> FirstMappings.write(settings, List.of("first.*"), mappings, false))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(orders + ": is there already; expected none, or --force");
        assertThat(mappings).isDirectoryNotContaining(file -> !file.equals(orders));
        assertThat(FirstMappings.write(settings, List.of("first.orders"), mappings, true))
                .contains(orders);
        assertThat(orders).content().doesNotContain("mine");
    }

    @Test
    void tablesThatAreNotThereAreAProblem() {
        assertThatThrownBy(() -> FirstMappings.write(settings, List.of("first.no*"), folder, false))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("init: --tables: found no table that matches [first.no*]");
        assertThatThrownBy(() -> FirstMappings.write(settings, List.of("first"), folder, false))
                .hasMessage("init: --tables: expected database.table, found 'first'");
    }
}
