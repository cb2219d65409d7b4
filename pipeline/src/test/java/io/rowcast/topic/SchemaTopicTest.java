package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTopicTest {
    private static final TableId PEOPLE = TableId.parse("shop.people");
    private static final TopicPartition PARTITION = new TopicPartition("p.schemas", 0);
    private static final TableSchema FIRST = schema("id");
    private static final TableSchema SECOND = schema("id", "name");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final SchemaTopic topic = new SchemaTopic(consumer, new TopicNames("p"));
    private long offset;

    @Test
    void keepsEveryVersionAndTheNewestOfATable() {
        poll();
        publish("shop.people#" + SchemaVersion.of(FIRST), FIRST);
        publish("shop.people", FIRST);
        publish("shop.people#" + SchemaVersion.of(SECOND), SECOND);
        publish("shop.people", SECOND);

        assertThat(poll()).isTrue();
        assertThat(topic.newest()).containsExactly(Map.entry(PEOPLE, SECOND));
        assertThat(topic.version(PEOPLE, SchemaVersion.of(FIRST))).contains(FIRST);
        assertThat(topic.version(PEOPLE, SchemaVersion.of(SECOND))).contains(SECOND);
        assertThat(topic.version(PEOPLE, "00000000")).isEmpty();
        assertThat(poll()).isFalse();
    }

    @Test
    void forgetsATableThatIsTakenBackButNotWhatItsRecordsName() {
        poll();
        publish("shop.people", FIRST);
        publish("shop.people", null);
        poll();

        assertThat(topic.newest()).isEmpty();
        assertThat(topic.version(PEOPLE, SchemaVersion.of(FIRST))).contains(FIRST);
    }

    @Test
    void aVersionIsWhatItsKeySaysAndTheNewestOneHasANameToo() {
        poll();
        publish("shop.people#0badcafe", FIRST);
        publish("shop.people", SECOND);
        poll();

        assertThat(topic.version(PEOPLE, "0badcafe")).contains(FIRST);
        assertThat(topic.version(PEOPLE, SchemaVersion.of(SECOND))).contains(SECOND);
        assertThat(topic.versions(PEOPLE))
                .containsOnly(Map.entry("0badcafe", FIRST), Map.entry(SchemaVersion.of(SECOND), SECOND));
    }

    private boolean poll() {
        if (consumer.assignment().isEmpty()) {
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        }
        return topic.poll(Duration.ZERO);
    }

    private void publish(String key, @Nullable TableSchema schema) {
        byte @Nullable [] value = schema == null ? null : SchemaCodec.encode(schema);
        consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, offset++, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static TableSchema schema(String... columns) {
        return new TableSchema(
                PEOPLE,
                List.of(columns).stream()
                        .map(name -> new Column(name, ColumnType.INTEGER, false))
                        .toList(),
                List.of("id"));
    }
}
