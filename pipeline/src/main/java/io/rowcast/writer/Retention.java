package io.rowcast.writer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka from time to time how long it keeps the records of the lanes, for the metrics; nobody waits for the answer. */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Admin admin;
    private final WriterMetrics metrics;
    private long lastLook = System.nanoTime() - INTERVAL_NANOS;

    Retention(Admin admin, WriterMetrics metrics) {
        this.admin = admin;
        this.metrics = metrics;
    }

    void look(Collection<Lane> lanes) {
        if (lanes.isEmpty() || System.nanoTime() - lastLook < INTERVAL_NANOS) {
            return;
        }
        lastLook = System.nanoTime();
        Map<ConfigResource, String> tables = new HashMap<>();
        lanes.forEach(lane -> tables.put(
                new ConfigResource(ConfigResource.Type.TOPIC, lane.partition.topic()), lane.table.id.toString()));
        admin.describeConfigs(tables.keySet()).all().whenComplete((configs, error) -> {
            if (error == null) {
                metrics.retention(configs.entrySet().stream()
                        .collect(Collectors.toMap(
                                config -> tables.getOrDefault(config.getKey(), ""),
                                config -> retention(config.getValue()))));
            } else {
                LOG.atDebug()
                        .addKeyValue("error", error.getMessage())
                        .log("Kafka does not say how long it keeps records");
            }
        });
    }

    /** In milliseconds; for ever is a very long time. */
    private static long retention(Config config) {
        long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return millis < 0 ? Long.MAX_VALUE : millis;
    }
}
