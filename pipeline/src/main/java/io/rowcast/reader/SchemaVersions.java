package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.kafka.CompactedTopic;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.topic.SchemaCodec;
import io.rowcast.topic.SchemaVersion;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The schemas topic, as this session writes it: each version of a table's schema is there before the first record that
 * names it, in the same transaction. For one thread.
 */
final class SchemaVersions {

    /** What a record says of the schema it was written with. */
    record Version(String id, List<Header> headers) {
        static Version of(TableSchema schema) {
            String id = SchemaVersion.of(schema);
            return new Version(id, List.of(new RecordHeader(SchemaVersion.HEADER, bytes(id))));
        }
    }

    private final TopicNames topics;
    private final Transactions transactions;
    private final Set<String> published = new HashSet<>();
    private final Map<TableId, Version> newest = new HashMap<>();

    SchemaVersions(TopicNames topics, Transactions transactions) {
        this.topics = topics;
        this.transactions = transactions;
    }

    /**
     * Learns what sessions before have published.
     *
     * @return the tables with a schema: those captured by the run before
     */
    Set<TableId> read(Consumer<byte[], byte[]> consumer) {
        all(consumer, topics).forEach((key, schema) -> {
            if (key.equals(schema.table().toString())) {
                newest.put(schema.table(), Version.of(schema));
            } else {
                published.add(key);
            }
        });
        return new TreeSet<>(newest.keySet());
    }

    /** The newest schema of each table that is captured. */
    static Map<TableId, TableSchema> published(Consumer<byte[], byte[]> consumer, TopicNames topics) {
        Map<TableId, TableSchema> newest = new HashMap<>();
        all(consumer, topics).forEach((key, schema) -> {
            if (key.equals(schema.table().toString())) {
                newest.put(schema.table(), schema);
            }
        });
        return newest;
    }

    private static Map<String, TableSchema> all(Consumer<byte[], byte[]> consumer, TopicNames topics) {
        Map<String, TableSchema> all = new HashMap<>();
        new CompactedTopic(consumer, topics.schemas()).readAll().forEach((key, record) -> {
            if (record.value() != null) {
                all.put(key, SchemaCodec.decode(record.value()));
            }
        });
        return all;
    }

    /** Publishes, within the open transaction, what is not the table's newest schema yet. */
    Version publish(TableSchema schema) {
        Version version = keep(schema);
        if (!version.equals(newest.put(schema.table(), version))) {
            send(schema.table().toString(), SchemaCodec.encode(schema));
        }
        return version;
    }

    /** Publishes a version that is not the table's newest before its rows are complete. */
    Version keep(TableSchema schema) {
        Version version = Version.of(schema);
        String key = SchemaVersion.key(schema.table(), version.id);
        if (published.add(key)) {
            send(key, SchemaCodec.encode(schema));
        }
        return version;
    }

    /** The schema that the table's newest record was written with. */
    Version newest(TableId table) {
        Version version = newest.get(table);
        if (version == null) {
            throw new IllegalStateException("no schema of " + table + " was published");
        }
        return version;
    }

    /** Says, within the open transaction, that the table is captured no more; records may name its versions still. */
    void forget(TableId table) {
        newest.remove(table);
        send(table.toString(), null);
    }

    private void send(String key, byte @Nullable [] value) {
        transactions.send(new ProducerRecord<>(topics.schemas(), 0, bytes(key), value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
