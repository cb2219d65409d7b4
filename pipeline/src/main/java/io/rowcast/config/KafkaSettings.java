package io.rowcast.config;

import java.nio.file.Path;
import java.util.Map;

/** The broker between reader and writer: one that is there, or one inside the process. */
public sealed interface KafkaSettings {

    /**
     * A broker that others run.
     *
     * @param bootstrap comma-separated {@code host:port}
     * @param partitions of new topics of row-aligned tables; the others always have one
     * @param replication copies of new topics; -1 = as the broker does by default
     * @param properties of the connections, by Kafka's own names; they may hold secrets
     */
    record External(
            String bootstrap,
            int partitions,
            short replication,
            TlsSettings tls,
            SaslSettings sasl,
            Map<String, String> properties)
            implements KafkaSettings {

        public External {
            properties = Map.copyOf(properties);
        }

        /** Without secrets. */
        @Override
        public String toString() {
            return bootstrap + ", " + tls.mode().word() + ", " + sasl + ", " + properties.keySet();
        }
    }

    /**
     * A broker inside the process, with its log on disk.
     *
     * @param data folder of the log; created when it is not there
     * @param port on loopback; 0 = any free one
     */
    record Embedded(Path data, int port) implements KafkaSettings {}
}
