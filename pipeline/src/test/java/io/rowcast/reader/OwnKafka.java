package io.rowcast.reader;

import io.rowcast.fixture.Kafka;
import io.rowcast.fixture.TestServers;
import java.util.Map;

/** A Kafka of a test class's own. */
final class OwnKafka implements AutoCloseable {
    private final Kafka kafka = TestServers.newKafka();

    Map<String, Object> properties() {
        return Map.of("bootstrap.servers", kafka.bootstrap());
    }

    void stop() {
        kafka.server().stop();
    }

    void start() {
        kafka.server().start();
    }

    @Override
    public void close() {
        kafka.server().close();
    }
}
