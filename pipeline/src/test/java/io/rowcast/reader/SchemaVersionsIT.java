package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Column;
import io.rowcast.model.Health.State;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.SchemaVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a record says of the schema it was written with, on a table that changes. */
class SchemaVersionsIT {
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers();
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @Test
    void everyRecordNamesAPublishedVersionThatIsOfItsPlace() {
        servers.mysql.execute(
                "CREATE TABLE shop.aged (id BIGINT UNSIGNED PRIMARY KEY, a INT NOT NULL, d TIMESTAMP(3) NULL)",
                "INSERT INTO shop.aged VALUES (1, 1, NOW())");
        try (RunningReader first = servers.reader("aged", "aged").awaitState(State.OK);
                TopicView view = servers.view("aged", "aged")) {
            view.awaitRows(1);
            first.close();
            servers.mysql.execute(
                    "INSERT INTO shop.aged VALUES (2, 2, NULL)",
                    "ALTER TABLE shop.aged ADD COLUMN b NUMERIC(5,1), ADD INDEX (a)",
                    "INSERT INTO shop.aged (id, a, b) VALUES (3, 3, 1.5)");
            try (RunningReader second = servers.reader("aged", "aged").awaitState(State.OK)) {
                List<TopicView.Seen> rows = view.awaitRows(3);
                assertThat(second.reader.health().state()).isEqualTo(State.OK);
                Map<String, TableSchema> schemas = servers.schemas("aged");
                assertThat(view.poll()).allSatisfy(record -> {
                    TableSchema schema = Objects.requireNonNull(schemas.get("shop.aged#" + record.schema()));
                    assertThat(SchemaVersion.of(schema)).isEqualTo(record.schema());
                    if (record.key() != null) {
                        assertThat(record.after().fieldNames())
                                .toIterable()
                                .containsExactlyElementsOf(schema.columns().stream()
                                        .map(Column::name)
                                        .toList());
                    }
                });
                assertThat(rows.stream().map(TopicView.Seen::schema).distinct()).hasSize(2);
                assertThat(schemas.get("shop.aged")).isEqualTo(servers.schema("aged"));
            }
        }
    }
}
