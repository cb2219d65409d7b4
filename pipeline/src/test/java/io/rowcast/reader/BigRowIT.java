package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import io.rowcast.model.RowChange;
import io.rowcast.reader.kafka.SourceHaltedException;
import io.rowcast.topic.EnvelopeDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Rows that are about as long as a record may be, and longer. */
class BigRowIT {
    private static final int MEGABYTES = Integer.getInteger("rowcast.big.megabytes", 24);

    @Test
    void aRowArrivesWholeOrHaltsTheReader() throws Exception {
        try (Servers servers = new Servers("--max-allowed-packet=256M")) {
            servers.mysql.execute(
                    "CREATE TABLE shop.long_rows (id INT PRIMARY KEY, text LONGTEXT)",
                    "INSERT INTO shop.long_rows VALUES (1, 'short')");
            try (RunningReader reader = servers.reader("long", "long_rows").awaitState(State.OK);
                    TopicView view = servers.view("long", "long_rows")) {
                view.awaitRows(1);
                servers.mysql.execute("INSERT INTO shop.long_rows VALUES (2, REPEAT('x', " + MEGABYTES + " << 20))");
                view.awaitRows(2);
                byte[] value = view.rows().get(1).text().getBytes(StandardCharsets.UTF_8);
                assertThat(((RowChange) new EnvelopeDecoder(servers.schema("long_rows")).decode(value, null)).after())
                        .isNotNull();
                assertThat(view.rows().get(1).after().path("text").asText()).hasSize(MEGABYTES << 20);
                servers.mysql.execute("UPDATE shop.long_rows SET text = REPEAT('y', 66 << 20) WHERE id = 1");
                assertThat(reader.failure())
                        .isInstanceOf(SourceHaltedException.class)
                        .hasMessageContaining("a change of shop.long_rows of 692")
                        .hasMessageContaining("expected: at most 67108864 bytes")
                        .hasMessageContaining("rowcast recover");
                assertThat(view.poll()).hasSizeLessThan(20);
            }
            servers.mysql.execute("UPDATE shop.long_rows SET text = 'short again' WHERE id = 1");
            Reader.forgetPosition("long", servers.kafka.properties());
            try (RunningReader recovered = servers.reader("long", "long_rows").awaitState(State.OK);
                    TopicView view = servers.view("long", "long_rows")) {
                view.awaitRows(4);
                assertThat(new Replay(view.poll()).rows()).hasSize(2);
                assertThat(recovered.reader.health().state()).isEqualTo(State.OK);
            }
        }
    }
}
