package io.rowcast.guarantee;

import io.rowcast.fixture.MySql;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Collectors;

/** The tables of the suite, in the database {@code guarantee}, and their mapping files. */
final class Schema {
    static final String DATABASE = "guarantee";

    static final int ROWS_PER_BUCKET = 500;

    private Schema() {}

    /** Creates the tables anew, {@code archive} with that many rows in it. */
    static void create(MySql mysql, int archived) throws SQLException, IOException {
        mysql.createDatabase(DATABASE);
        try (Connection connection = connect(mysql);
                Statement statement = connection.createStatement()) {
            String script = text("schema.sql")
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            for (String table : script.split(";\\s*\n")) {
                statement.execute(table);
            }
            statement.execute("SET cte_max_recursion_depth = " + (archived + 1));
            statement.execute("INSERT INTO archive WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n"
                    + " WHERE id < " + archived + ") SELECT id, id DIV " + ROWS_PER_BUCKET + ", id * 1.2345 FROM n");
        }
    }

    /** As root, in the database of the suite. */
    static Connection connect(MySql mysql) throws SQLException {
        Connection connection = mysql.root();
        connection.setCatalog(DATABASE);
        return connection;
    }

    static Path mappings() {
        return folder("mappings");
    }

    /** Files that take the place of some of {@link #mappings}. */
    static Path changedMappings() {
        return folder("changed-mappings");
    }

    /** For rows that come without what they were before. */
    static Path flatMappings() {
        return folder("flat-mappings");
    }

    private static Path folder(String name) {
        try {
            return Path.of(resource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream stream = resource(name).openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Schema.class.getResource("/guarantee/" + name), name);
    }
}
