package io.rowcast.reader;

import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.reader.kafka.CompactedTopic;
import io.rowcast.reader.kafka.KafkaClients;
import io.rowcast.topic.SchemaCodec;
import io.rowcast.topic.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;

/** A MySQL and a Kafka broker for one test class. */
final class Servers implements AutoCloseable {
    final OwnMySql mysql;
    final OwnKafka kafka;

    Servers(String... mysqlFlags) {
        mysql = new OwnMySql(mysqlFlags);
        kafka = new OwnKafka();
    }

    /** A reader of a pipeline of that name, of these tables of database {@code shop}. */
    RunningReader reader(String name, String... tables) {
        String[] names = Stream.of(tables).map(table -> "shop." + table).toArray(String[]::new);
        return new RunningReader(name, mysql.settings(), kafka.properties(), RunningReader.capture(names));
    }

    /** What MySQL says of a table of database {@code shop}. */
    TableSchema schema(String table) {
        TableId id = new TableId("shop", table);
        try (MySqlCatalog catalog = new MySqlCatalog(mysql.settings())) {
            return Objects.requireNonNull(catalog.schemas(List.of(id)).get(id));
        }
    }

    TopicView view(String name, String table) {
        return new TopicView(kafka.properties(), name + ".shop." + table);
    }

    /** What the schemas topic of a pipeline says, the newest value of each key. */
    Map<String, TableSchema> schemas(String name) {
        Map<String, TableSchema> schemas = new HashMap<>();
        TopicNames topics = new TopicNames(name);
        try (Consumer<byte[], byte[]> consumer = new KafkaClients(topics, kafka.properties()).consumer()) {
            new CompactedTopic(consumer, topics.schemas()).readAll().forEach((key, record) -> {
                if (record.value() != null) {
                    schemas.put(key, SchemaCodec.decode(record.value()));
                }
            });
        }
        return schemas;
    }

    @Override
    public void close() {
        kafka.close();
        mysql.close();
    }
}
