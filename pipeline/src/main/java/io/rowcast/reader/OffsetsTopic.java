package io.rowcast.reader;

import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.CompactedTopic;
import io.rowcast.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the offsets topic says: the source offset that belongs to the rows before it, and, in a header of every record,
 * which reader wrote it. Its key is Kafka Connect's, so that its tools understand it.
 */
final class OffsetsTopic {
    private static final String OWNER_HEADER = "rowcast.reader";
    private static final String OWNER_KEY = "reader";
    private static final long TAIL = 2_000;

    private static final String SKIPPED_HEADER = "rowcast.skipped";
    private static final String SERVER_HEADER = "rowcast.server";
    private static final String PREPARED_HEADER = "rowcast.prepared";

    /**
     * What was committed last: by whom, and up to where; no offset before a first snapshot is complete.
     *
     * @param skipped what is to be passed over behind the offset
     * @param prepared XA transactions that are prepared and not decided before the offset
     * @param server that the offset was read from
     */
    record Committed(
            Optional<SourceOffset> offset,
            SkippedEvents skipped,
            PreparedTransactions prepared,
            Optional<String> server,
            Optional<String> owner) {}

    private final TopicNames topics;

    OffsetsTopic(TopicNames topics) {
        this.topics = topics;
    }

    /** Reads what is committed; the topic must exist. */
    Committed read(Consumer<byte[], byte[]> consumer) {
        Map<String, ConsumerRecord<byte[], byte[]>> records =
                new CompactedTopic(consumer, topics.offsets()).readLast(TAIL, found -> found.containsKey(key()));
        Optional<SourceOffset> offset = Optional.ofNullable(records.get(key()))
                .flatMap(record -> Optional.ofNullable(record.value()))
                .map(SourceOffset::decode)
                .filter(found -> !found.inSnapshot());
        Optional<Headers> headers = Optional.ofNullable(records.get(key())).map(ConsumerRecord::headers);
        SkippedEvents skipped =
                header(headers, SKIPPED_HEADER).map(SkippedEvents::decode).orElseGet(SkippedEvents::none);
        PreparedTransactions prepared = header(headers, PREPARED_HEADER)
                .map(PreparedTransactions::decode)
                .orElseGet(PreparedTransactions::none);
        Optional<String> owner = CompactedTopic.newest(records)
                .flatMap(record -> Optional.ofNullable(record.headers().lastHeader(OWNER_HEADER)))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
        Optional<String> server =
                header(headers, SERVER_HEADER).map(value -> new String(value, StandardCharsets.UTF_8));
        return new Committed(offset, skipped, prepared, server, owner);
    }

    private static Optional<byte[]> header(Optional<Headers> headers, String name) {
        return headers.flatMap(all -> Optional.ofNullable(all.lastHeader(name))).map(Header::value);
    }

    /** Says that the reader {@code owner} is the one at work. */
    ProducerRecord<byte[], byte[]> claim(String owner) {
        return record(OWNER_KEY, bytes(owner), owner);
    }

    ProducerRecord<byte[], byte[]> offset(
            SourceOffset offset, SkippedEvents skipped, PreparedTransactions prepared, String server, String owner) {
        ProducerRecord<byte[], byte[]> record = record(key(), offset.encode(), owner);
        record.headers().add(SERVER_HEADER, bytes(server));
        skipped.encode().ifPresent(places -> record.headers().add(SKIPPED_HEADER, places));
        prepared.encode().ifPresent(tables -> record.headers().add(PREPARED_HEADER, tables));
        return record;
    }

    /** Says that there is no position any more. */
    ProducerRecord<byte[], byte[]> forget(String owner) {
        return record(key(), null, owner);
    }

    String key() {
        return "[\"" + topics.pipeline() + "\",{\"server\":\"" + topics.pipeline() + "\"}]";
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value, String owner) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.offsets(), 0, bytes(key), value);
        record.headers().add(OWNER_HEADER, bytes(owner));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
