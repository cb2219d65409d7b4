package io.rowcast.reader;

import io.rowcast.topic.TopicNames;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/** How far a reader has come, as Kafka says; used beside it, by one thread. */
public final class ReaderProgress implements AutoCloseable {
    private final OffsetsTopic offsets;
    private final Consumer<byte[], byte[]> consumer;

    /** @param kafka properties for the client, at least {@code bootstrap.servers} */
    public ReaderProgress(String pipeline, Map<String, Object> kafka) {
        TopicNames topics = new TopicNames(pipeline);
        this.offsets = new OffsetsTopic(topics);
        this.consumer = new KafkaClients(topics, kafka).consumer();
    }

    /** Whether all that MySQL had at the moment is in Kafka. */
    public boolean hasReached(SourceMoment moment) {
        return offsets.read(consumer)
                .offset()
                .map(offset -> moment.place().isReachedBy(offset))
                .orElse(false);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
