package io.rowcast.reader;

import io.rowcast.reader.catalog.SourceOffset;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.reader.kafka.TableTopics;
import io.rowcast.reader.kafka.Transactions;
import io.rowcast.topic.TopicNames;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The way out when the source cannot be continued. */
final class Recovery {

    private Recovery() {}

    /** See {@link Reader#forgetPosition}. The topics stay; the next snapshot begins a new generation in them. */
    static Optional<String> forgetPosition(TopicNames topics, Map<String, Object> properties) {
        KafkaClients kafka = new KafkaClients(topics, properties);
        OffsetsTopic offsets = new OffsetsTopic(topics);
        try (Admin admin = kafka.admin()) {
            if (!TableTopics.await(admin.listTopics().names()).contains(topics.offsets())) {
                return Optional.empty();
            }
            Optional<SourceOffset> forgotten;
            try (Transactions transactions = new Transactions(kafka.producer());
                    Consumer<byte[], byte[]> consumer = kafka.consumer()) {
                forgotten = offsets.read(consumer).offset();
                transactions.send(offsets.forget(UUID.randomUUID().toString()));
                transactions.commit();
            }
            emptySchemaHistory(admin, new TopicPartition(topics.schemaHistory(), 0));
            return forgotten.map(SourceOffset::toString);
        }
    }

    /** The snapshot writes it anew: what an unlike server left in it must not mix with that. */
    private static void emptySchemaHistory(Admin admin, TopicPartition history) {
        if (TableTopics.await(admin.listTopics().names()).contains(history.topic())) {
            TableTopics.await(admin.deleteRecords(Map.of(history, RecordsToDelete.beforeOffset(-1)))
                    .all());
        }
    }
}
