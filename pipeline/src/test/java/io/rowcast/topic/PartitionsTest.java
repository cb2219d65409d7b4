package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    @Test
    void agreesWithKafkasOwnPartitioner() {
        for (int id = 0; id < 1000; id++) {
            byte[] key = ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);

            assertThat(Partitions.of(key, 7)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
        }
    }

    @Test
    void rowsWithoutKeyStayTogether() {
        assertThat(Partitions.of(new byte[0], 4)).isZero();
    }
}
